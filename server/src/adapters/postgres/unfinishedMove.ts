import { withClient } from './dumpDatabase.ts'

/**
 * Returns whether a move into a database was interrupted: it has the table that remembers what has
 * arrived.
 */
export function isMoveUnfinished(url: string): Promise<boolean> {
	return withClient(url, async (client) => {
		const { rows } = await client.query(`SELECT to_regclass('unfinished_move') IS NOT NULL AS found`)
		return rows[0].found === true
	})
}
