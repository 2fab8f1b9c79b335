import { z } from 'zod'
import type { BoardId, MessageId, ThreadId } from '../domain/ids.ts'
import { ID_PATTERN } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import type { BoardChanges } from '../domain/Snapshot.ts'
import type { ThreadTarget } from '../domain/threads.ts'

const time = z.int().min(0)

/**
 * `POST /api/workshops/:id/news`: when a person was last at boards of a workshop on a device, and
 * in the workshop at all, in ms of the server (VISIT1).
 */
export const lastVisits = z.object({
	boards: z
		.record(z.string().regex(ID_PATTERN), time)
		.refine((boards) => Object.keys(boards).length <= LIMITS.maxVisitedBoards, 'these are too many boards'),
	workshop: time,
})
export type LastVisits = z.output<typeof lastVisits>

/** The boards that others have changed since then. */
export interface News {
	boards: BoardId[]
}

/** `GET /api/boards/:id/changes?since=…`, in ms */
export const visitQuery = z.object({ since: z.coerce.number().int().min(0) })

/** A message of somebody else since a visit. `author` is missing while names are hidden. */
export interface NewMessage {
	thread: ThreadId
	message: MessageId
	on: ThreadTarget
	text: string
	author?: string
	at: number
}

/** What others have changed on a board since a visit (VISIT2). */
export interface VisitChanges {
	changes: BoardChanges
	/** The oldest first, at most `LIMITS.maxNewMessages`. */
	messages: NewMessage[]
}
