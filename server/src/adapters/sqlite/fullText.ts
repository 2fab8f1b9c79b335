/* The full-text tables of SQLite (FTS5) behind the stores. Searches run in the search thread. */
import type { CompiledQuery } from 'kysely'
import { sql } from 'kysely'
import type { CardSearch } from '../sql/SqlCardIndex.ts'
import type { PracticeSearch } from '../sql/SqlPracticeStore.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

export function createSqlitePracticeSearch({ db, search }: SqliteDatabase): PracticeSearch {
	return {
		search: (query) => search('search', query),
		similar: (query) => search('similar', query),
		indexTexts: (id, texts) =>
			texts.map(({ locale, title, abstract, body, labels, names }) =>
				sql`INSERT INTO practice_search (rowid, title, abstract, body, labels) VALUES (
					(SELECT id FROM practice_text WHERE practice = ${id} AND locale = ${locale}),
					${title}, ${abstract}, ${body}, ${`${labels} ${names}`}
				)`.compile(db),
			),
	}
}

export function createSqliteCardSearch({ db, search }: SqliteDatabase): CardSearch {
	return {
		similar: (query) => search('similarCards', query),
		indexChanged: () => [sql`UPDATE search_change SET changes = changes + 1 WHERE name = 'card'`.compile(db)],
		insertCards: (board, cards) =>
			cards.flatMap(({ terms, solutions, ...card }) => [
				db
					.insertInto('board_card')
					.values({ board, ...card, solutions: JSON.stringify(solutions) })
					.compile(),
				sql`INSERT INTO board_card_search (rowid, text) VALUES (last_insert_rowid(), ${terms})`.compile(db),
			]),
	}
}

/**
 * Returns the queries that merge the segments of the search indexes. The words of a deleted text
 * stay in its segment until then.
 */
export function optimizeSearchIndexes({ db }: SqliteDatabase): CompiledQuery[] {
	return [
		sql`INSERT INTO practice_search (practice_search) VALUES ('optimize')`.compile(db),
		sql`INSERT INTO board_card_search (board_card_search) VALUES ('optimize')`.compile(db),
	]
}
