/** An image's id: a hash of what it shows, long enough that nobody finds it by trying. */
export type ImageId = string & { readonly __brand: 'ImageId' }

export const IMAGE_ID_PATTERN = /^[0-9a-f]{40}$/
export const IMAGE_PATH_PATTERN = /^\/api\/images\/[0-9a-f]{40}$/

/** The widths in pixels in which the server keeps an image beside its full one, for those who look from afar. */
export const IMAGE_WIDTHS = [256, 1024] as const
export type ImageWidth = (typeof IMAGE_WIDTHS)[number]

/** The two formats in which images are kept: both open everywhere, in ten years too. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]

/** Where an image is had from; `IMAGE_PATH_PATTERN` is its shape. */
export function imagePath(id: ImageId): string {
	return `/api/images/${id}`
}

/** The image that is had from this path. */
export function imageIdOf(path: string): ImageId {
	return path.slice(path.lastIndexOf('/') + 1) as ImageId
}

/** An image on a board. */
export interface BoardImage {
	id: string
	path: string
	/** What is to be seen, in words; empty where nobody said. */
	alt: string
	cluster?: string
}
