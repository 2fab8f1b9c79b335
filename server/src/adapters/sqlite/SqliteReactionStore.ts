import type { Reaction } from '@charrette/shared'
import type { ReactionCount, ReactionStore } from '../../ports/ReactionStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

/** One statement, so that the limit holds for whatever arrives at the same time. */
const INSERT = `INSERT INTO reaction (workshop, person, board, card, emoji)
	SELECT ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM reaction WHERE workshop = ? AND person = ?) < ?
	ON CONFLICT DO NOTHING`
const HAS = 'SELECT 1 FROM reaction WHERE workshop = ? AND person = ? AND board = ? AND card = ? AND emoji = ?'
const DELETE = 'DELETE FROM reaction WHERE workshop = ? AND person = ? AND board = ? AND card = ? AND emoji = ?'
const COUNT = `SELECT card, emoji, count(*) AS count, max(person = ?) AS isMine FROM reaction
	WHERE board = ? AND card = ifnull(?, card) GROUP BY card, emoji`

interface Row {
	card: string
	emoji: Reaction
	count: number
	isMine: 0 | 1
}

/** The reactions in a SQLite database, which `close` closes. */
export function createSqliteReactionStore({ read, write, close }: SqliteDatabase): ReactionStore {
	return {
		add: ({ workshop, person, board, card, emoji }, maxOfPerson) =>
			withStorageErrors(async () => {
				const key = [workshop, person, board, card, emoji]
				await write('query', { sql: INSERT, parameters: [...key, workshop, person, maxOfPerson] })
				return (await write('query', { sql: HAS, parameters: key })).rows.length > 0
			}),
		remove: ({ workshop, person, board, card, emoji }) =>
			withStorageErrors(async () => {
				await write('query', { sql: DELETE, parameters: [workshop, person, board, card, emoji] })
			}),
		count: (board, person, card) =>
			withStorageErrors(async () => {
				const { rows } = await read('query', { sql: COUNT, parameters: [person, board, card ?? null] })
				return (rows as Row[]).map((row): ReactionCount => ({ ...row, isMine: row.isMine === 1 }))
			}),
		close,
	}
}
