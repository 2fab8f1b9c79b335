import { z } from 'zod'
import { CARD_KINDS } from '../domain/Card.ts'
import type { BoardId, RoundId, SessionId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { id, line } from './fields.ts'

const round = id<RoundId>()

/** The commands that conduct votes. */
export const voteCommands = [
	z.object({
		type: z.literal('vote.open'),
		session: id<SessionId>().exactOptional(),
		title: line(LIMITS.maxTitleLength),
		budget: z.int().min(1).max(LIMITS.maxDots).default(3),
		perCard: z.int().min(1).max(LIMITS.maxDots).default(1),
		boards: z
			.array(id<BoardId>())
			.min(1)
			.max(LIMITS.maxGroups + 1)
			.exactOptional(),
		kinds: z.array(z.enum(CARD_KINDS)).min(1).exactOptional(),
	}),
	z.object({ type: z.literal('vote.close'), round }),
	z.object({ type: z.literal('vote.cancel'), round }),
	z.object({
		type: z.literal('vote.proxy'),
		round,
		name: line(LIMITS.maxNameLength),
		city: line(LIMITS.maxCityLength),
	}),
] as const
