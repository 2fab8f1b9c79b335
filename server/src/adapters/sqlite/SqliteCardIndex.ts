import type { BoardId } from '@charrette/shared'
import { type CompiledQuery, sql } from 'kysely'
import type { CardIndex } from '../../ports/CardIndex.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

/** The index of cards in a SQLite database, which `close` closes. */
export function createSqliteCardIndex({ db, transact, search, close }: SqliteDatabase): CardIndex {
	const changed = (): CompiledQuery =>
		sql`UPDATE search_change SET changes = changes + 1 WHERE name = 'card'`.compile(db)
	return {
		put: ({ board, workshop, place, isOpen }, cards) =>
			withStorageErrors(async () => {
				const row = { workshop, is_open: Number(isOpen), place: JSON.stringify(place) }
				await transact([
					db
						.insertInto('indexed_board')
						.values({ id: board, ...row })
						.onConflict((conflict) => conflict.column('id').doUpdateSet(row))
						.compile(),
					db.deleteFrom('board_card').where('board', '=', board).compile(),
					...cards.flatMap(({ terms, solutions, ...card }) => [
						db
							.insertInto('board_card')
							.values({ board, ...card, solutions: JSON.stringify(solutions) })
							.compile(),
						sql`INSERT INTO board_card_search (rowid, text) VALUES (last_insert_rowid(), ${terms})`.compile(db),
					]),
					changed(),
				])
			}),
		boardsOf: (workshop) =>
			withStorageErrors(async () => {
				const rows = await db.selectFrom('indexed_board').select('id').where('workshop', '=', workshop).execute()
				return rows.map(({ id }) => id as BoardId)
			}),
		remove: (boards) =>
			withStorageErrors(async () => {
				if (boards.length === 0) return
				await transact([db.deleteFrom('indexed_board').where('id', 'in', boards).compile(), changed()])
			}),
		setOpen: (workshop, isOpen) =>
			withStorageErrors(async () => {
				const update = db.updateTable('indexed_board').set({ is_open: Number(isOpen) })
				await update.where('workshop', '=', workshop).execute()
			}),
		similar: (query) => withStorageErrors(() => search('similarCards', query)),
		close,
	}
}
