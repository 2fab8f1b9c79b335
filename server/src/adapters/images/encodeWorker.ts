/** Runs in a child process, so that the server's own memory never contains a decoded image. */
import { readFile } from 'node:fs/promises'
import type { EncodedImage, ImageRefusal } from '../../ports/ImageStore.ts'
import { ImageRefusedError } from '../../ports/ImageStore.ts'
import { encodeImage } from './encodeImage.ts'

export type EncodeAnswer = { image: EncodedImage } | { refusal: ImageRefusal }

/** Decodes an image, given as bytes or as the path of a file, and encodes it again. */
export async function encode(source: Uint8Array | string): Promise<EncodeAnswer> {
	try {
		return { image: await encodeImage(typeof source === 'string' ? await readFile(source) : source) }
	} catch (cause) {
		if (cause instanceof ImageRefusedError) return { refusal: cause.reason }
		throw cause
	}
}
