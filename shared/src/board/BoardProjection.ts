/**
 * The projection of a document to a board (DOC4). It is tolerant, deterministic, and a function of
 * the document alone, so every client and the server see the same board. Each record is read and
 * validated on its own. Conflicts between records are repaired in the projection and never written
 * back:
 *
 *     parent missing, or not a frame     → the page, at the position that the record keeps for this
 *     frames that contain each other     → cut at the smallest id of the cycle
 *     a frame inside too many others     → the page (`isCutOff`)
 *     siblings with an equal index       → the smallest id keeps it; the others append theirs
 *     binding without both its ends      → not shown
 *     two bindings of one arrow's end    → the smallest id wins
 *     arrow without both its ends        → not shown until its card returns; always shown during
 *                                          the gesture that draws it
 *
 * An invalid record is quarantined on its own: it stays in the document and is left out of the
 * board. Threads (THREAD1) are not on it.
 */

import type { TLBinding, TLShape } from '@tldraw/tlschema'
import type { IndexKey } from '@tldraw/utils'
import { isEqual } from '@tldraw/utils'
import { LIMITS } from '../domain/limits.ts'
import { isThreadRecord } from '../domain/threads.ts'
import type { RecordMap, Records } from './boardDocument.ts'
import { isCutOff } from './nesting.ts'
import { addTo, RecordSlots, removeFrom } from './RecordSlots.ts'
import type { FieldChanges } from './recordCodec.ts'
import { readPagePosition, readRecord, validateRecord } from './recordCodec.ts'
import type { BoardRecord } from './schema.ts'
import { PAGE_ID } from './schema.ts'

