import type { TLShape } from '@tldraw/tlschema'
import { CARD_KINDS, type Card, type CardKind, type Coverage, withJoined } from '../domain/BoardContent.ts'
import { type BoardId, ID_PATTERN, type ParticipantId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import type { Rect } from '../geometry/rects.ts'
import { boardContent, isCard, isImage } from './boardContent.ts'
import { pagePosition } from './place.ts'
import type { BoardRecord } from './schema.ts'

/**
 * The shape types of a thumbnail. The wire carries an index into this list, so entries may only be
 * appended.
 */
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

/** The maximum number of shapes in a thumbnail; the counts include all shapes. */
export const MAX_DIGEST_SHAPES = 400
/** Bytes of one encoded shape: type, x, y, w, h. */
export const BYTES_PER_SHAPE = 5
/** The number of steps of a position, which is a fraction of the thumbnail's width or height. */
export const DIGEST_STEPS = 255
/** How long a card counts as new after it was created, in ms. */
export const FRESH_MS = 60_000

/**
 * A summary of a board for facilitators and projectors: a thumbnail and counts, without any text.
 */
export interface BoardDigest {
	board: BoardId
	/** The area of the thumbnail in board units; all 0 for an empty board. */
	box: Rect
	/**
	 * Five bytes per shape, clusters first: its index in `DIGEST_SHAPES`, then x, y, w and h in
	 * 255ths of the box.
	 */
	shapes: Uint8Array
	/** The number of cards of each kind. */
	cards: Record<CardKind, number>
	coverage: Coverage
	/** The ids of the authors of the board's cards. */
	writers: ParticipantId[]
	/** The number of cards created in the last minute. */
	fresh: number
	/** Time of the last change, in server time, in ms; null if unknown. */
	touchedAt: number | null
}

export function countCards({ cards }: Pick<BoardDigest, 'cards'>): number {
	return Object.values(cards).reduce((sum, count) => sum + count, 0)
}

/** The part of a digest that follows from the records alone. */
export type DigestContent = Pick<BoardDigest, 'box' | 'shapes' | 'cards' | 'coverage' | 'writers'>

interface PlacedShape extends Rect {
	shape: DigestShape
}

/**
 * Computes the digest of projected records. Cards have their minimum size here, because their
 * growth with the text is not known.
 */
export function digestBoard(records: ReadonlyMap<string, BoardRecord>): DigestContent {
	const { cards, coverage } = boardContent(records, (author) => author || undefined)
	const placed = [...records.values()].flatMap((record) => placedShape(record, records) ?? [])
	const isCluster = ({ shape }: PlacedShape) => shape === 'cluster'
	const inOrder = [...placed.filter(isCluster), ...placed.filter((shape) => !isCluster(shape))]
	const shown = inOrder.slice(0, MAX_DIGEST_SHAPES)
	const box = boxAround(shown)
	return { box, shapes: writeShapes(shown, box), cards: countKinds(cards), coverage, writers: writersOf(cards) }
}

/**
 * Decodes the shapes of a digest, with x, y, w and h from 0 to 1. Shape types of later releases are
 * unknown and skipped.
 */
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
	const { x, y } = pagePosition(record as TLShape, records)
	const isFar = [x, y, x + w, y + h].some((edge) => Math.abs(edge) > LIMITS.maxCoordinate)
	return isFar ? null : { shape, x, y, w, h }
}

function shapeOf(record: BoardRecord): DigestShape | null {
	if (isCard(record)) return record.props.kind
	if (isImage(record)) return 'image'
	return record.typeName === 'shape' && record.type === 'frame' ? 'cluster' : null
}

function boxAround(rects: readonly Rect[]): Rect {
	if (rects.length === 0) return { x: 0, y: 0, w: 0, h: 0 }
	const x = Math.floor(Math.min(...rects.map((rect) => rect.x)))
	const y = Math.floor(Math.min(...rects.map((rect) => rect.y)))
	const right = Math.ceil(Math.max(...rects.map((rect) => rect.x + rect.w)))
	const bottom = Math.ceil(Math.max(...rects.map((rect) => rect.y + rect.h)))
	return { x, y, w: right - x, h: bottom - y }
}

function writeShapes(placed: readonly PlacedShape[], box: Rect): Uint8Array {
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
	const authors = new Set(withJoined(cards).flatMap(({ author }) => (author && ID_PATTERN.test(author) ? author : [])))
	return [...authors].sort().slice(0, LIMITS.maxParticipants) as ParticipantId[]
}
