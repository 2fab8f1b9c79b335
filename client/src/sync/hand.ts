import type { BoardRecord, FieldChanges, Fields } from '@charrette/shared'
import { changedFields, fieldsOf } from '@charrette/shared'
import { isEqual } from '@tldraw/tldraw'

/** Fields that decide where a record stands among others; other records are shown by them. */
const STRUCTURE = ['type', 'parentId', 'index', 'fromId', 'toId'] as const

interface Held {
	/** The record when it was first changed; null for one that is new. */
	readonly start: BoardRecord | null
	readonly startFields: Fields
	/** The record as the store had it when its change was last noted; null while it is deleted. */
	seen: BoardRecord | null
	/** What this person changed of it. `type: null` stands for its deletion. */
	own: FieldChanges
}

/** What this person changed and has not written yet: of each record, the fields that are their own. */
export interface Hand {
	readonly size: number
	has(id: string): boolean
	ids(): string[]
	/** Whether the record was made by what is in the hand. */
	isNew(id: string): boolean
	own(id: string): FieldChanges | undefined
	/** Takes a change that this person made; true if the board must be read again for it. */
	note(id: string, before: BoardRecord | null, now: BoardRecord | null): boolean
	/** Tells that the store has been merged, and what it has of this record now. */
	saw(id: string, record: BoardRecord | null): void
	letGo(id: string): void
}

/**
 * Makes an empty hand. A person's change and the changes of others meet in it field by field: only what differs from
 * one noted change to the next is the person's, and a field that a gesture merely puts back to where it found it is not.
 */
export function createHand(): Hand {
	const held = new Map<string, Held>()

	function lift(id: string, before: BoardRecord | null): Held {
		const lifted: Held = { start: before, startFields: before ? fieldsOf(before) : {}, seen: before, own: {} }
		held.set(id, lifted)
		return lifted
	}

	return {
		get size() {
			return held.size
		},
		has: (id) => held.has(id),
		ids: () => [...held.keys()],
		isNew: (id) => held.get(id)?.start === null,
		own: (id) => held.get(id)?.own,
		note(id, before, now) {
			const record = held.get(id) ?? lift(id, before)
			const was = record.own
			if (!now && !record.start) {
				held.delete(id)
				return true
			}
			const changes = now && record.start ? changedFields(record.seen ?? record.start, now) : {}
			record.own = now ? ownAfter(record, now, changes) : { type: null }
			record.seen = now
			const isPutBack = Object.keys(changes).some((key) => !(key in record.own))
			return isPutBack || STRUCTURE.some((key) => was[key] !== record.own[key])
		},
		saw(id, record) {
			const known = held.get(id)
			if (known) known.seen = record
		},
		letGo: (id) => held.delete(id),
	}
}

function ownAfter({ start, startFields, seen, own }: Held, now: BoardRecord, changes: FieldChanges): FieldChanges {
	if (!start)
		return now.type === 'card' ? { ...fieldsOf(now), text: (now.props as { text: string }).text } : fieldsOf(now)
	const after = seen ? { ...own } : {}
	for (const [key, value] of Object.entries(changes)) {
		if (isEqual(value, startFields[key])) delete after[key]
		else after[key] = value
	}
	return after
}
