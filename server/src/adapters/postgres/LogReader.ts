import type { RoomId } from '@charrette/shared'
import type { Pool } from 'pg'
import { FORM, type LogCopy } from '../../ports/LogCopy.ts'
import { createThreadPool } from '../../workers/createThreadPool.ts'
import { copyRows, type DecodedRows, decodeRows, type LogRow } from '../logRows.ts'
import type { LogTask } from './logWorker.ts'

const LOAD = 'SELECT seq, form, crc, bytes, retired FROM log WHERE room = $1 ORDER BY seq'
const COPY = 'SELECT form, crc, bytes FROM log WHERE room = $1 AND retired IS NULL ORDER BY seq'

interface StoredRow {
	seq: string
	form: number
	crc: string
	bytes: Uint8Array
	retired: string | null
}

/** The log of a room at the time of the query. */
export interface StoredLog extends DecodedRows {
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

	/** Returns the rows of a room that count. */
	async function read(room: RoomId): Promise<StoredLog> {
		const stored = (await pool.query<StoredRow>(LOAD, [room])).rows.map(toLogRow)
		const lastState = stored.findLast(({ form }) => form === FORM.state)?.seq ?? null
		return { ...(await decode(stored)), lastState }
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
		encodeState: async (state: Uint8Array) => (await threads.run({ state })) as Uint8Array,
		close: () => threads.close(),
	}
}

function toLogRow({ seq, form, crc, bytes, retired }: StoredRow): LogRow {
	return {
		seq: Number(seq),
		form,
		crc: Number(crc),
		bytes: new Uint8Array(bytes),
		retired: retired === null ? null : Number(retired),
	}
}
