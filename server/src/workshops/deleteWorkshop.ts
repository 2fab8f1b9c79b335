import type { BoardId, Workshop } from '@charrette/shared'
import type { Logger } from 'pino'
import type { DeletionStore } from '../ports/DeletionStore.ts'
import { requireWorkshop, type WorkshopDeps } from './WorkshopDeps.ts'

/**
 * Time for which a deletion is repeated, since work that began before the deletion may still write
 * after it.
 */
const REPEAT_MS = 24 * 60 * 60 * 1000

interface DeleteDeps extends Pick<WorkshopDeps, 'workshops' | 'deletions' | 'now'> {
	rooms: Pick<WorkshopDeps['rooms'], 'workshopDeleted'>
}

interface DeleteOptions {
	/** Whether the practices that it published for others stay. */
	keepsPractices: boolean
	/** Set if the workshop stays if it was used since this time in ms. */
	unusedSince?: number
}

/**
 * Deletes a workshop for ever (ACCESS6): its record, tokens, links, shares, votes and practices at
 * once, and then the logs and snapshots of its boards. Sockets are closed with 4404. The next
 * sweeps remove the images (IMG7). Returns whether it was deleted by this call. Throws `not_found`.
 */
export async function deleteWorkshop(
	deps: DeleteDeps,
	id: Workshop['id'],
	{ keepsPractices, unusedSince }: DeleteOptions,
): Promise<boolean> {
	const workshop = await requireWorkshop(deps, id)
	const boards = boardsEver(workshop)
	const practices = (workshop.practices ?? []).map((practice) => practice.id)
	const at = deps.now()
	const isDeleted = await deps.deletions.begin({ id, boards, practices, keepsPractices, at, unusedSince })
	if (!isDeleted && unusedSince !== undefined) return false
	await deps.rooms.workshopDeleted(workshop)
	await deps.deletions.removeBoards([...boards, ...(practices as string[] as BoardId[])])
	return isDeleted
}

/**
 * Returns the ids of the boards of all sessions, and of the removed boards that could be restored.
 */
export function boardsEver({ sessions, removedBoards = [] }: Workshop): BoardId[] {
	return [...sessions.flatMap(({ boards }) => boards), ...removedBoards].map((board) => board.id)
}

/**
 * Removes the remains of deleted workshops, for example after a crash. A failed removal is logged
 * and retried by the next sweep, and does not stop the others.
 */
export async function sweepDeletions(
	{ deletions, log }: { deletions: DeletionStore; log: Logger },
	now: number,
): Promise<void> {
	for (const { id, boards, at } of await deletions.list()) {
		try {
			await deletions.removeBoards(boards)
			if (now - at >= REPEAT_MS) await deletions.forget(id)
		} catch (cause) {
			log.error({ workshop: id, err: cause }, 'deleted workshop not removed')
		}
	}
}
