import {
	type BoardRecord,
	CARD_FIELDS,
	CARD_WIDTH,
	type CardKind,
	DRAWN_FIELDS,
	type Fields,
	LIMITS,
	LINK_MEANINGS,
	type LinkMeaning,
	LOCKED_KEY,
	meaningOf,
	RECORD_ID_PATTERN,
	readCardData,
	readRecord,
	type SkipReason,
	TEXT_KEY,
	validateRecord,
} from '@charrette/shared'
import { z } from 'zod'
import type { MarkReader } from './marks.ts'
import {
	formattedTextOf,
	type ShapePosition,
	type TldrawBinding,
	type TldrawFile,
	type TldrawShape,
	textOf,
} from './tldrawFile.ts'
import { pointsOfPath } from './tldrawPath.ts'

/**
 * The result of converting a shape: its record and image, or why it was skipped; empty for a group.
 */
export interface Converted {
	record?: BoardRecord
	image?: { path: string; bytes: Uint8Array }
	/** The card that this image was attached to in our export (DETAIL2). */
	attachedTo?: string
	reason?: SkipReason
}

/** Size of tldraw's notes, which grow with their text. */
const NOTE_SIZE = 200
const CARD_TYPES = ['geo', 'note', 'text']

/** The data that our own export adds (`toTldr`), with that of a card. */
const ownMeta = z.looseObject({
	head: z.string().catch(''),
	foot: z.string().catch(''),
	isSetUp: z.boolean().catch(false),
	card: z.string().optional().catch(undefined),
})

/** A segment of a stroke since release 4.3. */
const pathSegment = z.object({ type: z.string(), path: z.string() })

/**
 * Converts a tldraw shape to a record of a board. Arrows are converted after all cards, by
 * `convertArrow`.
 */
export function convertShape(
	shape: TldrawShape,
	position: ShapePosition,
	{ file, marks }: { file: TldrawFile; marks: MarkReader },
): Converted {
	const { type, id } = shape
	if (type === 'group' || type === 'arrow') return {}
	if (!RECORD_ID_PATTERN.test(id)) return { reason: 'not_readable' }
	if (CARD_TYPES.includes(type)) return cardOf(shape, position, marks)
	if (type === 'frame') return validated(shape, position, frameFields(shape))
	if (type === 'image') return imageOf(shape, position, file)
	if (type !== 'draw') return { reason: 'not_for_boards' }
	return validated(shape, position, { ...propFields(shape, STROKE_PROPS), 'props.segments': segmentsOf(shape) })
}

const STROKE_PROPS = ['color', 'fill', 'dash', 'size', 'scale', 'isComplete', 'isClosed', 'isPen']

/** Returns the segments of a stroke with their points, which later releases store as a path. */
function segmentsOf({ props }: TldrawShape): Fields[string] {
	const { segments, scaleX = 1, scaleY = 1 } = props
	if (!Array.isArray(segments)) return segments as Fields[string]
	return segments.map((segment: unknown) => {
		const { data } = pathSegment.safeParse(segment)
		const points = data && pointsOfPath(data.path)
		if (!points) return segment as Fields[string]
		return {
			type: data.type,
			points: points.map(({ x, y, z }) => ({ x: x * Number(scaleX), y: y * Number(scaleY), z })),
		}
	}) as Fields[string]
}

/** Returns the fields that all shapes have. */
function positionFields(
	{ type, index, isLocked, opacity }: TldrawShape,
	{ x, y, rotation, parentId }: ShapePosition,
): Fields {
	return { type, xy: [x, y], index, parentId, rotation, isLocked, opacity }
}

/** Returns these props unchanged; the validation of the record finds invalid ones. */
function propFields({ props }: Pick<TldrawShape, 'props'>, names: readonly string[]): Fields {
	const named = names.filter((name) => props[name] !== undefined)
	return Object.fromEntries(named.map((name) => [`props.${name}`, props[name] as Fields[string]]))
}

/** Returns the record with these fields; null if it would be invalid. */
function recordOf(id: string, fields: Fields): BoardRecord | null {
	const record = validateRecord(readRecord(id, undefined, fields))
	return typeof record === 'string' ? null : record
}

