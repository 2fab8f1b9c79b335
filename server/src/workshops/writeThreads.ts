import { applyThreadAction, FACILITATOR, mayWriteThreads, recordsOf, type ThreadAction } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { Requester } from './access.ts'
import { requireVisibleBoard } from './access.ts'
import { requireDiskSpace } from './requireDiskSpace.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/** The bytes of a new thread and its first message beside the text, at most. */
const THREAD_BYTES = 4096

/**
 * Makes a change of a board's threads for a person who may not edit the board (THREAD4). Throws
 * `not_found` for a board, thread or message that does not exist, `not_allowed` for a projector or
 * the message of somebody else, and `not_now` while the board takes no threads, or has no room.
 */
export async function writeThreads(
	deps: WorkshopDeps,
	requester: Requester,
	{ board: id, action }: { board: string; action: ThreadAction },
): Promise<void> {
	const { identity, workshop } = requester
	const board = requireVisibleBoard(requester, id)
	if (identity.role === 'projector') throw new AppError('not_allowed', 'A projector cannot write.')
	if (!mayWriteThreads(workshop, identity, board.id))
		throw new AppError('not_now', 'This board takes no threads now.', 'threads_closed')
	if ('on' in action && action.on.type === 'practice') throw new AppError('invalid_input')
	requireDiskSpace(deps)
	const isFacilitator = identity.role === 'facilitator'
	const author = { author: identity.participant ?? FACILITATOR, isFacilitator, at: deps.now() }
	const adds = 'text' in action ? { adds: { shapes: 0, bytes: action.text.length * 3 + THREAD_BYTES } } : {}
	const outcome = await deps.rooms.write(board, (doc) => applyThreadAction(recordsOf(doc), action, author), adds)
	if (outcome === 'missing') throw new AppError('not_found', 'There is no such thread or message.')
	if (outcome === 'forbidden') throw new AppError('not_allowed', 'This message is somebody else’s.')
	if (outcome === 'full') throw new AppError('not_now', 'There is no room for more messages.', 'board_full')
}
