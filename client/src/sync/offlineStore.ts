/**
 * Stores a document on this device, so that unsaved edits survive a closed tab (ACK5).
 *
 * y-indexeddb writes each update and ignores errors. The ids of the records with unsaved edits are
 * stored beside the updates, one entry a tab. It is written in a transaction over both object
 * stores, after the transaction of the update. Overlapping transactions run in order: once this one
 * is complete, the update is stored too, unless the database has reported an abort.
 *
 * Once the document was in sync with the server and all of it is stored, the database is marked as
 * a whole copy. From then on, the copy is a whole board, which can be shown without a connection
 * (OFFLINE2).
 */
import type { RoomId } from '@charrette/shared'
import { IndexeddbPersistence, storeState } from 'y-indexeddb'
import type * as Y from 'yjs'
import { createObservable, type Observable } from '../connection/observable.ts'
import { copyName, removeDatabase, STORES, unsavedIn } from './deviceCopies.ts'

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
	/** Called with the records with unsaved edits of earlier visits, once in the document. */
	onFound(unsaved: readonly string[]): void
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
	/** Sets the records with edits that are not saved on the server. */
	setUnsaved(unsaved: readonly string[]): void
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
	const name = copyName({ room, epoch, author })
	// Not `crypto.randomUUID`: it does not exist on plain http addresses of a local network.
	const tab = `${Date.now()} ${Math.random()}`
	const persistence = openPersistence(name, doc)
	let latest: { serial: number; unsaved: readonly string[] } = { serial: 0, unsaved: [] }
	let storedSerial = 0
	let isWriting = false
	/** False from a failed write of an update until the whole document has been written. */
	let isIntact = true
	let wholeWrittenAt = Number.NEGATIVE_INFINITY
	const isWhole = createObservable(false)
	/** Whether the mark of a whole copy has to be set, and whether it is set. */
	let whole = { isWanted: false, isMarked: false }

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
	 * Collects the unsaved edits of all tabs, open or closed, in the entry of this tab: this document
	 * contains their edits too.
	 */
	function takeOverEntries(db: IDBDatabase): Promise<readonly string[]> {
		return new Promise((resolve, reject) => {
			let unsaved: readonly string[] = []
			const transaction = db.transaction(TABS, 'readwrite')
			const tabs = transaction.objectStore(TABS)
			const mark = tabs.get(WHOLE)
			const found = tabs.getAll()
			found.onsuccess = () => {
				unsaved = [...new Set(found.result.flatMap(unsavedIn))]
				tabs.clear()
				if (unsaved.length > 0) tabs.put(unsaved, tab)
				if (mark.result === true) tabs.put(true, WHOLE)
			}
			transaction.oncomplete = () => {
				whole.isMarked = mark.result === true
				resolve(unsaved)
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
			const unsaved = await takeOverEntries(persistence.db)
			if (unsaved.length > 0 && persistence.db) onFound(unsaved)
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
		if (unsaved.length > 0) tabs.put(unsaved, tab)
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
			// One transaction at a time; the next one writes the newest records.
			if (!isWriting) write()
		},
		isStored: () => Boolean(persistence?.db && persistence.synced) && isIntact && storedSerial === latest.serial,
		discard() {
			disable()
			void persistence?.destroy().catch(ignore)
			removeDatabase(name)
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

/** Resolves with `work`, or after LOAD_TIMEOUT_MS. */
function withTimeout(work: Promise<unknown>): Promise<void> {
	let timer: ReturnType<typeof setTimeout> | undefined
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, LOAD_TIMEOUT_MS)
	})
	return Promise.race([work, late]).then(() => clearTimeout(timer))
}

function ignore(): void {}
