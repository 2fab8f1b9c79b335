import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { IMAGE_ID_PATTERN } from '@charrette/shared'
import { nullIfMissing, syncFolder } from '../files.ts'
import type { MovedImage } from './MoveSide.ts'

const ASIDE = '.aside-'
/** A folder that is being written; a server removes it at its start. */
const TEMP_PREFIX = '.draft-'
const FULL = 'full'
const MODE = { file: 0o600, folder: 0o700 }
const TYPES: Readonly<Record<string, string>> = { jpg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' }

/** Returns the ids of all images in a folder, as `openImageFolder` names them. */
export async function listImages(folder: string): Promise<string[]> {
	const names = (await nullIfMissing(readdir(folder))) ?? []
	const ids = names.map((name) => (name.startsWith(ASIDE) ? name.slice(ASIDE.length) : name))
	return [...new Set(ids.filter((id) => IMAGE_ID_PATTERN.test(id)))].sort()
}

/** Reads an image from a folder. */
export async function readImage(folder: string, id: string): Promise<MovedImage | null> {
	const isAside = !existsSync(join(folder, id))
	const path = join(folder, isAside ? ASIDE + id : id)
	const state = await nullIfMissing(stat(path))
	if (!state) return null
	const files: MovedImage['files'] = []
	let type: string | undefined
	for (const name of await readdir(path)) {
		const [, width = '', end = ''] = /^(\w+)\.(\w+)$/.exec(name) ?? []
		if (width === FULL) type = TYPES[end]
		files.push({ width: width === FULL ? 0 : Number(width), bytes: await readFile(join(path, name)) })
	}
	if (!type) return null
	files.sort((a, b) => a.width - b.width)
	// Whole seconds, since file systems store fractions with different precision.
	return { id, type, usedAt: Math.round(state.mtimeMs / 1000) * 1000, isAside, files }
}

/** Writes an image into a folder, completely or not at all. */
export async function writeImage(folder: string, { id, type, usedAt, isAside, files }: MovedImage): Promise<void> {
	const end = Object.keys(TYPES).find((name) => TYPES[name] === type) ?? 'png'
	await mkdir(folder, { recursive: true, mode: MODE.folder })
	const temp = await mkdtemp(join(folder, TEMP_PREFIX))
	try {
		for (const { width, bytes } of files) {
			const file = await open(join(temp, `${width === 0 ? FULL : width}.${end}`), 'wx', MODE.file)
			try {
				await file.writeFile(bytes)
				await file.sync()
			} finally {
				await file.close()
			}
		}
		await syncFolder(temp)
		await utimes(temp, usedAt / 1000, usedAt / 1000)
		await rename(temp, join(folder, isAside ? ASIDE + id : id))
		await syncFolder(folder)
	} finally {
		await rm(temp, { recursive: true, force: true })
	}
}
