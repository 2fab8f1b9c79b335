import type { RoomId } from '@charrette/shared'
import type { Logger } from 'pino'
import type { DocStore, LogPosition, LogRowId } from '../../ports/DocStore.ts'
import type { SeenRows } from './RoomReplication.ts'

/** A room whose log is also written by other nodes. */
interface WatchedRoom {
	/** The name of its log. */
	readonly logId: RoomId
	catchUp(): Promise<void>
}

export interface LogWatchDeps {
	docStore: Pick<DocStore, 'rowsAfter'>
	/** The rooms that are open here. */
	rooms(): Iterable<WatchedRoom>
	/** How often the log is checked. */
	checkMs: number
	logger: Logger
}

/**
 * Checks at short intervals which rows other nodes have written to the logs of the open rooms, and
 * makes the rooms that lack a row read their log. So a lost message delays edits, but loses none
 * (NODE2). A check is one query for the ids of new rows.
 */
export class LogWatch implements SeenRows {
	readonly #deps: LogWatchDeps
	readonly #timer: NodeJS.Timeout
	#position: LogPosition | null = null
	/** The rows that were written here or arrived by the broadcast since the last check. */
	#known = new Set<LogRowId>()
	#checking: Promise<void> | null = null
	#isFailing = false

	constructor(deps: LogWatchDeps) {
		this.#deps = deps
		this.#timer = setInterval(() => void this.check(), deps.checkMs).unref()
	}

	add(row: LogRowId): void {
		this.#known.add(row)
	}

	/** Checks the log once, or waits for a check that is running. */
	check(): Promise<void> {
		this.#checking ??= this.#check().finally(() => {
			this.#checking = null
		})
		return this.#checking
	}

	/** Ends the checks; resolves once none runs. */
	async close(): Promise<void> {
		clearInterval(this.#timer)
		await this.#checking
	}

	async #check(): Promise<void> {
		const { docStore, rooms, logger } = this.#deps
		const open = new Map(this.#position === null ? [] : [...rooms()].map((room) => [room.logId, room]))
		const known = this.#known
		this.#known = new Set()
		try {
			const { rows, position } = await docStore.rowsAfter(this.#position, [...open.keys()])
			this.#position = position
			const missing = rows.filter(({ id }) => !known.has(id) && !this.#known.has(id))
			const behind = new Set(missing.map(({ room }) => open.get(room)))
			// A room that was opened meanwhile was not part of the query, and was perhaps loaded before
			// the new position.
			for (const room of rooms()) if (!open.has(room.logId)) behind.add(room)
			await Promise.all([...behind].map((room) => room?.catchUp()))
			if (this.#isFailing) logger.info({}, 'the log is read again')
			this.#isFailing = false
		} catch (cause) {
			for (const row of known) this.#known.add(row)
			if (!this.#isFailing) logger.warn({ err: cause }, 'the log cannot be read')
			this.#isFailing = true
		}
	}
}
