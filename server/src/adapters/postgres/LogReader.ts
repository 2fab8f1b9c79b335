import type { RoomId } from '@charrette/shared'
import type { Pool } from 'pg'
import type { LogPosition, LogRowId, LogRowRef } from '../../ports/DocStore.ts'
import { FORM, type LogCopy } from '../../ports/LogCopy.ts'
import { createThreadPool } from '../../workers/createThreadPool.ts'
import { copyRows, type DecodedRows, decodeRows, type LogRow } from '../logRows.ts'
import type { LogTask } from './logWorker.ts'

/**
 * The position of a reader in the log: the snapshot of its last query, and the newest transaction
 * that had written a row by then.
 *
 * The reader reads the rows of each transaction that its snapshot does not see, however low its
 * number. It has read the rows of each transaction that the snapshot sees, unless PostgreSQL
 * assigned the number twice: after a crash it may reuse the numbers after the last one on disk.
 * Rows are on disk before they are visible, so no number up to `newest` is reused. Rows with later
 * numbers are read in any case.
 */
interface ReadPosition {
	snapshot: string
	newest: string
}

const HERE = `SELECT pg_current_snapshot()::text AS snapshot,
	coalesce((SELECT xid FROM log ORDER BY xid DESC LIMIT 1), '0'::xid8)::text AS newest`
/** Matches rows of `log` that were not visible at the position in the parameters $2 and $3. */
const IS_AFTER = `log.xid >= least(pg_snapshot_xmin($2::pg_snapshot), $3::xid8)
	AND (log.xid > $3::xid8 OR NOT pg_visible_in_snapshot(log.xid, $2::pg_snapshot))`
const LOAD = `WITH here AS (${HERE})
	SELECT here.*, log.seq, log.form, log.crc, log.bytes, log.retired FROM here LEFT JOIN log ON log.room = $1`
const COPY = 'SELECT form, crc, bytes FROM log WHERE room = $1 AND retired IS NULL ORDER BY seq'
const LOAD_AFTER = `${LOAD} AND ${IS_AFTER}`
const ROWS_AFTER = `WITH here AS (${HERE})
	SELECT here.*, log.room, log.seq FROM here LEFT JOIN log ON log.room = ANY($1::text[]) AND ${IS_AFTER} ORDER BY log.seq`

interface PositionedRow extends ReadPosition {
	seq: string | null
}

interface StoredRow extends PositionedRow {
	form: number
	crc: string
	bytes: Uint8Array
	retired: string | null
}

/** The log of a room at the time of the query. */
export interface StoredLog extends DecodedRows {
	position: LogPosition
	/** The sequence number of its last state row; null without one. */
	lastState: number | null
}

/** Reads the rows of the log. */
export function createLogReader(pool: Pool) {
	const threads = createThreadPool<LogTask, DecodedRows | Uint8Array>({
		file: new URL('./logWorker.js', import.meta.url),
		task: 'runLogTask',
		maxRunMs: 30_000,
		maxQueue: 1000,
		maxMemoryMb: 1024,
	})

	/** Returns the rows of a room that count, or those of them after a position. */
	async function read(room: RoomId, after?: LogPosition): Promise<StoredLog> {
		const parameters = after === undefined ? [room] : [room, ...readPositionOf(after)]
		const { rows } = await pool.query<StoredRow>(
			`${after === undefined ? LOAD : LOAD_AFTER} ORDER BY log.seq`,
			parameters,
		)
		const stored = rows.filter(({ seq }) => seq !== null).map(toLogRow)
		const lastState = stored.findLast(({ form }) => form === FORM.state)?.seq ?? null
		return { ...(await decode(stored)), position: positionOf(rows), lastState }
	}

	/**
	 * Decodes rows, in a thread if there is a state among them: states take milliseconds, updates no
	 * time.
	 */
	async function decode(rows: LogRow[]): Promise<DecodedRows> {
		if (!rows.some(({ form }) => form === FORM.state)) return decodeRows(rows)
		return (await threads.run({ rows })) as DecodedRows
	}

	async function copy(room: RoomId): Promise<LogCopy | null> {
		const { rows } = await pool.query<Pick<StoredRow, 'form' | 'crc' | 'bytes'>>(COPY, [room])
		return copyRows(rows.map(({ form, crc, bytes }) => ({ form, crc: Number(crc), bytes })))
	}

	return {
		read,
		copy,
		async rowsAfter(after: LogPosition | null, rooms: readonly RoomId[]) {
			if (after === null) return { rows: [], position: positionOf((await pool.query<PositionedRow>(HERE)).rows) }
			const { rows } = await pool.query<PositionedRow & { room: RoomId }>(ROWS_AFTER, [rooms, ...readPositionOf(after)])
			const listed = rows.flatMap(({ room, seq }): LogRowRef[] => (seq === null ? [] : [{ room, id: toRowId(seq) }]))
			return { rows: listed, position: positionOf(rows) }
		},
		encodeState: async (state: Uint8Array) => (await threads.run({ state })) as Uint8Array,
		close: () => threads.close(),
	}
}

export const toRowId = (seq: string) => Number(seq) as LogRowId

function toLogRow({ seq, form, crc, bytes, retired }: StoredRow): LogRow {
	return {
		seq: Number(seq),
		form,
		crc: Number(crc),
		bytes: new Uint8Array(bytes),
		retired: retired === null ? null : Number(retired),
	}
}

/**
 * Returns the position of a query, whose result always has a row, even without a row of the log.
 */
function positionOf([first]: readonly ReadPosition[]): LogPosition {
	if (!first) throw new Error('the database gave no position')
	return `${first.snapshot} ${first.newest}` as LogPosition
}

function readPositionOf(position: LogPosition): string[] {
	return position.split(' ')
}
