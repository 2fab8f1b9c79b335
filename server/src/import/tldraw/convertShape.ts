import { createHash } from 'node:crypto'
import type { BoardRecord, Fields, SkipReason } from '@charrette/shared'
import {
	CARD_KINDS,
	CARD_WIDTH,
	LIMITS,
	OBSTACLE_CATEGORIES,
	RECORD_ID_PATTERN,
	readRecord,
	SET_UP_KEY,
	TEXT_KEY,
	validRecord,
} from '@charrette/shared'
import { z } from 'zod'
import { textOf } from './cardText.ts'
import type { Place } from './placeOf.ts'
import type { TldrawFile, TldrawShape } from './TldrawFile.ts'

/** What became of a shape: its record, the picture it shows, or why there is none. A shape that is only a wrapper has neither. */
export interface Converted {
	record?: BoardRecord
	picture?: { path: string; bytes: Uint8Array }
	reason?: SkipReason
}

/** tldraw's notes are of this size, and grow. */
const NOTE_SIZE = 200
const CARD_TYPES = ['geo', 'note', 'text']
const PICTURE = /^data:image\/[a-z+.-]+;base64,/
const IMAGE_ID_LENGTH = 40

const marks = z.object({
	kind: z.enum(CARD_KINDS).optional().catch(undefined),
	category: z.enum(OBSTACLE_CATEGORIES).optional().catch(undefined),
	city: z.string().catch(''),
	author: z.string().catch(''),
	head: z.string().catch(''),
	foot: z.string().catch(''),
	isSetUp: z.boolean().catch(false),
})

/** A shape of tldraw's as a record of a board. Arrows wait until all cards are there. */
export function convertShape(shape: TldrawShape, place: Place, file: TldrawFile): Converted {
	const { type, id } = shape
	if (type === 'group' || type === 'arrow') return {}
	if (!RECORD_ID_PATTERN.test(id)) return { reason: 'not_readable' }
	if (CARD_TYPES.includes(type)) return cardOf(shape, place)
	if (type === 'frame') return settled(shape, place, frameFields(shape))
	if (type === 'image') return imageOf(shape, place, file)
	if (type !== 'draw') return { reason: 'not_for_boards' }
	return settled(
		shape,
		place,
		propFields(shape, ['color', 'fill', 'dash', 'size', 'scale', 'segments', 'isComplete', 'isClosed', 'isPen']),
	)
}

/** The fields that every shape has. */
export function placeFields(
	{ type, index, isLocked, opacity }: TldrawShape,
	{ x, y, rotation, parentId }: Place,
): Fields {
	return { type, xy: [x, y], index, parentId, rotation, isLocked, opacity }
}

/** These props as they are; what is wrong with one is found when the record is validated. */
export function propFields({ props }: Pick<TldrawShape, 'props'>, names: readonly string[]): Fields {
	const named = names.filter((name) => props[name] !== undefined)
	return Object.fromEntries(named.map((name) => [`props.${name}`, props[name] as Fields[string]]))
}

/** The record that these fields make; null if they make none. */
export function recordOf(id: string, fields: Fields): BoardRecord | null {
	const record = validRecord(readRecord(id, undefined, fields))
	return typeof record === 'string' ? null : record
}

/** The shape with these fields, if that is a record. */
function settled(shape: TldrawShape, place: Place, own: Fields): Converted {
	const setUp: Fields = marksOf(shape)?.isSetUp ? { [SET_UP_KEY]: true } : {}
	const record = recordOf(shape.id, { ...placeFields(shape, place), ...own, ...setUp })
	return record ? { record } : { reason: 'not_readable' }
}

function marksOf({ meta }: TldrawShape): z.output<typeof marks> | null {
	return marks.safeParse(meta['charrette']).data ?? null
}

function cardOf(shape: TldrawShape, place: Place): Converted {
	const ours = marksOf(shape)
	const isOurs = ours?.kind !== undefined
	const whole = ours && isOurs ? withoutFrame(textOf(shape), ours) : textOf(shape).trim()
	// A rectangle without words is there for its looks.
	if (whole === '' && !isOurs) return { reason: shape.type === 'geo' ? 'not_for_boards' : 'no_text' }
	const text = whole.slice(0, LIMITS.maxCardTextLength)
	const city = (ours?.city ?? '').slice(0, LIMITS.maxCityLength)
	const author = (ours?.author ?? '').slice(0, LIMITS.maxNameLength)
	const converted = settled({ ...shape, type: 'card' }, place, {
		wh: sizeOf(shape, isOurs),
		'props.kind': ours?.kind ?? 'note',
		'props.city': city,
		...(ours?.category ? { 'props.category': ours.category } : {}),
		...(author === '' ? {} : { 'meta.authorName': author }),
		[TEXT_KEY]: text,
	})
	return text === whole ? converted : { ...converted, reason: 'text_cut' }
}

/** The text between the two paragraphs that our own file puts around it, which say kind, city and author. */
function withoutFrame(text: string, { head, foot }: { head: string; foot: string }): string {
	const lines = text.split('\n')
	if (head !== '' && lines[0] === head) lines.shift()
	if (foot !== '' && lines.at(-1) === foot) lines.pop()
	return lines.join('\n')
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

function imageOf(shape: TldrawShape, place: Place, { assets }: TldrawFile): Converted {
	const { w, h, assetId, altText } = shape.props
	const src = assets.get(String(assetId)) ?? ''
	if (!PICTURE.test(src)) return { reason: 'no_picture' }
	const bytes = Buffer.from(src.slice(src.indexOf(',') + 1), 'base64')
	const path = `/api/images/${createHash('sha256').update(bytes).digest('hex').slice(0, IMAGE_ID_LENGTH)}`
	const alt = typeof altText === 'string' ? altText.slice(0, LIMITS.maxImageAltLength) : ''
	const own: Fields = { wh: [w as number, h as number], 'props.path': path, 'props.alt': alt }
	return { ...settled(shape, place, own), picture: { path, bytes } }
}
