import { setTimeout as delay } from 'node:timers/promises'
import type { ImageId, WorkshopId } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { ImageReferences } from '../ports/ImageStore.ts'
import type { PracticeStore } from '../ports/PracticeStore.ts'
import { deleteWorkshop } from '../workshops/deleteWorkshop.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'

/** A reader holds the write-ahead log for milliseconds, a backup for seconds. */
const PURGE_TRIES = 20
const PURGE_PAUSE_MS = 500
/** Adoptions that are counted. */
const MAX_ADOPTIONS = 10_000

/** What erasing needs, in a running server or without one. */
export interface EraseDeps extends Pick<WorkshopDeps, 'workshops' | 'deletions' | 'images' | 'now'> {
	rooms: Pick<WorkshopDeps['rooms'], 'workshopDeleted'>
	references: ImageReferences
	practices: Pick<PracticeStore, 'adoptionsAround'>
}

/** What was erased, and what could not be. */
export interface ErasedWorkshop {
	boards: number
	/** Images that only this workshop showed; null if something is damaged, which may show any image: the sweeps take them (IMG7). */
	images: number | null
	/** Ideas that other workshops took over, and keep on their boards. */
	adoptedByOthers: number
	/** False if the files may still have deleted bytes, because another program reads them. */
	isPurged: boolean
}

/**
 * Erases a workshop, so that no file has a byte of it (ERASE1): all that is deleted with it (ACCESS6), its practices, the images that
 * only it showed, and what the database keeps of deleted rows. One whose deletion was begun before, and may have been interrupted, is
 * erased to the end. Throws `not_found`.
 */
export async function eraseWorkshop(deps: EraseDeps, id: WorkshopId): Promise<ErasedWorkshop> {
	const shown = await deps.references.find()
	const adopted = await deps.practices.adoptionsAround(id, MAX_ADOPTIONS)
	const boards = await removeRecords(deps, id)
	const images = shown && (await removeUnshown(deps, shown))
	return {
		boards,
		images,
		adoptedByOthers: adopted.filter(({ adoption }) => adoption.workshop !== id).length,
		isPurged: await purge(deps),
	}
}

/** Returns the number of its boards. */
async function removeRecords(deps: EraseDeps, id: WorkshopId): Promise<number> {
	const workshop = await deps.workshops.byId(id)
	if (workshop) await deleteWorkshop(deps, id, { keepsPractices: false })
	const deleted = (await deps.deletions.list()).find((deletion) => deletion.id === id)
	if (!deleted) throw new AppError('not_found')
	if (!workshop) await deps.deletions.removeBoards(deleted.boards)
	return deleted.boards.length
}

/** Removes the images that were shown somewhere and are nowhere any more. */
export async function removeUnshown(
	{ references, images }: Pick<EraseDeps, 'references' | 'images'>,
	before: ReadonlySet<ImageId>,
): Promise<number | null> {
	const after = await references.find()
	return after && images.remove([...before].filter((id) => !after.has(id)))
}

/** Purges the files once nobody reads from them; false if somebody goes on doing so. */
export async function purge({ deletions }: Pick<EraseDeps, 'deletions'>): Promise<boolean> {
	for (let tries = 0; tries < PURGE_TRIES; tries++) {
		if (await deletions.purge()) return true
		await delay(PURGE_PAUSE_MS)
	}
	return false
}
