import type { BoardContent, ImageId } from '@charrette/shared'
import { imageIdOf } from '@charrette/shared'

/** The pictures that a board shows, each once, in the order of their ids. */
export function picturesOf({ images }: Pick<BoardContent, 'images'>): ImageId[] {
	return [...new Set(images.map(({ path }) => imageIdOf(path)))].sort()
}
