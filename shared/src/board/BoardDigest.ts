import type { TLShape } from '@tldraw/tlschema'
import { CARD_KINDS, type Card, type CardKind, type Coverage } from '../domain/BoardContent.ts'
import { type BoardId, ID_PATTERN, type ParticipantId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import type { Viewport } from '../domain/Workshop.ts'
import { boardContent, isCard, isImage, pagePosition } from './readBoard.ts'
import type { BoardRecord } from './schema.ts'

/** What a board in small is drawn of. On the wire each is its place in this list, so that it may only ever grow at its end. */
export const DIGEST_SHAPES = [
	'obstacle',
	'solution',
	'case',
	'resource',
	'question',
	'action',
	'note',
	'cluster',
	'image',
] as const
export type DigestShape = (typeof DIGEST_SHAPES)[number]

/** More than these are left out of the picture, never out of the counts. */
export const MAX_DIGEST_SHAPES = 400
/** What each shape is written with: what it is, x, y, w, h. */
export const BYTES_PER_SHAPE = 5
/** A place in the picture is a share of its width or height, in so many steps. */
export const DIGEST_STEPS = 255
/** For so long a card counts as new. */
export const FRESH_MS = 60_000

/** A board in small, as the server tells it to those who look after all boards: no word of what is written on it. */
export interface BoardDigest {
	board: BoardId
	/** What the picture shows, in board units; all 0 for an empty board. */
	box: Viewport
	/** Five bytes a shape, clusters first: its place in `DIGEST_SHAPES`, then x, y, w and h in 255ths of the box. */
	shapes: Uint8Array
	/** How many cards of each kind there are. */
	cards: Record<CardKind, number>
	coverage: Coverage
	/** Who has a card on it. */
	writers: ParticipantId[]
	/** How many cards came within the last minute. */
	fresh: number
	/** When it was last changed, by the server's clock in ms; null if that was before the server looked. */
	touchedAt: number | null
}

/** How many cards a board has. */
export function countCards({ cards }: Pick<BoardDigest, 'cards'>): number {
	return Object.values(cards).reduce((sum, count) => sum + count, 0)
}

/** What of a digest follows from a board's records alone. */
export type DigestContent = Pick<BoardDigest, 'box' | 'shapes' | 'cards' | 'coverage' | 'writers'>

interface PlacedShape extends Viewport {
	shape: DigestShape
}

/** The digest of projected records. A card counts with its least size: how far it grows with its text is not known here. */
export function digestBoard(records: ReadonlyMap<string, BoardRecord>): DigestContent {
	const { cards, coverage } = boardContent(records, (author) => author || undefined)
	const placed = [...records.values()].flatMap((record) => placedShape(record, records) ?? [])
	const isCluster = ({ shape }: PlacedShape) => shape === 'cluster'
	const inOrder = [...placed.filter(isCluster), ...placed.filter((one) => !isCluster(one))]
	const shown = inOrder.slice(0, MAX_DIGEST_SHAPES)
	const box = boxAround(shown)
	return { box, shapes: writeShapes(shown, box), cards: countKinds(cards), coverage, writers: writersOf(cards) }
}

/** What each shape of a digest is and where it lies: x, y, w and h from 0 to 1. Kinds that this release does not know are left out. */
export function* readDigestShapes({ shapes }: Pick<BoardDigest, 'shapes'>): Generator<PlacedShape> {
	for (let at = 0; at + BYTES_PER_SHAPE <= shapes.length; at += BYTES_PER_SHAPE) {
		const [kind = 0, x = 0, y = 0, w = 0, h = 0] = shapes.subarray(at, at + BYTES_PER_SHAPE)
		const shape = DIGEST_SHAPES[kind]
		if (shape) yield { shape, x: x / DIGEST_STEPS, y: y / DIGEST_STEPS, w: w / DIGEST_STEPS, h: h / DIGEST_STEPS }
	}
}

function placedShape(record: BoardRecord, records: ReadonlyMap<string, BoardRecord>): PlacedShape | null {
	const shape = shapeOf(record)
	if (!shape || record.typeName !== 'shape') return null
	const { w, h } = record.props as { w: number; h: number }
	return { shape, ...pagePosition(record as TLShape, records), w, h }
}

function shapeOf(record: BoardRecord): DigestShape | null {
	if (isCard(record)) return record.props.kind
	if (isImage(record)) return 'image'
	return record.typeName === 'shape' && record.type === 'frame' ? 'cluster' : null
}

function boxAround(places: readonly Viewport[]): Viewport {
	if (places.length === 0) return { x: 0, y: 0, w: 0, h: 0 }
	const x = Math.floor(Math.min(...places.map((place) => place.x)))
	const y = Math.floor(Math.min(...places.map((place) => place.y)))
	const right = Math.ceil(Math.max(...places.map((place) => place.x + place.w)))
	const bottom = Math.ceil(Math.max(...places.map((place) => place.y + place.h)))
	return { x, y, w: right - x, h: bottom - y }
}

function writeShapes(placed: readonly PlacedShape[], box: Viewport): Uint8Array {
	const bytes = new Uint8Array(placed.length * BYTES_PER_SHAPE)
	for (const [index, { shape, x, y, w, h }] of placed.entries()) {
		const across = (length: number) => Math.round((DIGEST_STEPS * length) / Math.max(box.w, 1))
		const down = (length: number) => Math.round((DIGEST_STEPS * length) / Math.max(box.h, 1))
		const fields = [DIGEST_SHAPES.indexOf(shape), across(x - box.x), down(y - box.y), across(w), down(h)]
		bytes.set(fields, index * BYTES_PER_SHAPE)
	}
	return bytes
}

function countKinds(cards: readonly Card[]): Record<CardKind, number> {
	const counts = Object.fromEntries(CARD_KINDS.map((kind) => [kind, 0])) as Record<CardKind, number>
	for (const { kind } of cards) counts[kind]++
	return counts
}

function writersOf(cards: readonly Card[]): ParticipantId[] {
	const authors = new Set(cards.flatMap(({ author }) => (author && ID_PATTERN.test(author) ? author : [])))
	return [...authors].sort().slice(0, LIMITS.maxParticipants) as ParticipantId[]
}
