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

/** The field that marks a record as set up by a facilitator: participants do not change it (SETUP1). */
export const LOCKED_KEY = 'meta.isSetUp'

/** Whether a record of the document is set up. */
export function isLocked(record: unknown): record is RecordMap {
	return record instanceof Y.Map && record.get(LOCKED_KEY) === true
}

/** Brings a document from one version of the schema to the next, in place. */
export type BoardMigration = (doc: Y.Doc) => void

/** The n-th brings a document from version n + 1 to n + 2. One that was released is never changed. */
const MIGRATIONS: readonly BoardMigration[] = []

/** The version of the way a board lies in its document (DOC7). */
export const BOARD_SCHEMA_VERSION = MIGRATIONS.length + 1

/** The version that a document says it is of; the first, if it says none. */
export function schemaVersionOf(doc: Y.Doc): number {
	const version = doc.getMap('meta').get('schema')
	return typeof version === 'number' ? version : 1
}

/** Brings a document to the newest version; gives whether there was anything to do. Only the server does this, on loading. */
export function migrateBoard(doc: Y.Doc, migrations = MIGRATIONS): boolean {
	const todo = migrations.slice(schemaVersionOf(doc) - 1)
	if (todo.length === 0) return false
	doc.transact(() => {
		for (const migrate of todo) migrate(doc)
		doc.getMap('meta').set('schema', migrations.length + 1)
	}, 'server')
	return true
}
