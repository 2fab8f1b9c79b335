import { fileName } from '@charrette/shared'
import type { PictureAbout } from '../PictureWish.ts'
import { zipFiles } from '../zipFiles.ts'
import type { PngPart } from './drawPng.ts'

/** The pictures of a board in one ZIP, in their order: `00` is the overview, in which the others have their numbers. */
export async function zipParts(parts: readonly PngPart[], about: PictureAbout): Promise<Blob> {
	const zip = zipFiles(new Date(about.at))
	for (const [at, { title, png }] of parts.entries()) {
		const part = [String(at).padStart(2, '0'), title].filter(Boolean).join(' ')
		await zip.add(fileName({ ...about, title: `${about.title} ${part}` }, 'png'), png)
	}
	return zip.finish()
}
