import { Worker } from 'node:worker_threads'
import type { RoomId } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type { Claim, DocStore, LoadedLog, LogEntry, RecordAttribution } from '../../ports/DocStore.ts'
import { decodeRow, encodeStateRow, type LogRow } from './logRows.ts'
import type { WriterAnswer, WriterRequest, WriterWork } from './logWriter.ts'
import { openFile } from './openDatabase.ts'

/**
 * Opens the log in this SQLite file: WAL with `synchronous=FULL`, written by a dedicated thread,
 * read on this one.
 */
export async function openSqliteDocStore(file: string): Promise<DocStore> {
	const reader = await openFile(file)
	return new SqliteDocStore(reader, new WriterThread(file))
}

class SqliteDocStore implements DocStore {
	readonly #reader: Database
	readonly #writer: WriterThread
	#closing: Promise<void> | null = null

	constructor(reader: Database, writer: WriterThread) {
		this.#reader = reader
		this.#writer = writer
	}

	append(batch: readonly LogEntry[]): Promise<void> {
		return this.#closing ? Promise.reject(new Error('the log is closed')) : this.#writer.run({ batch })
	}

	load(room: RoomId): Promise<LoadedLog> {
		const { updates, damaged } = this.#read(room)
		const claims = this.#reader.prepare('SELECT client, owner FROM claim WHERE room = ?').all(room) as Claim[]
		return Promise.resolve({ updates, claims, quarantined: damaged.length })
	}

	attributions(room: RoomId, { after, until }: { after: number; until: number }): Promise<RecordAttribution[]> {
		const rows = this.#reader
			.prepare(
				`SELECT record, aspect, owner, max(at) AS at FROM touch WHERE room = ? AND at > ? AND at <= ?
				GROUP BY record, aspect, owner ORDER BY max(seq)`,
			)
			.all(room, after, until) as RecordAttribution[]
		return Promise.resolve(rows)
	}

	list(prefix: string): Promise<RoomId[]> {
		const rows = this.#reader
			.prepare('SELECT DISTINCT room FROM log WHERE room >= ? AND room < ?')
			.all(prefix, `${prefix}\u{10ffff}`) as { room: RoomId }[]
		return Promise.resolve(rows.map(({ room }) => room))
	}

	async compact(room: RoomId, merge: (updates: Uint8Array[]) => Promise<Uint8Array | null>): Promise<void> {
		const { updates, seqs, damaged } = this.#read(room)
		if (damaged.length > 0 || seqs.length < 2) return
		const state = await merge(updates)
		if (state) await this.#writer.run({ replacement: { room, seqs, state: encodeStateRow(state) } })
	}

	close(): Promise<void> {
		this.#closing ??= this.#writer.run({ close: true }).then(() => {
			this.#reader.close()
		})
		return this.#closing
	}

	/**
	 * The rows of a room that count. Where a state row is damaged, the rows that it replaced count
	 * again.
	 */
	#read(room: RoomId): { updates: Uint8Array[]; seqs: number[]; damaged: number[] } {
		const rows = this.#reader
			.prepare('SELECT seq, form, crc, bytes, retired FROM log WHERE room = ? ORDER BY seq')
			.all(room) as LogRow[]
		const decoded = rows.map((row) => ({ ...row, update: decodeRow(row) }))
		const damaged = new Set(decoded.filter((row) => row.update === null).map((row) => row.seq))
		const counting = decoded.filter((row) => row.retired === null || damaged.has(row.retired))
		const intact = counting.filter((row) => row.update !== null)
		return {
			updates: intact.map((row) => row.update as Uint8Array),
			seqs: intact.map((row) => row.seq),
			damaged: counting.filter((row) => row.update === null).map((row) => row.seq),
		}
	}
}

interface PendingWork {
	work: WriterWork
	resolve(): void
	reject(cause: Error): void
}

/**
 * The main thread's side of the log writer. It sends one request at a time; appends that arrive
 * meanwhile are committed together as the next batch, and with nothing running an append is sent at
 * once (LOG1).
 */
class WriterThread {
	readonly #file: string
	#worker: Worker
	#queue: PendingWork[] = []
	#running: PendingWork[] = []
	#nextId = 1

	constructor(file: string) {
		this.#file = file
		this.#worker = this.#start()
	}

	/** Runs after everything requested before; rejects, with nothing written, if it fails. */
	run(work: WriterWork): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#queue.push({ work, resolve, reject })
			this.#next()
		})
	}

	/** A thread that crashed is replaced: what comes next may well be written (ACK4). */
	#start(): Worker {
		const worker = new Worker(new URL('./logWriter.js', import.meta.url), { workerData: { file: this.#file } })
		worker.on('message', (answer: WriterAnswer) => this.#settle(answer.error))
		worker.on('error', (cause) => {
			this.#worker = this.#start()
			this.#settle(`its thread ended: ${cause.message}`)
		})
		return worker
	}

	#next(): void {
		const [first] = this.#queue
		if (this.#running.length > 0 || !first) return
		const count = 'batch' in first.work ? this.#queue.findIndex(({ work }) => !('batch' in work)) : 1
		this.#running = this.#queue.splice(0, count === -1 ? this.#queue.length : count)
		const work = 'batch' in first.work ? { batch: this.#running.flatMap(entriesOf) } : first.work
		this.#worker.postMessage({ ...work, id: this.#nextId++ } satisfies WriterRequest)
	}

	#settle(error: string | undefined): void {
		const settled = this.#running
		this.#running = []
		for (const pending of settled) {
			if (error === undefined) pending.resolve()
			else pending.reject(new Error(`the log could not be written: ${error}`))
		}
		this.#next()
	}
}

function entriesOf({ work }: PendingWork): readonly LogEntry[] {
	return 'batch' in work ? work.batch : []
}
