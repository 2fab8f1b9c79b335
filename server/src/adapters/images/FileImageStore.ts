import { mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageId, ImageType } from '@charrette/shared'
import { nullIfMissing, syncFolder } from '../../files.ts'
import type { EncodedImage, ImageFile, ImageStore } from '../../ports/ImageStore.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import { contentId } from './contentId.ts'
import { openImageFolder } from './openImageFolder.ts'

const EXTENSIONS: Record<ImageType, string> = { 'image/jpeg': '.jpg', 'image/png': '.png' }
/** The file of a document. */
const DOCUMENT = 'full.pdf'
const FILE_MODE = 0o600
/**
 * Prefix of a folder that is being written or removed. Its name is not an image id, so no image is
 * served from it.
 */
const TEMP_PREFIX = '.draft-'

interface NamedFile {
	name: string
	bytes: Uint8Array
}

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

	/** Stores the files of an image or document; the first one gives it its id. */
	async function put(files: readonly [NamedFile, ...NamedFile[]]): Promise<ImageId> {
		const id = await contentId(files[0].bytes)
		const target = join(folder, id)
		if (await images.markUsed(id)) return id
		const temp = await mkdtemp(join(folder, TEMP_PREFIX))
		try {
			await writeTempFiles(temp, files)
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

	function track<Done>(putting: Promise<Done>): Promise<Done> {
		const done = putting.catch(() => {}).finally(() => running.delete(done))
		running.add(done)
		return putting
	}

	async function getDocument(path: string): Promise<Uint8Array | null> {
		return readIfThere(join(path, DOCUMENT))
	}

	return wrapStore<ImageStore>({
		put: (image) => track(put(filesOf(image))),
		putDocument: (bytes) => track(put([{ name: DOCUMENT, bytes }])),
		async getDocument(id) {
			const path = join(folder, id)
			return (await getDocument(path)) ?? ((await images.restore(id)) ? getDocument(path) : null)
		},
		async get(id, width) {
			const find = async () =>
				(width && (await get(join(folder, id), String(width)))) || (await get(join(folder, id), 'full'))
			return (await find()) ?? ((await images.restore(id)) ? find() : null)
		},
		sweep: images.sweep,
		list: images.list,
		async isIntact(id) {
			const path = await images.find(id)
			const bytes = (await get(path, 'full'))?.bytes ?? (await getDocument(path))
			return bytes !== null && (await contentId(bytes)) === id
		},
		quarantine: images.quarantine,
		async remove(ids) {
			let removed = 0
			for (const id of ids) if (await images.remove(id)) removed++
			return removed
		},
		async close() {
			await Promise.all(running)
		},
	})
}

function filesOf({ type, full, narrower }: EncodedImage): [NamedFile, ...NamedFile[]] {
	const named = (name: string, bytes: Uint8Array) => ({ name: name + EXTENSIONS[type], bytes })
	return [named('full', full), ...narrower.map(({ width, bytes }) => named(String(width), bytes))]
}

async function writeTempFiles(temp: string, files: readonly NamedFile[]): Promise<void> {
	for (const { name, bytes } of files) {
		const file = await open(join(temp, name), 'wx', FILE_MODE)
		try {
			await file.writeFile(bytes)
			await file.sync()
		} finally {
			await file.close()
		}
	}
	await syncFolder(temp)
}

async function exists(path: string): Promise<boolean> {
	return (await nullIfMissing(stat(path))) !== null
}

function readIfThere(path: string): Promise<Uint8Array | null> {
	return nullIfMissing(readFile(path))
}
