import { isDeepStrictEqual } from 'node:util'
import { isLocked, LOCKED_KEY, type RecordMap, type Records, writeText } from '@charrette/shared'
import * as Y from 'yjs'

/** A locked record: its plain fields, and its texts. */
interface LockedRecord {
	fields: Map<string, unknown>
	texts: Map<string, string>
}

/**
 * The locked records as facilitators left them (SETUP1). A participant's edit of one is undone as
 * soon as it is applied. It is not rejected: it may have been made before the record was
 * locked, and the rest of the same update must not be lost.
 */
export class LockedLayer {
	readonly #records: Records
	readonly #locked = new Map<string, LockedRecord>()

	constructor(records: Records) {
		this.#records = records
	}

	/** Reads the locked records. */
	read(): void {
		for (const id of this.#records.keys()) this.store(id)
	}

	has(id: string): boolean {
		return this.#locked.has(id)
	}

	/** Remembers a record as a facilitator or the server has left it. */
	store(id: string): void {
		const record = this.#records.get(id)
		if (isLocked(record)) this.#locked.set(id, lockedRecordOf(record))
		else this.#locked.delete(id)
	}

	/**
	 * Restores a record that a participant has changed if it is locked, or removes the lock that they
	 * have set. Returns whether it changed anything. Call it in a transaction.
	 */
	restore(id: string): boolean {
		const locked = this.#locked.get(id)
		const record = this.#records.get(id)
		if (locked && record instanceof Y.Map) return restoreFields(record, locked)
		if (locked) {
			this.#records.set(id, rebuild(locked))
			return true
		}
		if (!isLocked(record)) return false
		record.delete(LOCKED_KEY)
		return true
	}
}

function lockedRecordOf(record: RecordMap): LockedRecord {
	const locked: LockedRecord = { fields: new Map(), texts: new Map() }
	for (const [key, value] of record.entries())
		if (value instanceof Y.Text) locked.texts.set(key, value.toString())
		else locked.fields.set(key, value)
	return locked
}

function rebuild({ fields, texts }: LockedRecord): RecordMap {
	const rebuilt = [...texts].map(([key, text]): [string, Y.Text] => [key, new Y.Text(text)])
	return new Y.Map([...fields, ...rebuilt])
}

function restoreFields(record: RecordMap, { fields, texts }: LockedRecord): boolean {
	let isChanged = false
	for (const key of new Set([...record.keys(), ...fields.keys()])) {
		if (texts.has(key) || isDeepStrictEqual(record.get(key), fields.get(key))) continue
		if (fields.has(key)) record.set(key, fields.get(key))
		else record.delete(key)
		isChanged = true
	}
	for (const [key, text] of texts) if (restoreText(record, key, text)) isChanged = true
	return isChanged
}

/**
 * An existing `Y.Text` is changed in place and only where it differs: a facilitator's edit of the
 * rest, which arrives later, still finds its letters.
 */
function restoreText(record: RecordMap, key: string, locked: string): boolean {
	const text = record.get(key)
	if (text instanceof Y.Text && text.toString() === locked) return false
	if (text instanceof Y.Text) writeText(text, locked)
	else record.set(key, new Y.Text(locked))
	return true
}
