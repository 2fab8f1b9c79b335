import { Worker } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import type { RoomId } from '@charrette/shared'
import Database from 'better-sqlite3'
import type { DocStore, LoadedLog, LogEntry } from '../../ports/DocStore.ts'
import type { WriterAnswer, WriterRequest } from './logWriter.ts'

const CREATE_LOG = `
	CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY, room TEXT NOT NULL, at INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL);
	CREATE INDEX IF NOT EXISTS log_by_room ON log (room, seq);
`

interface Waiting {
	batch: readonly LogEntry[]
	resolve(): void
	reject(cause: Error): void
}

/**
 * The log in a SQLite file: WAL with `synchronous=FULL`, written by a thread of its own in group commits (LOG1). While
 * the thread commits, everything that comes in waits together and goes into the next commit; an idle thread commits at once.
 */
export class SqliteDocStore implements DocStore {
	readonly #reader: Database.Database
	readonly #writer: Worker
	#nextId = 1
	#waiting: Waiting[] = []
	#writing: Waiting[] | null = null
	#closing: { promise: Promise<void>; done(): void } | null = null

	/** Opens the log in this file, making it if there is none. */
	constructor(file: string) {
		this.#reader = new Database(file, { timeout: 5000 })
		this.#reader.pragma('journal_mode = WAL')
		this.#reader.pragma('trusted_schema = OFF')
		this.#reader.exec(CREATE_LOG)
		this.#writer = new Worker(new URL('./logWriter.js', import.meta.url), { workerData: { file } })
		this.#writer.on('message', (answer: WriterAnswer) => this.#onAnswer(answer))
		this.#writer.on('error', (cause) => this.#onAnswer({ id: 0, error: String(cause) }))
	}

	append(batch: readonly LogEntry[]): Promise<void> {
		if (this.#closing) return Promise.reject(new Error('the log is closed'))
		return new Promise((resolve, reject) => {
			this.#waiting.push({ batch, resolve, reject })
			this.#writeNext()
		})
	}

	load(room: RoomId): Promise<LoadedLog> {
		const rows = this.#reader.prepare('SELECT crc, bytes FROM log WHERE room = ? ORDER BY seq').all(room) as {
			crc: number
			bytes: Buffer
		}[]
		const sound = rows.filter((row) => crc32(row.bytes) === row.crc)
		return Promise.resolve({ updates: sound.map((row) => row.bytes), quarantined: rows.length - sound.length })
	}

	close(): Promise<void> {
		if (this.#closing) return this.#closing.promise
		let done = () => {}
		const promise = new Promise<void>((resolve) => {
			done = resolve
		})
		this.#closing = { promise, done }
		this.#writeNext()
		return promise
	}

	#post(request: WriterRequest): void {
		this.#writer.postMessage(request)
	}

	#writeNext(): void {
		if (this.#writing) return
		if (this.#waiting.length > 0) {
			this.#writing = this.#waiting
			this.#waiting = []
			this.#post({ id: this.#nextId++, batch: this.#writing.flatMap((waiting) => waiting.batch) })
		} else if (this.#closing) {
			this.#writing = []
			this.#post({ id: this.#nextId++, close: true })
		}
	}

	#onAnswer(answer: WriterAnswer): void {
		const written = this.#writing ?? []
		this.#writing = null
		for (const waiting of written) {
			if (answer.error === undefined) waiting.resolve()
			else waiting.reject(new Error(`the log could not be written: ${answer.error}`))
		}
		if (this.#closing && written.length === 0) {
			this.#reader.close()
			this.#closing.done()
		} else this.#writeNext()
	}
}

/** Opens the log of Yjs updates in this SQLite file. */
export function openSqliteDocStore(file: string): Promise<DocStore> {
	return Promise.resolve(new SqliteDocStore(file))
}
