import {
	BOARD_SCHEMA_VERSION,
	BoardProjection,
	documentOf,
	parseRoomId,
	type RoomId,
	recordsOf,
	schemaVersionOf,
} from '@charrette/shared'
import { type CompiledQuery, sql } from 'kysely'
import type { Finding } from '../../ports/Integrity.ts'
import { FORM } from '../../ports/LogCopy.ts'
import { decodeRow, type LogRow } from '../logRows.ts'
import type { SqlDatabase } from '../sql/SqlDatabase.ts'

/** Number of rooms that one query reads. */
const SLICE_ROOMS = 500

/**
 * Checks the log of each room: the checksums of its rows, the rows that a state replaced, and
 * whether the log can be merged and read as a whole. `isKnown` returns whether a board or practice
 * belongs to a workshop.
 */
export async function* checkLogs(
	database: SqlDatabase,
	isKnown: (document: string) => boolean,
): AsyncGenerator<Finding> {
	for await (const room of roomsOf(database)) {
		yield* checkLog(database, room)
		const document = documentIdOf(room)
		if (document !== null && isKnown(document)) continue
		const text = 'belongs to no workshop; it is kept, in case that one is restored'
		yield { area: 'logs', subject: room, text, isNotice: true }
	}
	for (const table of ['claim', 'touch'] as const) yield* checkOrphans(database, table)
}

/** Returns the board or practice of a room, in any epoch of it (REST1). */
function documentIdOf(room: string): string | null {
	const [name = ''] = room.split('@')
	const parsed = parseRoomId(name)
	if (parsed?.type === 'practice') return parsed.practice
	return parsed && 'board' in parsed ? parsed.board : null
}

async function* roomsOf({ db }: SqlDatabase): AsyncGenerator<RoomId> {
	for (let last = ''; ; ) {
		const next = sql<{
			room: RoomId
		}>`SELECT DISTINCT room FROM log WHERE room > ${last} ORDER BY room LIMIT ${SLICE_ROOMS}`
		const { rows } = await next.execute(db)
		for (const { room } of rows) yield room
		const end = rows.at(-1)
		if (!end) return
		last = end.room
	}
}

/** A row with its update; the update is null if the row cannot be read. */
type ReadRow = LogRow & { update: Uint8Array | null }

async function* checkLog(database: SqlDatabase, room: RoomId): AsyncGenerator<Finding> {
	const { db, transact } = database
	const stored = sql<LogRow>`SELECT seq, form, crc, bytes, retired FROM log WHERE room = ${room} ORDER BY seq`
	const rows = (await stored.execute(db)).rows.map((row): ReadRow => ({ ...row, update: readOrNull(row) }))
	const seqs = new Set(rows.map(({ seq }) => seq))
	const finding = (text: string, repair?: { text: string; queries: CompiledQuery[] }): Finding => ({
		area: 'logs',
		subject: room,
		text,
		...(repair && { repair: { text: repair.text, run: async () => void (await transact(repair.queries)) } }),
	})
	const countAgain = (state: number) =>
		sql`UPDATE log SET retired = NULL WHERE room = ${room} AND retired = ${state}`.compile(db)

	const damaged = rows.filter(({ update }) => update === null)
	const lost = new Set(rows.flatMap(({ retired }) => (retired === null || seqs.has(retired) ? [] : [retired])))
	for (const state of lost)
		yield finding(`rows were replaced by the state ${state}, which is missing`, {
			text: 'let these rows count again',
			queries: [countAgain(state)],
		})
	const replaced = (state: number) => rows.some(({ retired }) => retired === state)
	for (const { seq, form, retired } of damaged) {
		const aside = quarantine(database, room, seq)
		if (retired !== null && !lost.has(retired) && rows.some((row) => row.seq === retired && row.update))
			yield finding(`row ${seq} is damaged, but a later state has what it had`, {
				text: 'set it aside',
				queries: aside,
			})
		else if (form === FORM.state && replaced(seq))
			yield finding(`the state ${seq} is damaged; the rows before it are read instead`, {
				text: 'set it aside, and let the rows before it count again',
				queries: [countAgain(seq), ...aside],
			})
	}
	const states = new Set(damaged.map(({ seq }) => seq))
	const counting = rows.filter(({ retired }) => retired === null || states.has(retired) || lost.has(retired))
	const unreplaced = counting.filter(({ seq, update }) => update === null && !replaced(seq))
	const problem = problemOf(counting.flatMap(({ update }) => (update ? [update] : [])))
	for (const { seq } of unreplaced)
		yield finding(
			`row ${seq} is damaged, and its edits are lost unless a browser that had the board open still has them`,
			problem === null
				? { text: 'set it aside, so that the board no longer waits for it', queries: quarantine(database, room, seq) }
				: undefined,
		)
	if (problem !== null) yield finding(problem)
}

function readOrNull(row: LogRow): Uint8Array | null {
	try {
		return decodeRow(row)
	} catch {
		return null
	}
}

/** Returns the reason why these updates do not make a valid document; null if they do. */
function problemOf(updates: readonly Uint8Array[]): string | null {
	try {
		const doc = documentOf(updates)
		const isIncomplete = doc.store.pendingStructs !== null || doc.store.pendingDs !== null
		const schema = schemaVersionOf(doc)
		const projection = new BoardProjection(recordsOf(doc))
		projection.readAll()
		doc.destroy()
		if (schema > BOARD_SCHEMA_VERSION) return `was written by a newer Charrette (schema ${schema})`
		return isIncomplete
			? 'later edits depend on some that are missing: open it in a browser that had it open, or restore a saved version'
			: null
	} catch {
		return 'cannot be read, though its rows have the right checksums: restore a saved version'
	}
}

/** Returns the queries that move a row out of the log, to the table of quarantined rows. */
function quarantine({ db }: SqlDatabase, room: RoomId, seq: number): CompiledQuery[] {
	const row = sql`room = ${room} AND seq = ${seq}`
	return [
		sql`INSERT INTO quarantined_row (room, at, form, crc, bytes) SELECT room, at, form, crc, bytes FROM log WHERE ${row}`,
		sql`DELETE FROM log WHERE ${row}`,
	].map((query) => query.compile(db))
}

/**
 * Finds claims and attributions of rooms without a log. They are written together with log rows, so
 * a room without a log has none.
 */
async function* checkOrphans({ db, transact }: SqlDatabase, table: 'claim' | 'touch'): AsyncGenerator<Finding> {
	const orphans = sql<{ room: string }>`SELECT DISTINCT room FROM ${sql.table(table)}
		WHERE room NOT IN (SELECT room FROM log) AND room NOT IN (SELECT room FROM quarantined_row)`
	for (const { room } of (await orphans.execute(db)).rows)
		yield {
			area: 'logs',
			subject: room,
			text: `has ${table === 'claim' ? 'client ids' : 'attributions'}, and no edits`,
			repair: {
				text: 'remove them',
				run: async () => void (await transact([sql`DELETE FROM ${sql.table(table)} WHERE room = ${room}`.compile(db)])),
			},
		}
}
