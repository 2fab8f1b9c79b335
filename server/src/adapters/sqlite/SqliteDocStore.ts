import type { RoomId } from '@charrette/shared'
import Database from 'better-sqlite3'
import type { Claim, DocStore, LoadedLog, LogEntry, Touch } from '../../ports/DocStore.ts'
import type { LogRow } from './logRows.ts'
import { CREATE_LOG, packState, unpackRow } from './logRows.ts'
import { WriterThread } from './WriterThread.ts'

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
		return this.#closing ? Promise.reject(new Error('the log is closed')) : this.#writer.do({ batch })
	}

	load(room: RoomId): Promise<LoadedLog> {
		const { updates, damaged } = this.#read(room)
		const claims = this.#reader.prepare('SELECT client, owner FROM claim WHERE room = ?').all(room) as Claim[]
		return Promise.resolve({ updates, claims, quarantined: damaged.length })
	}

	touches(room: RoomId, { after, until }: { after: number; until: number }): Promise<Touch[]> {
		const rows = this.#reader
			.prepare(
				`SELECT record, aspect, owner, max(at) AS at FROM touch WHERE room = ? AND at > ? AND at <= ?
				GROUP BY record, aspect, owner ORDER BY max(seq)`,
			)
			.all(room, after, until) as Touch[]
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
		if (state) await this.#writer.do({ replacement: { room, seqs, state: packState(state) } })
	}

	close(): Promise<void> {
		this.#closing ??= this.#writer.do({ close: true }).then(() => {
			this.#reader.close()
		})
		return this.#closing
	}

	/** A room's rows that count; where a state is damaged, those that it replaced count again. */
	#read(room: RoomId): { updates: Uint8Array[]; seqs: number[]; damaged: number[] } {
		const rows = this.#reader
			.prepare('SELECT seq, form, crc, bytes, retired FROM log WHERE room = ? ORDER BY seq')
			.all(room) as LogRow[]
		const unpacked = rows.map((row) => ({ ...row, update: unpackRow(row) }))
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
