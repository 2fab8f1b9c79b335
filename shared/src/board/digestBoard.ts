import type { TLShape } from '@tldraw/tlschema'
import type { BoardDigest, DigestShape } from '../domain/BoardDigest.ts'
import { BYTES_A_SHAPE, DIGEST_SHAPES, DIGEST_STEPS, MAX_DIGEST_SHAPES } from '../domain/BoardDigest.ts'
import type { Card, CardKind } from '../domain/Card.ts'
import { CARD_KINDS } from '../domain/Card.ts'
import type { ParticipantId } from '../domain/ids.ts'
import { ID_PATTERN } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import type { Viewport } from '../domain/Workshop.ts'
import { boardContent, isCard, isImage, pagePosition } from './readBoard.ts'
import type { BoardRecord } from './schema.ts'

/** What of a digest follows from a board's records alone. */
export type DigestContent = Pick<BoardDigest, 'box' | 'shapes' | 'cards' | 'coverage' | 'writers'>

interface Placed extends Viewport {
	shape: DigestShape
}

/** The digest of projected records. A card counts with its least size: how far it grows with its text is not known here. */
export function digestBoard(records: ReadonlyMap<string, BoardRecord>): DigestContent {
	const { cards, coverage } = boardContent(records, (author) => author || undefined)
	const placed = [...records.values()].flatMap((record) => placedOf(record, records) ?? [])
	const isCluster = ({ shape }: Placed) => shape === 'cluster'
	const inOrder = [...placed.filter(isCluster), ...placed.filter((one) => !isCluster(one))]
	const shown = inOrder.slice(0, MAX_DIGEST_SHAPES)
	const box = boxAround(shown)
	return { box, shapes: writeShapes(shown, box), cards: countKinds(cards), coverage, writers: writersOf(cards) }
}

/** What each shape of a digest is and where it lies: x, y, w and h from 0 to 1. Kinds that this release does not know are left out. */
export function* eachShape({ shapes }: Pick<BoardDigest, 'shapes'>): Generator<Placed> {
	for (let at = 0; at + BYTES_A_SHAPE <= shapes.length; at += BYTES_A_SHAPE) {
		const [kind = 0, x = 0, y = 0, w = 0, h = 0] = shapes.subarray(at, at + BYTES_A_SHAPE)
		const shape = DIGEST_SHAPES[kind]
		if (shape) yield { shape, x: x / DIGEST_STEPS, y: y / DIGEST_STEPS, w: w / DIGEST_STEPS, h: h / DIGEST_STEPS }
	}
}

function placedOf(record: BoardRecord, records: ReadonlyMap<string, BoardRecord>): Placed | null {
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

function writeShapes(placed: readonly Placed[], box: Viewport): Uint8Array {
	const bytes = new Uint8Array(placed.length * BYTES_A_SHAPE)
	for (const [index, { shape, x, y, w, h }] of placed.entries()) {
		const across = (length: number) => Math.round((DIGEST_STEPS * length) / Math.max(box.w, 1))
		const down = (length: number) => Math.round((DIGEST_STEPS * length) / Math.max(box.h, 1))
		const fields = [DIGEST_SHAPES.indexOf(shape), across(x - box.x), down(y - box.y), across(w), down(h)]
		bytes.set(fields, index * BYTES_A_SHAPE)
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
