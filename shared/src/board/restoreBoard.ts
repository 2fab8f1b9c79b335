/**
 * How a board goes back to what it was (REST1): as an edit of the document that people are in, or as a new document
 * that takes its place.
 */
import { isEqual } from '@tldraw/utils'
import { simpleDiffString } from 'lib0/diff'
import * as Y from 'yjs'
import type { RecordMap } from './boardDocument.ts'
import { recordsOf } from './boardDocument.ts'

/** Edits a document until it says what `past` says, changing no more than differs. */
export function restoreBoard(doc: Y.Doc, past: Y.Doc): void {
	const [now, then] = [recordsOf(doc), recordsOf(past)]
	doc.transact(() => {
		for (const id of [...now.keys()]) if (!then.has(id)) now.delete(id)
		for (const [id, record] of then) {
			const existing = now.get(id)
			if (existing instanceof Y.Map) restoreRecord(existing, record)
			else now.set(id, copyRecord(record))
		}
	}, 'server')
}

/** A document of its own that says what `past` says, and knows nothing of those who wrote it. */
export function rebuildBoard(past: Y.Doc): Y.Doc {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	doc.transact(() => {
		for (const [id, record] of recordsOf(past)) records.set(id, copyRecord(record))
		for (const [key, value] of past.getMap('meta')) doc.getMap('meta').set(key, value)
	})
	return doc
}

/** A record like this one, for another place or document. */
export function copyRecord(record: RecordMap): RecordMap {
	const copyOf = (value: unknown) => (value instanceof Y.Text ? new Y.Text(value.toString()) : value)
	return new Y.Map([...record].map(([key, value]) => [key, copyOf(value)]))
}

/** Edits a record until it says what another says, changing no more than differs. */
export function restoreRecord(now: RecordMap, then: RecordMap): void {
	for (const key of [...now.keys()]) if (!then.has(key)) now.delete(key)
	for (const [key, value] of then) {
		const current = now.get(key)
		if (value instanceof Y.Text && current instanceof Y.Text) restoreText(current, value.toString())
		else if (value instanceof Y.Text) now.set(key, new Y.Text(value.toString()))
		else if (!isEqual(current, value)) now.set(key, value)
	}
}

function restoreText(text: Y.Text, then: string): void {
	const { index, remove, insert } = simpleDiffString(text.toString(), then)
	if (remove > 0) text.delete(index, remove)
	if (insert) text.insert(index, insert)
}
