/**
 * Keeps a document on this device, so that edits which are not yet saved survive a closed tab (ACK5).
 *
 * y-indexeddb writes each update and swallows what goes wrong; a number of unsaved edits lies beside, one entry a tab.
 * The number is written in a transaction over both stores after the update's own: transactions that overlap run in
 * their order, so when it is done the update is stored too, unless the database told of one that was aborted.
 */
import type { RoomId } from '@charrette/shared'
import { IndexeddbPersistence, storeState } from 'y-indexeddb'
import type * as Y from 'yjs'

/** A browser whose database is slow or does not answer goes on without; what comes later is merged then. */
const LOAD_TIMEOUT_MS = 2000
/** At most so often is the whole document written after an update could not be. */
const FULL_WRITE_MS = 5000
/** So many earlier documents of the room are looked for. */
const MAX_OLD_EPOCHS = 20
const STORES = ['updates', 'custom']
const TABS = 'custom'

export interface OfflineStoreOptions {
	doc: Y.Doc
	room: RoomId
	/** Which document of the room this is (REST1). */
	epoch: number
	/** Whose edits: nobody else's in this browser are mixed with them. */
	who: string
	/** Told of the unsaved edits of earlier visits, once they are in the document. */
	onFound(unsaved: number): void
}

export interface OfflineStore {
	/** Resolves once the document holds what was kept, or the database takes too long. Does not fail. */
	ready: Promise<void>
	/** Says how many edits are not saved now. */
	setUnsaved(unsaved: number): void
	/** Whether everything up to the last note is on this device for sure. */
	isStored(): boolean
	/** Removes what was kept: it must not come back. */
	discard(): void
	close(): void
}

/** Keeps this document's edits from now on. To be called before anything else listens to the document. */
export function openOfflineStore({ doc, room, epoch, who, onFound }: OfflineStoreOptions): OfflineStore {
	const nameOf = (number: number) => `charrette:${room}:${number}:${who}`
	// Not `crypto.randomUUID`: on a plain http address of the house there is none.
	const tab = `${Date.now()} ${Math.random()}`
	const persistence = openPersistence(nameOf(epoch), doc)
	let noted = { serial: 0, unsaved: 0 }
	let storedSerial = 0
	let isWriting = false
	/** False from a lost update until the whole document was written. */
	let isIntact = true
	let healedAt = Number.NEGATIVE_INFINITY

	for (let earlier = Math.max(1, epoch - MAX_OLD_EPOCHS); earlier < epoch; earlier++) removeDatabase(nameOf(earlier))

	function watch(db: IDBDatabase): void {
		db.addEventListener('abort', () => {
			isIntact = false
		})
		// Another tab removes the database, or the browser does: from here on nothing is kept, and nothing throws.
		for (const event of ['versionchange', 'close']) db.addEventListener(event, letGo)
	}

	function letGo(): void {
		if (persistence) persistence.db = null
	}

	/** Takes over the numbers that other tabs left, alive or not: their edits are in this document too. */
	function takeOver(db: IDBDatabase): Promise<number> {
		return new Promise((resolve, reject) => {
			let sum = 0
			const transaction = db.transaction(TABS, 'readwrite')
			const tabs = transaction.objectStore(TABS)
			const found = tabs.getAll()
			found.onsuccess = () => {
				for (const count of found.result) if (typeof count === 'number') sum += count
				tabs.clear()
				if (sum > 0) tabs.put(sum, tab)
			}
			transaction.oncomplete = () => resolve(sum)
			transaction.onabort = () => reject(transaction.error)
		})
	}

	async function load(): Promise<void> {
		try {
			// Opening may fail, and then the other promise never comes.
			await persistence?._db
			await persistence?.whenSynced
			if (!persistence?.db) return
			watch(persistence.db)
			const unsaved = await takeOver(persistence.db)
			if (unsaved > 0 && persistence.db) onFound(unsaved)
			else write()
		} catch {
			// Nothing is kept then, which `isStored` says for ever.
			letGo()
		}
	}

	function write(): void {
		const db = persistence?.db
		if (!persistence || !db || (isIntact && storedSerial === noted.serial)) return
		if (!isIntact && performance.now() - healedAt < FULL_WRITE_MS) return
		const { serial, unsaved } = noted
		isWriting = true
		if (!isIntact) {
			isIntact = true
			healedAt = performance.now()
			storeState(persistence).catch(ignore)
		}
		const transaction = db.transaction(STORES, 'readwrite')
		const tabs = transaction.objectStore(TABS)
		if (unsaved > 0) tabs.put(unsaved, tab)
		else tabs.delete(tab)
		const end = (isStored: boolean) => {
			isWriting = false
			if (isStored && isIntact) storedSerial = serial
			if (noted.serial !== serial) write()
		}
		transaction.oncomplete = () => end(true)
		transaction.onabort = () => {
			isIntact = false
			end(false)
		}
	}

	return {
		ready: withTimeout(load()),
		setUnsaved(unsaved) {
			noted = { serial: noted.serial + 1, unsaved }
			// One transaction at a time; the one after it takes the newest number.
			if (!isWriting) write()
		},
		isStored: () => Boolean(persistence?.db && persistence.synced) && isIntact && storedSerial === noted.serial,
		discard() {
			letGo()
			void persistence?.destroy().catch(ignore)
			removeDatabase(nameOf(epoch))
		},
		close() {
			write()
			letGo()
			void persistence?.destroy().catch(ignore)
		},
	}
}

/** For those who edit nothing. */
export function noOfflineStore(): OfflineStore {
	return { ready: Promise.resolve(), setUnsaved: ignore, isStored: () => false, discard: ignore, close: ignore }
}

function openPersistence(name: string, doc: Y.Doc): IndexeddbPersistence | null {
	try {
		return typeof indexedDB === 'undefined' ? null : new IndexeddbPersistence(name, doc)
	} catch {
		// Some browsers throw at the mere mention of a database.
		return null
	}
}

function removeDatabase(name: string): void {
	try {
		indexedDB.deleteDatabase(name)
	} catch {
		// No database at all: nothing to remove.
	}
}

/** Resolves with `work`, or when it takes too long. */
function withTimeout(work: Promise<void>): Promise<void> {
	let timer: ReturnType<typeof setTimeout> | undefined
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, LOAD_TIMEOUT_MS)
	})
	return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function ignore(): void {}
