import type { RecordProps, TLBaseShape } from '@tldraw/tlschema'
import { createShapePropsMigrationSequence } from '@tldraw/tlschema'
import { T } from '@tldraw/validate'
import { IMAGE_PATH_PATTERN } from '../domain/BoardImage.ts'
import { LIMITS } from '../domain/limits.ts'

/** What an image keeps on the canvas. `path` is where this server has it, and all that the document knows of it (IMG1). */
export interface ImageProps {
	w: number
	h: number
	path: string
	/** What is to be seen, in words, for those who cannot see it. */
	alt: string
}

/** An image as tldraw's shape. `meta.author` is the id of the participant who brought it. */
export type ImageShape = TLBaseShape<'image', ImageProps>

const path = T.string.check('image path', (value) => {
	if (!IMAGE_PATH_PATTERN.test(value)) throw new Error('Expected the path of an image on this server')
})
const alt = T.string.check('image alt', (value) => {
	if (value.length > LIMITS.maxImageAltLength) throw new Error('Expected a shorter text')
})

export const imageProps: RecordProps<ImageShape> = { w: T.positiveNumber, h: T.positiveNumber, path, alt }

/** Empty from the first day, so that clients of every version know the sequence. */
export const imageMigrations = createShapePropsMigrationSequence({ sequence: [] })

/** An image has no path of itself: a record without one is none. */
export const imageDefaults: ImageProps = { w: 320, h: 240, path: '', alt: '' }
