import type * as Y from 'yjs'

/** Brings a document from one version of the schema to the next, in place. */
export type BoardMigration = (doc: Y.Doc) => void

/** The n-th brings a document from version n + 1 to n + 2. One that was released is never changed. */
const MIGRATIONS: readonly BoardMigration[] = []

/** The version of the way a board lies in its document (DOC7). */
export const BOARD_SCHEMA = MIGRATIONS.length + 1

/** The version that a document says it is of; the first, if it says none. */
export function schemaOf(doc: Y.Doc): number {
	const version = doc.getMap('meta').get('schema')
	return typeof version === 'number' ? version : 1
}

/** Brings a document to the newest version; gives whether there was anything to do. Only the server does this, on loading. */
export function migrateBoard(doc: Y.Doc, migrations = MIGRATIONS): boolean {
	const todo = migrations.slice(schemaOf(doc) - 1)
	if (todo.length === 0) return false
	doc.transact(() => {
		for (const migrate of todo) migrate(doc)
		doc.getMap('meta').set('schema', migrations.length + 1)
	}, 'server')
	return true
}
