/**
 * Decides which part of a step an undo or redo reverts (DOC6). A step is a stack item of Yjs: the
 * ids of the items that it inserted, and of those that it deleted. Yjs reverts all of it that still
 * exists, which can also remove or overwrite the work of other people:
 *
 *     a created record is removed with everything that others wrote in it
 *     a field gets its value from before the step, although others have changed it since, if their
 *     value was removed or restored in the meantime
 *     letters are removed that the step did not insert, if they are next to a copy of its letters
 *
 * The plan leaves these out, so Yjs need not look for conflicts itself. Undo and redo insert copies
 * of deleted items; the copy of an item that another person wrote counts as written by that person.
 */
import { AUTHOR_KEYS, isNamedPlace, isValidPlace, type Records } from '@charrette/shared'
import * as Y from 'yjs'
import {
	erasedRuns,
	hasId,
	isBefore,
	isWithin,
	itemsIn,
	latest,
	newestEntry,
	notWrittenAgain,
	recordItemOf,
	typeOf,
} from './yjsItems.ts'

export type Step = Y.UndoManager['undoStack'][number]
/** A set of items, as ranges of ids. */
export type Ids = Step['insertions']

export interface PlanDeps {
	step: Step
	type: 'undo' | 'redo'
	records: Records
	/** Whether another person wrote the item with this id, or its original. */
	isForeign(id: Y.ID): boolean
	/** Whether this person deleted the item with this id. */
	isOwnDeletion(id: Y.ID): boolean
	/** Whether the item with this id arrived after the step. */
	isLater(id: Y.ID): boolean
}

export interface UndoPlan {
	/** The inserted items that are removed. */
	removed: Ids
	/** The deleted items that are restored. */
	restored: Ids
	/** Whether one of `removed` is not removed after all, since its record stays. */
	isKept(item: Y.Item): boolean
	/** The records that the step created and that stay, because others have worked on them. */
	keptRecords: string[]
}

/**
 * The fields that a record can lose and stay what it is. They go with their author's text when the
 * creation of the record is undone and others have worked on it.
 */
const OWN_FIELDS: ReadonlySet<string> = new Set(['props.name', 'meta.image'])
/** The fields that name another record. */
const REFERENCES = ['fromId', 'toId', 'parentId', 'thread'] as const

/** Whether a step has deleted all that it inserted, and nothing else. */
export function isEmptyStep({ insertions, deletions }: Step): boolean {
	return Y.equalDeleteSets(Y.mergeDeleteSets([insertions]), Y.mergeDeleteSets([deletions]))
}

/** Plans to revert a step. Call it in a transaction; it changes nothing. */
export function planStep(transaction: Y.Transaction, deps: PlanDeps): UndoPlan {
	const removed = newestCopies(transaction, deps.step.insertions)
	const kept = findKeptRecords(transaction, removed, deps)
	const keptItems = new Set(kept.values())
	return {
		removed,
		restored: findRestored(transaction, deps),
		keptRecords: [...kept.keys()],
		isKept(item) {
			const isOwnPart = item.parentSub === null || OWN_FIELDS.has(item.parentSub)
			return keptItems.has(recordItemOf(item, deps.records)) && !(isOwnPart && deps.type === 'undo')
		},
	}
}

/** Returns the ids of these items; instead of the ids of copied items, those of the newest copy. */
function newestCopies(transaction: Y.Transaction, ids: Ids): Ids {
	const newest = Y.createDeleteSet()
	for (let originals = ids; originals.clients.size > 0; ) {
		Y.iterateDeletedStructs(transaction, originals, (item) => {
			if (item instanceof Y.Item && !item.redone) addTo(newest, item.id, item.length)
		})
		originals = copiesOf(transaction, originals, () => true)
	}
	return Y.mergeDeleteSets([newest])
}

/** Returns the ids of the copies that undo and redo made of these items. */
export function copiesOf(transaction: Y.Transaction, ids: Ids, isIncluded: (item: Y.Item) => boolean): Ids {
	const copies = Y.createDeleteSet()
	Y.iterateDeletedStructs(transaction, ids, (item) => {
		if (item instanceof Y.Item && item.redone && isIncluded(item)) addTo(copies, item.redone, item.length)
	})
	return Y.mergeDeleteSets([copies])
}

/** Returns the restored places that name no parent: the shape, and the id of the copied value. */
export function restoredPlaces(transaction: Y.Transaction, restored: Ids): { id: Y.ID; shape: Y.Map<unknown> }[] {
	const places: { id: Y.ID; shape: Y.Map<unknown> }[] = []
	Y.iterateDeletedStructs(transaction, copiesOf(transaction, restored, isPlace), (item) => {
		if (!(item instanceof Y.Item) || item.deleted || !(item.parent instanceof Y.Map)) return
		const place = item.parent.get('xy')
		if (isValidPlace(place) && !isNamedPlace(place)) places.push({ id: item.id, shape: item.parent })
	})
	return places
}

const isPlace = ({ parentSub }: Y.Item) => parentSub === 'xy'

