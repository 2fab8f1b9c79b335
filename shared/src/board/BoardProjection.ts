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
 *     card joined into another           → not shown; the other has it in `meta.joins`
 *     end of a link at a joined card     → at the card that shows it; no link between joined cards
 *     cards joined in a circle           → the smallest id shows the others
 *     arrow without both its ends        → not shown until its card returns; always shown during
 *                                          the gesture that draws it
 *
 * An invalid record is quarantined on its own: it stays in the document and is left out of the
 * board. Threads (THREAD1) are not on it.
 */

import type { TLBinding, TLShape } from '@tldraw/tlschema'
import type { IndexKey } from '@tldraw/utils'
import { isEqual, type JsonValue } from '@tldraw/utils'
import { isThreadRecord } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import type { RecordMap, Records } from './boardDocument.ts'
import { headOf, JOINS_NAME, joinedInto } from './joins.ts'
import { isCutOff } from './nesting.ts'
import { addTo, RecordSlots, removeFrom } from './RecordSlots.ts'
import type { FieldChanges } from './recordCodec.ts'
import { readPagePosition, readRecord, validateRecord } from './recordCodec.ts'
import type { BoardRecord, CardShape } from './schema.ts'
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
	/** By id of a card that is not shown: the card that shows it. */
	readonly #heads = new Map<string, string>()
	/** By id of a card: the cards that it shows. */
	readonly #joins = new Map<string, Set<string>>()
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
		const connected = new Set<string>()
		this.#addConnected(ids, connected)
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
		this.#addConnected(ids, connected)
		this.#moveJoined(ids, connected, affected)
		this.#addNestedFrames(movedFrames, affected)
		const touched = this.#slots.move(affected, (id) => this.#slotOf(id))
		this.#addLinkRecords(touched)
		return this.#updateShown(touched)
	}

	/** Adds the cards that are connected with these by joins to `connected`, each visited once. */
	#addConnected(ids: ReadonlySet<string>, connected: Set<string>): void {
		const added = new Set(ids)
		// The set grows while it is walked.
		for (const card of added) {
			const target = joinedInto(this.#valid.get(card))
			if (target !== undefined) added.add(target)
			const others = this.#joinedTo(card)
			for (const other of others) added.add(other)
			if (target !== undefined || others.length > 0) connected.add(card)
		}
	}

	/**
	 * Finds the heads of connected cards again. Adds those of changed cards, and each card that has
	 * another head now, with both heads and the ends of its links.
	 */
	#moveJoined(changed: ReadonlySet<string>, connected: ReadonlySet<string>, affected: Set<string>): void {
		for (const card of connected) {
			const before = this.#headOf(card)
			const head = headOf(card, (id) => this.#joinTarget(id))
			if (changed.has(card)) affected.add(before).add(head)
			if (before === head) continue
			affected.add(card).add(before).add(head)
			for (const end of this.#dependents.get(card) ?? [])
				if (this.#valid.get(end)?.typeName === 'binding') affected.add(end)
			if (before !== card) removeFrom(this.#joins, before, card)
			this.#heads.delete(card)
			if (head === card) continue
			this.#heads.set(card, head)
			addTo(this.#joins, head, card)
		}
	}

	/** Returns the cards that name this one as the card into which they are joined. */
	#joinedTo(card: string): string[] {
		const dependents = this.#frames.has(card) ? [] : (this.#dependents.get(card) ?? [])
		return [...dependents].filter((other) => joinedInto(this.#valid.get(other)) === card)
	}

	/** Returns the card into which a card is joined, if that is on the board. */
	#joinTarget(card: string): string | undefined {
		const target = joinedInto(this.#valid.get(card))
		return target !== undefined && target !== card && this.#valid.get(target)?.type === 'card' ? target : undefined
	}

	/** Returns the card that shows a card, or the shape itself. */
	#headOf(id: string): string {
		return this.#heads.get(id) ?? id
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
			return isFirst && this.#isConnected(record) && this.#hasBothEnds(record.fromId) ? this.#atHead(record) : null
		if (record.type === 'arrow' && !this.#hasBothEnds(id)) return null
		const card = record.type === 'card' ? this.#withJoins(record) : record
		return card && this.#placed(card, isFirst)
	}

	/** Returns a card with the cards joined into it; null if another card shows it. */
	#withJoins(record: TLShape): TLShape | null {
		if (this.#headOf(record.id) !== record.id) return null
		const joined = this.#joins.get(record.id)
		if (!joined) return record
		const joins = [...joined].sort().map((id) => this.#valid.get(id) as CardShape)
		return { ...record, meta: { ...record.meta, [JOINS_NAME]: joins as unknown as JsonValue } }
	}

	/** Returns the binding at the card that shows the card at its end. */
	#atHead(record: TLBinding): TLBinding {
		const toId = this.#headOf(record.toId) as TLBinding['toId']
		return toId === record.toId ? record : { ...record, toId }
	}

	#placed(record: TLShape, isFirst: boolean): BoardRecord {
		const { id } = record
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
		if (this.#overlay(arrow).length > 0) return true
		const ends = this.#endsOf(arrow)
		return ends.length === TERMINALS.length && !this.#isWithinJoined(ends)
	}

	/** Whether two ends are at different cards that one card shows. */
	#isWithinJoined(ends: readonly string[]): boolean {
		const [one, other] = ends.map((id) => (this.#valid.get(id) as TLBinding).toId)
		return one !== other && this.#headOf(one ?? '') === this.#headOf(other ?? '')
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
	if (record.typeName === 'binding') return [record.fromId, record.toId]
	const joined = joinedInto(record)
	return joined === undefined ? [record.parentId] : [record.parentId, joined]
}

/**
 * Returns a unique index that sorts after `index`. The suffix ensures that it does not end in zero,
 * as index keys require.
 */
function ownIndex(index: IndexKey, id: string): IndexKey {
	return `${index}${id.replace(/[^A-Za-z0-9]/g, '')}V` as IndexKey
}
