/**
 * Stores a document on this device, so that unsaved edits survive a closed tab (ACK5).
 *
 * y-indexeddb writes each update and ignores errors. The number of unsaved edits is stored beside
 * the updates, one entry a tab. It is written in a transaction over both object stores, after the
 * transaction of the update. Overlapping transactions run in order: once this one is complete, the
 * update is stored too, unless the database has reported an abort.
 *
 * Once the document was in sync with the server and all of it is stored, the database is marked as
 * a whole copy. From then on, the copy is a whole board, which can be shown without a connection
 * (OFFLINE2).
 */
import type { RoomId } from '@charrette/shared'
import { IndexeddbPersistence, storeState } from 'y-indexeddb'
import type * as Y from 'yjs'
import { createObservable, type Observable } from '../connection/observable.ts'

/**
 * The time that the database has to load the stored copy. After it, the document is used without
 * the copy, which is merged when it arrives.
 */
const LOAD_TIMEOUT_MS = 2000
/**
 * The shortest time between two writes of the whole document. A failed write of an update requires
 * a write of the whole document.
 */
const FULL_WRITE_MS = 5000
/** The number of earlier epochs whose stored copies are removed. */
const MAX_OLD_EPOCHS = 20
const STORES = ['updates', 'custom']
const TABS = 'custom'
/** The key of the mark of a whole copy, in the same object store as the entries of the tabs. */
const WHOLE = 'whole'

interface OfflineStoreOptions {
	doc: Y.Doc
	room: RoomId
	/** The epoch of the room's document (REST1). */
	epoch: number
	/** The author of the edits: other people's edits in this browser are stored separately. */
	author: string
	/** Called with the number of unsaved edits of earlier visits, once they are in the document. */
	onFound(unsaved: number): void
}

export interface OfflineStore {
	/**
	 * Resolves once the document has the stored edits, or the database takes too long. Never rejects.
	 */
	ready: Promise<void>
	/** Resolves once the stored edits are in the document; false if they cannot be read. */
	isRead: Promise<boolean>
	/** Whether this device's copy is whole: the board was in sync with the server once. */
	isWhole: Observable<boolean>
	/** Called when the document is in sync with the server: once it is stored, its copy is whole. */
	markWhole(): void
	/** Sets the number of edits that are not saved on the server. */
	setUnsaved(unsaved: number): void
	/** Returns whether all edits up to the last `setUnsaved` are stored on this device. */
	isStored(): boolean
	/** Removes the stored copy. */
	discard(): void
	close(): void
}

/**
 * Loads the stored copy of a document and stores its edits from now on. Must be called before other
 * listeners are added to the document.
 */
