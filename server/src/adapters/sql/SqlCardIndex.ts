import type { BoardId } from '@charrette/shared'
import type { CompiledQuery } from 'kysely'
import type { CardIndex, IndexedCard } from '../../ports/CardIndex.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import type { SqlDatabase } from './SqlDatabase.ts'

/** The full-text search for cards, which each database implements. */
export interface CardSearch extends Pick<CardIndex, 'similar'> {
	/**
	 * Returns the queries that store the cards of a board, with their terms. The index has no cards
	 * of the board before.
	 */
	insertCards(board: BoardId, cards: readonly IndexedCard[]): CompiledQuery[]
	/**
	 * Returns the first queries of each transaction that changes the index; none if the search caches
	 * nothing of it.
	 */
	indexChanged(): CompiledQuery[]
}

/** Creates the index of cards on a database; its `close` closes the database. */
export function createSqlCardIndex({ db, transact, close }: SqlDatabase, cardSearch: CardSearch): CardIndex {
	return wrapStore<CardIndex>({
		async put({ board, workshop, place, isOpen }, cards) {
			const row = { workshop, is_open: Number(isOpen), place: JSON.stringify(place) }
			await transact([
				...cardSearch.indexChanged(),
				db
					.insertInto('indexed_board')
					.values({ id: board, ...row })
					.onConflict((conflict) => conflict.column('id').doUpdateSet(row))
					.compile(),
				db.deleteFrom('board_card').where('board', '=', board).compile(),
				...cardSearch.insertCards(board, cards),
			])
		},
		async boardsOf(workshop) {
			const rows = await db.selectFrom('indexed_board').select('id').where('workshop', '=', workshop).execute()
			return rows.map(({ id }) => id as BoardId)
		},
		async remove(boards) {
			if (boards.length === 0) return
			const removal = db.deleteFrom('indexed_board').where('id', 'in', boards)
			await transact([...cardSearch.indexChanged(), removal.compile()])
		},
		async setOpen(workshop, isOpen) {
			const update = db.updateTable('indexed_board').set({ is_open: Number(isOpen) })
			await update.where('workshop', '=', workshop).execute()
		},
		similar: (query) => cardSearch.similar(query),
		close,
	})
}
