import type { BoardRecord, FieldChanges, Records } from '@charrette/shared'
import { BoardProjection } from '@charrette/shared'
import type { TLRecord, TLStore } from '@tldraw/tldraw'
import { isEqual } from '@tldraw/tldraw'
import type { Overlays, PendingChanges } from './pendingChanges.ts'

export interface StoreProjectionDeps {
	store: TLStore
	records: Records
	pending: PendingChanges
	overlays: Overlays
}

/**
 * Projects a board into its tldraw store in three layers: the document, the live fields of other
 * people's gestures, and this person's pending changes (DOC3, DOC4).
 */
export interface StoreProjection {
	/** Returns whether a merge is running. A person makes no change of the store during a merge. */
	isMerging(): boolean
	/**
	 * Notes that tldraw changed this record as a side effect of a merge: the next merge reverts it.
	 */
	noteSideEffect(id: string): void
	/**
	 * Notes that a gesture changed this record, so that it is read again before records that depend
	 * on it are shown.
	 */
	noteMoved(id: string): void
	/** Updates these records, and the records that depend on them, in the store. */
	show(ids: ReadonlySet<string>): void
}

/** Returns the shape or binding with this id in the store; null if there is none. */
export function recordInStore(store: TLStore, id: string): BoardRecord | null {
	const record = store.get(id as TLRecord['id'])
	return record?.typeName === 'shape' || record?.typeName === 'binding' ? record : null
}

/** Fills the store with the whole board; `show` then updates single records. */
export function createStoreProjection({ store, records, pending, overlays }: StoreProjectionDeps): StoreProjection {
	const projection = new BoardProjection(records, layersOver)
	const moved = new Set<string>()
	const sideEffects = new Set<string>()
	let isMerging = false

	/**
	 * Returns the layers over a record, with this person's changes on top. They apply even if other
	 * people's changes are invalid together with them.
	 */
	function layersOver(id: string): FieldChanges[] {
		const [own, others] = [pending.changesOf(id), overlays.fieldsOver(id)]
		if (own && others) return [{ ...others, ...own }, own]
		return own ? [own] : others ? [others] : []
	}

	/** Reads these records and the records that changed with them; returns the ids of all. */
	function readTogether(changed: ReadonlySet<string>): Set<string> {
		const all = new Set(changed)
		let next = new Set(changed)
		while (next.size > 0) {
			const { put, remove } = projection.readChanged(next)
			for (const id of next) moved.delete(id)
			next = new Set()
			for (const id of [...put.map((record) => record.id), ...remove]) {
				all.add(id)
				if (moved.has(id)) next.add(id)
			}
			for (const id of all) {
				if (!isDeletedByOthers(id)) continue
				pending.drop(id)
				next.add(id)
			}
		}
		return all
	}

	/**
	 * Returns whether another person deleted a record with pending changes. It stays deleted then.
	 */
	function isDeletedByOthers(id: string): boolean {
		const own = pending.changesOf(id)
		return own !== undefined && own['type'] !== null && !pending.isNew(id) && !projection.shown.has(id)
	}

	function merge(changed: ReadonlySet<string>): void {
		const ids = readTogether(changed)
		const put: BoardRecord[] = []
		const remove: TLRecord['id'][] = []
		for (const id of ids) {
			const shown = projection.shown.get(id)
			const stored = recordInStore(store, id)
			if (shown && !isEqual(shown, stored)) put.push(shown)
			if (!shown && stored) remove.push(stored.id)
		}
		if (put.length + remove.length > 0) mergeInto(put, remove)
		for (const id of ids) pending.noteMerged(id, recordInStore(store, id))
	}

	function mergeInto(put: BoardRecord[], remove: TLRecord['id'][]): void {
		isMerging = true
		try {
			store.mergeRemoteChanges(() => {
				store.remove(remove)
				store.put(put)
			})
			store._flushHistory()
		} finally {
			isMerging = false
		}
	}

	projection.readAll()
	store.mergeRemoteChanges(() => store.put([...projection.shown.values()]))

	return {
		isMerging: () => isMerging,
		noteSideEffect: (id) => sideEffects.add(id),
		noteMoved: (id) => moved.add(id),
		show(ids) {
			merge(ids)
			if (sideEffects.size > 0) merge(new Set(sideEffects))
			sideEffects.clear()
		},
	}
}
