import type { RemovedBoards, Snapshot, Workshop } from '@charrette/shared'
import type { WorkshopDeps } from '../WorkshopDeps.ts'

/** The boards that were taken out of a workshop, newest first, each as it was when it last had anything on it (HIST6). */
export async function removedBoards(
	{ snapshots }: Pick<WorkshopDeps, 'snapshots'>,
	{ removedBoards = [] }: Workshop,
): Promise<RemovedBoards> {
	const found = await Promise.all(
		removedBoards.map(async (board) => {
			const moment = (await snapshots.list(board.id)).find(hasAnything)
			return moment ? [{ ...board, moment }] : []
		}),
	)
	return { boards: found.flat() }
}

/** Earlier releases did not look, and kept no empty boards by themselves. */
function hasAnything({ look }: Snapshot): boolean {
	return !look || look.cards > 0 || look.preview.shapes !== ''
}
