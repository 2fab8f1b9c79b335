import { documentOf, type RoomId } from '@charrette/shared'
import type * as Y from 'yjs'
import type { DocStore } from '../ports/DocStore.ts'

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

/** Reads documents that a restore has replaced (REST1). */
export class ReplacedDocuments {
	readonly #docStore: DocStore
	readonly #unwritten = new Map<RoomId, Promise<unknown>>()

	constructor(docStore: DocStore) {
		this.#docStore = docStore
	}

	/** Notes that a document was replaced; its last edits are on disk once `written` settles. */
	add(log: RoomId, written: Promise<unknown>): void {
		// An edit that could not be written was not acked either.
		const done = written.catch(() => {}).finally(() => this.#unwritten.delete(log))
		this.#unwritten.set(log, done)
	}

	/**
	 * Reads a document with all edits that were acked before its members were closed. Its log takes no more: edits that a slower
	 * node still accepts are not acked (REST1).
	 */
	async read<T>(log: RoomId, read: (doc: Y.Doc) => T): Promise<T> {
		await this.#unwritten.get(log)
		await this.#docStore.endLog(log)
		const { updates } = await this.#docStore.load(log)
		const doc = documentOf(updates)
		try {
			return read(doc)
		} finally {
			doc.destroy()
		}
	}
}
