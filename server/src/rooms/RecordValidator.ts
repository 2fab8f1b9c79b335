import { isDeepStrictEqual } from 'node:util'
import {
	isLocked,
	LOCKED_KEY,
	type RecordMap,
	type Records,
	type RoomId,
	recordsOf,
	repairRecords,
	TEXT_KEY,
} from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import { encodeNack } from './frameCodec.ts'
import { Member } from './Member.ts'

/** Looks after the records of a room's document: what members do to them that may not stay is put right before anybody sees it. */
export class RecordValidator {
	readonly #doc: Y.Doc
	readonly #context: { room: RoomId; log: Logger }
	readonly #changed: ChangedRecords<Member>
	readonly #locked: LockedLayer

	constructor(doc: Y.Doc, about: { room: RoomId; log: Logger }) {
		this.#doc = doc
		this.#context = about
		this.#changed = new ChangedRecords(recordsOf(doc))
		this.#locked = new LockedLayer(recordsOf(doc), (origin) => origin instanceof Member && isRestricted(origin))
	}

	/** Takes note of what is done from now on. */
	watch(): void {
		this.#changed.watch()
		this.#locked.watch()
	}

	/** Whether this member may have a record in hand. */
	canEdit(member: Member, record: string): boolean {
		return !(isRestricted(member) && this.#locked.has(record))
	}

	/** After a member's edit: what it changed of the set-up layer is as it was, and it is told so. */
	enforceLockedLayer(member: Member): void {
		let isPutBack = false
		this.#doc.transact(() => {
			isPutBack = this.#locked.restore()
		}, 'server')
		if (isPutBack) member.send(encodeNack(member.received, 'invalid'))
	}

	/** Puts right what members made of records since the last tick, and tells who made it (GATE3). */
	repair(): void {
		const touched = this.#changed.take()
		if (touched.size === 0) return
		const { room, log } = this.#context
		this.#doc.transact(() => {
			for (const { id, outcome } of repairRecords(recordsOf(this.#doc), touched.keys())) {
				log.warn({ room, record: id, outcome }, 'record repaired')
				const author = touched.get(id)
				if (author instanceof Member) author.send(encodeNack(author.received, 'invalid'))
			}
		}, 'server')
		this.#changed.take()
	}
}

/** Participants are bound to leave the set-up layer as it is. */
function isRestricted(member: Member): boolean {
	return member.who.role === 'participant'
}

/** A record as facilitators left it: its fields, and its text where it has one. */
interface LockedRecord {
	fields: Map<string, unknown>
	text: string | null
}

/**
 * The records that facilitators have set up, as they left them (SETUP1). A participant's change of one is put back in the tick in
 * which it came, rather than refused, since an honest change may have been made before the record was set up, and what came
 * with it must not be lost.
 */
class LockedLayer {
	readonly #records: Records
	readonly #isRestricted: (origin: unknown) => boolean
	readonly #locked = new Map<string, LockedRecord>()
	#unchecked = new Set<string>()

	/** `isBound` says whether a transaction's origin is somebody who may not change what is set up. */
	constructor(records: Records, isBound: (origin: unknown) => boolean) {
		this.#records = records
		this.#isRestricted = isBound
	}

	/** Takes the layer as it is, and note of every change from now on. */
	watch(): void {
		for (const id of this.#records.keys()) this.#store(id)
		this.#records.observeDeep((events, transaction) => {
			const isBound = this.#isRestricted(transaction.origin)
			for (const event of events) {
				for (const id of recordIdsOf(event)) {
					if (isBound) this.#unchecked.add(id)
					else this.#store(id)
				}
			}
		})
	}

	/** Whether a record is set up. */
	has(id: string): boolean {
		return this.#locked.has(id)
	}

	/** Puts back what was changed of the layer by who may not, and takes marks away that they set. Call it in a transaction; true if it did anything. */
	restore(): boolean {
		if (this.#unchecked.size === 0) return false
		const suspects = this.#unchecked
		this.#unchecked = new Set()
		return [...suspects].map((id) => this.#restoreRecord(id)).includes(true)
	}

	#store(id: string): void {
		const record = this.#records.get(id)
		if (isLocked(record)) this.#locked.set(id, lockedRecordOf(record))
		else this.#locked.delete(id)
	}

	#restoreRecord(id: string): boolean {
		const kept = this.#locked.get(id)
		const record = this.#records.get(id)
		if (kept && record instanceof Y.Map) return restoreFields(record, kept)
		if (kept) {
			this.#records.set(id, rebuild(kept))
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

/** A text that is still there keeps its place, so that who types in it keeps the caret. */
function restoreText(record: RecordMap, kept: string | null): boolean {
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

/** Which records were touched since one last asked, and by whom last: the origin of the transaction. */
class ChangedRecords<Author> {
	readonly #records: Records
	#changed = new Map<string, Author>()

	constructor(records: Records) {
		this.#records = records
	}

	/** Takes note from now on. */
	watch(): void {
		this.#records.observeDeep((events, transaction) => {
			for (const event of events)
				for (const id of recordIdsOf(event)) this.#changed.set(id, transaction.origin as Author)
		})
	}

	take(): Map<string, Author> {
		const touched = this.#changed
		if (touched.size > 0) this.#changed = new Map()
		return touched
	}
}

/** The ids of the records that an event of the document's records is about. */
export function recordIdsOf(event: Y.YEvent<Y.AbstractType<unknown>>): Iterable<string> {
	const [id] = event.path
	return typeof id === 'string' ? [id] : event.changes.keys.keys()
}
