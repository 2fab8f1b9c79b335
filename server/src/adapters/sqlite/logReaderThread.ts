/**
 * A thread that reads logs, which may have many megabytes, so that small queries do not wait for
 * them. A second instance serves compactions and exports in the background.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { RoomId } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type { Claim } from '../../ports/DocStore.ts'
import type { LogCopy } from '../../ports/LogCopy.ts'
import { lowerThreadPriority } from '../../workers/lowerThreadPriority.ts'
import { copyRows, type DecodedRows, decodeRows, encodeStateRow, type LogRow } from '../logRows.ts'
import { openForReading } from './Sqlite.ts'
import { runTask, serveRequests } from './threadProtocol.ts'

/** The log of a room. */
export interface StoredLog extends DecodedRows {
	claims: Claim[]
}

/** The tasks of this thread. */
export type LogReaderTasks = {
	read(room: RoomId): StoredLog
	/** Returns a copy of the rows that count; null if one of them is damaged. */
	copy(room: RoomId): LogCopy | null
	/** Encodes an update (V1) as the bytes of a state row, which takes a while for a large board. */
	encodeState(update: Uint8Array): Uint8Array
}

const { file, isBackground } = workerData as { file: string; isBackground: boolean }
if (isBackground) lowerThreadPriority()

await serveRequests(parentPort, async () => {
	const database = openForReading(file)
	const tasks: LogReaderTasks = {
		read: prepareRead(database),
		copy: prepareCopy(database),
		encodeState: encodeStateRow,
	}
	return {
		run: (calls) => calls.map((call) => runTask(tasks, call)),
		close: () => database.close(),
	}
})

function prepareRead(database: Database): LogReaderTasks['read'] {
	const selectRows = database.prepare<[string], LogRow>(
		'SELECT seq, form, crc, bytes, retired FROM log WHERE room = ? ORDER BY seq',
	)
	const selectClaims = database.prepare<[string], Claim>('SELECT client, owner FROM claim WHERE room = ?')
	return (room) => ({ ...decodeRows(selectRows.all(room)), claims: selectClaims.all(room) })
}

function prepareCopy(database: Database): LogReaderTasks['copy'] {
	const select = database.prepare<[string], Pick<LogRow, 'form' | 'crc' | 'bytes'>>(
		'SELECT form, crc, bytes FROM log WHERE room = ? AND retired IS NULL ORDER BY seq',
	)
	return (room) => copyRows(select.all(room))
}
