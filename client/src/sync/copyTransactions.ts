import { createId } from '@charrette/shared'
import { type CopyDatabase, type CopyName, entriesOf, STORES } from '../connection/copyDatabases.ts'

/** A copy of a document on this device, and the tab that reads or writes it. */
interface CopyOfTab {
	copy: CopyName
	tab: string
}

interface StoredCopy {
	/** A copy that was removed and made again has another id. */
	id: string
	isWhole: boolean
	/** The records with unsaved edits of all tabs, open or closed. */
	unsaved: readonly string[]
	updates: readonly Uint8Array[]
	/** The keys of the updates. */
	keys: number[]
}

/**
 * Reads a copy, which is made if there is none. The unsaved edits of all tabs become those of this
 * tab, whose document contains their edits too.
 */
export async function readCopy(db: CopyDatabase, { copy, tab }: CopyOfTab): Promise<StoredCopy> {
	const transaction = db.transaction(STORES, 'readwrite')
	// Awaited below; until then a request reports the error.
	transaction.done.catch(() => {})
	const [copies, entries] = [transaction.objectStore('copies'), transaction.objectStore('unsaved')]
	const byCopy = transaction.objectStore('updates').index('copy')
	const [known, found, rows, keys] = await Promise.all([
		copies.get(copy),
		entries.getAll(entriesOf(copy)),
		byCopy.getAll(copy),
		byCopy.getAllKeys(copy),
	])
	const unsaved = [...new Set(found.flat())]
	const { id, isWhole } = known ?? { id: createId<string>(), isWhole: false }
	await Promise.all([
		copies.put({ id, isWhole }, copy),
		entries.delete(entriesOf(copy)),
		unsaved.length > 0 && entries.put(unsaved, [copy, tab]),
		transaction.objectStore('usage').put(Date.now(), 'usedAt'),
		transaction.done,
	])
	return { id, isWhole, unsaved, updates: rows.map(({ update }) => update), keys }
}

interface CopyChange extends CopyOfTab {
	/** The id of the copy that the tab has read. */
	id: string
	updates: readonly Uint8Array[]
	/** The keys of the updates that these updates contain. */
	replaced: readonly number[]
	/** The records with unsaved edits of this tab. */
	unsaved: readonly string[]
	isWhole: boolean
}

/**
 * Adds updates to a copy and removes those that they replace, in one transaction. Resolves with the
 * keys of the added updates once all of it is stored; null if the copy was removed meanwhile.
 * Rejects if nothing was stored.
 */
export async function writeCopy(db: CopyDatabase, change: CopyChange): Promise<number[] | null> {
	const { copy, tab, id, updates, replaced, unsaved, isWhole } = change
	const transaction = db.transaction(STORES, 'readwrite')
	const [copies, entries] = [transaction.objectStore('copies'), transaction.objectStore('unsaved')]
	const rows = transaction.objectStore('updates')
	let isRemoved = false
	const checked = copies.get(copy).then((known) => {
		isRemoved = known?.id !== id
		if (isRemoved) transaction.abort()
	})
	// All requests are made in this step: the page may be about to close.
	const added = Promise.all(updates.map((update) => rows.add({ copy, update })))
	const stored = Promise.all([
		checked,
		added,
		...replaced.map((key) => rows.delete(key)),
		unsaved.length > 0 ? entries.put(unsaved, [copy, tab]) : entries.delete([copy, tab]),
		isWhole && copies.put({ id, isWhole }, copy),
		transaction.done,
	])
	return stored.then(
		() => added,
		(cause: unknown) => {
			if (isRemoved) return null
			throw cause
		},
	)
}
