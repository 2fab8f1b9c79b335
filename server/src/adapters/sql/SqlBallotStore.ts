import type { CastDots, VoteResult } from '@charrette/shared'
import { sql } from 'kysely'
import type { BallotStore, ResultStore } from '../../ports/BallotStore.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { parseStored } from './storedJson.ts'

/**
 * Creates the ballot store on a database; its `close` closes the database. `cast` has to be atomic.
 * The schema enforces the rules of a round.
 */
export function createSqlBallotStore({ db, transact, close }: SqlDatabase, cast: BallotStore['cast']): BallotStore {
	return wrapStore<BallotStore>({
		async open({ id, workshop, budget, perCard }) {
			await db.insertInto('vote_round').values({ id, workshop, budget, per_card: perCard, is_open: 1 }).execute()
		},
		cast,
		async read(round, voter) {
			const all = db
				.selectFrom('dot')
				.select(({ fn }) => ['voter', 'board', 'card', fn.countAll<number>().as('count')])
				.where('round', '=', round)
			const dots = voter === undefined ? all : all.where('voter', '=', voter)
			return (await dots.groupBy(['voter', 'board', 'card']).execute()) as CastDots[]
		},
		async reassign(round, { from, to }) {
			const isOpen = sql`EXISTS (SELECT 1 FROM vote_round WHERE id = ${round} AND is_open = 1)`
			// The schema forbids updates of dots, so they are copied to the new voter and deleted.
			await transact([
				sql`INSERT INTO dot (round, voter, number, board, card, slot)
					SELECT round, ${to}, number, board, card, slot FROM dot WHERE round = ${round} AND voter = ${from}
					AND NOT EXISTS (SELECT 1 FROM dot AS own WHERE own.round = ${round} AND own.voter = ${to})
					AND ${isOpen}`.compile(db),
				sql`DELETE FROM dot WHERE round = ${round} AND voter = ${from} AND ${isOpen}`.compile(db),
			])
		},
		async end(round) {
			await db.updateTable('vote_round').set({ is_open: 0 }).where('id', '=', round).execute()
		},
		close,
	})
}

/** Creates the store of vote results on a database; its `close` closes the database. */
export function createSqlResultStore({ db, close }: SqlDatabase): ResultStore {
	return wrapStore<ResultStore>({
		async save(result) {
			const row = { round: result.round, result: JSON.stringify(result) }
			const insert = db.insertInto('vote_result').values(row)
			await insert.onConflict((conflict) => conflict.column('round').doUpdateSet({ result: row.result })).execute()
		},
		async find(round) {
			const row = await db.selectFrom('vote_result').select('result').where('round', '=', round).executeTakeFirst()
			return row ? parseStored<VoteResult>(row.result) : null
		},
		close,
	})
}
