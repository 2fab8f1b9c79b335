import { type Zippable, zip } from 'fflate'
import { fileName } from '../fileName.ts'
import type { PictureAbout } from '../PictureWish.ts'
import type { PngPart } from './drawPng.ts'

/** The pictures of a board in one ZIP, in their order: `00` is the overview, in which the others have their numbers. */
export async function zipParts(parts: readonly PngPart[], about: PictureAbout): Promise<Blob> {
	const files: Zippable = {}
	for (const [at, { title, png }] of parts.entries()) {
		const part = [String(at).padStart(2, '0'), title].filter(Boolean).join(' ')
		files[fileName({ ...about, title: `${about.title} ${part}` }, 'png')] = new Uint8Array(await png.arrayBuffer())
	}
	return new Promise((resolve, reject) => {
		// Pictures are packed already.
		zip(files, { level: 0 }, (error, bytes) => {
			if (error) reject(error)
			else resolve(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' }))
		})
	})
}