export function openOfflineStore({ doc, room, epoch, author, onFound }: OfflineStoreOptions): OfflineStore {
	const nameOf = (number: number) => `charrette:${room}:${number}:${author}`
	// Not `crypto.randomUUID`: it does not exist on plain http addresses of a local network.
	const tab = `${Date.now()} ${Math.random()}`
	const persistence = openPersistence(nameOf(epoch), doc)
	let latest = { serial: 0, unsaved: 0 }
	let storedSerial = 0
	let isWriting = false
	/** False from a failed write of an update until the whole document has been written. */
	let isIntact = true
	let wholeWrittenAt = Number.NEGATIVE_INFINITY
	const isWhole = createObservable(false)
	/** Whether the mark of a whole copy has to be set, and whether it is set. */
	let whole = { isWanted: false, isMarked: false }

	for (let earlier = Math.max(1, epoch - MAX_OLD_EPOCHS); earlier < epoch; earlier++) removeDatabase(nameOf(earlier))

	function watch(db: IDBDatabase): void {
		db.addEventListener('abort', () => {
			isIntact = false
		})
		// The browser or another tab is removing the database: from now on nothing is stored or thrown.
		for (const event of ['versionchange', 'close']) db.addEventListener(event, disable)
	}

	function disable(): void {
		if (persistence) persistence.db = null
	}

	/**
	 * Sums up the unsaved edits of all tabs, open or closed, in the entry of this tab: this document
	 * contains their edits too.
	 */
	function takeOverCounts(db: IDBDatabase): Promise<number> {
		return new Promise((resolve, reject) => {
			let sum = 0
			const transaction = db.transaction(TABS, 'readwrite')
			const tabs = transaction.objectStore(TABS)
			const mark = tabs.get(WHOLE)
			const found = tabs.getAll()
			found.onsuccess = () => {
				for (const count of found.result) if (typeof count === 'number') sum += count
				tabs.clear()
				if (sum > 0) tabs.put(sum, tab)
				if (mark.result === true) tabs.put(true, WHOLE)
			}
			transaction.oncomplete = () => {
				whole.isMarked = mark.result === true
				resolve(sum)
			}
			transaction.onabort = () => reject(transaction.error)
		})
	}

	async function load(): Promise<boolean> {
		try {
			// If opening fails, `whenSynced` never resolves.
			await persistence?._db
			await persistence?.whenSynced
			if (!persistence?.db) return false
			watch(persistence.db)
			const unsaved = await takeOverCounts(persistence.db)
			if (unsaved > 0 && persistence.db) onFound(unsaved)
			else write()
			isWhole.set(whole.isMarked)
			return true
		} catch {
			// Nothing is stored in this session: `isStored` stays false.
			disable()
			return false
		}
	}

	function write(): void {
		const db = persistence?.db
		if (!persistence || !db || (isIntact && storedSerial === latest.serial)) return
		if (!isIntact && performance.now() - wholeWrittenAt < FULL_WRITE_MS) return
		const { serial, unsaved } = latest
		isWriting = true
		if (!isIntact) {
			isIntact = true
			wholeWrittenAt = performance.now()
			storeState(persistence).catch(ignore)
		}
		const transaction = db.transaction(STORES, 'readwrite')
		const tabs = transaction.objectStore(TABS)
		if (unsaved > 0) tabs.put(unsaved, tab)
		else tabs.delete(tab)
		const end = (isStored: boolean) => {
			isWriting = false
			if (isStored && isIntact) storedSerial = serial
			if (isStored && isIntact && whole.isWanted) setMark()
			if (latest.serial !== serial) write()
		}
		transaction.oncomplete = () => end(true)
		transaction.onabort = () => {
			isIntact = false
			end(false)
		}
	}

	/** Marks the copy as whole. Called once everything up to the mark is stored. */
	function setMark(): void {
		if (!persistence?.db || !persistence.synced || whole.isMarked) return
		whole = { isWanted: false, isMarked: true }
		persistence.db.transaction(TABS, 'readwrite').objectStore(TABS).put(true, WHOLE)
	}

	const isRead = load()
	return {
		ready: withTimeout(isRead),
		isRead,
		isWhole,
		markWhole() {
			if (whole.isMarked || whole.isWanted) return
			whole.isWanted = true
			// Writes in a transaction after those of the document's updates: once it is complete, they
			// are stored.
			latest = { ...latest, serial: latest.serial + 1 }
			if (!isWriting) write()
		},
		setUnsaved(unsaved) {
			latest = { serial: latest.serial + 1, unsaved }
			// One transaction at a time; the next one writes the newest number.
			if (!isWriting) write()
		},
		isStored: () => Boolean(persistence?.db && persistence.synced) && isIntact && storedSerial === latest.serial,
		discard() {
			disable()
			void persistence?.destroy().catch(ignore)
			removeDatabase(nameOf(epoch))
		},
		close() {
			write()
			disable()
			void persistence?.destroy().catch(ignore)
		},
	}
}

/** Creates a store that stores nothing, for clients that edit nothing. */
export function noOfflineStore(): OfflineStore {
	return {
		ready: Promise.resolve(),
		isRead: Promise.resolve(false),
		isWhole: createObservable(false),
		markWhole: ignore,
		setUnsaved: ignore,
		isStored: () => false,
		discard: ignore,
		close: ignore,
	}
}

function openPersistence(name: string, doc: Y.Doc): IndexeddbPersistence | null {
	try {
		return typeof indexedDB === 'undefined' ? null : new IndexeddbPersistence(name, doc)
	} catch {
		// Some browsers throw as soon as IndexedDB is used.
		return null
	}
}

function removeDatabase(name: string): void {
	try {
		indexedDB.deleteDatabase(name)
	} catch {
		// There is no IndexedDB: nothing to remove.
	}
}

/** Resolves with `work`, or after LOAD_TIMEOUT_MS. */
function withTimeout(work: Promise<unknown>): Promise<void> {
	let timer: ReturnType<typeof setTimeout> | undefined
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, LOAD_TIMEOUT_MS)
	})
	return Promise.race([work, late]).then(() => clearTimeout(timer))
}

function ignore(): void {}
