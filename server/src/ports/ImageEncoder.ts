import type { EncodedImage } from './ImageStore.ts'

/** Why a picture is not taken: a code of the table of errors. */
export type ImageRefusal = 'not_a_picture' | 'too_many_pixels' | 'damaged_picture'

/** A picture that is not taken. */
export class ImageRefusedError extends Error {
	readonly reason: ImageRefusal

	constructor(reason: ImageRefusal, options?: ErrorOptions) {
		super(`a picture was refused: ${reason}`, options)
		this.name = 'ImageRefusedError'
		this.reason = reason
	}
}

/** Makes of whatever somebody sent a picture of our own: nothing of the file itself is kept (IMG2). */
export interface ImageEncoder {
	/** Throws an `ImageRefusedError` for what is no picture, too large or damaged. */
	encode(bytes: Uint8Array): Promise<EncodedImage>
	/** Ends it; what is under way is refused. */
	close(): Promise<void>
}
