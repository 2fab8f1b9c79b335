import type { VoteResult } from '@charrette/shared'
import type { ResultStore } from '../../ports/ResultStore.ts'
import { storing } from '../../ports/StorageError.ts'
import { openDatabase } from './openDatabase.ts'

/** Opens the results of votes kept in a SQLite file. */
export function openSqliteResultStore(file: string): ResultStore {
	const db = openDatabase(file)
	return {
		keep: (result) =>
			storing(async () => {
				const row = { round: result.round, result: JSON.stringify(result) }
				const insert = db.insertInto('vote_result').values(row)
				await insert.onConflict((conflict) => conflict.column('round').doUpdateSet({ result: row.result })).execute()
			}),
		find: (round) =>
			storing(async () => {
				const row = await db.selectFrom('vote_result').select('result').where('round', '=', round).executeTakeFirst()
				return row ? (JSON.parse(row.result) as VoteResult) : null
			}),
		close: () => db.destroy(),
	}
}
