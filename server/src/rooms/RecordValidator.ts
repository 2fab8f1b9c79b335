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
import type { ClientOwners } from './gate/ClientOwners.ts'
import { Member } from './Member.ts'
import { RecordAuthors, recordIdsOf } from './RecordAuthors.ts'

export interface RecordValidatorContext {
	room: RoomId
	log: Logger
	owners: Pick<ClientOwners, 'creatorOf'>
}

/**
 * Corrects the records of a room after edits that the gate has let pass, before anything is written
 * or sent: authors and locked records are restored (AUTHOR1, SETUP1) and invalid records repaired
 * (GATE3). The author of such an edit gets a nack `invalid`.
 */
export class RecordValidator {
	readonly #doc: Y.Doc
	readonly #context: RecordValidatorContext
	readonly #locked: LockedLayer
	readonly #authors: RecordAuthors
	/** Records that have changed since the last repair, with the origin of their last transaction. */
	#changed = new Map<string, unknown>()

	constructor(doc: Y.Doc, context: RecordValidatorContext) {
		this.#doc = doc
		this.#context = context
		this.#locked = new LockedLayer(recordsOf(doc), (origin) => origin instanceof Member && isRestricted(origin))
		this.#authors = new RecordAuthors(recordsOf(doc), {
			isOfMember: (origin) => origin instanceof Member,
			creatorOf: (client) => context.owners.creatorOf(client),
		})
	}

	/** Starts to observe the records. */
	watch(): void {
		recordsOf(this.#doc).observeDeep((events, transaction) => {
			for (const event of events) for (const id of recordIdsOf(event)) this.#noteChanged(id, transaction.origin)
		})
		this.#locked.watch()
		this.#authors.watch()
	}

	/** Whether this member may change a record, or show it in a gesture. */
	canEdit(member: Member, record: string): boolean {
		return !(isRestricted(member) && this.#locked.has(record))
	}

	/**
	 * Sets the authors of the records that this member has just added, and restores authors and locked
	 * records that it has changed, in one transaction: neither takes the other's changes for the
	 * server's before it has restored its own. `foreign` has the client ids whose structs the member
	 * sent without having written them, and the clock after the last one.
	 */
	restoreProtected(member: Member, foreign: ReadonlyMap<number, number>): void {
		const sender = { owner: member.owner, isFacilitator: !isRestricted(member), foreign }
		// A transaction costs more than most edits need.
		if (![this.#authors.needsRestore(sender), this.#locked.needsRestore()].includes(true)) return
		let isRestored = false
		this.#doc.transact(() => {
			isRestored = [this.#authors.restore(sender), this.#locked.restore()].includes(true)
		}, 'server')
		if (isRestored) member.send(encodeNack(member.received, 'invalid'))
	}

	/** Repairs the records that have changed since the last call. */
	repair(): void {
		const changed = this.#takeChanged()
		if (changed.size === 0) return
		const { room, log } = this.#context
		this.#doc.transact(() => {
			for (const { id, outcome } of repairRecords(recordsOf(this.#doc), changed.keys())) {
				log.warn({ room, record: id, outcome }, 'record repaired')
				const author = changed.get(id)
				if (author instanceof Member) author.send(encodeNack(author.received, 'invalid'))
			}
		}, 'server')
		// The repairs themselves need none.
		this.#takeChanged()
	}

	/** What a member changed stays theirs when the server then restores a part of it. */
	#noteChanged(id: string, origin: unknown): void {
		if (origin instanceof Member || !this.#changed.has(id)) this.#changed.set(id, origin)
	}

	#takeChanged(): Map<string, unknown> {
		const changed = this.#changed
		if (changed.size > 0) this.#changed = new Map()
		return changed
	}
}

/** Only participants are kept from changing locked records. */
function isRestricted(member: Member): boolean {
	return member.identity.role === 'participant'
}

/** A locked record: its fields, and its text if it has one. */
interface LockedRecord {
	fields: Map<string, unknown>
	text: string | null
}

/**
 * The locked records as facilitators left them (SETUP1). A participant's edit of one is undone in
 * the tick in which it arrives. It is not rejected: it may have been made before the record was
 * locked, and the rest of the same update must not be lost.
 */
class LockedLayer {
	readonly #records: Records
	readonly #isRestricted: (origin: unknown) => boolean
	readonly #locked = new Map<string, LockedRecord>()
	/** Records that restricted members have changed since the last `restore`. */
	#unchecked = new Set<string>()

	/** `isRestricted` returns whether the origin of a transaction may not change locked records. */
	constructor(records: Records, isRestricted: (origin: unknown) => boolean) {
		this.#records = records
		this.#isRestricted = isRestricted
	}

	/** Reads the locked records, and starts to observe all of them. */
	watch(): void {
		for (const id of this.#records.keys()) this.#store(id)
		this.#records.observeDeep((events, transaction) => {
			const isRestricted = this.#isRestricted(transaction.origin)
			for (const event of events) {
				for (const id of recordIdsOf(event)) {
					if (isRestricted) this.#unchecked.add(id)
					else this.#store(id)
				}
			}
		})
	}

	has(id: string): boolean {
		return this.#locked.has(id)
	}

	/** Whether `restore` has anything to do. */
	needsRestore(): boolean {
		for (const id of this.#unchecked)
			if (!this.#locked.has(id) && !isLocked(this.#records.get(id))) this.#unchecked.delete(id)
		return this.#unchecked.size > 0
	}

	/**
	 * Restores the locked records that restricted members have changed, and removes locks that they
	 * have set. Returns whether it changed anything. Call it in a transaction.
	 */
	restore(): boolean {
		if (this.#unchecked.size === 0) return false
		const unchecked = this.#unchecked
		this.#unchecked = new Set()
		return [...unchecked].map((id) => this.#restoreRecord(id)).includes(true)
	}

	#store(id: string): void {
		const record = this.#records.get(id)
		if (isLocked(record)) this.#locked.set(id, lockedRecordOf(record))
		else this.#locked.delete(id)
	}

	#restoreRecord(id: string): boolean {
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

/** An existing `Y.Text` is changed in place, so that a member who types in it keeps the caret. */
function restoreText(record: RecordMap, locked: string | null): boolean {
	const text = record.get(TEXT_KEY)
	const current = text instanceof Y.Text ? text.toString() : null
	if (current === locked && (locked !== null || text === undefined)) return false
	if (locked === null) record.delete(TEXT_KEY)
	else if (text instanceof Y.Text) {
		text.delete(0, text.length)
		text.insert(0, locked)
	} else record.set(TEXT_KEY, new Y.Text(locked))
	return true
}
