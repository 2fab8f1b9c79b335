/**
 * The copies of documents on this device, and those of a board's former documents. After a restore
 * that replaces the document (REST1b), the server takes no edit of the former one. The cards with
 * edits that never arrived are offered to their author for the new document (REST1g); then the
 * copies are removed.
 */
import { BoardProjection, type CardShape, isCard, type Records, type RoomId, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'

/** The number of earlier epochs whose copies are read. */
const MAX_FORMER_EPOCHS = 20

/** The cards of former documents that never arrived at the server. */
export interface FormerCards {
	cards: readonly CardShape[]
	/** Removes the copies, once the cards were added or discarded. */
	forget(): void
}

interface CopyOptions {
	room: RoomId
	epoch: number
	/** The author of the edits. */
	author: string
}

/** The object stores of a copy: the document's updates, and the entries of the tabs. */
export const STORES = ['updates', 'custom'] as const

/** Returns the name of the database with a copy. */
export function copyName({ room, epoch, author }: CopyOptions): string {
	return `charrette:${room}:${epoch}:${author}`
}

/** Reads a stored entry: the records with unsaved edits; earlier releases stored their number. */
export function unsavedIn(entry: unknown): string[] {
	if (typeof entry === 'number') return Array.from({ length: entry }, (_, at) => `edit ${at}`)
	return Array.isArray(entry) ? entry.filter((id) => typeof id === 'string') : []
}

/** Removes a copy from this device. */
export function removeDatabase(name: string): void {
	try {
		indexedDB.deleteDatabase(name)
	} catch {
		// There is no IndexedDB: nothing to remove.
	}
}

/**
 * Reads the cards with unsaved edits in the copies of documents before this epoch, and removes the
 * copies without any.
 */
export async function readFormerCards({ room, epoch, author }: CopyOptions): Promise<FormerCards> {
	const cards = new Map<string, CardShape>()
	const kept: string[] = []
	for (let former = Math.max(1, epoch - MAX_FORMER_EPOCHS); former < epoch; former++) {
		const name = copyName({ room, epoch: former, author })
		const found = await readUnsavedCards(name).catch(() => [])
		for (const card of found) cards.set(card.id, card)
		if (found.length > 0) kept.push(name)
		else removeDatabase(name)
	}
	return { cards: [...cards.values()], forget: () => kept.forEach(removeDatabase) }
}

/**
 * Returns the cards that the current document lacks, or has with another text. If there are none,
 * removes the copies and returns null.
 */
export function missingCards({ cards, forget }: FormerCards, records: Records): FormerCards | null {
	const { shown } = projectionOf(records)
	const missing = cards.filter(({ id, props }) => {
		const now = shown.get(id)
		return props.text.trim() !== '' && !(isCard(now) && now.props.text === props.text)
	})
	if (missing.length > 0) return { cards: missing, forget }
	forget()
	return null
}

async function readUnsavedCards(name: string): Promise<CardShape[]> {
	const db = await openExisting(name)
	if (!db) return []
	const doc = new Y.Doc()
	try {
		const transaction = db.transaction(STORES)
		const [updates, entries] = await Promise.all(STORES.map((store) => readAll(transaction.objectStore(store))))
		const unsaved = new Set((entries ?? []).flatMap(unsavedIn))
		if (unsaved.size === 0) return []
		for (const update of updates ?? []) if (update instanceof Uint8Array) Y.applyUpdate(doc, update)
		const { shown } = projectionOf(recordsOf(doc))
		return [...shown.values()].filter(isCard).filter(({ id }) => unsaved.has(id))
	} finally {
		db.close()
		doc.destroy()
	}
}

function projectionOf(records: Records): BoardProjection {
	const projection = new BoardProjection(records)
	projection.readAll()
	return projection
}

/** Opens a database; null if it does not exist. It is not created. */
function openExisting(name: string): Promise<IDBDatabase | null> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(name)
		let isNew = false
		request.onupgradeneeded = () => {
			isNew = true
			request.transaction?.abort()
		}
		request.onsuccess = () => resolve(request.result)
		request.onerror = () => (isNew ? resolve(null) : reject(request.error))
	})
}

function readAll(store: IDBObjectStore): Promise<unknown[]> {
	return new Promise((resolve, reject) => {
		const request = store.getAll()
		request.onsuccess = () => resolve(request.result)
		request.onerror = () => reject(request.error)
	})
}
