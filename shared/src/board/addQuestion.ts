import type { TLShape } from '@tldraw/tlschema'
import type * as Y from 'yjs'
import { createId } from '../domain/ids.ts'
import type { Rect } from '../geometry/rects.ts'
import { BoardProjection } from './BoardProjection.ts'
import { isCard } from './boardContent.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCard, buildLink, indicesOnTop } from './buildRecords.ts'
import { CARD_HEIGHT, CARD_WIDTH, estimateCardHeight } from './cardLayout.ts'
import { pagePosition } from './place.ts'
import { putRecord } from './recordWrites.ts'
import { type BoardRecord, PAGE_ID } from './schema.ts'

interface Question {
	/** The id of the card that the question is about. */
	card: string
	text: string
	city: string
	/** The participant who asks; null for a facilitator. */
	author: string | null
	now: number
}

/** Returns the number of questions of one person on a board, and whether the card exists. */
export function countQuestions(doc: Y.Doc, { card, author }: Pick<Question, 'card' | 'author'>) {
	let count = 0
	for (const record of recordsOf(doc).values())
		if (record.get('props.kind') === 'question' && record.get('meta.author') === (author ?? undefined)) count++
	return { count, hasCard: recordsOf(doc).get(card)?.get('type') === 'card' }
}

/** The horizontal gap to the card, in board units: room for the label of the link. */
const GAP = 72

/**
 * Adds a visitor's question as a card beside the card it is about, in free space on the page, with
 * a link between them (GALLERY1), in one transaction. Returns the id of the new card; null if the
 * other card no longer exists.
 */
export function addQuestion(doc: Y.Doc, { card, text, city, author, now }: Question): string | null {
	const records = recordsOf(doc)
	const projection = new BoardProjection(records)
	projection.readAll()
	const { shown } = projection
	const about = shown.get(card)
	if (!isCard(about)) return null
	const shapes = [...shown.values()].filter((record): record is TLShape => record.typeName === 'shape')
	const taken = shapes.flatMap((shape) => rectOf(shape, shown) ?? [])
	const { x, y } = pagePosition(about, shown)
	const h = estimateCardHeight({ w: CARD_WIDTH, h: CARD_HEIGHT, text })
	const rect = freeRect({ x: x + about.props.w + GAP, y, w: CARD_WIDTH, h }, taken)
	const [cardIndex, linkIndex] = indicesOnTop(shown.values(), PAGE_ID, 2)
	if (!cardIndex || !linkIndex) return null
	const at = { x: Math.round(rect.x), y: Math.round(rect.y), index: cardIndex }
	const question = buildCard(createId(), at, { kind: 'question', text, city }, author ?? undefined)
	doc.transact(() => {
		putRecord(records, { ...question, meta: { ...question.meta, createdAt: now } })
		for (const record of buildLink(createId(), { from: question.id, to: about.id }, linkIndex))
			putRecord(records, record)
	}, 'server')
	return question.id
}

/**
 * Free space is searched downwards in `MAX_STEPS` steps of this many board units; after that the
 * question goes below everything.
 */
const STEP = 24
const MAX_STEPS = 100

/** Returns the wanted rectangle, or the nearest one below it that overlaps nothing. */
function freeRect(wanted: Rect, taken: readonly Rect[]): Rect {
	const near = taken.filter(({ x, w }) => x < wanted.x + wanted.w + STEP && wanted.x < x + w + STEP)
	for (let step = 0; step < MAX_STEPS; step++) {
		const y = wanted.y + step * STEP
		if (near.every((rect) => rect.y + rect.h + STEP <= y || y + wanted.h + STEP <= rect.y)) return { ...wanted, y }
	}
	return { ...wanted, y: near.reduce((lowest, { y, h }) => Math.max(lowest, y + h), wanted.y) + STEP }
}

/**
 * Returns the rectangle that a card, cluster or image takes on the page; null for a shape without a
 * size.
 */
function rectOf(shape: TLShape, shown: ReadonlyMap<string, BoardRecord>): Rect | null {
	if (shape.type === 'arrow' || shape.type === 'draw' || !('w' in shape.props && 'h' in shape.props)) return null
	const { w, h } = shape.props as { w: number; h: number }
	const height = isCard(shape) ? estimateCardHeight(shape.props) : h
	return { ...pagePosition(shape, shown), w, h: height }
}
