/**
 * Stores a document on this device, so that unsaved edits survive a closed tab (ACK5).
 *
 * One transaction stores the updates that came in since the last one, and with them the ids of the
 * records with unsaved edits, one entry a tab. Edits count as stored once the transaction with them
 * is complete. If it fails, the next one stores the whole document.
 *
 * Once the document was in sync with the server and all of it is stored, the copy is marked as
 * whole. From then on, it can be shown without a connection (OFFLINE2).
 */
import { createId, type RoomId, type WorkshopId } from '@charrette/shared'
import * as Y from 'yjs'
import { type CopyDatabase, type CopyName, openCopies, removeCopy } from '../connection/copyDatabases.ts'
import { takeOverFormer } from '../connection/formerCopies.ts'
import { createObservable, type Observable } from '../connection/observable.ts'
import { readCopy, writeCopy } from './copyTransactions.ts'

/**
 * The time that the database has to load the stored copy. After it, the document is used without
 * the copy, which is merged when it arrives.
 */
const LOAD_TIMEOUT_MS = 2000
/**
 * The shortest time between two writes of the whole document. A failed write of updates requires a
 * write of the whole document.
 */
const FULL_WRITE_MS = 5000
/** The number of updates that are replaced by one. */
const MAX_UPDATES = 500
/** The origin of the transaction that reads the copy. */
const COPY_ORIGIN = Symbol('copy')

export interface CopyOptions {
	workshop: WorkshopId
	room: RoomId
	/** The epoch of the room's document (REST1). */
	epoch: number
	/** The author of the edits: other people's edits in this browser are stored separately. */
	author: string
}

interface OfflineStoreOptions extends CopyOptions {
	doc: Y.Doc
	/** Called with the records with unsaved edits of earlier visits, once in the document. */
	onFound(unsaved: readonly string[]): void
	/** Called after `ready`, if the database took too long, before the document gets its edits. */
	onLate?(): void
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

export function copyName({ room, epoch, author }: CopyOptions): CopyName {
	return `${room}:${epoch}:${author}`
}

/**
 * Loads the stored copy of a document and stores its edits from now on. Must be called before other
 * listeners are added to the document.
 */
export function openOfflineStore(options: OfflineStoreOptions): OfflineStore {
	const { doc, workshop, onFound, onLate } = options
	const copy = copyName(options)
	const tab = createId<string>()
	let id = ''
	let db: CopyDatabase | null = null
	/** Updates that no transaction has taken yet. */
	let waiting: Uint8Array[] = []
	/** The keys of the stored updates that the document contains. */
	let keys: number[] = []
	/** False from a failed write until the whole document has been written. */
	let isIntact = true
	let wholeWrittenAt = Number.NEGATIVE_INFINITY
	/** Set while a write of the whole document waits for its time. */
	let retry: ReturnType<typeof setTimeout> | undefined
	let latest: { serial: number; unsaved: readonly string[]; isWhole: boolean } = {
		serial: 0,
		unsaved: [],
		isWhole: false,
	}
	let storedSerial = 0
	let writes = 0
	let isScheduled = false
	let state: 'open' | 'closed' | 'discarded' = 'open'
	const isWhole = createObservable(false)
	let isReady = false

	const onUpdate = (update: Uint8Array, origin: unknown) => {
		if (origin === COPY_ORIGIN) return
		if (waiting.length < MAX_UPDATES) waiting.push(update)
		// The database takes no more updates for now: the whole document has to be written.
		else lose()
		schedule()
	}
	doc.on('update', onUpdate)

	function lose(): void {
		isIntact = false
		waiting = []
	}

	/** From now on nothing is stored: the database or the copy was removed, or cannot be used. */
	function disable(): void {
		db?.close()
		db = null
	}

	async function load(): Promise<boolean> {
		let opened: CopyDatabase | null = null
		try {
			opened = await openCopies(workshop, disable)
			// A copy that cannot be taken over stays, and is tried again at the next opening.
			await takeOverFormer(opened, copy).catch(ignore)
			if (state === 'open') await read(opened)
			if (state === 'discarded') await removeCopy(opened, copy)
			return db !== null
		} catch {
			// Nothing is stored in this session: `isStored` stays false.
			disable()
			return false
		} finally {
			if (state !== 'open') opened?.close()
		}
	}

	async function read(opened: CopyDatabase): Promise<void> {
		const stored = await readCopy(opened, { copy, tab })
		// The document was closed, or its copy discarded, meanwhile.
		if (state !== 'open') return
		const apply = () => {
			for (const update of stored.updates) Y.applyUpdate(doc, update)
		}
		if (isReady) onLate?.()
		Y.transact(doc, apply, COPY_ORIGIN, false)
		;({ id, keys } = stored)
		db = opened
		if (stored.unsaved.length > 0) onFound(stored.unsaved)
		isWhole.set(stored.isWhole)
		write()
	}

	/** Writes soon: the edits of one step and their records are stored together. */
	function schedule(): void {
		if (isScheduled || writes > 0) return
		isScheduled = true
		queueMicrotask(() => {
			isScheduled = false
			if (writes === 0) write()
		})
	}

	function write(): void {
		const isComplete = isIntact && waiting.length === 0 && storedSerial === latest.serial
		if (!db || isComplete) return
		const wait = isIntact ? 0 : wholeWrittenAt + FULL_WRITE_MS - performance.now()
		if (wait > 0) {
			retry ??= setTimeout(writeAfterWait, wait)
			return
		}
		const isCompacting = !isIntact || keys.length + waiting.length >= MAX_UPDATES
		const { serial, ...entry } = latest
		const updates = isCompacting ? [Y.encodeStateAsUpdate(doc)] : waiting
		const replaced = isCompacting ? keys : []
		waiting = []
		isIntact = true
		if (isCompacting) wholeWrittenAt = performance.now()
		writes++
		writeCopy(db, { copy, tab, id, updates, replaced, ...entry }).then(
			(added) => {
				// Another tab has removed the copy.
				if (!added) disable()
				else keys = [...(isCompacting ? [] : keys), ...added]
				if (added && isIntact) storedSerial = serial
				end()
			},
			() => {
				lose()
				end()
			},
		)
	}

	/** Stores the whole document, also if nobody edits any more. */
	function writeAfterWait(): void {
		retry = undefined
		schedule()
	}

	function end(): void {
		writes--
		if (waiting.length > 0 || storedSerial !== latest.serial) schedule()
	}

	function stop(now: 'closed' | 'discarded'): void {
		state = now
		clearTimeout(retry)
		doc.off('update', onUpdate)
	}

	const isRead = load()
	const ready = withTimeout(isRead).then(() => {
		isReady = true
	})
	return {
		ready,
		isRead,
		isWhole,
		markWhole() {
			if (latest.isWhole) return
			latest = { ...latest, serial: latest.serial + 1, isWhole: true }
			schedule()
		},
		setUnsaved(unsaved) {
			latest = { ...latest, serial: latest.serial + 1, unsaved }
			schedule()
		},
		isStored: () => db !== null && isIntact && storedSerial === latest.serial,
		discard() {
			stop('discarded')
			if (db) void removeCopy(db, copy).catch(ignore)
			disable()
		},
		close() {
			write()
			if (state === 'open') stop('closed')
			disable()
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

/** Resolves with `work`, or after LOAD_TIMEOUT_MS. */
function withTimeout(work: Promise<unknown>): Promise<void> {
	let timer: ReturnType<typeof setTimeout> | undefined
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, LOAD_TIMEOUT_MS)
	})
	return Promise.race([work, late]).then(() => clearTimeout(timer))
}

function ignore(): void {}
