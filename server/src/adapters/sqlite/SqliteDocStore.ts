import type { RoomId } from '@charrette/shared'
import { AppendRefusedError, type Claim, type DocStore, type RecordAttribution } from '../../ports/DocStore.ts'
import { refusalOfCode } from './appendRefusals.ts'
import { DatabaseError } from './DatabaseThread.ts'
import { packEntries } from './packEntries.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

const CLAIMS = 'SELECT client, owner FROM claim WHERE room = ?'
const ATTRIBUTIONS = `SELECT record, aspect, owner AS author, max(at) AS at FROM touch WHERE room = ? AND at > ? AND at <= ?
	GROUP BY record, aspect, owner ORDER BY max(seq)`
const ATTRIBUTED_SINCE = `SELECT asked.value ->> 'room' AS room FROM json_each(?) AS asked WHERE EXISTS (
	SELECT 1 FROM touch WHERE room = asked.value ->> 'room' AND at > asked.value ->> 'after' AND owner <> ?)`
const MERGE_ATTRIBUTIONS = `DELETE FROM touch WHERE seq IN (
	SELECT seq FROM (
		SELECT seq, row_number() OVER (
			PARTITION BY record, aspect, owner, (SELECT count(*) FROM json_each(?) WHERE value < at) ORDER BY seq DESC
		) AS place FROM touch WHERE room = ? AND at <= ?
	) WHERE place > 1)`
const ROOMS = 'SELECT DISTINCT room FROM log WHERE room >= ? AND room < ?'

/**
 * Creates the document store on a SQLite database (WAL with `synchronous=FULL`); its `close` closes
 * the database. Nothing runs on the calling thread. */
export function createSqliteDocStore(database: SqliteDatabase): DocStore {
	const { read, readLog, readLogInBackground, write } = database

	async function select<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
		return (await read('query', { sql, parameters })).rows as Row[]
	}

	return {
		append: async (batch) => withRefusals(write('append', packEntries(batch))),
		startLog: (entry) => withRefusals(write('startLog', entry)),
		endLog: (room) => write('endLog', room),
		async load(room) {
			const { updates, claims, damaged } = await readLog('read', room)
			return { updates, claims, quarantined: damaged.length }
		},
		copy: (room, { isUrgent }) => (isUrgent ? readLog : readLogInBackground)('copy', room),
		claims: (room) => select<Claim>(CLAIMS, [room]),
		attributions: (room, { after, until }) => select<RecordAttribution>(ATTRIBUTIONS, [room, after, until]),
		async attributedSince(rooms, except) {
			const rows = await select<{ room: RoomId }>(ATTRIBUTED_SINCE, [JSON.stringify(rooms), except])
			return rows.map(({ room }) => room)
		},
		async mergeAttributions(room, { times, until }) {
			await write('query', { sql: MERGE_ATTRIBUTIONS, parameters: [JSON.stringify(times), room, until] })
		},
		async list(prefix) {
			const rows = await select<{ room: RoomId }>(ROOMS, [prefix, `${prefix}\u{10ffff}`])
			return rows.map(({ room }) => room)
		},
		async compact(room, merge, { canReplaceDamaged = false, forgetsReplaced = false } = {}) {
			const { updates, seqs, damaged } = await readLogInBackground('read', room)
			if ((damaged.length > 0 && !canReplaceDamaged) || seqs.length + damaged.length < (forgetsReplaced ? 1 : 2)) return
			const merged = await merge(updates)
			if (!merged) return
			const state = await readLogInBackground('encodeState', merged)
			await write('replace', { room, seqs: [...seqs, ...damaged], state, forgetsReplaced })
		},
		close: database.close,
	}
}

async function withRefusals<T>(writing: Promise<T>): Promise<T> {
	try {
		return await writing
	} catch (cause) {
		const refusal = cause instanceof DatabaseError ? refusalOfCode(cause.code) : null
		throw refusal ? new AppendRefusedError(refusal, { cause }) : cause
	}
}
