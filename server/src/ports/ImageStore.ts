import type { ImageId, ImageType, ImageWidth } from '@charrette/shared'

/** A picture as it is kept: the full one, and the smaller ones that are narrower than it. All are of one type. */
export interface EncodedImage {
	type: ImageType
	/** Of the full one, in pixels. */
	width: number
	height: number
	full: Uint8Array
	narrower: { width: ImageWidth; bytes: Uint8Array }[]
}

/** One file of a picture. */
export interface ImageFile {
	type: ImageType
	bytes: Uint8Array
}

/** What a sweep goes by: what is named anywhere, and for how long a picture that is not stays (IMG7). */
export interface SweepRule {
	referenced: ReadonlySet<ImageId>
	keepMs: number
}

/** How many pictures a sweep has put aside, and how many of those put aside before it has removed. */
export interface SweepResult {
	aside: number
	removed: number
}

/** Where pictures are kept, unchanged (IMG3). A store that fails throws a `StorageError`. */
export interface ImageStore {
	/** Keeps a picture; durable and whole when it resolves. The same picture has the same id. */
	put(image: EncodedImage): Promise<ImageId>
	/** A picture of this width, or the full one where it is no wider. Null for one that is not there. One that was put aside is back. */
	get(id: ImageId, width?: ImageWidth): Promise<ImageFile | null>
	/**
	 * Puts aside what nobody has named or put for `keepMs`, and removes what has been aside for as long again, without
	 * anybody having named it, put it or asked for it: each of these brings it back.
	 */
	sweep(rule: SweepRule): Promise<SweepResult>
	/** Resolves once all that was put is kept. */
	close(): Promise<void>
}

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

/** Where images are named: in the documents of all boards, with all that is kept of their past, and in the snapshots. */
export interface ImageReferences {
	/** The images that are named anywhere. Null if something could not be read: it might name any of them. */
	find(): Promise<ReadonlySet<ImageId> | null>
	close(): Promise<void>
}
