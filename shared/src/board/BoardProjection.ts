/**
 * The projection of a document to a board (DOC4): tolerant, deterministic, and a function of the document alone, so every
 * client and the server see the same board. Each record is read and validated alone; conflicts between records are
 * repaired in the projection and never written back:
 *
 *     parent missing, or not a frame     → the page
 *     frames that contain each other     → cut at the smallest id of the cycle
 *     siblings with an equal index       → the smallest id keeps it, the others get their id as a suffix
 *     binding without both its ends      → not shown
 *     two bindings of one arrow's end    → the smallest id wins
 *     arrow without both its ends        → not shown, except during the gesture that draws it; it returns with its card
 *
 * An invalid record is quarantined alone: kept in the document, left out of the board.
 */

import type { TLBinding, TLShape } from '@tldraw/tlschema'
import type { IndexKey } from '@tldraw/utils'
import { isEqual } from '@tldraw/utils'
import type { Records } from './boardDocument.ts'
import type { FieldChanges } from './recordCodec.ts'
import { readRecord, validateRecord } from './recordCodec.ts'
import type { BoardRecord } from './schema.ts'
import { PAGE_ID } from './schema.ts'

/**
 * The pending changes of gestures, over a record of the document (DOC3): the first that makes a valid record is shown, else
 * the document. A `type` of null hides the record.
 */
export type Overlay = (id: string) => readonly FieldChanges[]

/** Changes of the projected board: records to put, and ids to remove. */
export interface ProjectedChanges {
	put: BoardRecord[]
	remove: string[]
}

type ArrowBinding = TLBinding & { props: { terminal: string } }

/** The board that a document shows, updated incrementally in time proportional to the change. */
export class BoardProjection {
	/** The reasons why records are quarantined, by id. */
	readonly quarantined = new Map<string, string>()
	/** The valid records, as in the document. */
	readonly #valid = new Map<string, BoardRecord>()
	/** The records, as on the board. */
	readonly #shown = new Map<string, BoardRecord>()
	/** By shape or page id: the shapes with that parent and the bindings with that end. */
	readonly #dependents = new Map<string, Set<string>>()
	/** Records that compete for one slot: siblings of one index, bindings of one arrow's end. */
	readonly #rivals = new Map<string, Set<string>>()
	/** By record id: the slot it competes for. */
	readonly #slots = new Map<string, string>()
	readonly #frames = new Set<string>()
	readonly #records: Records
	readonly #overlay: Overlay

	constructor(records: Records, overlay: Overlay = () => []) {
		this.#records = records
		this.#overlay = overlay
	}

	/** The records on the board. */
	get shown(): ReadonlyMap<string, BoardRecord> {
		return this.#shown
	}

