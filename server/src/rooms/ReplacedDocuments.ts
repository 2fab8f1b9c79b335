import type { RoomId } from '@charrette/shared'
import * as Y from 'yjs'
import type { DocStore } from '../ports/DocStore.ts'

/** Documents that others have taken the place of (REST1), by their logs. */
export class ReplacedDocuments {
	readonly #docStore: DocStore
	readonly #unwritten = new Map<RoomId, Promise<unknown>>()

	constructor(docStore: DocStore) {
		this.#docStore = docStore
	}

	/** Another document takes the place of this one, whose last edits are being written. */
	add(log: RoomId, written: Promise<unknown>): void {
		// What could not be written was not called saved either.
		const done = written.catch(() => {}).finally(() => this.#unwritten.delete(log))
		this.#unwritten.set(log, done)
	}

	/** Reads one with all that its members did until they had to leave it. */
	async read<T>(log: RoomId, read: (doc: Y.Doc) => T): Promise<T> {
		await this.#unwritten.get(log)
		const { updates } = await this.#docStore.load(log)
		const doc = new Y.Doc()
		try {
			doc.transact(() => {
				for (const update of updates) Y.applyUpdate(doc, update)
			})
			return read(doc)
		} finally {
			doc.destroy()
		}
	}
}

/** Where a room's log is kept: each epoch has its own, so that a document that was replaced is still there (REST1). */
export function logAtEpoch(room: RoomId, epoch: number): RoomId {
	return epoch === 1 ? room : (`${room}@${epoch}` as RoomId)
}

/** Where all documents of a room are kept, up to that of this epoch. */
export function logsUpToEpoch(room: RoomId, epoch: number): RoomId[] {
	return Array.from({ length: epoch }, (_, past) => logAtEpoch(room, past + 1))
}
