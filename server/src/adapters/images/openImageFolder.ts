import { mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { IMAGE_ID_PATTERN, type ImageId } from '@charrette/shared'
import { nullIfMissing } from '../../files.ts'
import type { SweepResult, SweepRule } from '../../ports/ImageStore.ts'

/** Prefix of the folder of an image in the trash; the rest of its name is the id. */
const TRASH_PREFIX = '.aside-'
/** Prefix of a folder with a damaged image; its id and a random suffix follow. */
const DAMAGED = '.damaged-'

interface ImageFolderDeps {
	folder: string
	/** Prefix of folders that the next start removes. */
	tempPrefix: string
	now(): number
}

/**
 * The folders of images, and how long each stays. The modification time of a folder is the time of
 * the image's last use.
 */
export interface ImageFolder {
	/** Marks an image as used now, and restores it if it is in the trash; false if there is none. */
	markUsed(id: ImageId): Promise<boolean>
	/** Restores an image from the trash; false if it is not there. */
	restore(id: ImageId): Promise<boolean>
	sweep(rule: SweepRule): Promise<SweepResult>
	/** The ids of all images, including those in the trash. */
	list(): Promise<ImageId[]>
	/** The folder of an image, which may be in the trash. The folder may not exist. */
	find(id: ImageId): Promise<string>
	/** Renames a damaged image; false if there is none. */
	quarantine(id: ImageId): Promise<boolean>
	/** Deletes an image permanently; false if there was none. */
	remove(id: ImageId): Promise<boolean>
}

/**
 * Opens a folder of images. A sweep never loses an image in use, even if the image is used while
 * the sweep runs: each step is one rename, and an image is first moved to the trash, from where any
 * use restores it.
 */
export function openImageFolder({ folder, tempPrefix, now }: ImageFolderDeps): ImageFolder {
	const pathOf = (id: string) => join(folder, id)
	const trashPathOf = (id: string) => join(folder, TRASH_PREFIX + id)

	/** Returns false if there is no such folder. */
	async function setUsedNow(path: string): Promise<boolean> {
		// Whole seconds, rounded up, because file systems store fractions with different precision.
		const at = Math.ceil(now() / 1000)
		return (await nullIfMissing(utimes(path, at, at).then(() => true))) ?? false
	}

	async function move(from: string, to: string): Promise<boolean> {
		return (await nullIfMissing(rename(from, to).then(() => true))) ?? false
	}

	async function restore(id: string): Promise<boolean> {
		const isTrashed = (await nullIfMissing(stat(trashPathOf(id)))) !== null
		return isTrashed && (await move(trashPathOf(id), pathOf(id))) && setUsedNow(pathOf(id))
	}

	const markUsed = async (id: string) => (await setUsedNow(pathOf(id))) || restore(id)

	async function isOlderThan(path: string, keepMs: number): Promise<boolean> {
		const found = await nullIfMissing(stat(path))
		return found !== null && now() - found.mtimeMs > keepMs
	}

	async function moveToTrash(id: string): Promise<void> {
		if (await move(pathOf(id), trashPathOf(id))) await setUsedNow(trashPathOf(id))
	}

	async function quarantine(id: string): Promise<boolean> {
		const damaged = await mkdtemp(join(folder, `${DAMAGED}${id}-`))
		// The rename replaces the empty folder.
		const wasThere = (await move(pathOf(id), damaged)) || (await move(trashPathOf(id), damaged))
		if (!wasThere) await rm(damaged, { recursive: true })
		return wasThere
	}

	async function find(id: string): Promise<string> {
		return (await nullIfMissing(stat(pathOf(id)))) ? pathOf(id) : trashPathOf(id)
	}

	async function list(): Promise<ImageId[]> {
		const ids = (await readdir(folder)).map((name) =>
			name.startsWith(TRASH_PREFIX) ? name.slice(TRASH_PREFIX.length) : name,
		)
		return [...new Set(ids.filter((id) => IMAGE_ID_PATTERN.test(id)))].sort() as ImageId[]
	}

	async function remove(path: string): Promise<boolean> {
		const removed = await mkdtemp(join(folder, tempPrefix))
		// One rename, so that no concurrent restore gets half an image.
		const wasThere = await move(path, join(removed, 'image'))
		await rm(removed, { recursive: true, force: true })
		return wasThere
	}

	return {
		markUsed,
		restore,
		list,
		find,
		quarantine,
		remove: async (id) => (await remove(pathOf(id))) || remove(trashPathOf(id)),
		async sweep({ referenced, keepMs }) {
			const names = await readdir(folder)
			for (const id of referenced) await markUsed(id)
			const result = { trashed: 0, removed: 0 }
			for (const name of names) {
				const id = name.startsWith(TRASH_PREFIX) ? name.slice(TRASH_PREFIX.length) : name
				if (!IMAGE_ID_PATTERN.test(id) || referenced.has(id as ImageId)) continue
				if (!(await isOlderThan(join(folder, name), keepMs))) continue
				if (name === id) {
					await moveToTrash(id)
					result.trashed++
				} else {
					await remove(trashPathOf(id))
					result.removed++
				}
			}
			return result
		},
	}
}
