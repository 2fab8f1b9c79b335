import {
	createShapePropsMigrationSequence,
	createTLSchema,
	defaultBindingSchemas,
	defaultShapeSchemas,
	type RecordProps,
	type TLBaseShape,
	type TLBinding,
	type TLPageId,
	type TLShape,
} from '@tldraw/tlschema'
import type { IndexKey, JsonObject } from '@tldraw/utils'
import { T } from '@tldraw/validate'
import {
	CARD_KINDS,
	type CardKind,
	IMAGE_PATH_PATTERN,
	OBSTACLE_CATEGORIES,
	type ObstacleCategory,
} from '../domain/BoardContent.ts'
import { LIMITS } from '../domain/limits.ts'

/** What a card keeps on the canvas. `w` and `h` are its least size in board units; it grows with its text, and the growth is derived, never stored. */
export interface CardProps {
	w: number
	h: number
	kind: CardKind
	/** The projection of the record's Y.Text, which is the truth (DOC2). */
	text: string
	city: string
	category: ObstacleCategory | null
}

/**
 * A card as tldraw's shape. `meta.author` is the id of the participant who made it, `meta.authorName` the name of an author whom
 * this workshop may not know, since the card came from another one.
 */
export type CardShape = TLBaseShape<'card', CardProps>

export const cardProps: RecordProps<CardShape> = {
	w: T.positiveNumber,
	h: T.positiveNumber,
	kind: T.literalEnum(...CARD_KINDS),
	text: T.string,
	city: T.string,
	category: T.nullable(T.literalEnum(...OBSTACLE_CATEGORIES)),
}

/** Empty from the first day, so that clients of every version know the sequence. */
export const cardMigrations = createShapePropsMigrationSequence({ sequence: [] })

export const CARD_WIDTH = 200
export const CARD_HEIGHT = 112

export const cardDefaults: CardProps = {
	w: CARD_WIDTH,
	h: CARD_HEIGHT,
	kind: 'note',
	text: '',
	city: '',
	category: null,
}

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

/**
 * What a board may hold: cards, arrows (links), frames (clusters), pen strokes and images, and the bindings of arrows.
 * Everything else that tldraw knows (embeds, bookmarks, videos, rich text …) is no part of a board, so no bytes can
 * bring it there.
 */
export const boardSchema = createTLSchema({
	shapes: {
		card: { props: cardProps, migrations: cardMigrations },
		arrow: defaultShapeSchemas.arrow,
		frame: defaultShapeSchemas.frame,
		draw: defaultShapeSchemas.draw,
		image: { props: imageProps, migrations: imageMigrations },
	},
	bindings: defaultBindingSchemas,
})

/** A record that lives in the document. The page and the document record are the same on every board, and are not stored. */
export type BoardRecord = TLShape | TLBinding

export const SHAPE_TYPES = ['card', 'arrow', 'frame', 'draw', 'image'] as const
export type ShapeType = (typeof SHAPE_TYPES)[number]

/** Every board has this one page. */
export const PAGE_ID = 'page:board' as TLPageId
export const FIRST_INDEX = 'a1' as IndexKey

const ink = { color: 'black', fill: 'none', dash: 'solid', size: 'm', scale: 1 }

/** The value of each prop where the document has none (DOC1: defaults are not stored). The keys are all that is read. */
export const DEFAULT_PROPS: Record<ShapeType, JsonObject> = {
	card: { ...cardDefaults },
	arrow: {
		...ink,
		kind: 'arc',
		labelColor: 'black',
		arrowheadStart: 'none',
		arrowheadEnd: 'arrow',
		font: 'sans',
		start: { x: 0, y: 0 },
		end: { x: 2, y: 0 },
		bend: 0,
		text: '',
		labelPosition: 0.5,
		elbowMidPoint: 0.5,
	},
	frame: { w: 320, h: 240, name: '', color: 'black' },
	draw: { ...ink, segments: [], isComplete: true, isClosed: false, isPen: false },
	image: { ...imageDefaults },
}

export const DEFAULT_BINDING_PROPS: JsonObject = {
	terminal: 'end',
	normalizedAnchor: { x: 0.5, y: 0.5 },
	isExact: false,
	isPrecise: false,
	snap: 'none',
}

/** The values of a shape's own fields where the document has none. */
export const DEFAULT_SHAPE_FIELDS = {
	xy: [0, 0],
	index: FIRST_INDEX,
	parentId: PAGE_ID,
	rotation: 0,
	isLocked: false,
	opacity: 1,
}
