import type { TLShape } from '@tldraw/tlschema'
import { createBindingId, createShapeId } from '@tldraw/tlschema'
import type * as Y from 'yjs'
import { createId } from '../domain/ids.ts'
import { BoardProjection } from './BoardProjection.ts'
import type { RecordMap } from './boardDocument.ts'
import { recordsOf } from './boardDocument.ts'
import { CARD_HEIGHT } from './cardShape.ts'
import { copyRecord } from './restoreBoard.ts'
import { roomyHeight } from './roomyHeight.ts'
import { PAGE_ID } from './schema.ts'

const GAP = 200

/**
 * Brings all that is on one board to another, below what lies there, in one transaction. Cards, clusters and links stay
 * what they are; an id is kept unless the other board has one like it. The first board stays as it was. Gives the ids
 * that all has now.
 */
export function bringRecords(from: Y.Doc, to: Y.Doc): string[] {
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
			for (const field of ['parentId', 'fromId', 'toId']) rename(copy, field, ids)
		}
	}, 'server')
	return [...ids.values()]
}

function freshId(id: string): string {
	return id.startsWith('binding:') ? createBindingId(createId()) : createShapeId(createId())
}

function shiftBy(record: RecordMap, { x, y }: { x: number; y: number }): void {
	if (x === 0 && y === 0) return
	const xy: unknown = record.get('xy')
	const [left, top] = Array.isArray(xy) ? xy : [0, 0]
	if (typeof left === 'number' && typeof top === 'number') record.set('xy', [left + x, top + y])
}

function rename(record: RecordMap, field: string, ids: ReadonlyMap<string, string>): void {
	const renamed = ids.get(String(record.get(field)))
	if (renamed !== undefined) record.set(field, renamed)
}

/** How far the shapes of a page reach; of those whose height nobody stored, a card's is taken. Null for an empty board. */
function extentOf(doc: Y.Doc): { left: number; top: number; bottom: number } | null {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	const shapes = [...projection.shown.values()].filter(
		(record): record is TLShape =>
			record.typeName === 'shape' && record.parentId === PAGE_ID && record.type !== 'arrow',
	)
	if (shapes.length === 0) return null
	const heightOf = ({ props }: TLShape) => {
		const { w, h, text } = props as { w?: number; h?: number; text?: string }
		if (w === undefined || h === undefined) return CARD_HEIGHT
		return text === undefined ? h : roomyHeight({ w, h, text })
	}
	return {
		left: Math.min(...shapes.map((shape) => shape.x)),
		top: Math.min(...shapes.map((shape) => shape.y)),
		bottom: Math.max(...shapes.map((shape) => shape.y + heightOf(shape))),
	}
}
