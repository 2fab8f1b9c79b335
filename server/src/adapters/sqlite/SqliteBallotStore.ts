import type { CastDots, ParticipantId, RoundId, VoteResult } from '@charrette/shared'
import type { BallotStore, ResultStore } from '../../ports/BallotStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { parseStored } from './parseStored.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

const INSERT_ROUND = 'INSERT INTO vote_round (id, workshop, budget, per_card, is_open) VALUES (?, ?, ?, ?, 1)'
const END_ROUND = 'UPDATE vote_round SET is_open = 0 WHERE id = ?'
const IS_OPEN = 'EXISTS (SELECT 1 FROM vote_round WHERE id = ? AND is_open = 1)'
/** A dot never changes: the schema refuses it. */
const COPY_DOTS = `INSERT INTO dot (round, voter, number, board, card, slot)
	SELECT round, ?, number, board, card, slot FROM dot WHERE round = ? AND voter = ?
	AND NOT EXISTS (SELECT 1 FROM dot AS own WHERE own.round = ? AND own.voter = ?) AND ${IS_OPEN}`
const DELETE_DOTS = `DELETE FROM dot WHERE round = ? AND voter = ? AND ${IS_OPEN}`
const ALL_DOTS = 'SELECT voter, board, card, count(*) AS count FROM dot WHERE round = ? GROUP BY voter, board, card'
const DOTS_OF_VOTER =
	'SELECT voter, board, card, count(*) AS count FROM dot WHERE round = ? AND voter = ? GROUP BY board, card'

/** The ballots in a SQLite database, which `close` closes. */
export function createSqliteBallotStore({ read, write, close }: SqliteDatabase): BallotStore {
	return {
		open: ({ id, workshop, budget, perCard }) =>
			withStorageErrors(async () => {
				await write('query', { sql: INSERT_ROUND, parameters: [id, workshop, budget, perCard] })
			}),
		cast: (round, dots) => withStorageErrors(() => write('cast', { round, dots })),
		read: (round: RoundId, voter?: ParticipantId) =>
			withStorageErrors(async () => {
				const query =
					voter === undefined
						? { sql: ALL_DOTS, parameters: [round] }
						: { sql: DOTS_OF_VOTER, parameters: [round, voter] }
				return (await read('query', query)).rows as CastDots[]
			}),
		reassign: (round, { from, to }) =>
			withStorageErrors(async () => {
				await write('transact', [
					{ sql: COPY_DOTS, parameters: [to, round, from, round, to, round] },
					{ sql: DELETE_DOTS, parameters: [round, from, round] },
				])
			}),
		end: (round) =>
			withStorageErrors(async () => {
				await write('query', { sql: END_ROUND, parameters: [round] })
			}),
		close,
	}
}

/** The results of votes in a SQLite database, which `close` closes. */
export function createSqliteResultStore({ db, close }: SqliteDatabase): ResultStore {
	return {
		save: (result) =>
			withStorageErrors(async () => {
				const row = { round: result.round, result: JSON.stringify(result) }
				const insert = db.insertInto('vote_result').values(row)
				await insert.onConflict((conflict) => conflict.column('round').doUpdateSet({ result: row.result })).execute()
			}),
		find: (round) =>
			withStorageErrors(async () => {
				const row = await db.selectFrom('vote_result').select('result').where('round', '=', round).executeTakeFirst()
				return row ? parseStored<VoteResult>(row.result) : null
			}),
		close,
	}
}
