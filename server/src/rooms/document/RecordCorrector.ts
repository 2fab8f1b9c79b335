import {
	type ChangedFields,
	LOCKED_NOTE,
	type RecordMap,
	type RepairedRecord,
	type RoomId,
	recordsOf,
	repairChanges,
} from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { ClientOwners } from '../gate/ClientOwners.ts'
import { changesOf, type RecordChanges } from '../gate/recordChanges.ts'
import { encodeNack } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'
import { LockedLayer } from './LockedLayer.ts'
import { type Correction, RecordAuthors, strongerCorrection } from './RecordAuthors.ts'
import { Tick } from './Tick.ts'
import { changedSinceValidation } from './validatedWrites.ts'

export interface RecordCorrectorContext {
	room: RoomId
	log: Logger
	owners: Pick<ClientOwners, 'creatorOf'>
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
	}

	/** Reads the records, and starts to observe changes of the server. */
	watch(): void {
		this.#locked.read()
		this.#authors.read()
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

	/**
	 * Sets the authors of the records that an update of this member, which was just applied, has
	 * added, and restores authors and locked records that it has changed. Returns the kind of
	 * correction. Call it in a transaction.
	 */
	restoreProtected(member: Member, changes: RecordChanges): Correction {
		for (const id of changes.keys()) this.#changedBy.set(id, member)
		const sender = { owner: member.owner, isFacilitator: !isRestricted(member) }
		const ofAuthors = this.#authors.restore(changes.keys(), sender)
		const ofLocked = this.#restoreLocked(member, changes)
		if (ofAuthors === 'changed') member.send(encodeNack(member.received, 'invalid'))
		else if (ofLocked === 'changed') member.send(encodeNack(member.received, 'invalid', LOCKED_NOTE))
		const correction = strongerCorrection(ofAuthors, ofLocked)
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
