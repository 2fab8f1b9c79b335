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

/** Where pictures are kept, for ever and unchanged (IMG3). A store that fails throws a `StorageError`. */
export interface ImageStore {
	/** Keeps a picture; durable and whole when it resolves. The same picture has the same id. */
	put(image: EncodedImage): Promise<ImageId>
	/** A picture of this width, or the full one where it is no wider. Null for one that is not there. */
	get(id: ImageId, width?: ImageWidth): Promise<ImageFile | null>
	/** Resolves once all that was put is kept. */
	close(): Promise<void>
}
