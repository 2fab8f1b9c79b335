/**
 * The child process that decodes uploaded images, so that the server's own memory never has them as more than bytes. It answers
 * each message with one, runs at a low priority, and ends with the server.
 *
 *     in:   the bytes of a file        out: { image } or { refusal }
 */
import { constants, setPriority } from 'node:os'
import type { EncodedImage, ImageRefusal } from '../../ports/ImageStore.ts'
import { ImageRefusedError } from '../../ports/ImageStore.ts'
import { encodeImage } from './encodeImage.ts'

export type EncodeAnswer = { image: EncodedImage } | { refusal: ImageRefusal }

setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))
process.on('message', async (bytes: Uint8Array) => {
	process.send?.(await answerTo(bytes))
})

async function answerTo(bytes: Uint8Array): Promise<EncodeAnswer> {
	try {
		return { image: await encodeImage(bytes) }
	} catch (cause) {
		if (cause instanceof ImageRefusedError) return { refusal: cause.reason }
		throw cause
	}
}
