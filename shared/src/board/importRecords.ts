import { createBindingId, createShapeId } from '@tldraw/tlschema'
import * as Y from 'yjs'
import { createId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { type RecordMap, recordsOf, TEXT_KEY } from './boardDocument.ts'
import { CARD_HEIGHT, CARD_WIDTH, estimateCardHeight } from './cardLayout.ts'
import { copyRecord } from './restoreBoard.ts'

/** The gap between the existing content and the copies, in board units. */
const GAP = 200

/**
 * Copies all records of one board to another, below its content, in one transaction. A copy keeps
 * its id unless the other board already has it. The source is unchanged. Returns the ids of the
 * copies.
 */
export function importRecords(from: Y.Doc, to: Y.Doc): string[] {
	const [imported, existing] = [recordsOf(from), recordsOf(to)]
	const [source, target] = [extentOf(from), extentOf(to)]
	const shift =
		source && target ? { x: target.left - source.left, y: target.bottom + GAP - source.top } : { x: 0, y: 0 }
	const ids = new Map([...imported.keys()].map((id) => [id, existing.has(id) ? newId(id) : id]))
	to.transact(() => {
		for (const [id, record] of imported) {
			const copy = copyRecord(record)
			const isOnPage = id.startsWith('shape:') && !imported.has(String(record.get('parentId')))
			existing.set(ids.get(id) ?? id, copy)
			if (isOnPage) shiftBy(copy, shift)
			for (const field of ['parentId', 'fromId', 'toId']) renameReference(copy, field, ids)
		}
	}, 'server')
	return [...ids.values()]
}

function newId(id: string): string {
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
 * Returns the extent of the shapes on the page; null for an empty board. It reads the records
 * without a projection, because a board may be large and an estimate is enough. Shapes without a
 * stored height count as cards.
 */
function extentOf(doc: Y.Doc): { left: number; top: number; bottom: number } | null {
	const records = recordsOf(doc)
	const extent = { left: Number.POSITIVE_INFINITY, top: Number.POSITIVE_INFINITY, bottom: Number.NEGATIVE_INFINITY }
	for (const [id, record] of records) {
		if (!(record instanceof Y.Map) || !takesSpace(id, record) || records.has(String(record.get('parentId')))) continue
		const [left, top] = pairOf(record.get('xy'), [0, 0])
		const bottom = top + heightOf(record)
		if ([left, top, bottom].some((edge) => !(Math.abs(edge) <= LIMITS.maxCoordinate))) continue
		extent.left = Math.min(extent.left, left)
		extent.top = Math.min(extent.top, top)
		extent.bottom = Math.max(extent.bottom, bottom)
	}
	return extent.bottom === Number.NEGATIVE_INFINITY ? null : extent
}

function takesSpace(id: string, record: RecordMap): boolean {
	return id.startsWith('shape:') && record.get('type') !== 'arrow'
}

function heightOf(record: RecordMap): number {
	const [w, h] = pairOf(record.get('wh'), [CARD_WIDTH, CARD_HEIGHT])
	const text = record.get(TEXT_KEY)
	return text instanceof Y.Text ? estimateCardHeight({ w, h, text: text.toString() }) : h
}

function pairOf(value: unknown, fallback: [number, number]): [number, number] {
	const [first, second]: unknown[] = Array.isArray(value) ? value : fallback
	return Number.isFinite(first) && Number.isFinite(second) ? [Number(first), Number(second)] : fallback
}
