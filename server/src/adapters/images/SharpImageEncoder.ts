import { type EncodedImage, type ImageEncoder, ImageRefusedError } from '../../ports/ImageStore.ts'
import { createProcessPool } from '../../workers/createProcessPool.ts'
import { WorkerEndedError } from '../../workers/WorkerPool.ts'
import type { EncodeAnswer } from './encodeWorker.ts'

const BOUNDS = {
	/** Time to decode an image. @limit files: `damaged_picture` */
	maxRunMs: 30_000,
	/** As many images as uploads that may be open at once (HTTP3). */
	maxQueue: 256,
	maxMemoryMb: 512,
}

/**
 * Encodes images with sharp, one at a time (IMG4). An image counts as damaged if it ends the
 * process: by a crash of native code, by its memory or by its time.
 */
export function createSharpImageEncoder(maxRunMs = BOUNDS.maxRunMs): ImageEncoder {
	const file = new URL('./encodeWorker.js', import.meta.url)
	const pool = createProcessPool<Uint8Array | string, EncodeAnswer>({ file, task: 'encode', ...BOUNDS, maxRunMs })
	return {
		async encode(source): Promise<EncodedImage> {
			const answer = await pool.run(source).catch((cause: unknown): EncodeAnswer => {
				if (cause instanceof WorkerEndedError) return { refusal: 'damaged_picture' }
				throw cause
			})
			if ('refusal' in answer) throw new ImageRefusedError(answer.refusal)
			return answer.image
		},
		close: () => pool.close(),
	}
}
