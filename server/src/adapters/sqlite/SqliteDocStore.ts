import { Worker } from 'node:worker_threads'
import type { RoomId } from '@charrette/shared'
import Database from 'better-sqlite3'
import type { Claim, DocStore, LoadedLog, LogEntry, RecordAttribution } from '../../ports/DocStore.ts'
import { CREATE_LOG, decodeRow, encodeStateRow, type LogRow } from './logRows.ts'
import type { WriterAnswer, WriterRequest, WriterWork } from './logWriter.ts'

/** The log in a SQLite file: WAL with `synchronous=FULL`, written by a thread of its own, read here. */
class SqliteDocStore implements DocStore {
	readonly #reader: Database.Database
	readonly #writer: WriterThread
	#closing: Promise<void> | null = null

	/** Opens the log in this file, making it if there is none. */
	constructor(file: string) {
		this.#reader = new Database(file, { timeout: 5000 })
		this.#reader.pragma('journal_mode = WAL')
		this.#reader.pragma('trusted_schema = OFF')
		this.#reader.exec(CREATE_LOG)
		this.#writer = new WriterThread(file)
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

	/** A room's rows that count; where a state is damaged, those that it replaced count again. */
	#read(room: RoomId): { updates: Uint8Array[]; seqs: number[]; damaged: number[] } {
		const rows = this.#reader
			.prepare('SELECT seq, form, crc, bytes, retired FROM log WHERE room = ? ORDER BY seq')
			.all(room) as LogRow[]
		const unpacked = rows.map((row) => ({ ...row, update: decodeRow(row) }))
		const damaged = new Set(unpacked.filter((row) => row.update === null).map((row) => row.seq))
		const counting = unpacked.filter((row) => row.retired === null || damaged.has(row.retired))
		const sound = counting.filter((row) => row.update !== null)
		return {
			updates: sound.map((row) => row.update as Uint8Array),
			seqs: sound.map((row) => row.seq),
			damaged: counting.filter((row) => row.update === null).map((row) => row.seq),
		}
	}
}

/** Opens the log of Yjs updates in this SQLite file. */
export function openSqliteDocStore(file: string): Promise<DocStore> {
	return Promise.resolve(new SqliteDocStore(file))
}

interface Waiting {
	work: WriterWork
	resolve(): void
	reject(cause: Error): void
}

/**
 * The near side of the writer thread: one request at a time. While it is at work, appends wait together and go into
 * the next commit as one batch; idle, it takes an append at once (LOG1).
 */
class WriterThread {
	readonly #file: string
	#worker: Worker
	#queue: Waiting[] = []
	#atWork: Waiting[] = []
	#nextId = 1

	constructor(file: string) {
		this.#file = file
		this.#worker = this.#start()
	}

	/** Does this after all that was asked before; rejects, with nothing written, if it can't be done. */
	run(work: WriterWork): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#queue.push({ work, resolve, reject })
			this.#next()
		})
	}

	/** A thread that fell over is followed by another: what comes next may well be written (ACK4). */
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
		if (this.#atWork.length > 0 || !first) return
		const count = 'batch' in first.work ? this.#queue.findIndex(({ work }) => !('batch' in work)) : 1
		this.#atWork = this.#queue.splice(0, count === -1 ? this.#queue.length : count)
		const work = 'batch' in first.work ? { batch: this.#atWork.flatMap(entriesOf) } : first.work
		this.#worker.postMessage({ ...work, id: this.#nextId++ } satisfies WriterRequest)
	}

	#settle(error: string | undefined): void {
		const done = this.#atWork
		this.#atWork = []
		for (const waiting of done) {
			if (error === undefined) waiting.resolve()
			else waiting.reject(new Error(`the log could not be written: ${error}`))
		}
		this.#next()
	}
}

function entriesOf({ work }: Waiting): readonly LogEntry[] {
	return 'batch' in work ? work.batch : []
}
