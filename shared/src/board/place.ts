/**
 * The place of a shape in the document (DOC1a): its position and its parent in one value, `xy`.
 * If two people move or reparent a shape at once, the result is the whole place of one of them.
 *
 *     [x, y]                           relative to `parentId`: from stock clients, and new shapes
 *     [x, y, null]                     on the page
 *     [x, y, frame]                    relative to the corner of a frame
 *     [x, y, frame, frameX, frameY]    as our clients write it: with the corner of the frame on the
 *                                      page, for the case that the frame no longer exists
 *
 * A parent that is named here counts, whatever `parentId` says. `parentId` is written with it, for
 * clients that read only that.
 */
import type { TLShape } from '@tldraw/tlschema'
import type { JsonValue } from '@tldraw/utils'
import { LIMITS } from '../domain/limits.ts'
import { RECORD_ID_PATTERN } from './boardDocument.ts'
import { type BoardRecord, PAGE_ID } from './schema.ts'

/** Finds records by id: a store, a projection, or the records of a document. */
export interface RecordLookup {
	get(id: string): BoardRecord | undefined
}

/** A record as stored. */
interface FieldLookup {
	get(key: string): unknown
}

/** A place as stored, not yet validated. */
interface StoredPlace {
	x: unknown
	y: unknown
	parentId: unknown
	/** The position on the page, for the case that the frame no longer exists. */
	onPage: { x: number; y: number } | null
}

/** Reads the place of a shape from its fields `xy` and `parentId`. */
export function readPlace(xy: unknown, parentId: unknown): StoredPlace {
	const [x, y, parent, left, top]: unknown[] = Array.isArray(xy) ? xy : [0, 0]
	const named = parent === null ? PAGE_ID : parent
	const onPage = { x: Number(x) + Number(left), y: Number(y) + Number(top) }
	return {
		x,
		y,
		parentId: isParentId(named) ? named : (parentId ?? PAGE_ID),
		onPage: areNumbers([x, y, left, top, onPage.x, onPage.y]) ? onPage : null,
	}
}

/** Whether a value of `xy` is one of the forms above. */
export function isValidPlace(value: unknown): boolean {
	if (!Array.isArray(value) || !areNumbers(value.slice(0, 2))) return false
	const [, , parent, ...corner]: unknown[] = value
	if (value.length === 2 || (parent === null && value.length === 3)) return true
	return (
		isParentId(parent) && (corner.length === 0 || (corner.length === 2 && parent !== PAGE_ID && areNumbers(corner)))
	)
}

/** Whether a value of `xy` names the parent that it is relative to. */
export function isNamedPlace(value: unknown): value is [number, number, string | null] {
	return isValidPlace(value) && (value as unknown[]).length > 2
}

/**
 * Returns a place as clients write it that name no parent: on the page if the frame that it names
 * does not exist.
 */
export function plainPlace(
	records: { has(id: string): boolean },
	value: [number, number, string | null],
): { xy: [number, number]; parentId: string } {
	const { parentId, onPage } = readPlace(value, PAGE_ID)
	if (!onPage || records.has(String(parentId))) return { xy: [value[0], value[1]], parentId: String(parentId) }
	return { xy: [onPage.x, onPage.y], parentId: PAGE_ID }
}

/** Returns the value of `xy` for a shape. `around` has the frames around it. */
export function placeOf({ x, y, parentId }: Placed, around: RecordLookup): JsonValue[] {
	if (parentId === PAGE_ID) return [x, y, null]
	const frame = around.get(parentId)
	if (frame?.typeName !== 'shape') return [x, y, parentId]
	const corner = pagePosition(frame, around)
	return [x, y, parentId, corner.x, corner.y]
}

/**
 * Returns the value of `xy` for a stored shape whose place names no parent: the same place, with
 * its parent.
 */
export function namedPlace(shape: FieldLookup, records: { get(id: string): FieldLookup | undefined }): JsonValue[] {
	const { x, y, parentId } = readPlace(shape.get('xy'), shape.get('parentId'))
	const place = [Number(x), Number(y)]
	if (parentId === PAGE_ID) return [...place, null]
	const corner = { x: 0, y: 0 }
	let at: unknown = parentId
	for (let depth = 0; depth < LIMITS.maxNesting && at !== PAGE_ID; depth++) {
		const frame = records.get(String(at))
		if (!frame) return [...place, String(parentId)]
		const within = readPlace(frame.get('xy'), frame.get('parentId'))
		corner.x += Number(within.x)
		corner.y += Number(within.y)
		at = within.parentId
	}
	return [...place, String(parentId), corner.x, corner.y]
}

/** The fields of a shape that say where it is. */
export type Placed = Pick<TLShape, 'x' | 'y' | 'parentId'>

/**
 * Returns the position of a shape on the page in board units, ignoring the rotation of frames. The
 * records must be projected, so that frames are nested at most `LIMITS.maxNesting` deep.
 */
export function pagePosition(shape: Placed, records: RecordLookup): { x: number; y: number } {
	let { x, y } = shape
	let parent = records.get(shape.parentId)
	for (let depth = 0; depth < LIMITS.maxNesting && parent?.typeName === 'shape'; depth++) {
		x += parent.x
		y += parent.y
		parent = records.get(parent.parentId)
	}
	return { x, y }
}

function areNumbers(values: readonly unknown[]): boolean {
	return values.every(Number.isFinite)
}

function isParentId(value: unknown): value is string {
	return value === PAGE_ID || (typeof value === 'string' && value.startsWith('shape:') && RECORD_ID_PATTERN.test(value))
}
