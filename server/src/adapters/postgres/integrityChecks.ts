import { sql } from 'kysely'
import { missingBoard, missingPractice, type OwnChecks } from '../integrity/createIntegrity.ts'
import type { PostgresDatabase } from './PostgresDatabase.ts'

const INDEXES = [
	{ texts: 'practice_text', terms: 'practice_term', text: 'text', subject: 'practice', missing: missingPractice },
	{ texts: 'board_card', terms: 'board_card_term', text: 'card', subject: 'board', missing: missingBoard },
] as const

/**
 * Creates the checks of a PostgreSQL database: its indexes and search terms. PostgreSQL itself
 * checks references, and pages by their checksums.
 */
export function createPostgresChecks({ db }: PostgresDatabase): OwnChecks {
	return {
		async *checkDatabase() {
			const broken = sql<{
				name: string
			}>`SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
				JOIN pg_namespace n ON n.oid = c.relnamespace
				WHERE n.nspname = current_schema() AND NOT (i.indisvalid AND i.indisready)`
			for (const { name } of (await broken.execute(db)).rows)
				yield {
					area: 'database',
					subject: name,
					text: 'this index is not valid',
					repair: {
						text: 'rebuild it',
						run: async () => void (await sql`REINDEX INDEX ${sql.id(name)}`.execute(db)),
					},
				}
		},
		async *checkSearch(indexing) {
			for (const { texts, terms, text, subject, missing: toFinding } of INDEXES) {
				const missing = sql<{
					subject: string
				}>`SELECT DISTINCT ${sql.ref(subject)} AS subject FROM ${sql.table(texts)} t
					WHERE NOT EXISTS (SELECT 1 FROM ${sql.table(terms)} i WHERE i.${sql.ref(text)} = t.id)`
				for (const found of (await missing.execute(db)).rows) yield toFinding(found.subject, indexing)
			}
			const unlisted = sql<{ id: string }>`SELECT id FROM listed_practice
				WHERE id NOT IN (SELECT practice FROM practice_text) ORDER BY id`
			for (const { id } of (await unlisted.execute(db)).rows) yield missingPractice(id, indexing)
		},
	}
}
