import type {
	RecordProps,
	TLArrowBinding,
	TLArrowShape,
	TLBaseShape,
	TLBinding,
	TLDrawShape,
	TLFrameShape,
	TLPageId,
	TLShape,
	VecModel,
} from '@tldraw/tlschema'
import type { IndexKey, JsonObject } from '@tldraw/utils'
import { T } from '@tldraw/validate'
import { IMAGE_PATH_PATTERN } from '../domain/BoardContent.ts'
import { CARD_FIELDS, CARD_PROPS, type CardProp, type CardPropValue } from '../domain/cardFields.ts'
import { LIMITS } from '../domain/limits.ts'
import { CARD_HEIGHT, CARD_WIDTH } from './cardLayout.ts'

/**
 * The props of a card. `w` and `h` are its minimum size in board units; its growth with the text is
 * derived and never stored. `text` is a copy of the record's Y.Text, which is authoritative (DOC2).
 */
export type CardProps = { w: number; h: number } & { [Prop in CardProp]: CardPropValue<Prop> }

/**
 * A card as a tldraw shape. `meta.author` is the id of its author; `meta.authorName` is the name of
 * an imported author.
 */
export type CardShape = TLBaseShape<'card', CardProps>

export const cardProps: RecordProps<CardShape> = {
	w: T.positiveNumber,
	h: T.positiveNumber,
	...(Object.fromEntries(CARD_PROPS.map((prop) => [prop, propValidator(CARD_FIELDS[prop])])) as Pick<
		RecordProps<CardShape>,
		CardProp
	>),
}

function propValidator(field: { default: string | null; values?: readonly string[] }): T.Validatable<unknown> {
	const validator = field.values ? T.literalEnum(...field.values) : T.string
	return field.default === null ? T.nullable(validator) : validator
}

export const cardDefaults = {
	w: CARD_WIDTH,
	h: CARD_HEIGHT,
	...Object.fromEntries(CARD_PROPS.map((prop) => [prop, CARD_FIELDS[prop].default])),
} as CardProps

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

/** The empty path is invalid: a record without a path is not an image. */
export const imageDefaults: ImageProps = { w: 320, h: 240, path: '', alt: '' }

const colour = T.literalEnum(
	'black',
	'grey',
	'light-violet',
	'violet',
	'blue',
	'light-blue',
	'yellow',
	'orange',
	'green',
	'light-green',
	'light-red',
	'red',
	'white',
)
const fill = T.literalEnum('none', 'semi', 'solid', 'pattern', 'fill')
const dash = T.literalEnum('draw', 'solid', 'dashed', 'dotted')
const size = T.literalEnum('s', 'm', 'l', 'xl')
const arrowhead = T.literalEnum('arrow', 'triangle', 'square', 'dot', 'pipe', 'diamond', 'inverted', 'bar', 'none')
/** The cast is needed since tldraw's types are incompatible with `exactOptionalPropertyTypes`. */
const point = T.object({
	x: T.number,
	y: T.number,
	z: T.number.optional(),
}) as T.Validatable<unknown> as T.Validatable<VecModel>

const arrowProps: RecordProps<TLArrowShape> = {
	kind: T.literalEnum('arc', 'elbow'),
	labelColor: colour,
	color: colour,
	fill,
	dash,
	size,
	arrowheadStart: arrowhead,
	arrowheadEnd: arrowhead,
	font: T.literalEnum('draw', 'sans', 'serif', 'mono'),
	start: point,
	end: point,
	bend: T.number,
	text: T.string,
	labelPosition: T.number,
	scale: T.nonZeroNumber,
	elbowMidPoint: T.number,
}

const frameProps: RecordProps<TLFrameShape> = { w: T.nonZeroNumber, h: T.nonZeroNumber, name: T.string, color: colour }

const drawProps: RecordProps<TLDrawShape> = {
	color: colour,
	fill,
	dash,
	size,
	segments: T.arrayOf(T.object({ type: T.literalEnum('free', 'straight'), points: T.arrayOf(point) })),
	isComplete: T.boolean,
	isClosed: T.boolean,
	isPen: T.boolean,
	scale: T.nonZeroNumber,
}

const bindingProps: RecordProps<TLArrowBinding> = {
	terminal: T.literalEnum('start', 'end'),
	normalizedAnchor: point,
	isExact: T.boolean,
	isPrecise: T.boolean,
	snap: T.literalEnum('center', 'edge-point', 'edge', 'none'),
}

/** The validators of the props, by the type of a shape, and under `binding` those of bindings. */
export const PROP_VALIDATORS: Record<string, Readonly<Record<string, T.Validatable<unknown>>>> = {
	card: cardProps,
	arrow: arrowProps,
	frame: frameProps,
	draw: drawProps,
	image: imageProps,
	binding: bindingProps,
}

/**
 * A record of the document. The page and document records are the same on every board and not
 * stored.
 */
export type BoardRecord = TLShape | TLBinding

export const SHAPE_TYPES = ['card', 'arrow', 'frame', 'draw', 'image'] as const
export type ShapeType = (typeof SHAPE_TYPES)[number]

const idOf = (...types: string[]) =>
	T.string.check((id) => {
		if (!types.some((type) => id.startsWith(`${type}:`))) throw new Error(`Expected the id of a ${types.join(' or ')}`)
	})
const opacity = T.number.check((value) => {
	if (value < 0 || value > 1) throw new Error('Expected an opacity between 0 and 1')
})

const shapeValidator = <Type extends ShapeType>(type: Type) =>
	T.object({
		id: idOf('shape'),
		typeName: T.literal('shape'),
		x: T.number,
		y: T.number,
		rotation: T.number,
		index: T.indexKey,
		parentId: idOf('page', 'shape'),
		type: T.literal(type),
		isLocked: T.boolean,
		opacity,
		props: T.object(PROP_VALIDATORS[type] ?? {}),
		meta: T.jsonValue,
	})

/**
 * The validators of the records of a board: cards, arrows (links), frames (clusters), pen strokes
 * and images, and the bindings of arrows. Nothing else that tldraw supports (embeds, bookmarks,
 * videos, rich text …) validates. They accept what tldraw's own schema accepts (`boardSchema`),
 * which the list does without.
 */
export const RECORD_VALIDATORS: Record<BoardRecord['typeName'], T.Validatable<unknown>> = {
	shape: T.union('type', {
		card: shapeValidator('card'),
		arrow: shapeValidator('arrow'),
		frame: shapeValidator('frame'),
		draw: shapeValidator('draw'),
		image: shapeValidator('image'),
	}),
	binding: T.object({
		id: idOf('binding'),
		typeName: T.literal('binding'),
		type: T.literal('arrow'),
		fromId: idOf('shape'),
		toId: idOf('shape'),
		props: T.object(bindingProps),
		meta: T.jsonValue,
	}),
}

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
