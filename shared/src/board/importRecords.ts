import * as Y from 'yjs'
import { createId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { isThreadTarget } from '../domain/threads.ts'
import { type RecordMap, type Records, recordsOf, TEXT_KEY } from './boardDocument.ts'
import { CARD_HEIGHT, CARD_WIDTH, estimateCardHeight } from './cardLayout.ts'
import { JOINED_KEY } from './joins.ts'
import { isNamedPlace, readPlace } from './place.ts'
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
			existing.set(ids.get(id) ?? id, copy)
			for (const field of ['parentId', 'fromId', 'toId', 'thread', JOINED_KEY]) renameReference(copy, field, ids)
			renameTarget(copy, ids)
			if (id.startsWith('shape:')) movePlace(copy, frameOf(record, imported), { ids, shift })
		}
	}, 'server')
	return [...ids.values()]
}

function newId(id: string): string {
	return `${id.slice(0, id.indexOf(':'))}:${createId()}`
}

/** Puts the copy of a thread on the copy of its shape. */
function renameTarget(record: RecordMap, ids: ReadonlyMap<string, string>): void {
	const on = record.get('on')
	if (!isThreadTarget(on) || on.id === undefined) return
	const id = ids.get(on.id)
	if (id !== undefined && id !== on.id) record.set('on', { ...on, id })
}

interface CopiedTo {
	ids: ReadonlyMap<string, string>
	shift: { x: number; y: number }
}

/**
 * Moves the copy of a shape by `shift` if it is on the page, and into the copy of its `frame` if it
 * has one.
 */
function movePlace(copy: RecordMap, frame: string | null, { ids, shift }: CopiedTo): void {
	const { x, y, onPage } = numbersOf(copy)
	const isNamed = isNamedPlace(copy.get('xy'))
	if (frame !== null && isNamed) {
		const corner = onPage ? [onPage.x - x + shift.x, onPage.y - y + shift.y] : []
		copy.set('xy', [x, y, ids.get(frame) ?? frame, ...corner])
	} else if (frame === null && (onPage || shift.x !== 0 || shift.y !== 0)) {
		const at = onPage ?? { x, y }
		copy.set('xy', [at.x + shift.x, at.y + shift.y, ...(isNamed ? [null] : [])])
	}
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
		if (!(record instanceof Y.Map) || !takesSpace(id, record) || frameOf(record, records) !== null) continue
		const place = numbersOf(record)
		const { x: left, y: top } = place.onPage ?? place
		const bottom = top + heightOf(record)
		if ([left, top, bottom].some((edge) => !(Math.abs(edge) <= LIMITS.maxCoordinate))) continue
		extent.left = Math.min(extent.left, left)
		extent.top = Math.min(extent.top, top)
		extent.bottom = Math.max(extent.bottom, bottom)
	}
	return extent.bottom === Number.NEGATIVE_INFINITY ? null : extent
}

/** Returns the record that a shape is in; null if it is on the page. */
function frameOf(record: RecordMap, records: Records): string | null {
	const { parentId } = readPlace(record.get('xy'), record.get('parentId'))
	return records.has(String(parentId)) ? String(parentId) : null
}

/** Returns the place of a record with finite numbers. */
function numbersOf(record: RecordMap) {
	const [x, y] = pairOf(record.get('xy'), [0, 0])
	return { x, y, onPage: readPlace(record.get('xy'), null).onPage }
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
