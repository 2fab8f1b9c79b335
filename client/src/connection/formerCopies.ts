/**
 * The copies of former releases: each was a database of its own, in the format of y-indexeddb 9.
 * They are taken over when their board is opened (decision 062).
 */
import { createId } from '@charrette/shared'
import { deleteDB, type IDBPDatabase, openDB } from 'idb'
import { type CopyDatabase, type CopyName, STORES, UNUSED_MS } from './copyDatabases.ts'
import { COPY_PREFIX } from './storageKeys.ts'

/** A database of y-indexeddb at this version is being taken over. */
const TAKEN_OVER_VERSION = 2
const FORMER_STORES = ['updates', 'custom'] as const
/** The key of the mark of a whole copy, among the entries of the tabs. */
const FORMER_WHOLE = 'whole'
/** The key of the time when a former database was first found unused. */
const FORMER_SEEN = 'seenAt'
/** The key of the unsaved edits of a former database, which may be those of several tabs. */
const FORMER_TAB = 'former'

/** The names of former databases have the parts of a copy's name, new ones only a workshop's id. */
export function isFormer(name: string): boolean {
	return name.startsWith(COPY_PREFIX) && name.split(':').length > 2
}

/** A former database has no time of its last use: its time begins when it is first found. */
export async function evictFormer(name: string, now: number): Promise<void> {
	const db = await openDB(name, undefined, { blocking: closeBlocking })
	if (!db.objectStoreNames.contains('custom')) {
		db.close()
		return deleteDB(name)
	}
	const transaction = db.transaction('custom', 'readwrite')
	const { store } = transaction
	const [entries, seenAt]: [unknown[], unknown, ...unknown[]] = await Promise.all([
		store.getAll(),
		store.get(FORMER_SEEN).then((at) => at ?? store.put(new Date(now), FORMER_SEEN)),
		transaction.done,
	])
	db.close()
	const isUnused = seenAt instanceof Date && now - seenAt.getTime() > UNUSED_MS
	if (isUnused && entries.flatMap(unsavedIn).length === 0) await deleteDB(name)
}

/**
 * Moves a copy of the former release into the workshop's database, with its unsaved edits. Opening
 * it at a higher version closes it in tabs of the former release, after their writes; they then
 * know that they store nothing more. The former database is removed once the copy is stored.
 */
export async function takeOverFormer(db: CopyDatabase, copy: CopyName): Promise<void> {
	const former = await openFormer(COPY_PREFIX + copy)
	if (!former) return
	const source = former.transaction(FORMER_STORES)
	const [updates, entries, mark]: [unknown[], unknown[], unknown, unknown] = await Promise.all([
		source.objectStore('updates').getAll(),
		source.objectStore('custom').getAll(),
		source.objectStore('custom').get(FORMER_WHOLE),
		source.done,
	])
	const unsaved = [...new Set(entries.flatMap(unsavedIn))]
	const transaction = db.transaction(STORES, 'readwrite')
	const copies = transaction.objectStore('copies')
	await Promise.all([
		copies
			.get(copy)
			.then((known) => ({ id: known?.id ?? createId<string>(), isWhole: known?.isWhole === true || mark === true }))
			.then((now) => copies.put(now, copy)),
		unsaved.length > 0 && transaction.objectStore('unsaved').put(unsaved, [copy, FORMER_TAB]),
		...updates.flatMap((update) =>
			update instanceof Uint8Array ? transaction.objectStore('updates').add({ copy, update }) : [],
		),
		transaction.done,
	])
	former.close()
	await deleteDB(COPY_PREFIX + copy)
}

/** Opens a former database; null if it does not exist. It is not created. */
async function openFormer(name: string): Promise<IDBPDatabase | null> {
	let isNew = false
	try {
		return await openDB(name, TAKEN_OVER_VERSION, {
			upgrade(_db, oldVersion, _version, transaction) {
				isNew = oldVersion === 0
				if (!isNew) return
				transaction.done.catch(() => {})
				transaction.abort()
			},
			// Another tab has taken it over.
			blocking: closeBlocking,
		})
	} catch (cause) {
		if (isNew) return null
		throw cause
	}
}

function closeBlocking(_current: number, _blocked: number | null, { target }: IDBVersionChangeEvent): void {
	if (target instanceof IDBDatabase) target.close()
}

/** Reads a stored entry: the records with unsaved edits; early releases stored their number. */
function unsavedIn(entry: unknown): string[] {
	if (typeof entry === 'number') return Array.from({ length: entry }, (_, at) => `edit ${at}`)
	return Array.isArray(entry) ? entry.filter((id) => typeof id === 'string') : []
}
