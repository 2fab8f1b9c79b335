import { isDeepStrictEqual } from 'node:util'
import {
	type ChangedFields,
	isLocked,
	LOCKED_KEY,
	LOCKED_NOTE,
	type RecordMap,
	type Records,
	type RepairedRecord,
	type RoomId,
	recordsOf,
	repairChanges,
	writeText,
} from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { ClientOwners } from '../gate/ClientOwners.ts'
import { changesOf, type RecordChanges } from '../gate/recordChanges.ts'
import { encodeNack } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'
import { type Correction, RecordAuthors, strongerCorrection } from './RecordAuthors.ts'
import { ThreadGuard } from './ThreadGuard.ts'
import { Tick } from './Tick.ts'
import { TranslationAuthors } from './TranslationAuthors.ts'
import { changedSinceValidation } from './validatedWrites.ts'

export interface RecordCorrectorContext {
	room: RoomId
	log: Logger
	owners: Pick<ClientOwners, 'creatorOf'>
	/** The time in ms. */
	now(): number
}

/**
 * Corrects the records of a room after edits that the gate has let pass, before anything is written
 * or sent: authors and locked records are restored (AUTHOR1, SETUP1), update by update, and invalid
 * records repaired, once a tick (GATE3). The author of such an edit gets a nack `invalid`, with a
 * note if only locked records were restored.
 */
export class RecordCorrector {
	readonly #doc: Y.Doc
	readonly #context: RecordCorrectorContext
	readonly #locked: LockedLayer
	readonly #authors: RecordAuthors
	readonly #translations: TranslationAuthors
	readonly #threads: ThreadGuard
	/** The changed fields since the last repair, by the id of the record. */
	#changed = new Map<string, ChangedFields>()
	/** The last member that changed each of these records, if any did. */
	#changedBy = new Map<string, Member>()
	/** The records that were valid at the last repair. */
	readonly #valid = new WeakSet<RecordMap>()

	constructor(doc: Y.Doc, context: RecordCorrectorContext) {
		this.#doc = doc
		this.#context = context
		this.#locked = new LockedLayer(recordsOf(doc))
		this.#authors = new RecordAuthors(recordsOf(doc), (client) => context.owners.creatorOf(client))
		this.#translations = new TranslationAuthors(recordsOf(doc))
		this.#threads = new ThreadGuard(recordsOf(doc), () => context.now())
	}

	/** Reads the records, and starts to observe changes of the server. */
	watch(): void {
		this.#locked.read()
		this.#authors.read()
		for (const id of recordsOf(this.#doc).keys()) {
			this.#translations.store(id)
			this.#threads.store(id)
		}
		this.#doc.on('afterTransaction', (transaction: Y.Transaction) => {
			if (transaction.origin instanceof Tick) return
			const changes = changesOf(this.#doc, transaction)
			for (const id of changes.keys()) this.#store(id)
			// A member's change stays attributed to the member if the server then changes a part of it.
			this.#addChanges(this.#withoutValidated(changes, changedSinceValidation(transaction)))
		})
	}

	/** Whether records have changed since the last `repair`. */
	get hasChanged(): boolean {
		return this.#changed.size > 0
	}

	/** Whether this member may change a record, or show it in a gesture. */
	canEdit(member: Member, record: string): boolean {
		return !(isRestricted(member) && this.#locked.has(record))
	}

	/** How many more messages a thread may have (THREAD2). */
	messagesLeft(thread: string): number {
		return this.#threads.messagesLeft(thread)
	}

	/**
	 * Sets the authors of the records that an update of this member, which was just applied, has
	 * added, and restores authors and locked records that it has changed. Returns the kind of
	 * correction. Call it in a transaction.
	 */
	restoreProtected(member: Member, changes: RecordChanges): Correction {
		for (const id of changes.keys()) this.#changedBy.set(id, member)
		const sender = { owner: member.owner, isFacilitator: !isRestricted(member) }
		const ofAuthors = this.#authors.restore(changes.keys(), sender)
		const ofTranslations = this.#translations.restore(changes, sender)
		const ofThreads = this.#threads.restore(changes, sender)
		const ofLocked = this.#restoreLocked(member, changes)
		if (ofAuthors === 'changed' || ofThreads === 'changed') member.send(encodeNack(member.received, 'invalid'))
		else if (ofLocked === 'changed') member.send(encodeNack(member.received, 'invalid', LOCKED_NOTE))
		const correction = [ofTranslations, ofThreads, ofLocked].reduce(strongerCorrection, ofAuthors)
		this.#addChanges(changes, correction !== 'nothing')
		return correction
	}

	/**
	 * Repairs the records that have changed since the last call, and returns the repairs. Call it in
	 * a transaction.
	 */
	repair(): RepairedRecord[] {
		if (this.#changed.size === 0) return []
		const { room, log } = this.#context
		const [changed, changedBy] = [this.#changed, this.#changedBy]
		this.#changed = new Map()
		this.#changedBy = new Map()
		const repaired = repairChanges(recordsOf(this.#doc), changed, this.#valid)
		for (const { id, outcome } of repaired) {
			this.#store(id)
			if (outcome === 'changed') continue
			log.warn({ room, record: id, outcome }, 'record repaired')
			const author = changedBy.get(id)
			author?.send(encodeNack(author.received, 'invalid'))
		}
		return repaired
	}

	#restoreLocked(member: Member, changes: RecordChanges): Correction {
		let correction: Correction = 'nothing'
		for (const [id, { isWhole, before }] of changes) {
			if (!isRestricted(member)) this.#locked.store(id)
			else if (this.#locked.restore(id)) {
				this.#authors.store(id)
				// A new record only loses its mark: it is a copy of a locked one.
				const isCopy = isWhole && before === undefined && !this.#locked.has(id)
				correction = strongerCorrection(correction, isCopy ? 'added' : 'changed')
			}
		}
		return correction
	}

	/** Remembers a record as the server has left it. */
	#store(id: string): void {
		this.#locked.store(id)
		this.#authors.store(id)
		this.#translations.store(id)
		this.#threads.store(id)
	}

	/**
	 * Returns the changes, in which records that were validated before they were added have only the
	 * fields changed since then.
	 */
	#withoutValidated(changes: RecordChanges, fields: readonly string[] | null): RecordChanges {
		if (!fields) return changes
		const records = recordsOf(this.#doc)
		for (const [id, change] of changes) {
			const record = records.get(id)
			// A record that existed before, or that waits for its repair, is checked as a whole.
			if (!change.isWhole || this.#changed.has(id) || !(record instanceof Y.Map)) continue
			this.#valid.add(record)
			changes.set(id, { ...change, isWhole: false, fields: new Set(fields.filter((key) => record.has(key))) })
		}
		return changes
	}

	#addChanges(changes: RecordChanges, areWhole = false): void {
		for (const [id, { isWhole, fields }] of changes) {
			const known = this.#changed.get(id)
			if (isWhole || areWhole || known === null) this.#changed.set(id, null)
			else this.#changed.set(id, known ? new Set([...known, ...fields]) : fields)
		}
	}
}

/** Only participants are kept from changing locked records. */
function isRestricted(member: Member): boolean {
	return member.identity.role === 'participant'
}

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
class LockedLayer {
	readonly #records: Records
	readonly #locked = new Map<string, LockedRecord>()

	constructor(records: Records) {
		this.#records = records
	}

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
