import type { BoardContent, ImageId } from '@charrette/shared'

/** The pictures that a board shows, each once, in the order of their ids. */
export function picturesOf({ images }: Pick<BoardContent, 'images'>): ImageId[] {
	return [...new Set(images.map(({ path }) => idOfImage(path)))].sort()
}

/** The picture that an image's path ends with. */
export function idOfImage(path: string): ImageId {
	return path.slice(path.lastIndexOf('/') + 1) as ImageId
}