/** Adds a range of ids to a set. */
export function addTo({ clients }: Ids, { client, clock }: Y.ID, len: number): void {
	const ranges = clients.get(client)
	if (ranges) ranges.push({ clock, len })
	else clients.set(client, [{ clock, len }])
}

/**
 * Returns the records that the step created and that are not removed, by id: those that others have
 * changed or referred to, and those that belong to them (the ends of a link, a cluster).
 */
function findKeptRecords(transaction: Y.Transaction, removed: Ids, deps: PlanDeps): Map<string, Y.Item> {
	const { records, isForeign } = deps
	const created = new Map<string, Y.Item>()
	Y.iterateDeletedStructs(transaction, removed, (item) => {
		if (item instanceof Y.Item && !item.deleted && isWithin(item, records) && item.parentSub !== null)
			created.set(item.parentSub, item)
	})
	const kept = new Map<string, Y.Item>()
	if (created.size === 0) return kept
	const keep = (id: string) => {
		const item = created.get(id)
		if (item) kept.set(id, item)
	}
	const isOthers = (id: Y.ID) => isForeign(id) && !Y.isDeleted(removed, id)
	const references = findReferences(records, created)
	for (const [id, item] of created) if (hasWork(item, isOthers)) keep(id)
	for (const { item, to } of references) if (hasId(item, isOthers)) keep(to)
	for (let size = -1; size < kept.size; ) {
		size = kept.size
		for (const { from, to, key } of references) {
			if (kept.has(from)) keep(to)
			if (key === 'fromId' && kept.has(to)) keep(from)
		}
	}
	return kept
}

/** Whether a record has work whose id matches, or another record refers to it by such work. */
export function isWorkedOn(records: Records, id: string, matches: (id: Y.ID) => boolean): boolean {
	const item = records._map.get(id)
	if (!item || item.deleted) return false
	return hasWork(item, matches) || findReferences(records, new Set([id])).some((from) => hasId(from.item, matches))
}

/**
 * Whether a field or letter of a record matches. The author and the times of a message do not
 * count, since the server sets them (AUTHOR1, THREAD3).
 */
function hasWork(record: Y.Item, matches: (id: Y.ID) => boolean): boolean {
	return itemsIn(typeOf(record)).some((item) => !isServerField(item) && hasId(item, matches))
}

interface Reference {
	from: string
	to: string
	key: (typeof REFERENCES)[number]
	item: Y.Item
}

function findReferences(records: Records, targets: { has(id: string): boolean }): Reference[] {
	return [...records].flatMap(([from, map]) =>
		REFERENCES.flatMap((key) => {
			const to = map instanceof Y.Map ? map.get(key) : undefined
			const item = map._map.get(key)
			return item && typeof to === 'string' && targets.has(to) ? [{ from, to, key, item }] : []
		}),
	)
}

/**
 * Returns the deleted items that can be restored: letters, unless others have written them again
 * since, as the restore of a version does; and of each field the newest value, unless others have
 * changed the field since.
 */
function findRestored(transaction: Y.Transaction, deps: PlanDeps): Ids {
	const { step, isOwnDeletion, isForeign, isLater } = deps
	const written = new FieldItems()
	Y.iterateDeletedStructs(transaction, step.insertions, (struct) => {
		if (struct instanceof Y.Item) written.set(struct)
	})
	const restored = Y.createDeleteSet()
	const letters = new Set<Y.Item>()
	const overwritten = new FieldItems()
	Y.iterateDeletedStructs(transaction, step.deletions, (struct) => {
		if (!(struct instanceof Y.Item) || struct.redone || Y.isDeleted(step.insertions, struct.id)) return
		if (struct.parentSub === null) letters.add(struct)
		else if (!isBefore(struct, overwritten.get(struct))) overwritten.set(struct)
	})
	const isAnswer = ({ id }: Y.Item) => isForeign(id) && isLater(id)
	for (const { id, length } of notWrittenAgain(erasedRuns(letters), isAnswer)) addTo(restored, id, length)
	for (const item of overwritten.all()) {
		const newest = newestEntry(transaction, item)
		const last = written.get(item)
		const isUnchanged = newest?.deleted ? isOwnDeletion(newest.lastId) : newest === (last && latest(transaction, last))
		if (!newest || isUnchanged) addTo(restored, item.lastId, 1)
	}
	return Y.mergeDeleteSets([restored])
}

/** One item for each field. */
class FieldItems {
	readonly #fields = new Map<unknown, Map<string | null, Y.Item>>()

	get({ parent, parentSub }: Y.Item): Y.Item | undefined {
		return this.#fields.get(parent)?.get(parentSub)
	}
	set(item: Y.Item): void {
		const fields = this.#fields.get(item.parent) ?? new Map<string | null, Y.Item>()
		this.#fields.set(item.parent, fields.set(item.parentSub, item))
	}
	all(): Y.Item[] {
		return [...this.#fields.values()].flatMap((fields) => [...fields.values()])
	}
}

const SERVER_KEYS: readonly string[] = [...AUTHOR_KEYS, 'at', 'createdAt', 'editedAt']
const isServerField = ({ parentSub }: Y.Item) => parentSub !== null && SERVER_KEYS.includes(parentSub)
