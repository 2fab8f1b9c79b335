import { isDeepStrictEqual } from 'node:util'
import type { RecordMap, Records } from '@charrette/shared'
import { isSetUp, SET_UP_KEY, TEXT_KEY } from '@charrette/shared'
import * as Y from 'yjs'
import { recordIdsOf } from '../TouchedRecords.ts'

/** A record as facilitators left it: its fields, and its text where it has one. */
interface Kept {
	fields: Map<string, unknown>
	text: string | null
}

/**
 * The records that facilitators have set up, as they left them (SETUP1). A participant's change of one is put back in the tick in
 * which it came, rather than refused, since an honest change may have been made before the record was set up, and what came
 * with it must not be lost.
 */
export class SetUpLayer {
	readonly #records: Records
	readonly #isBound: (origin: unknown) => boolean
	readonly #kept = new Map<string, Kept>()
	#suspects = new Set<string>()

	/** `isBound` says whether a transaction's origin is somebody who may not change what is set up. */
	constructor(records: Records, isBound: (origin: unknown) => boolean) {
		this.#records = records
		this.#isBound = isBound
	}

	/** Takes the layer as it is, and note of every change from now on. */
	watch(): void {
		for (const id of this.#records.keys()) this.#keep(id)
		this.#records.observeDeep((events, transaction) => {
			const isBound = this.#isBound(transaction.origin)
			for (const event of events) {
				for (const id of recordIdsOf(event)) {
					if (isBound) this.#suspects.add(id)
					else this.#keep(id)
				}
			}
		})
	}

	/** Whether a record is set up. */
	has(id: string): boolean {
		return this.#kept.has(id)
	}

	/** Puts back what was changed of the layer by who may not, and takes marks away that they set. Call it in a transaction; true if it did anything. */
	putBack(): boolean {
		if (this.#suspects.size === 0) return false
		const suspects = this.#suspects
		this.#suspects = new Set()
		return [...suspects].map((id) => this.#putBackOne(id)).includes(true)
	}

	#keep(id: string): void {
		const record = this.#records.get(id)
		if (isSetUp(record)) this.#kept.set(id, keptOf(record))
		else this.#kept.delete(id)
	}

	#putBackOne(id: string): boolean {
		const kept = this.#kept.get(id)
		const record = this.#records.get(id)
		if (kept && record instanceof Y.Map) return putFieldsBack(record, kept)
		if (kept) {
			this.#records.set(id, rebuilt(kept))
			return true
		}
		if (!isSetUp(record)) return false
		record.delete(SET_UP_KEY)
		return true
	}
}

function keptOf(record: RecordMap): Kept {
	const fields = new Map<string, unknown>()
	for (const [key, value] of record.entries()) if (key !== TEXT_KEY) fields.set(key, value)
	const text = record.get(TEXT_KEY)
	return { fields, text: text instanceof Y.Text ? text.toString() : null }
}

function rebuilt({ fields, text }: Kept): RecordMap {
	const record: RecordMap = new Y.Map(fields.entries())
	if (text !== null) record.set(TEXT_KEY, new Y.Text(text))
	return record
}

function putFieldsBack(record: RecordMap, { fields, text }: Kept): boolean {
	let isChanged = false
	for (const key of new Set([...record.keys(), ...fields.keys()])) {
		if (key === TEXT_KEY || isDeepStrictEqual(record.get(key), fields.get(key))) continue
		if (fields.has(key)) record.set(key, fields.get(key))
		else record.delete(key)
		isChanged = true
	}
	return putTextBack(record, text) || isChanged
}

/** A text that is still there keeps its place, so that who types in it keeps the caret. */
function putTextBack(record: RecordMap, kept: string | null): boolean {
	const text = record.get(TEXT_KEY)
	const now = text instanceof Y.Text ? text.toString() : null
	if (now === kept && (kept !== null || text === undefined)) return false
	if (kept === null) record.delete(TEXT_KEY)
	else if (text instanceof Y.Text) {
		text.delete(0, text.length)
		text.insert(0, kept)
	} else record.set(TEXT_KEY, new Y.Text(kept))
	return true
}
