import { constants, setPriority } from 'node:os'
import type { EncodedImage, ImageRefusal } from '../../ports/ImageStore.ts'
import { ImageRefusedError } from '../../ports/ImageStore.ts'
import { encodeImage } from './encodeImage.ts'

/** What this process answers to a picture's bytes. */
export type EncodeAnswer = { image: EncodedImage } | { refusal: ImageRefusal }

/*
 * A process of its own for reading pictures: bytes from anybody never meet the server's memory as more than bytes. It
 * answers each message with one, stands back for the server when the machine is busy, and ends with it.
 */
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
