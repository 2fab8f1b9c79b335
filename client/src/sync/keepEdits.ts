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

/** A browser whose database does not answer goes on without. */
const LOAD_MS = 2000
/** At most so often is the whole document written after an update could not be. */
const HEAL_MS = 5000
/** So many earlier documents of the room are looked for. */
const EARLIER_EPOCHS = 20
const STORES = ['updates', 'custom']
const TABS = 'custom'

export interface KeepEditsOptions {
	doc: Y.Doc
	room: RoomId
	/** Which document of the room this is (REST1). */
	epoch: number
	/** Whose edits: nobody else's in this browser are mixed with them. */
	who: string
}

export interface KeptEdits {
	/** Resolves once the document holds what was kept, with how many of the edits in it are not saved. Never late, never fails. */
	loaded: Promise<number>
	/** Says how many edits are not saved now. */
	note(unsaved: number): void
	/** Whether everything up to the last note is on this device for sure. */
	isStored(): boolean
	/** Removes what was kept: it must not come back. */
	discard(): void
	close(): void
}

/** Keeps this document's edits from now on. To be called before anything else listens to the document. */
export function keepEdits({ doc, room, epoch, who }: KeepEditsOptions): KeptEdits {
	const nameOf = (number: number) => `charrette:${room}:${number}:${who}`
	const tab = crypto.randomUUID()
	const persistence = openPersistence(nameOf(epoch), doc)
	let noted = { serial: 0, unsaved: 0 }
	let storedSerial = 0
	let isWriting = false
	/** False from a lost update until the whole document was written. */
	let isIntact = true
	let healedAt = Number.NEGATIVE_INFINITY

	for (let earlier = Math.max(1, epoch - EARLIER_EPOCHS); earlier < epoch; earlier++) removeDatabase(nameOf(earlier))

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

	async function load(): Promise<number> {
		if (!persistence) return 0
		try {
			return await inTime(
				persistence.whenSynced.then(({ db }) => {
					if (!db) return 0
					watch(db)
					return takeOver(db)
				}),
			)
		} catch {
			// Nothing is kept then, which `isStored` says for ever.
			letGo()
			void persistence.destroy().catch(ignore)
			return 0
		}
	}

	function write(): void {
		const db = persistence?.db
		if (!persistence || !db || (isIntact && storedSerial === noted.serial)) return
		if (!isIntact && performance.now() - healedAt < HEAL_MS) return
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
		loaded: load(),
		note(unsaved) {
			noted = { serial: noted.serial + 1, unsaved }
			// One transaction at a time; the one after it takes the newest number.
			if (!isWriting) write()
		},
		isStored: () => Boolean(persistence?.db) && isIntact && storedSerial === noted.serial,
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
export function keepNothing(): KeptEdits {
	return { loaded: Promise.resolve(0), note: ignore, isStored: () => false, discard: ignore, close: ignore }
}

function openPersistence(name: string, doc: Y.Doc): IndexeddbPersistence | null {
	try {
		return new IndexeddbPersistence(name, doc)
	} catch {
		// Some browsers have no database in private windows, and throw.
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

function inTime<T>(work: Promise<T>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('the database does not answer')), LOAD_MS)
	})
	return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function ignore(): void {}
