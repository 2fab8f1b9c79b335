/**
 * The databases of this device with copies of boards (ACK5), one for each workshop, so that all of
 * a workshop can be removed at once (OFFLINE6).
 *
 * A copy is the list of updates of a document. Each tab appends its own updates. When there are
 * many, a tab replaces those that its document contains, and no others, by one update. Tabs
 * therefore never remove each other's edits.
 */
import type { WorkshopId } from '@charrette/shared'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { COPY_PREFIX } from './storageKeys.ts'

interface CopySchema extends DBSchema {
	/** The updates of all copies, in the order in which they were stored. */
	updates: { key: number; value: { copy: string; update: Uint8Array }; indexes: { copy: string } }
	/** The ids of the records with unsaved edits, by copy and tab. */
	unsaved: { key: [copy: string, tab: string]; value: readonly string[] }
	/** The copies by name. A copy that was removed and made again has another id. */
	copies: { key: string; value: { id: string; isWhole: boolean } }
	/** The time of the last use of the database, in ms since 1970. */
	usage: { key: 'usedAt'; value: number }
}

export const STORES = ['updates', 'unsaved', 'copies', 'usage'] as const

export type CopyDatabase = IDBPDatabase<CopySchema>

/** The name of a copy: its room, the epoch of the room's document, and the author of the edits. */
export type CopyName = string

const VERSION = 1
/** The time without use after which a workshop's copies are removed. */
export const UNUSED_MS = 90 * 24 * 60 * 60_000

/**
 * Opens the database of a workshop, which is created if it does not exist. `onLost` is called when
 * the browser or another tab removes the database; the connection is closed then.
 */
export async function openCopies(workshop: WorkshopId, onLost: () => void = () => {}): Promise<CopyDatabase> {
	const db = await openDB<CopySchema>(COPY_PREFIX + workshop, VERSION, {
		upgrade(created, _former, _version, transaction) {
			created.createObjectStore('updates', { autoIncrement: true }).createIndex('copy', 'copy')
			created.createObjectStore('unsaved')
			created.createObjectStore('copies')
			created.createObjectStore('usage')
			// Without this time, a page that cleans up would remove the database before its first copy.
			void transaction.objectStore('usage').put(Date.now(), 'usedAt')
		},
		terminated: onLost,
	})
	db.addEventListener('versionchange', () => {
		db.close()
		onLost()
	})
	return db
}

/** Returns the range of the entries of a copy in `unsaved`. */
export function entriesOf(copy: CopyName): IDBKeyRange {
	return IDBKeyRange.bound([copy], [copy, []])
}

/** Removes a copy, whose open tabs then store nothing more. */
export async function removeCopy(db: CopyDatabase, copy: CopyName): Promise<void> {
	const transaction = db.transaction(STORES, 'readwrite')
	const updates = transaction.objectStore('updates')
	await Promise.all([
		transaction.objectStore('copies').delete(copy),
		transaction.objectStore('unsaved').delete(entriesOf(copy)),
		updates
			.index('copy')
			.getAllKeys(copy)
			.then((keys) => Promise.all(keys.map((key) => updates.delete(key)))),
		transaction.done,
	])
}
