import type { ImageId, ImageType, ImageWidth } from '@charrette/shared'

/**
 * An image in the form in which it is stored: full size, and the smaller widths. All are of one
 * type.
 */
export interface EncodedImage {
	type: ImageType
	/** Size of the full image, in pixels. */
	width: number
	height: number
	full: Uint8Array
	narrower: { width: ImageWidth; bytes: Uint8Array }[]
}

/** One file of an image. */
export interface ImageFile {
	type: ImageType
	bytes: Uint8Array
}

/** The images that are referenced anywhere, and how long others stay (IMG7). */
export interface SweepRule {
	referenced: ReadonlySet<ImageId>
	keepMs: number
}

/**
 * Number of images that a sweep has moved to the trash, and number of images that it has removed
 * from there.
 */
export interface SweepResult {
	trashed: number
	removed: number
}

/**
 * Stores images and documents, unchanged (IMG3, DOCUMENT1). A store that fails throws a
 * `StorageError`.
 */
export interface ImageStore {
	/** Stores an image; complete and durable when it resolves. Equal images have the same id. */
	put(image: EncodedImage): Promise<ImageId>
	/**
	 * An image of this width, or the full one if it is no wider; null if there is none. Restores an
	 * image that is in the trash.
	 */
	get(id: ImageId, width?: ImageWidth): Promise<ImageFile | null>
	/** Stores a PDF file, like `put`. It is swept, listed and checked like an image. */
	putDocument(bytes: Uint8Array): Promise<ImageId>
	/** Like `get`, for a document; null for an image, and `get` is null for a document. */
	getDocument(id: ImageId): Promise<Uint8Array | null>
	/**
	 * Moves the images to the trash that were neither referenced nor put for `keepMs`, and removes
	 * those that have been there for as long again. A reference, `put` or `get` restores an image.
	 */
	sweep(rule: SweepRule): Promise<SweepResult>
	/** The ids of all images, also of those in the trash. */
	list(): Promise<ImageId[]>
	/**
	 * Whether the content of an image, in the trash or not, matches its id. Does not restore an image
	 * that is in the trash.
	 */
	isIntact(id: ImageId): Promise<boolean>
	/**
	 * Removes a damaged image from use, so that it can be stored again; returns false if there is
	 * none. Image files stay for the host, renamed to `.damaged-…`.
	 */
	quarantine(id: ImageId): Promise<boolean>
	/** Removes images for ever, those in the trash too; returns how many there were. */
	remove(ids: readonly ImageId[]): Promise<number>
	/** Resolves once every `put` is done. */
	close(): Promise<void>
}

/** Why an image is refused: a code of the table of errors. */
export type ImageRefusal = 'not_a_picture' | 'too_many_pixels' | 'damaged_picture'

/** Thrown when an uploaded file is not an image that can be stored. */
export class ImageRefusedError extends Error {
	readonly reason: ImageRefusal

	constructor(reason: ImageRefusal, options?: ErrorOptions) {
		super(`an image was refused: ${reason}`, options)
		this.name = 'ImageRefusedError'
		this.reason = reason
	}
}

/** Decodes an uploaded image and encodes it again: no byte of the file itself is stored (IMG2). */
export interface ImageEncoder {
	/**
	 * Encodes an image, given as bytes or as the path of a file. Throws an `ImageRefusedError` if it
	 * is not an image, too large or damaged.
	 */
	encode(source: Uint8Array | string): Promise<EncodedImage>
	/** Ends the encoder; images in progress are refused. */
	close(): Promise<void>
}

/** Finds references to images in all documents, with their history, and in all snapshots. */
export interface ImageReferences {
	/**
	 * The images that are referenced anywhere. Null if something could not be read, since it may
	 * reference any image.
	 */
	find(): Promise<ReadonlySet<ImageId> | null>
	close(): Promise<void>
}