/**
 * The pending changes of gestures over a record of the document (DOC3). The first overlay that
 * makes a valid record is shown, else the document. A `type` of null hides the record.
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
	/** The reasons why records are quarantined, by record id. */
	readonly quarantined = new Map<string, string>()
	/** The valid records, as in the document. */
	readonly #valid = new Map<string, BoardRecord>()
	readonly #shown = new Map<string, BoardRecord>()
	/** By id of a shape or page: the shapes with that parent and the bindings with that end. */
	readonly #dependents = new Map<string, Set<string>>()
	readonly #slots = new RecordSlots()
	/** By id of a shape in a frame: its position on the page if the frame no longer exists. */
	readonly #onPage = new Map<string, { x: number; y: number }>()
	readonly #frames = new Set<string>()
	readonly #records: Records
	readonly #overlay: Overlay

	constructor(records: Records, overlay: Overlay = () => []) {
		this.#records = records
		this.#overlay = overlay
	}

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
		const movedFrames: string[] = []
		for (const id of ids) {
			if (isThreadRecord(id)) continue
			affected.add(id)
			const before = this.#valid.get(id)
			const after = this.#readOne(id)
			this.#indexRecord(id, before, after)
			if (parentFrameOf(before) !== parentFrameOf(after)) movedFrames.push(id)
			if (!before !== !after || before?.type !== after?.type)
				for (const dependent of this.#dependents.get(id) ?? []) affected.add(dependent)
			if (before?.typeName === 'binding') affected.add(before.fromId)
		}
		this.#addNestedFrames(movedFrames, affected)
		const touched = this.#slots.move(affected, (id) => this.#slotOf(id))
		this.#addLinkRecords(touched)
		return this.#updateShown(touched)
	}

	/** Adds the frames inside frames whose nesting changed, down to `LIMITS.maxNesting` levels. */
	#addNestedFrames(frames: readonly string[], affected: Set<string>): void {
		const seen = new Set(frames)
		let level = frames
		for (let depth = 0; depth < LIMITS.maxNesting && level.length > 0; depth++) {
			const next: string[] = []
			for (const frame of level)
				for (const inner of this.#dependents.get(frame) ?? []) {
					if (!this.#frames.has(inner) || seen.has(inner)) continue
					seen.add(inner)
					affected.add(inner)
					next.push(inner)
				}
			level = next
		}
	}

	/** Adds the arrow and the two ends of each link, which are shown together or not at all. */
	#addLinkRecords(touched: Set<string>): void {
		const arrows = new Set<string>()
		for (const id of touched) {
			const record = this.#valid.get(id)
			const arrow = record?.typeName === 'binding' ? record.fromId : id
			if (this.#valid.get(arrow)?.type === 'arrow') arrows.add(arrow)
		}
		for (const arrow of arrows) {
			touched.add(arrow)
			for (const end of this.#endsOf(arrow)) touched.add(end)
		}
	}

	#readOne(id: string): BoardRecord | null {
		this.quarantined.delete(id)
		this.#onPage.delete(id)
		const map = this.#records.get(id)
		for (const over of this.#overlay(id)) {
			if (over['type'] === null) return null
			const record = this.#readLayer(id, map, over)
			if (typeof record === 'object') return record
		}
		if (map === undefined) return null
		const record = this.#readLayer(id, map)
		if (typeof record === 'object') return record
		this.quarantined.set(id, record)
		return null
	}

	#readLayer(id: string, map: RecordMap | undefined, over?: FieldChanges): BoardRecord | string {
		const record = validateRecord(readRecord(id, map, over))
		const onPage = typeof record === 'object' ? readPagePosition(map, over) : null
		if (onPage) this.#onPage.set(id, onPage)
		return record
	}

	#indexRecord(id: string, before: BoardRecord | undefined, after: BoardRecord | null): void {
		for (const key of before ? referencedIds(before) : []) removeFrom(this.#dependents, key, id)
		for (const key of after ? referencedIds(after) : []) addTo(this.#dependents, key, id)
		if (after) this.#valid.set(id, after)
		else this.#valid.delete(id)
		if (after?.type === 'frame' && after.typeName === 'shape') this.#frames.add(id)
		else this.#frames.delete(id)
	}

	#slotOf(id: string): string | undefined {
		const record = this.#valid.get(id)
		if (!record) return undefined
		if (record.typeName === 'shape') return `${this.#parentOf(record)} ${record.index}`
		return bindingSlot(record.fromId, (record as ArrowBinding).props.terminal)
	}

	#parentOf(shape: TLShape): string {
		if (!this.#frames.has(shape.parentId)) return PAGE_ID
		if (shape.type !== 'frame') return shape.parentId
		return isCutOff(shape.id, (id) => this.#frameAround(id)) ? PAGE_ID : shape.parentId
	}

	/** Returns the frame that a frame names as its parent; undefined if there is none. */
	#frameAround(frame: string): string | undefined {
		const { parentId } = this.#valid.get(frame) as TLShape
		return this.#frames.has(parentId) ? parentId : undefined
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
		const isFirst = this.#slots.isWinner(id)
		if (record.typeName === 'binding')
			return isFirst && this.#isConnected(record) && this.#hasBothEnds(record.fromId) ? record : null
		if (record.type === 'arrow' && !this.#hasBothEnds(id)) return null
		const parentId = this.#parentOf(record) as TLShape['parentId']
		const index = isFirst ? record.index : ownIndex(record.index, id)
		if (parentId === record.parentId && index === record.index) return record
		const moved = parentId === record.parentId ? null : this.#onPage.get(id)
		return { ...record, ...moved, parentId, index }
	}

	/** Whether a binding connects an arrow to a shape. */
	#isConnected(binding: TLBinding): boolean {
		const from = this.#valid.get(binding.fromId)
		return from?.type === 'arrow' && from.typeName === 'shape' && this.#valid.get(binding.toId)?.typeName === 'shape'
	}

	/** Whether an arrow has both its ends, or a gesture is drawing it. */
	#hasBothEnds(arrow: string): boolean {
		return this.#overlay(arrow).length > 0 || this.#endsOf(arrow).length === TERMINALS.length
	}

	/** Returns the ids of the bindings that connect the ends of an arrow. */
	#endsOf(arrow: string): string[] {
		return TERMINALS.flatMap((terminal) => {
			const id = this.#slots.winnerOf(bindingSlot(arrow, terminal))
			const binding = this.#valid.get(id ?? '')
			return binding?.typeName === 'binding' && this.#isConnected(binding) ? [binding.id] : []
		})
	}
}

const TERMINALS = ['start', 'end']

function bindingSlot(arrow: string, terminal: string): string {
	return `${arrow} ${terminal}`
}

/** Returns the parent of a frame; undefined for any other record. */
function parentFrameOf(record: BoardRecord | null | undefined): string | undefined {
	return record?.typeName === 'shape' && record.type === 'frame' ? record.parentId : undefined
}

function referencedIds(record: BoardRecord): string[] {
	return record.typeName === 'shape' ? [record.parentId] : [record.fromId, record.toId]
}

/**
 * Returns a unique index that sorts after `index`. The suffix ensures that it does not end in zero,
 * as index keys require.
 */
function ownIndex(index: IndexKey, id: string): IndexKey {
	return `${index}${id.replace(/[^A-Za-z0-9]/g, '')}V` as IndexKey
}
