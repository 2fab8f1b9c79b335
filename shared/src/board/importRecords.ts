import { createBindingId, createShapeId } from '@tldraw/tlschema'
import * as Y from 'yjs'
import { createId } from '../domain/ids.ts'
import type { RecordMap } from './boardDocument.ts'
import { recordsOf, TEXT_KEY } from './boardDocument.ts'
import { estimateCardHeight } from './cardLayout.ts'
import { copyRecord } from './restoreBoard.ts'
import { CARD_HEIGHT, CARD_WIDTH } from './schema.ts'

const GAP = 200

/**
 * Brings all that is on one board to another, below what lies there, in one transaction. Cards, clusters and links stay
 * what they are; an id is kept unless the other board has one like it. The first board stays as it was. Gives the ids
 * that all has now.
 */
export function importRecords(from: Y.Doc, to: Y.Doc): string[] {
	const [brought, there] = [recordsOf(from), recordsOf(to)]
	const [place, limit] = [extentOf(from), extentOf(to)]
	const shift = place && limit ? { x: limit.left - place.left, y: limit.bottom + GAP - place.top } : { x: 0, y: 0 }
	const ids = new Map([...brought.keys()].map((id) => [id, there.has(id) ? freshId(id) : id]))
	to.transact(() => {
		for (const [id, record] of brought) {
			const copy = copyRecord(record)
			const isOnPage = id.startsWith('shape:') && !brought.has(String(record.get('parentId')))
			there.set(ids.get(id) ?? id, copy)
			if (isOnPage) shiftBy(copy, shift)
			for (const field of ['parentId', 'fromId', 'toId']) renameReference(copy, field, ids)
		}
	}, 'server')
	return [...ids.values()]
}

function freshId(id: string): string {
	return id.startsWith('binding:') ? createBindingId(createId()) : createShapeId(createId())
}

function shiftBy(record: RecordMap, { x, y }: { x: number; y: number }): void {
	if (x === 0 && y === 0) return
	const [left, top] = pairOf(record.get('xy'), [0, 0])
	record.set('xy', [left + x, top + y])
}

function renameReference(record: RecordMap, field: string, ids: ReadonlyMap<string, string>): void {
	const renamed = ids.get(String(record.get(field)))
	if (renamed !== undefined) record.set(field, renamed)
}

/**
 * How far the shapes of a page reach, by their records as they lie there: it is only room that is looked for, and a board may be
 * large. Of those whose height nobody stored, a card's is taken. Null for an empty board.
 */
function extentOf(doc: Y.Doc): { left: number; top: number; bottom: number } | null {
	const records = recordsOf(doc)
	const boxes = [...records].flatMap(([id, record]) => {
		if (!(record instanceof Y.Map) || !takesSpace(id, record) || records.has(String(record.get('parentId')))) return []
		const [left, top] = pairOf(record.get('xy'), [0, 0])
		return [{ left, top, bottom: top + heightOf(record) }]
	})
	if (boxes.length === 0) return null
	return {
		left: Math.min(...boxes.map(({ left }) => left)),
		top: Math.min(...boxes.map(({ top }) => top)),
		bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
	}
}

function takesSpace(id: string, record: RecordMap): boolean {
	return id.startsWith('shape:') && record.get('type') !== 'arrow'
}

function heightOf(record: RecordMap): number {
	const [w, h] = pairOf(record.get('wh'), [CARD_WIDTH, CARD_HEIGHT])
	const text = record.get(TEXT_KEY)
	return text instanceof Y.Text ? estimateCardHeight({ w, h, text: text.toString() }) : h
}

function pairOf(value: unknown, standard: [number, number]): [number, number] {
	const [first, second]: unknown[] = Array.isArray(value) ? value : standard
	return Number.isFinite(first) && Number.isFinite(second) ? [Number(first), Number(second)] : standard
}
