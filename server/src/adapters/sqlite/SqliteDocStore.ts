import type { RoomId } from '@charrette/shared'
import type { Claim, DocStore, RecordAttribution } from '../../ports/DocStore.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

const CLAIMS = 'SELECT client, owner FROM claim WHERE room = ?'
const ATTRIBUTIONS = `SELECT record, aspect, owner, max(at) AS at FROM touch WHERE room = ? AND at > ? AND at <= ?
	GROUP BY record, aspect, owner ORDER BY max(seq)`
const ROOMS = 'SELECT DISTINCT room FROM log WHERE room >= ? AND room < ?'

/** The log in a SQLite database, which `close` closes: WAL with `synchronous=FULL`. Nothing runs on the calling thread. */
export function createSqliteDocStore(database: SqliteDatabase): DocStore {
	const { read, readLog, write } = database

	async function select<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
		return (await read('query', { sql, parameters })).rows as Row[]
	}

	return {
		append: (batch) => write('append', batch),
		async load(room) {
			const { updates, claims, damaged } = await readLog('read', room)
			return { updates, claims, quarantined: damaged.length }
		},
		claims: (room) => select<Claim>(CLAIMS, [room]),
		attributions: (room, { after, until }) => select<RecordAttribution>(ATTRIBUTIONS, [room, after, until]),
		async list(prefix) {
			const rows = await select<{ room: RoomId }>(ROOMS, [prefix, `${prefix}\u{10ffff}`])
			return rows.map(({ room }) => room)
		},
		async compact(room, merge, { isHealed = false } = {}) {
			const { updates, seqs, damaged } = await readLog('read', room)
			if ((damaged.length > 0 && !isHealed) || seqs.length + damaged.length < 2) return
			const merged = await merge(updates)
			if (!merged) return
			const state = await readLog('encodeState', merged)
			await write('replace', { room, seqs: [...seqs, ...damaged], state })
		},
		close: database.close,
	}
}
