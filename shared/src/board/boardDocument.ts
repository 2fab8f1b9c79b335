/**
 * The layout of a board's Yjs document: its root, its records, the locked layer and the schema
 * version.
 */
import * as Y from 'yjs'
import { type CardTranslation, isCardTranslation, localeOfKey } from '../domain/cardTranslations.ts'

/** The id of a record: `shape:…` or `binding:…`, or of a thread or message (THREAD1). */
export const RECORD_ID_PATTERN = /^(shape|binding|thread|note):[A-Za-z0-9_-]{1,64}$/

/** One record in the document: flat fields, some of which are Y.Texts (DOC1, DOC2, DETAIL1a). */
export type RecordMap = Y.Map<unknown>
export type Records = Y.Map<RecordMap>

/** The key of a card's Y.Text. */
export const TEXT_KEY = 'text'

/**
 * Returns the map of records. The call defines the root type, so it must come before updates are
 * applied.
 */
export function recordsOf(doc: Y.Doc): Records {
	return doc.getMap<RecordMap>('records')
}

/** Creates a document from these updates (V1), applied in one transaction. */
export function documentOf(updates: Iterable<Uint8Array>): Y.Doc {
	const doc = new Y.Doc()
	recordsOf(doc)
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update)
	})
	return doc
}

/** Returns a text of a record; null if there is none. */
export function textOf(records: Records, id: string, key: string = TEXT_KEY): Y.Text | null {
	const record = records.get(id)
	const text = record instanceof Y.Map ? record.get(key) : null
	return text instanceof Y.Text ? text : null
}

/** Returns the number of card records, including invalid ones, without reading them. */
export function countCardRecords(records: Records): number {
	let count = 0
	for (const record of records.values()) if (record instanceof Y.Map && record.get('type') === 'card') count++
	return count
}

/**
 * The fields with the author of a record: a participant's id, and the name of an imported author.
 */
export const AUTHOR_KEYS = ['meta.author', 'meta.authorName'] as const

/** The field of a message with the people whom it names. */
const MENTIONS_KEY = 'mentions'

/**
 * Returns the fields of a record without its author, and without those of its translations; of a
 * thread without who has resolved it, of a message without its mentions.
 */
export function withoutAuthorFields<Value>(fields: Iterable<[string, Value]>): [string, Value][] {
	return [...fields].flatMap(([key, value]): [string, Value][] => {
		if (key === MENTIONS_KEY || AUTHOR_KEYS.some((author) => author === key)) return []
		if (key === 'resolved') return [[key, withoutResolver(value) as Value]]
		return [[key, (withoutBy(key, value) ?? value) as Value]]
	})
}

/** Returns who has resolved a thread, and when, without the person. */
export function withoutResolver(resolved: unknown): unknown {
	return typeof resolved === 'object' && resolved !== null ? { ...resolved, by: '' } : resolved
}

/** Returns a translation without its author; null for anything else. */
export function withoutBy(key: string, value: unknown): CardTranslation | null {
	if (localeOfKey(key) === null || !isCardTranslation(value) || value.by === undefined) return null
	const { by: _, ...rest } = value
	return rest
}

/**
 * The field that marks a record as locked by a facilitator: participants cannot change the record
 * (SETUP1).
 */
export const LOCKED_KEY = 'meta.isSetUp'

/** Whether a record is locked by a facilitator. */
export function isLocked(record: unknown): record is RecordMap {
	return record instanceof Y.Map && record.get(LOCKED_KEY) === true
}

/** Migrates a document in place from one schema version to the next. */
export type BoardMigration = (doc: Y.Doc) => void

/**
 * The migrations: the one at index n migrates from version n + 1 to n + 2. A released migration is
 * never changed.
 */
const MIGRATIONS: readonly BoardMigration[] = []

/** The current version of the document schema (DOC7). */
export const BOARD_SCHEMA_VERSION = MIGRATIONS.length + 1

/**
 * The version of our clients, for documents of the same schema (DOC7a). It rises when an older
 * client would not show, or would overwrite, what a newer one writes. Version 2: texts beside a
 * card's text (DETAIL1a), and places that name their parent (DOC1a). Version 3: threads (THREAD1).
 */
export const CLIENT_SCHEMA_VERSION = 3

/** Returns the schema version of a document; 1 if it has none. */
export function schemaVersionOf(doc: Y.Doc): number {
	const version = doc.getMap('meta').get('schema')
	return typeof version === 'number' ? version : 1
}

/**
 * Migrates a document to the current version and returns whether it was changed. Only the server
 * calls it, on loading.
 */
export function migrateBoard(doc: Y.Doc, migrations = MIGRATIONS): boolean {
	const todo = migrations.slice(schemaVersionOf(doc) - 1)
	if (todo.length === 0) return false
	doc.transact(() => {
		for (const migrate of todo) migrate(doc)
		doc.getMap('meta').set('schema', migrations.length + 1)
	}, 'server')
	return true
}
