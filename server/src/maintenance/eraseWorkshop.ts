import { setTimeout as delay } from 'node:timers/promises'
import type { ImageId, WorkshopId } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { ImageReferences } from '../ports/ImageStore.ts'
import type { PracticeStore } from '../ports/PracticeStore.ts'
import { deleteWorkshop } from '../workshops/deleteWorkshop.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'

/** A reader blocks a purge of the write-ahead log for milliseconds, a backup for seconds. */
const PURGE_TRIES = 20
const PURGE_PAUSE_MS = 500
/** Limit of the counted adoptions. */
const MAX_ADOPTIONS = 10_000

/** Dependencies of erasing, in a running server or without one. */
export interface EraseDeps extends Pick<WorkshopDeps, 'workshops' | 'deletions' | 'images' | 'now'> {
	rooms: Pick<WorkshopDeps['rooms'], 'workshopDeleted'>
	references: ImageReferences
	practices: Pick<PracticeStore, 'adoptionsAround'>
}

/** The erased data, and the data that could not be erased. */
export interface ErasedWorkshop {
	boards: number
	/**
	 * Number of removed images that only this workshop showed. Null if stored data is damaged, since
	 * it may refer to any image; sweeps then remove them (IMG7).
	 */
	images: number | null
	/** Number of ideas that other workshops adopted, and keep on their boards. */
	adoptedByOthers: number
	/** False if the files may still contain deleted bytes, because another program reads them. */
	isPurged: boolean
}

/**
 * Erases a workshop, so that no file contains a byte of it (ERASE1): everything that a deletion
 * removes (ACCESS6), its practices, the images that only it showed, and the database's remains of
 * deleted rows. If a deletion was begun before and may have been interrupted, it is completed.
 * Throws `not_found`.
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

/** Removes the records of a workshop. Returns the number of its boards. */
async function removeRecords(deps: EraseDeps, id: WorkshopId): Promise<number> {
	const workshop = await deps.workshops.byId(id)
	if (workshop) await deleteWorkshop(deps, id, { keepsPractices: false })
	const deleted = (await deps.deletions.list()).find((deletion) => deletion.id === id)
	if (!deleted) throw new AppError('not_found')
	if (!workshop) await deps.deletions.removeBoards(deleted.boards)
	return deleted.boards.length
}

/** Removes the images that were referenced before and no longer are. */
export async function removeUnshown(
	{ references, images }: Pick<EraseDeps, 'references' | 'images'>,
	before: ReadonlySet<ImageId>,
): Promise<number | null> {
	const after = await references.find()
	return after && images.remove([...before].filter((id) => !after.has(id)))
}

/** Purges the files once no program reads them; false if a program keeps reading. */
export async function purge({ deletions }: Pick<EraseDeps, 'deletions'>): Promise<boolean> {
	for (let tries = 0; tries < PURGE_TRIES; tries++) {
		if (await deletions.purge()) return true
		await delay(PURGE_PAUSE_MS)
	}
	return false
}
