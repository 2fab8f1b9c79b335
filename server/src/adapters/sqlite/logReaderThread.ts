/** The thread that reads logs, which may have many megabytes, so that no small query waits for one. */
import { parentPort, workerData } from 'node:worker_threads'
import type { RoomId } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type { Claim } from '../../ports/DocStore.ts'
import { decodeRow, encodeStateRow, type LogRow } from './logRows.ts'
import { openForReading } from './openDatabase.ts'
import { runTask, serveRequests } from './threadProtocol.ts'

/** The log of a room: the updates of its intact rows, and their sequence numbers. */
export interface ReadLog {
	updates: Uint8Array[]
	seqs: number[]
	claims: Claim[]
	/** The sequence numbers of its damaged rows. */
	damaged: number[]
	/** The newest sequence number of all rooms, no newer than what was read. */
	newest: number
}

/** The tasks of this thread. */
export type LogReaderTasks = {
	/** With `after`, the rows with later sequence numbers. */
	read(wanted: { room: RoomId; after?: number | undefined }): ReadLog
	/** Encodes an update (V1) as the bytes of a state row, which takes a while for a large board. */
	encodeState(update: Uint8Array): Uint8Array
}

await serveRequests(parentPort, async () => {
	const database = openForReading((workerData as { file: string }).file)
	const tasks: LogReaderTasks = { read: prepareRead(database), encodeState: encodeStateRow }
	return {
		run: (calls) => calls.map((call) => runTask(tasks, call)),
		close: () => database.close(),
	}
})

/** Reads the rows of a room that count. Where a state row is damaged, the rows that it replaced count again. */
function prepareRead(database: Database): LogReaderTasks['read'] {
	const selectRows = database.prepare<[string, number], LogRow>(
		'SELECT seq, form, crc, bytes, retired FROM log WHERE room = ? AND seq > ? ORDER BY seq',
	)
	const selectNewest = database.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM log').pluck()
	const selectClaims = database.prepare<[string], Claim>('SELECT client, owner FROM claim WHERE room = ?')
	return ({ room, after = 0 }) => {
		const newest = selectNewest.get() ?? 0
		const decoded = selectRows.all(room, after).map((row) => ({ ...row, update: decodeRow(row) }))
		const damaged = new Set(decoded.filter(({ update }) => update === null).map(({ seq }) => seq))
		const counting = decoded.filter(({ retired }) => retired === null || damaged.has(retired))
		const intact = counting.flatMap(({ seq, update }) => (update === null ? [] : [{ seq, update }]))
		return {
			updates: intact.map(({ update }) => update),
			seqs: intact.map(({ seq }) => seq),
			claims: selectClaims.all(room),
			damaged: counting.flatMap(({ seq, update }) => (update === null ? [seq] : [])),
			newest,
		}
	}
}
