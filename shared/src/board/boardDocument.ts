import * as Y from 'yjs'

/** A record's id as the document has it: `shape:…` or `binding:…`. */
export const RECORD_ID_PATTERN = /^(shape|binding):[A-Za-z0-9_-]{1,64}$/

/** One record in the document: flat fields, and a Y.Text under `text` for a card (DOC1, DOC2). */
export type RecordMap = Y.Map<unknown>
export type Records = Y.Map<RecordMap>

/** The key of a card's Y.Text. */
export const TEXT_KEY = 'text'

/** The document's root of records; it makes the root type, so call it before updates are applied. */
export function recordsOf(doc: Y.Doc): Records {
	return doc.getMap<RecordMap>('records')
}

/** A card's text, where the document has one. */
export function textOf(records: Records, id: string): Y.Text | null {
	const record = records.get(id)
	const text = record instanceof Y.Map ? record.get(TEXT_KEY) : null
	return text instanceof Y.Text ? text : null
}