	/** Reads the whole document; the changes contain the whole board. */
	readAll(): ProjectedChanges {
		return this.readChanged(new Set([...this.#records.keys(), ...this.#valid.keys()]))
	}

	/** Reads records again and returns all changes on the board, including dependent records. */
	readChanged(ids: ReadonlySet<string>): ProjectedChanges {
		const affected = new Set<string>()
		let isNestingTouched = false
		for (const id of ids) {
			const before = this.#valid.get(id)
			const after = this.#readOne(id)
			this.#indexRecord(id, before, after)
			affected.add(id)
			if (before?.type === 'frame' || after?.type === 'frame') isNestingTouched = true
			if (!before !== !after || before?.type !== after?.type)
				for (const dependent of this.#dependents.get(id) ?? []) affected.add(dependent)
			if (before?.typeName === 'binding') affected.add(before.fromId)
		}
		if (isNestingTouched) for (const frame of this.#frames) affected.add(frame)
		for (const id of [...affected]) this.#addLinkRecords(id, affected)
		return this.#updateShown(this.#updateSlots(affected))
	}

	/** Adds an arrow and its two ends, which are shown together or not at all. */
	#addLinkRecords(id: string, affected: Set<string>): void {
		const record = this.#valid.get(id)
		const arrow = record?.typeName === 'binding' ? record.fromId : id
		if (this.#valid.get(arrow)?.type !== 'arrow') return
		affected.add(arrow)
		for (const end of this.#dependents.get(arrow) ?? []) affected.add(end)
	}

	#readOne(id: string): BoardRecord | null {
		this.quarantined.delete(id)
		const map = this.#records.get(id)
		for (const over of this.#overlay(id)) {
			if (over['type'] === null) return null
			const record = validateRecord(readRecord(id, map, over))
			if (typeof record === 'object') return record
		}
		if (map === undefined) return null
		const record = validateRecord(readRecord(id, map))
		if (typeof record === 'object') return record
		this.quarantined.set(id, record)
		return null
	}

	#indexRecord(id: string, before: BoardRecord | undefined, after: BoardRecord | null): void {
		for (const key of before ? referencedIds(before) : []) removeFrom(this.#dependents, key, id)
		for (const key of after ? referencedIds(after) : []) addTo(this.#dependents, key, id)
		if (after) this.#valid.set(id, after)
		else this.#valid.delete(id)
		if (after?.type === 'frame' && after.typeName === 'shape') this.#frames.add(id)
		else this.#frames.delete(id)
	}

	/** Moves records to the slots they now compete for, and returns all records whose projection may change. */
	#updateSlots(affected: ReadonlySet<string>): Set<string> {
		const touched = new Set(affected)
		for (const id of affected) {
			const before = this.#slots.get(id)
			const after = this.#slotOf(id)
			if (before === after) continue
			for (const slot of [before, after]) for (const rival of this.#rivals.get(slot ?? '') ?? []) touched.add(rival)
			if (before !== undefined) removeFrom(this.#rivals, before, id)
			if (after === undefined) this.#slots.delete(id)
			else {
				addTo(this.#rivals, after, id)
				this.#slots.set(id, after)
			}
		}
		return touched
	}

	#slotOf(id: string): string | undefined {
		const record = this.#valid.get(id)
		if (!record) return undefined
		if (record.typeName === 'shape') return `${this.#parentOf(record)} ${record.index}`
		return `${record.fromId} ${(record as ArrowBinding).props.terminal}`
	}

	#parentOf(shape: TLShape): string {
		if (!this.#frames.has(shape.parentId) || shape.parentId === shape.id) return PAGE_ID
		if (shape.type !== 'frame') return shape.parentId
		const chain: string[] = [shape.id]
		let parent = this.#valid.get(shape.parentId) as TLShape | undefined
		while (parent && this.#frames.has(parent.id) && !chain.includes(parent.id)) {
			chain.push(parent.id)
			parent = this.#valid.get(parent.parentId) as TLShape | undefined
		}
		const cycle = parent ? chain.slice(chain.indexOf(parent.id)) : []
		const isCut = cycle.includes(shape.id) && cycle.every((id) => shape.id <= id)
		return isCut ? PAGE_ID : shape.parentId
	}

	#updateShown(ids: ReadonlySet<string>): ProjectedChanges {
		const change: ProjectedChanges = { put: [], remove: [] }
		for (const id of ids) {
			const before = this.#shown.get(id)
			const after = this.#project(id)
			if (after && !isEqual(before, after)) {
				this.#shown.set(id, after)
				change.put.push(after)
			} else if (!after && before) {
				this.#shown.delete(id)
				change.remove.push(id)
			}
		}
		return change
	}

	#project(id: string): BoardRecord | null {
		const record = this.#valid.get(id)
		if (!record) return null
		const isFirst = this.#winsSlot(id)
		if (record.typeName === 'binding')
			return isFirst && this.#isConnected(record) && this.#hasBothEnds(record.fromId) ? record : null
		if (record.type === 'arrow' && !this.#hasBothEnds(id)) return null
		const parentId = this.#parentOf(record) as TLShape['parentId']
		const index = isFirst ? record.index : ownIndex(record.index, id)
		return parentId === record.parentId && index === record.index ? record : { ...record, parentId, index }
	}

	/** Whether a binding connects an arrow to a shape. */
	#isConnected(binding: TLBinding): boolean {
		const from = this.#valid.get(binding.fromId)
		return from?.type === 'arrow' && from.typeName === 'shape' && this.#valid.get(binding.toId)?.typeName === 'shape'
	}

	/** Whether an arrow has both its ends, or is being drawn. */
	#hasBothEnds(arrow: string): boolean {
		if (this.#overlay(arrow).length > 0) return true
		const ends = new Set<string>()
		for (const id of this.#dependents.get(arrow) ?? []) {
			const binding = this.#valid.get(id)
			if (binding?.typeName !== 'binding' || binding.fromId !== arrow) continue
			if (this.#winsSlot(id) && this.#isConnected(binding)) ends.add((binding as ArrowBinding).props.terminal)
		}
		return ends.size === 2
	}

	#winsSlot(id: string): boolean {
		for (const rival of this.#rivals.get(this.#slots.get(id) ?? '') ?? []) if (rival < id) return false
		return true
	}
}

/** The ids a record refers to. */
function referencedIds(record: BoardRecord): string[] {
	return record.typeName === 'shape' ? [record.parentId] : [record.fromId, record.toId]
}

function addTo(index: Map<string, Set<string>>, key: string, id: string): void {
	const ids = index.get(key)
	if (ids) ids.add(id)
	else index.set(key, new Set([id]))
}

function removeFrom(index: Map<string, Set<string>>, key: string, id: string): void {
	const ids = index.get(key)
	ids?.delete(id)
	if (ids?.size === 0) index.delete(key)
}

/** A unique index that sorts after `index`. The suffix ensures that it does not end in zero, as index keys require. */
function ownIndex(index: IndexKey, id: string): IndexKey {
	return `${index}${id.replace(/[^A-Za-z0-9]/g, '')}V` as IndexKey
}
