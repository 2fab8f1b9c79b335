import { createHash } from 'node:crypto'
import { mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageId, ImageType } from '@charrette/shared'
import type { EncodedImage, ImageFile, ImageStore } from '../../ports/ImageStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { nullIfMissing, openImageFolder } from './openImageFolder.ts'

const EXTENSIONS: Record<ImageType, string> = { 'image/jpeg': '.jpg', 'image/png': '.png' }
const ID_LENGTH = 40
const FILE_MODE = 0o600
/**
 * Prefix of a folder that is being written or removed. Its name is not an image id, so no image is
 * served from it.
 */
const TEMP_PREFIX = '.draft-'

/**
 * Removes the temporary folders that a crashed process left. Runs before any other process writes
 * images.
 */
export async function removeTempImages(folder: string): Promise<void> {
	for (const name of await readdir(folder))
		if (name.startsWith(TEMP_PREFIX)) await rm(join(folder, name), { recursive: true, force: true })
}

/**
 * Opens a folder of images, in which each image has its own folder: `<id>/full.jpg`, `<id>/256.jpg`
 * … An image is written to a temporary folder, synced, and renamed to its id, so that it is stored
 * completely or not at all. `now` returns the time in ms.
 */
export function openFileImageStore(folder: string, now: () => number = Date.now): ImageStore {
	const running = new Set<Promise<unknown>>()
	const images = openImageFolder({ folder, tempPrefix: TEMP_PREFIX, now })

	async function put(image: EncodedImage): Promise<ImageId> {
		const id = idOf(image.full)
		const target = join(folder, id)
		if (await images.markUsed(id)) return id
		const temp = await mkdtemp(join(folder, TEMP_PREFIX))
		try {
			await writeTempImage(temp, image)
			// Another call may have stored the same image meanwhile, which has the same result.
			await rename(temp, target).catch(async (cause: unknown) => {
				if (!(await exists(target))) throw cause
			})
			await images.markUsed(id)
			await syncFolder(folder)
		} finally {
			await rm(temp, { recursive: true, force: true })
		}
		return id
	}

	async function get(path: string, name: string): Promise<ImageFile | null> {
		for (const type of Object.keys(EXTENSIONS) as ImageType[]) {
			const bytes = await readIfThere(join(path, name + EXTENSIONS[type]))
			if (bytes) return { type, bytes }
		}
		return null
	}

	return {
		put(image) {
			const putting = withStorageErrors(() => put(image))
			const done = putting.catch(() => {}).finally(() => running.delete(done))
			running.add(done)
			return putting
		},
		get: (id, width) =>
			withStorageErrors(async () => {
				const find = async () =>
					(width && (await get(join(folder, id), String(width)))) || (await get(join(folder, id), 'full'))
				return (await find()) ?? ((await images.restore(id)) ? find() : null)
			}),
		sweep: (rule) => withStorageErrors(() => images.sweep(rule)),
		list: () => withStorageErrors(() => images.list()),
		isIntact: (id) =>
			withStorageErrors(async () => {
				const file = await get(await images.find(id), 'full')
				return file !== null && idOf(file.bytes) === id
			}),
		quarantine: (id) => withStorageErrors(() => images.quarantine(id)),
		remove: (ids) =>
			withStorageErrors(async () => {
				let removed = 0
				for (const id of ids) if (await images.remove(id)) removed++
				return removed
			}),
		async close() {
			await Promise.all(running)
		},
	}
}

function idOf(bytes: Uint8Array): ImageId {
	return createHash('sha256').update(bytes).digest('hex').slice(0, ID_LENGTH) as ImageId
}

async function writeTempImage(temp: string, { type, full, narrower }: EncodedImage): Promise<void> {
	const files = [{ name: 'full', bytes: full }, ...narrower.map(({ width, bytes }) => ({ name: String(width), bytes }))]
	for (const { name, bytes } of files) {
		const file = await open(join(temp, name + EXTENSIONS[type]), 'wx', FILE_MODE)
		try {
			await file.writeFile(bytes)
			await file.sync()
		} finally {
			await file.close()
		}
	}
	await syncFolder(temp)
}

/** Syncs the entries of a folder. Windows does so by itself and has no call for it. */
async function syncFolder(folder: string): Promise<void> {
	if (process.platform === 'win32') return
	const handle = await open(folder)
	try {
		await handle.sync()
	} finally {
		await handle.close()
	}
}

async function exists(path: string): Promise<boolean> {
	return (await nullIfMissing(stat(path))) !== null
}

function readIfThere(path: string): Promise<Uint8Array | null> {
	return nullIfMissing(readFile(path))
}
