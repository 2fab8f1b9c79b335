import { crc32 } from 'node:zlib'
import type { RoomId } from '@charrette/shared'
import type { Pool } from 'pg'
import type { Claim, DocStore, RecordAttribution } from '../../ports/DocStore.ts'
import { FORM } from '../../ports/LogCopy.ts'
import { createLogReader, type StoredLog } from './LogReader.ts'
import { inTransaction, LogWriter } from './LogWriter.ts'
import type { CurrentNode } from './PostgresPlacement.ts'

const CLAIMS = 'SELECT client::float8 AS client, owner FROM claim WHERE room = $1'
const ATTRIBUTIONS = `SELECT record, aspect, owner AS author, max(at)::float8 AS at FROM touch WHERE room = $1 AND at > $2 AND at <= $3
	GROUP BY record, aspect, owner ORDER BY max(seq)`
const ATTRIBUTED_SINCE = `SELECT asked.room FROM unnest($1::text[], $2::bigint[]) AS asked (room, after) WHERE EXISTS (
	SELECT 1 FROM touch WHERE touch.room = asked.room AND at > asked.after AND owner <> $3)`
const MERGE_ATTRIBUTIONS = `DELETE FROM touch WHERE seq IN (
	SELECT seq FROM (
		SELECT seq, row_number() OVER (
			PARTITION BY record, aspect, owner, (SELECT count(*) FROM unnest($1::bigint[]) AS time WHERE time < at) ORDER BY seq DESC
		) AS place FROM touch WHERE room = $2 AND at <= $3
	) AS placed WHERE place > 1)`
const ROOMS = 'SELECT DISTINCT room FROM log WHERE room >= $1 AND room < $2'
const LOCK_COMPACTION = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1))'
const LAST_STATE = `SELECT max(seq)::float8 AS seq FROM log WHERE room = $1 AND form = ${FORM.state}`
const FORGET_RETIRED = 'DELETE FROM log WHERE room = $1 AND retired IS NOT NULL'
const INSERT_STATE = `INSERT INTO log (room, at, form, crc, bytes)
	SELECT room, at, ${FORM.state}, $2, $3 FROM log WHERE room = $1 ORDER BY seq DESC LIMIT 1 RETURNING seq`
const RETIRE = 'UPDATE log SET retired = $1 WHERE room = $2 AND seq = ANY($3::bigint[])'

/**
 * Creates the log in PostgreSQL, whose tables are `LOG_TABLES`. A command, which is no
 * node, has an empty id. Closing it leaves the pool open.
 */
export function createPostgresDocStore(pool: Pool, node: CurrentNode): DocStore {
	const reader = createLogReader(pool)
	const writer = new LogWriter(pool, node)

	async function claims(room: RoomId): Promise<Claim[]> {
		return (await pool.query<Claim>(CLAIMS, [room])).rows
	}

	/**
	 * Replaces exactly the rows that were read. If another program has compacted the log meanwhile,
	 * this does nothing.
	 */
	async function replace(
		room: RoomId,
		{ seqs, damaged, lastState }: StoredLog,
		{ state, forgetsReplaced }: { state: Uint8Array; forgetsReplaced: boolean },
	): Promise<void> {
		await inTransaction(pool, async (client) => {
			await client.query(LOCK_COMPACTION, [room])
			const { rows } = await client.query<{ seq: number | null }>(LAST_STATE, [room])
			if (rows[0]?.seq !== lastState) return
			await client.query(FORGET_RETIRED, [room])
			const inserted = await client.query<{ seq: string }>(INSERT_STATE, [room, crc32(state), state])
			await client.query(RETIRE, [inserted.rows[0]?.seq, room, [...seqs, ...damaged]])
			if (forgetsReplaced) await client.query(FORGET_RETIRED, [room])
		})
	}

	return {
		append: (batch) => writer.append(batch),
		startLog: (entry) => writer.startLog(entry),
		endLog: (room) => writer.endLog(room),
		async load(room) {
			const { updates, damaged } = await reader.read(room)
			return { updates, claims: await claims(room), quarantined: damaged.length }
		},
		copy: reader.copy,
		claims,
		attributions: async (room, { after, until }) =>
			(await pool.query<RecordAttribution>(ATTRIBUTIONS, [room, after, until])).rows,
		async attributedSince(rooms, except) {
			const asked = [rooms.map(({ room }) => room), rooms.map(({ after }) => after), except]
			return (await pool.query<{ room: RoomId }>(ATTRIBUTED_SINCE, asked)).rows.map(({ room }) => room)
		},
		async mergeAttributions(room, { times, until }) {
			await pool.query(MERGE_ATTRIBUTIONS, [times, room, until])
		},
		async list(prefix) {
			const { rows } = await pool.query<{ room: RoomId }>(ROOMS, [prefix, `${prefix}\u{10ffff}`])
			return rows.map(({ room }) => room)
		},
		async compact(room, merge, { canReplaceDamaged = false, forgetsReplaced = false } = {}) {
			const read = await reader.read(room)
			const { updates, seqs, damaged } = read
			if ((damaged.length > 0 && !canReplaceDamaged) || seqs.length + damaged.length < (forgetsReplaced ? 1 : 2)) return
			const merged = await merge(updates)
			if (merged) await replace(room, read, { state: await reader.encodeState(merged), forgetsReplaced })
		},
		async close() {
			await writer.close()
			await reader.close()
		},
	}
}
