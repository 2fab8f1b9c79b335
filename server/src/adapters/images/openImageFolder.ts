import { mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { IMAGE_ID_PATTERN, type ImageId } from '@charrette/shared'
import type { SweepResult, SweepRule } from '../../ports/ImageStore.ts'

/** What was put aside; the rest of the name is its id. */
const ASIDE = '.aside-'

interface ImageFolderDeps {
	folder: string
	/** How the name of a folder begins that the next start may remove. */
	draft: string
	now(): number
}

/** The folders of pictures, and how long each is kept. A folder's time of change says when it was last wanted. */
export interface ImageFolder {
	/** Says that a picture is wanted now, wherever it is; false if it is not there. */
	markUsed(id: ImageId): Promise<boolean>
	/** Puts a picture back that was put aside; false if it was not. */
	restore(id: ImageId): Promise<boolean>
	sweep(rule: SweepRule): Promise<SweepResult>
}

/**
 * The shelf of a folder. Whatever happens while it is swept, a picture in use is not lost: each step is one rename, and
 * a picture goes from its place to a place aside first, from where whoever wants it brings it back.
 */
export function openImageFolder({ folder, draft, now }: ImageFolderDeps): ImageFolder {
	const home = (id: string) => join(folder, id)
	const aside = (id: string) => join(folder, ASIDE + id)

	/** False where there is no such folder. */
	async function mark(path: string): Promise<boolean> {
		// In whole seconds, never too early: file systems differ in how much of one they keep.
		const at = Math.ceil(now() / 1000)
		return (await nullIfMissing(utimes(path, at, at).then(() => true))) ?? false
	}

	async function move(from: string, to: string): Promise<boolean> {
		return (await nullIfMissing(rename(from, to).then(() => true))) ?? false
	}

	async function bringBack(id: string): Promise<boolean> {
		const isAside = (await nullIfMissing(stat(aside(id)))) !== null
		return isAside && (await move(aside(id), home(id))) && mark(home(id))
	}

	const renew = async (id: string) => (await mark(home(id))) || bringBack(id)

	async function isOver(path: string, keepMs: number): Promise<boolean> {
		const found = await nullIfMissing(stat(path))
		return found !== null && now() - found.mtimeMs > keepMs
	}

	async function putAside(id: string): Promise<void> {
		if (await move(home(id), aside(id))) await mark(aside(id))
	}

	async function remove(id: string): Promise<void> {
		const out = await mkdtemp(join(folder, draft))
		// In one step, so that nobody brings back half of it.
		await move(aside(id), join(out, id))
		await rm(out, { recursive: true, force: true })
	}

	return {
		markUsed: renew,
		restore: bringBack,
		async sweep({ referenced, keepMs }) {
			const names = await readdir(folder)
			for (const id of referenced) await renew(id)
			const swept = { aside: 0, removed: 0 }
			for (const name of names) {
				const id = name.startsWith(ASIDE) ? name.slice(ASIDE.length) : name
				if (!IMAGE_ID_PATTERN.test(id) || referenced.has(id as ImageId)) continue
				if (!(await isOver(join(folder, name), keepMs))) continue
				if (name === id) {
					await putAside(id)
					swept.aside++
				} else {
					await remove(id)
					swept.removed++
				}
			}
			return swept
		},
	}
}

/** Null where there is no such file. */
export async function nullIfMissing<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
		throw cause
	}
}
