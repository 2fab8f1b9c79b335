import { sql } from 'kysely'
import type { Finding } from '../../ports/Integrity.ts'
import { missingBoard, missingPractice, type OwnChecks } from '../integrity/createIntegrity.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

/** Limit of the messages from SQLite's own check. */
const MAX_MESSAGES = 20
/**
 * Messages about an index with missing or additional rows. Such an index can be rebuilt from its
 * table.
 */
const OF_INDEX = /missing from index|wrong # of entries in index|non-unique entry in index/
/** The tables of texts with search terms, and the FTS5 tables that index them. */
const INDEXES = [
	{ texts: 'practice_text', index: 'practice_search', subject: 'practice', missing: missingPractice },
	{ texts: 'board_card', index: 'board_card_search', subject: 'board', missing: missingBoard },
] as const

/**
 * Creates the checks of a SQLite database: SQLite's own checks, and whether the search indexes
 * contain all listed texts.
 */
export function createSqliteChecks(database: SqliteDatabase): OwnChecks {
	const { db, transact } = database
	const pragma = async <Row>(name: string) =>
		(await database.read('query', { sql: `PRAGMA ${name}`, parameters: [] })).rows as Row[]
	const finding = (area: Finding['area'], subject: string, text: string): Finding => ({ area, subject, text })

	return {
		async *checkDatabase() {
			const messages = await pragma<{ integrity_check: string }>(`integrity_check(${MAX_MESSAGES})`)
			for (const { integrity_check: message } of messages) {
				if (message === 'ok') continue
				const found = finding('database', 'charrette.db', message)
				if (!OF_INDEX.test(message)) yield found
				else
					yield {
						...found,
						repair: { text: 'rebuild the indexes', run: async () => void (await sql`REINDEX`.execute(db)) },
					}
			}
			const violations = await pragma<{ table: string; parent: string }>('foreign_key_check')
			const counts = new Map<string, number>()
			for (const { table, parent } of violations) {
				const key = `rows of ${table} refer to a missing ${parent}`
				counts.set(key, (counts.get(key) ?? 0) + 1)
			}
			for (const [text, count] of counts) yield finding('database', 'charrette.db', `${count} ${text}`)
		},
		async *checkSearch(indexing) {
			for (const { texts, index, subject, missing: toFinding } of INDEXES) {
				const missing = sql<{ subject: string }>`SELECT DISTINCT ${sql.ref(subject)} AS subject FROM ${sql.table(texts)}
					WHERE id NOT IN (SELECT id FROM ${sql.table(`${index}_docsize`)})`
				for (const found of (await missing.execute(db)).rows) yield toFinding(found.subject, indexing)
				const extra = sql<{ id: number }>`SELECT id FROM ${sql.table(`${index}_docsize`)}
					WHERE id NOT IN (SELECT id FROM ${sql.table(texts)})`
				for (const { id } of (await extra.execute(db)).rows)
					yield {
						...finding('search', `${index} ${id}`, 'the search index has a text that is gone'),
						repair: {
							text: 'remove it from the index',
							run: async () =>
								void (await transact([
									sql`UPDATE search_change SET changes = changes + 1`.compile(db),
									sql`DELETE FROM ${sql.table(index)} WHERE rowid = ${id}`.compile(db),
								])),
						},
					}
			}
			const unlisted = sql<{ id: string }>`SELECT id FROM listed_practice
				WHERE id NOT IN (SELECT practice FROM practice_text) ORDER BY id`
			for (const { id } of (await unlisted.execute(db)).rows) yield missingPractice(id, indexing)
		},
	}
}
