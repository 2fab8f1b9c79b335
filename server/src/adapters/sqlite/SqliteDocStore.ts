import type { RoomId } from '@charrette/shared'
import {
	AppendRefusedError,
	type Claim,
	type DocStore,
	type LogPosition,
	type LogRowRef,
	type RecordAttribution,
} from '../../ports/DocStore.ts'
import { refusalOfCode } from './appendRefusals.ts'
import { DatabaseError } from './DatabaseThread.ts'
import { packEntries } from './packEntries.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

const CLAIMS = 'SELECT client, owner FROM claim WHERE room = ?'
const ATTRIBUTIONS = `SELECT record, aspect, owner, max(at) AS at FROM touch WHERE room = ? AND at > ? AND at <= ?
	GROUP BY record, aspect, owner ORDER BY max(seq)`
const MERGE_ATTRIBUTIONS = `DELETE FROM touch WHERE seq IN (
	SELECT seq FROM (
		SELECT seq, row_number() OVER (
			PARTITION BY record, aspect, owner, (SELECT count(*) FROM json_each(?) WHERE value < at) ORDER BY seq DESC
		) AS place FROM touch WHERE room = ? AND at <= ?
	) WHERE place > 1)`
const ROOMS = 'SELECT DISTINCT room FROM log WHERE room >= ? AND room < ?'
const NEWEST = 'SELECT seq AS newest FROM log_end'
const ROWS_BETWEEN = `SELECT room, seq AS id FROM log
	WHERE seq > ? AND seq <= ? AND room IN (SELECT value FROM json_each(?)) ORDER BY seq`

/**
 * Creates the document store on a SQLite database (WAL with `synchronous=FULL`); its `close` closes
 * the database. Nothing runs on the calling thread. There is one writer thread, so rows are
 * committed in the order of their sequence numbers, and a position is the last of these numbers.
 */
export function createSqliteDocStore(database: SqliteDatabase): DocStore {
	const { read, readLog, readLogInBackground, write } = database

	async function select<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
		return (await read('query', { sql, parameters })).rows as Row[]
	}

	return {
		append: async (batch) => withRefusals(write('append', packEntries(batch))),
		startLog: (entry) => withRefusals(write('startLog', entry)),
		endLog: (room) => write('endLog', room),
		async load(room, after) {
			const { updates, claims, damaged, newest } = await readLog('read', { room, after: after && Number(after) })
			return { updates, claims, quarantined: damaged.length, position: positionOf(newest) }
		},
		copy: (room, { isUrgent }) => (isUrgent ? readLog : readLogInBackground)('copy', room),
		async rowsAfter(after, rooms) {
			const [{ newest } = { newest: 0 }] = await select<{ newest: number }>(NEWEST, [])
			const position = positionOf(newest)
			if (after === null) return { rows: [], position }
			return { rows: await select<LogRowRef>(ROWS_BETWEEN, [Number(after), newest, JSON.stringify(rooms)]), position }
		},
		claims: (room) => select<Claim>(CLAIMS, [room]),
		attributions: (room, { after, until }) => select<RecordAttribution>(ATTRIBUTIONS, [room, after, until]),
		async mergeAttributions(room, { times, until }) {
			await write('query', { sql: MERGE_ATTRIBUTIONS, parameters: [JSON.stringify(times), room, until] })
		},
		async list(prefix) {
			const rows = await select<{ room: RoomId }>(ROOMS, [prefix, `${prefix}\u{10ffff}`])
			return rows.map(({ room }) => room)
		},
		async compact(room, merge, { canReplaceDamaged = false, forgetsReplaced = false } = {}) {
			const { updates, seqs, damaged } = await readLogInBackground('read', { room })
			if ((damaged.length > 0 && !canReplaceDamaged) || seqs.length + damaged.length < (forgetsReplaced ? 1 : 2)) return
			const merged = await merge(updates)
			if (!merged) return
			const state = await readLogInBackground('encodeState', merged)
			await write('replace', { room, seqs: [...seqs, ...damaged], state, forgetsReplaced })
		},
		close: database.close,
	}
}

const positionOf = (seq: number) => String(seq) as LogPosition

async function withRefusals<T>(writing: Promise<T>): Promise<T> {
	try {
		return await writing
	} catch (cause) {
		const refusal = cause instanceof DatabaseError ? refusalOfCode(cause.code) : null
		throw refusal ? new AppendRefusedError(refusal, { cause }) : cause
	}
}