/** Returns the record of a shape with these fields, if it is valid. */
function validated(shape: TldrawShape, position: ShapePosition, own: Fields): Converted {
	const { isSetUp: isLocked } = ownMetaOf(shape) ?? { isSetUp: false }
	const lock: Fields = isLocked ? { [LOCKED_KEY]: true } : {}
	const record = recordOf(shape.id, { ...positionFields(shape, position), ...own, ...lock })
	return record ? { record } : { reason: 'not_readable' }
}

function ownMetaOf({ meta }: TldrawShape): z.output<typeof ownMeta> | null {
	return ownMeta.safeParse(meta['charrette']).data ?? null
}

function cardOf(shape: TldrawShape, position: ShapePosition, marks: MarkReader): Converted {
	const ours = ownMetaOf(shape)
	const data = readCardData(ours ?? { source: shape.props['url'] })
	const isOurs = data.kind !== undefined
	const whole = ours && isOurs ? withoutHeadAndFoot(shape, ours) : formattedTextOf(shape).trim()
	// A shape without text is decoration.
	if (whole === '' && !isOurs) return { reason: shape.type === 'geo' ? 'not_for_boards' : 'no_text' }
	const text = whole.slice(0, LIMITS.maxCardTextLength)
	const converted = validated({ ...shape, type: 'card' }, position, {
		wh: sizeOf(shape, isOurs),
		...Object.fromEntries(
			DRAWN_FIELDS.flatMap((field) => (data[field] ? [[CARD_FIELDS[field].key, data[field]]] : [])),
		),
		'props.kind': data.kind ?? marks.read({ colours: coloursOf(shape) }).kind ?? 'note',
		[TEXT_KEY]: text,
	})
	return text === whole ? converted : { ...converted, reason: 'text_cut' }
}

/**
 * Returns the colour of a note or a shape. The colour of a text shape is only that of its letters,
 * so it does not count.
 */
function coloursOf({ type, props }: TldrawShape): string[] {
	const { color } = props
	// Black is the default colour, so it is not a choice.
	return type === 'text' || typeof color !== 'string' || color === 'black' ? [] : [color]
}

/**
 * Returns the text without the two paragraphs that our export adds: kind and city before it, the
 * author after it.
 */
function withoutHeadAndFoot(shape: TldrawShape, { head, foot }: { head: string; foot: string }): string {
	// Compares lines without formatting: a bold paragraph or list item differs from `head` and
	// `foot`.
	const plain = textOf(shape).split('\n')
	const lines = formattedTextOf(shape).split('\n')
	const start = head !== '' && plain[0] === head ? 1 : 0
	const end = foot !== '' && plain.length > start && plain.at(-1) === foot ? -1 : undefined
	return lines.slice(start, end).join('\n')
}

function sizeOf({ type, props }: TldrawShape, isOurs: boolean): [number, number] {
	const of = (name: string, otherwise: number) => (typeof props[name] === 'number' ? props[name] : otherwise)
	const scale = type === 'note' ? of('scale', 1) : 1
	const w = type === 'text' ? CARD_WIDTH : of('w', NOTE_SIZE) * scale
	const h = type === 'text' ? 1 : (of('h', NOTE_SIZE) + (isOurs ? 0 : of('growY', 0))) * scale
	return [Math.max(isOurs ? 1 : CARD_WIDTH / 2, w), Math.max(isOurs ? 1 : CARD_WIDTH / 4, h)]
}

function frameFields({ props }: TldrawShape): Fields {
	const name = typeof props['name'] === 'string' ? props['name'].slice(0, LIMITS.maxClusterTitleLength) : ''
	return { wh: [props['w'] as number, props['h'] as number], 'props.name': name }
}

function imageOf(shape: TldrawShape, position: ShapePosition, { assets }: TldrawFile): Converted {
	const { w, h, assetId, altText } = shape.props
	const image = assets.get(String(assetId))?.image()
	if (!image) return { reason: 'no_picture' }
	const alt = typeof altText === 'string' ? altText.slice(0, LIMITS.maxImageAltLength) : ''
	const own: Fields = { wh: [w as number, h as number], 'props.path': image.path, 'props.alt': alt }
	const { card } = ownMetaOf(shape) ?? {}
	return { ...validated(shape, position, own), image, ...(card === undefined ? {} : { attachedTo: card }) }
}

const STYLE_PROPS = ['kind', 'color', 'dash', 'size', 'scale', 'bend', 'elbowMidPoint']
const ANCHORS = ['normalizedAnchor', 'isExact', 'isPrecise', 'snap']

