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

/** How a board gets into its store: the document, what others have in their hands, what is in this hand (DOC3, DOC4). */
export interface StoreProjection {
	/** Whether the store is being merged at this moment: what changes now is no person's doing. */
	isMerging(): boolean
	/** Tells that tldraw changed this record as an effect of a merge. */
	noteSideEffect(id: string): void
	/** Tells that the hand moved this record, so that it is looked at before it is next shown. */
	noteMoved(id: string): void
	/** Brings these records, and what else their change touches, into the store. */
	show(ids: ReadonlySet<string>): void
}

/** The record in the store, if it is one of the document's kind. */
export function recordInStore(store: TLStore, id: string): BoardRecord | null {
	const record = store.get(id as TLRecord['id'])
	return record?.typeName === 'shape' || record?.typeName === 'binding' ? record : null
}

/** Shows a board in a store, all of it to begin with. */
export function createStoreProjection({ store, records, pending, overlays }: StoreProjectionDeps): StoreProjection {
	const projection = new BoardProjection(records, layersOver)
	const moved = new Set<string>()
	const drifted = new Set<string>()
	let isMerging = false

	/** One's own hand lies on top, and holds even if what is below cannot be shown with it. */
	function layersOver(id: string): FieldChanges[] {
		const [own, others] = [pending.changesOf(id), overlays.fieldsOver(id)]
		if (own && others) return [{ ...others, ...own }, own]
		return own ? [own] : others ? [others] : []
	}

	/** Reads these records, and those that changed with them; gives them all. */
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
				if (!isLost(id)) continue
				pending.drop(id)
				next.add(id)
			}
		}
		return all
	}

	/** Somebody deleted it while it was in the hand: it goes, nothing brings it back. */
	function isLost(id: string): boolean {
		const own = pending.changesOf(id)
		return own !== undefined && own['type'] !== null && !pending.isNew(id) && !projection.shown.has(id)
	}

	function merge(changed: ReadonlySet<string>): void {
		const ids = readTogether(changed)
		const put: BoardRecord[] = []
		const remove: TLRecord['id'][] = []
		for (const id of ids) {
			const shown = projection.shown.get(id)
			const held = recordInStore(store, id)
			if (shown && !isEqual(shown, held)) put.push(shown)
			if (!shown && held) remove.push(held.id)
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
		noteSideEffect: (id) => drifted.add(id),
		noteMoved: (id) => moved.add(id),
		show(ids) {
			merge(ids)
			if (drifted.size > 0) merge(new Set(drifted))
			drifted.clear()
		},
	}
}
