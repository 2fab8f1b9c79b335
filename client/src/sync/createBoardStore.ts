import { boardSchema, FIRST_INDEX, PAGE_ID } from '@charrette/shared'
import type { TLStore } from '@tldraw/tldraw'
import { createTLStore, DocumentRecordType, PageRecordType, TLDOCUMENT_ID } from '@tldraw/tldraw'

/** An empty board's store: the document record and the one page, which are the same on every board and are not synced. */
export function createBoardStore(): TLStore {
	const store = createTLStore({ schema: boardSchema })
	store.mergeRemoteChanges(() => {
		store.put([
			DocumentRecordType.create({ id: TLDOCUMENT_ID }),
			PageRecordType.create({ id: PAGE_ID, name: '', index: FIRST_INDEX }),
		])
	})
	return store
}
