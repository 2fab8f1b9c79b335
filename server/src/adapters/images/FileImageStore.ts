import { createHash } from 'node:crypto'
import { mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageId, ImageType } from '@charrette/shared'
import type { EncodedImage, ImageFile, ImageStore } from '../../ports/ImageStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { nullIfMissing, openImageFolder } from './openImageFolder.ts'

const ENDINGS: Record<ImageType, string> = { 'image/jpeg': '.jpg', 'image/png': '.png' }
const ID_LENGTH = 40
/** A folder in the making, or on its way out; its name is no id, so nobody is served from it. */
const DRAFT = '.draft-'

/**
 * Opens the pictures kept in a folder, one folder each: `<id>/full.jpg`, `<id>/256.jpg` … A picture is written beside
 * its place, made durable, and put there by one rename: it is there whole or not at all. What a crash left behind goes.
 * `now` is the clock, in ms.
 */
export async function openFileImageStore(folder: string, now: () => number = Date.now): Promise<ImageStore> {
	for (const name of await readdir(folder))
		if (name.startsWith(DRAFT)) await rm(join(folder, name), { recursive: true, force: true })
	const underWay = new Set<Promise<unknown>>()
	const shelf = openImageFolder({ folder, draft: DRAFT, now })

	async function put(image: EncodedImage): Promise<ImageId> {
		const id = createHash('sha256').update(image.full).digest('hex').slice(0, ID_LENGTH) as ImageId
		const home = join(folder, id)
		if (await shelf.markUsed(id)) return id
		const draft = await mkdtemp(join(folder, DRAFT))
		try {
			await writeDraft(draft, image)
			// Somebody else may have put the same picture meanwhile: theirs is as good.
			await rename(draft, home).catch(async (cause: unknown) => {
				if (!(await exists(home))) throw cause
			})
			await shelf.markUsed(id)
			await makeDurable(folder)
		} finally {
			await rm(draft, { recursive: true, force: true })
		}
		return id
	}

	async function get(id: ImageId, name: string): Promise<ImageFile | null> {
		for (const type of Object.keys(ENDINGS) as ImageType[]) {
			const bytes = await readIfThere(join(folder, id, name + ENDINGS[type]))
			if (bytes) return { type, bytes }
		}
		return null
	}

	return {
		put(image) {
			const putting = withStorageErrors(() => put(image))
			const done = putting.catch(() => {}).finally(() => underWay.delete(done))
			underWay.add(done)
			return putting
		},
		get: (id, width) =>
			withStorageErrors(async () => {
				const find = async () => (width && (await get(id, String(width)))) || (await get(id, 'full'))
				return (await find()) ?? ((await shelf.restore(id)) ? find() : null)
			}),
		sweep: (rule) => withStorageErrors(() => shelf.sweep(rule)),
		async close() {
			await Promise.all(underWay)
		},
	}
}

async function writeDraft(draft: string, { type, full, narrower }: EncodedImage): Promise<void> {
	const files = [{ name: 'full', bytes: full }, ...narrower.map(({ width, bytes }) => ({ name: String(width), bytes }))]
	for (const { name, bytes } of files) {
		const file = await open(join(draft, name + ENDINGS[type]), 'wx')
		try {
			await file.writeFile(bytes)
			await file.sync()
		} finally {
			await file.close()
		}
	}
	await makeDurable(draft)
}

/** The names in a folder are written to the disk; Windows does so by itself and has no call for it. */
async function makeDurable(folder: string): Promise<void> {
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