interface Ends {
	/** The kind of each card, by id. */
	cards: ReadonlyMap<string, CardKind>
	/** The bindings of each arrow. */
	bindings: ReadonlyMap<string, readonly TldrawBinding[]>
	marks: MarkReader
}

/** The records of an arrow: none if it is no link. */
interface ConvertedArrow {
	records: BoardRecord[]
	/** Its label, if that is no meaning, because links have no label of their own; else empty. */
	lostLabel: string
}

const NO_LINK: ConvertedArrow = { records: [], lostLabel: '' }

/** One end of an arrow: its card, and the props of the binding. */
interface End {
	id: string
	card: string
	style: Fields
}

/**
 * Converts an arrow between two cards to its records: the arrow and two bindings. Any other arrow
 * is no link.
 */
export function convertArrow(
	arrow: TldrawShape,
	position: ShapePosition,
	{ cards, bindings, marks }: Ends,
): ConvertedArrow {
	if (!RECORD_ID_PATTERN.test(arrow.id)) return NO_LINK
	const bound = (bindings.get(arrow.id) ?? []).filter(({ toId }) => cards.has(toId))
	// An arrow may point to its start.
	const { arrowheadStart = 'none', arrowheadEnd, bend } = arrow.props
	const isReversed = arrowheadStart !== 'none' && arrowheadEnd === 'none'
	const terminals = isReversed ? (['end', 'start'] as const) : (['start', 'end'] as const)
	const [start, end] = terminals.map((terminal) => {
		const binding = bound.find(({ props }) => props['terminal'] === terminal)
		return binding ? endOf(arrow.id, terminal, binding) : legacyEnd(arrow, terminal, cards)
	})
	const [from, to] = [cards.get(start?.card ?? ''), cards.get(end?.card ?? '')]
	if (!start || !end || !from || !to || start.card === end.card) return NO_LINK
	const label = textOf(arrow).trim()
	const meaning = ownMeaningOf(arrow) ?? marks.readLink(label)
	const isChosen = meaning !== undefined && meaning !== meaningOf(from, to)
	const own = { ...positionFields(arrow, position), ...(isChosen ? { 'meta.meaning': meaning } : {}) }
	const records = [
		withStyle(arrow.id, own, {
			...propFields(arrow, STYLE_PROPS),
			...(isReversed && typeof bend === 'number' && { 'props.bend': -bend }),
		}),
		...([start, end] as const).map(({ id, card, style }, index) => {
			const terminal = index === 0 ? 'start' : 'end'
			return withStyle(id, { type: 'arrow', fromId: arrow.id, toId: card, 'props.terminal': terminal }, style)
		}),
	].filter((record) => record !== null)
	return { records, lostLabel: meaning === undefined ? label : '' }
}

/**
 * Returns a record with its style, or with the default style if a later version of tldraw describes
 * styles differently.
 */
function withStyle(id: string, own: Fields, looks: Fields): BoardRecord | null {
	return recordOf(id, { ...own, ...looks }) ?? recordOf(id, own)
}

function endOf(arrow: string, terminal: 'start' | 'end', { id, toId, props }: TldrawBinding): End {
	return {
		id: RECORD_ID_PATTERN.test(id) ? id : ownId(arrow, terminal),
		card: toId,
		style: propFields({ props }, ANCHORS),
	}
}

/**
 * Returns the end of an arrow from a file before version 2.2, in which the arrow itself names the
 * shapes that it is bound to.
 */
function legacyEnd({ id, props }: TldrawShape, terminal: 'start' | 'end', cards: Ends['cards']): End | null {
	const said = props[terminal]
	const card = typeof said === 'object' && said !== null && 'boundShapeId' in said ? String(said.boundShapeId) : ''
	return cards.has(card) ? { id: ownId(id, terminal), card, style: {} } : null
}

const ownId = (arrow: string, terminal: string) => `binding:${arrow.replace('shape:', '').slice(0, 56)}-${terminal}`

/** Returns the meaning of an arrow that we exported. */
function ownMeaningOf({ meta: { charrette } }: TldrawShape): LinkMeaning | undefined {
	const given = typeof charrette === 'object' && charrette !== null && 'meaning' in charrette ? charrette.meaning : null
	return LINK_MEANINGS.find((meaning) => meaning === given)
}
