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
import { CARD_HEIGHT, CARD_WIDTH } from './cardLayout.ts'

/**
 * The props of a card. `w` and `h` are its minimum size in board units; its growth with the text is
 * derived and never stored.
 */
export interface CardProps {
	w: number
	h: number
	kind: CardKind
	/** A copy of the record's Y.Text, which is authoritative (DOC2). */
	text: string
	city: string
	category: ObstacleCategory | null
}

/**
 * A card as a tldraw shape. `meta.author` is the id of its author; `meta.authorName` is the name of
 * an imported author.
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

/** Empty since the first release, so that clients of every version know the sequence. */
export const cardMigrations = createShapePropsMigrationSequence({ sequence: [] })

export const cardDefaults: CardProps = {
	w: CARD_WIDTH,
	h: CARD_HEIGHT,
	kind: 'note',
	text: '',
	city: '',
	category: null,
}

/** The props of an image. `path` is its path on this server (IMG1). */
export interface ImageProps {
	w: number
	h: number
	path: string
	/** The alt text. */
	alt: string
}

/** An image as a tldraw shape. `meta.author` is the id of the participant who added it. */
export type ImageShape = TLBaseShape<'image', ImageProps>

const path = T.string.check('image path', (value) => {
	if (!IMAGE_PATH_PATTERN.test(value)) throw new Error('Expected the path of an image on this server')
})
const alt = T.string.check('image alt', (value) => {
	if (value.length > LIMITS.maxImageAltLength) throw new Error('Expected a shorter text')
})

export const imageProps: RecordProps<ImageShape> = { w: T.positiveNumber, h: T.positiveNumber, path, alt }

/** Empty since the first release, so that clients of every version know the sequence. */
export const imageMigrations = createShapePropsMigrationSequence({ sequence: [] })

/** The empty path is invalid: a record without a path is not an image. */
export const imageDefaults: ImageProps = { w: 320, h: 240, path: '', alt: '' }

/**
 * The schema of a board: cards, arrows (links), frames (clusters), pen strokes and images, and the
 * bindings of arrows. Nothing else that tldraw supports (embeds, bookmarks, videos, rich text …)
 * validates.
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

/** The validators of the props, by the type of a shape, and under `binding` those of bindings. */
export const PROP_VALIDATORS: Record<string, Readonly<Record<string, T.Validatable<unknown>>>> = {
	card: cardProps,
	arrow: defaultShapeSchemas.arrow.props ?? {},
	frame: defaultShapeSchemas.frame.props ?? {},
	draw: defaultShapeSchemas.draw.props ?? {},
	image: imageProps,
	binding: defaultBindingSchemas.arrow.props ?? {},
}

/**
 * A record of the document. The page and document records are the same on every board and not
 * stored.
 */
export type BoardRecord = TLShape | TLBinding

export const SHAPE_TYPES = ['card', 'arrow', 'frame', 'draw', 'image'] as const
export type ShapeType = (typeof SHAPE_TYPES)[number]

/** The id of the only page of every board. */
export const PAGE_ID = 'page:board' as TLPageId
export const FIRST_INDEX = 'a1' as IndexKey

const ink = { color: 'black', fill: 'none', dash: 'solid', size: 'm', scale: 1 }

/** The defaults of the props (DOC1: defaults are not stored). Only these keys are read. */
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

/** The defaults of a shape's own fields. */
export const DEFAULT_SHAPE_FIELDS = {
	xy: [0, 0],
	index: FIRST_INDEX,
	parentId: PAGE_ID,
	rotation: 0,
	isLocked: false,
	opacity: 1,
}
