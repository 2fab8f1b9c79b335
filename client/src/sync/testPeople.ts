/* People who edit one document, for tests of undo. */
import { type Records, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { createUndoHistory, LOCAL_ORIGIN, type UndoHistory } from './undoHistory.ts'

/** A person with a document; the documents of two people are always in sync. */
export interface Person {
	records: Records
	undo: UndoHistory
	/** Makes a change as one step. */
	edit(change: (records: Records) => void): void
}

/** Creates a person whose document has this client id. */
export function createPerson(client: number): Person {
	const doc = new Y.Doc()
	doc.clientID = client
	const records = recordsOf(doc)
	const undo = createUndoHistory(records)
	return {
		records,
		undo,
		edit(change) {
			undo.startStep()
			doc.transact(() => change(records), LOCAL_ORIGIN)
			undo.startStep()
		},
	}
}

/** Sends each edit of a person to all others at once. */
export function connect(...people: readonly Person[]): void {
	for (const from of people)
		from.records.doc?.on('update', (update: Uint8Array, origin: unknown) => {
			for (const to of people)
				if (to !== from && origin !== 'peer') Y.applyUpdate(to.records.doc as Y.Doc, update, 'peer')
		})
}
