import { isDeepStrictEqual } from 'node:util'
import { isLocked, LOCKED_KEY, type RecordMap, type Records, TEXT_KEY } from '@charrette/shared'
import { simpleDiffString } from 'lib0/diff'
import * as Y from 'yjs'

/** A locked record: its fields, and its text if it has one. */
interface LockedRecord {
	fields: Map<string, unknown>
	text: string | null
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
	const fields = new Map<string, unknown>()
	for (const [key, value] of record.entries()) if (key !== TEXT_KEY) fields.set(key, value)
	const text = record.get(TEXT_KEY)
	return { fields, text: text instanceof Y.Text ? text.toString() : null }
}

function rebuild({ fields, text }: LockedRecord): RecordMap {
	const record: RecordMap = new Y.Map(fields.entries())
	if (text !== null) record.set(TEXT_KEY, new Y.Text(text))
	return record
}

function restoreFields(record: RecordMap, { fields, text }: LockedRecord): boolean {
	let isChanged = false
	for (const key of new Set([...record.keys(), ...fields.keys()])) {
		if (key === TEXT_KEY || isDeepStrictEqual(record.get(key), fields.get(key))) continue
		if (fields.has(key)) record.set(key, fields.get(key))
		else record.delete(key)
		isChanged = true
	}
	return restoreText(record, text) || isChanged
}

/**
 * An existing `Y.Text` is changed in place and only where it differs: a facilitator's edit of the
 * rest, which arrives later, still finds its letters.
 */
function restoreText(record: RecordMap, locked: string | null): boolean {
	const text = record.get(TEXT_KEY)
	const current = text instanceof Y.Text ? text.toString() : null
	if (current === locked && (locked !== null || text === undefined)) return false
	if (locked === null) record.delete(TEXT_KEY)
	else if (text instanceof Y.Text) {
		const { index, remove, insert } = simpleDiffString(text.toString(), locked)
		text.delete(index, remove)
		text.insert(index, insert)
	} else record.set(TEXT_KEY, new Y.Text(locked))
	return true
}
