import { z } from 'zod'
import type { BoardId } from '../domain/ids.ts'
import { id } from './fields.ts'

/** What facilitators do with cards that were written in private (ROOM3). */
export const privateCommands = [
	z.object({
		type: z.literal('private.reveal'),
		/** One board, of any session; else all of the session that runs. */
		board: id<BoardId>().exactOptional(),
		/** Whether the cards keep who wrote them. */
		names: z.boolean(),
	}),
] as const
