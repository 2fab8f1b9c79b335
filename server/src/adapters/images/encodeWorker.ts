/**
 * The child process that decodes uploaded images, so that the server's own memory never has them as more than bytes. It answers
 * each message with one, runs at a low priority, and ends with the server.
 *
 *     in:   the bytes or path of a file        out: { image } or { refusal }
 */
import { readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import type { EncodedImage, ImageRefusal } from '../../ports/ImageStore.ts'
import { ImageRefusedError } from '../../ports/ImageStore.ts'
import { encodeImage } from './encodeImage.ts'

export type EncodeAnswer = { image: EncodedImage } | { refusal: ImageRefusal }

setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))
process.on('message', async (source: Uint8Array | string) => {
	process.send?.(await answerTo(source))
})

async function answerTo(source: Uint8Array | string): Promise<EncodeAnswer> {
	try {
		return { image: await encodeImage(typeof source === 'string' ? await readFile(source) : source) }
	} catch (cause) {
		if (cause instanceof ImageRefusedError) return { refusal: cause.reason }
		throw cause
	}
}
