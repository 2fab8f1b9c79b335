import type { BoardId, Workshop } from '@charrette/shared'
import type { Logger } from 'pino'
import type { DeletionStore } from '../ports/DeletionStore.ts'
import { requireWorkshop, type WorkshopDeps } from './WorkshopDeps.ts'

/** What was begun before the workshop was deleted may still be written after it, so a deletion is repeated for this long. */
const REPEAT_MS = 24 * 60 * 60 * 1000

interface DeleteDeps extends Pick<WorkshopDeps, 'workshops' | 'deletions' | 'now'> {
	rooms: Pick<WorkshopDeps['rooms'], 'workshopDeleted'>
}

/**
 * Deletes a workshop for ever (ACCESS6): its record, tokens, links, shares, votes and practices at once, except practices for
 * others if they are to be kept, and then the logs and snapshots
 * of its boards. Its sockets are closed with 4404. Images go with the next sweeps (IMG7). Throws `not_found`.
 */
export async function deleteWorkshop(
	deps: DeleteDeps,
	id: Workshop['id'],
	{ keepsPractices }: { keepsPractices: boolean },
): Promise<void> {
	const workshop = await requireWorkshop(deps, id)
	const boards = boardsEver(workshop)
	const practices = (workshop.practices ?? []).map((practice) => practice.id)
	await deps.deletions.begin({ id, boards, practices, keepsPractices, at: deps.now() })
	await deps.rooms.workshopDeleted(workshop)
	await deps.deletions.removeBoards([...boards, ...(practices as string[] as BoardId[])])
}

/** The boards of all sessions, and those that were removed and could have been restored. */
export function boardsEver({ sessions, removedBoards = [] }: Workshop): BoardId[] {
	return [...sessions.flatMap(({ boards }) => boards), ...removedBoards].map((board) => board.id)
}

/**
 * Removes what is left of deleted workshops, as after a crash. A failed one is logged and tried again by the next sweep, and
 * keeps no other from being removed.
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
