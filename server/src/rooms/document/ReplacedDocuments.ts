import { type Board, type BoardId, boardRoom, epochOf, type RoomId } from '@charrette/shared'
import type { DocStore, RecordAttribution } from '../../ports/DocStore.ts'
import { FORM, type LogCopy, packLog } from '../../ports/LogCopy.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import type { RecordAspect } from './AttributionLog.ts'

/**
 * The log of a room's document. Each epoch has a log of its own, so a replaced document stays
 * readable (REST1).
 */
export function logAtEpoch(room: RoomId, epoch: number): RoomId {
	return epoch === 1 ? room : (`${room}@${epoch}` as RoomId)
}

/** The logs of all documents of a room up to this epoch. */
export function logsUpToEpoch(room: RoomId, epoch: number): RoomId[] {
	return Array.from({ length: epoch }, (_, index) => logAtEpoch(room, index + 1))
}

/** A document that is to replace the one of a board. */
export interface Replacement {
	/** A full update (V1). */
	state: Uint8Array
	/** The changes that it makes, by the command of `author`. */
	changes: readonly RecordAspect[]
	author: string
}

/** Writes the documents that replace others, and reads those that were replaced (REST1). */
export class ReplacedDocuments {
	readonly #docStore: DocStore
	readonly #unwritten = new Map<RoomId, Promise<unknown>>()
	/**
	 * The last replacement of each board that is being written. Each chooses its epoch after the
	 * previous one.
	 */
	readonly #replacements = new Map<BoardId, Promise<number>>()

	constructor(docStore: DocStore) {
		this.#docStore = docStore
	}

	/** Registers a replaced document, whose last edits are on disk once `written` settles. */
	add(log: RoomId, written: Promise<unknown>): void {
		// An edit that could not be written was not acked either.
		const done = written.catch(() => {}).finally(() => this.#unwritten.delete(log))
		this.#unwritten.set(log, done)
	}

	/**
	 * Copies a document with all edits that were acked before its members were closed. Ends its log
	 * first, so that edits that a slower node still accepts are not acked (REST1).
	 */
	async copy(log: RoomId): Promise<LogCopy> {
		await this.#unwritten.get(log)
		await this.#docStore.endLog(log)
		const copy = await this.#docStore.copy(log, { isUrgent: true })
		return copy ?? packLog((await this.#docStore.load(log)).updates.map((bytes) => ({ form: FORM.update, bytes })))
	}

	/**
	 * Writes a document (V1 update) that is to replace the one of a board, with its attributions, and
	 * returns its epoch.
	 */
	async write(board: Board, update: Uint8Array, attributionsOf: () => Promise<RecordAttribution[]>): Promise<number> {
		const before = this.#replacements.get(board.id) ?? Promise.resolve(0)
		const replacement = before.catch(() => {}).then(async () => this.#writeNext(board, update, await attributionsOf()))
		this.#replacements.set(board.id, replacement)
		try {
			return await replacement
		} finally {
			if (this.#replacements.get(board.id) === replacement) this.#replacements.delete(board.id)
		}
	}

	async #writeNext(board: Board, update: Uint8Array, attributions: RecordAttribution[]): Promise<number> {
		// A log that no workshop ever named, because the process ended first, stays unused.
		for (let epoch = epochOf(board) + 1; ; epoch++) {
			const room = logAtEpoch(boardRoom(board.id), epoch)
			if (await withStorageErrors(() => this.#docStore.startLog({ room, update, attributions }))) return epoch
		}
	}
}
