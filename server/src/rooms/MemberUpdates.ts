import { CLOSE, LIMITS, type RoomId } from '@charrette/shared'
import * as Y from 'yjs'
import type { Meter } from '../ports/Meter.ts'
import type { AttributionLog } from './AttributionLog.ts'
import { BoardCapacity } from './BoardCapacity.ts'
import type { Bounds } from './bounds.ts'
import { encodeStep1 } from './frameCodec.ts'
import type { ClientOwners } from './gate/ClientOwners.ts'
import { examineUpdate, type Speaker, type Verdict } from './gate/examineUpdate.ts'
import { RecordChanges } from './gate/recordChanges.ts'
import type { Member } from './Member.ts'
import type { Outbox } from './Outbox.ts'
import type { RecordValidator } from './RecordValidator.ts'
import type { RoomLog } from './RoomLog.ts'
import type { RoomRecovery } from './RoomRecovery.ts'
import type { Tick } from './Tick.ts'

/**
 * A member that was refused for lack of bytes is asked again when this many more bytes are free.
 */
const MIN_FREED_BYTES = 1024
/**
 * Number of members that are asked at a time, since each answers with all edits that the document
 * lacks.
 */
const MAX_ASKED = 4

/** A member with edits that the document had no room for. */
interface AwaitingMember {
	/** The free capacity when it was refused. */
	readonly free: { readonly shapes: number; readonly bytes: number }
	/** Whether it has sent edits since then, which may have deleted the excess. */
	hasEdited: boolean
	/** When it was asked for all its edits, by `performance.now`; null before. */
	askedAt: number | null
}

export interface MemberUpdatesDeps {
	room: RoomId
	doc: Y.Doc
	bounds: Bounds
	/** The time in ms. */
	now(): number
	owners: ClientOwners
	/** The present member that speaks for a client id; undefined if there is none. */
	speakerOf(client: number): Speaker | undefined
	log: RoomLog
	meter: Meter
	recovery: RoomRecovery
	validator: RecordValidator
	attribution: AttributionLog
	outbox: Outbox
	/** Called when an update that has passed the gate could not be applied, which is a bug (ACK6). */
	onError(cause: unknown): void
}

/** An update of a member, with its changes as far as it was examined. */
interface Received {
	isStep2: boolean
	update: Uint8Array
	changes: RecordChanges
}

type Accepted = Extract<Verdict, { refusal: null }> & { changes: RecordChanges }

/**
 * Applies the updates of members to a room's document: gate → apply → restore (GATE1), one after
 * the other in the transaction of a tick. If the document has no room for a member's update, the
 * member is asked for all its edits again once there is room (GATE7).
 */
export class MemberUpdates {
	readonly #deps: MemberUpdatesDeps
	readonly #capacity: BoardCapacity
	/** The members that wait for room, in the order in which they were refused. */
	readonly #awaitingRoom = new Map<Member, AwaitingMember>()

	constructor(deps: MemberUpdatesDeps) {
		const { room, doc, bounds, now, log } = deps
		this.#deps = deps
		this.#capacity = new BoardCapacity(doc, { room, bounds, now, compact: () => log.compact() })
	}

	/** Starts to track the size of the document, which was loaded from `loadedBytes` of updates. */
	watch(loadedBytes: number): void {
		this.#capacity.watch(loadedBytes)
	}

	/** Whether the document has room for more (GATE7). */
	hasRoom(): boolean {
		if (this.#capacity.free().bytes <= 0) this.#capacity.measure()
		const { shapes, bytes } = this.#capacity.free()
		return shapes > 0 && bytes > 0
	}

	/**
	 * Call it when a compaction begins, and the returned function when the compaction has ended; see
	 * `BoardCapacity`.
	 */
	beginCompaction(): (stateBytes: number) => void {
		const setSize = this.#capacity.beginCompaction()
		return (stateBytes) => {
			setSize(stateBytes)
			this.askAwaiting()
		}
	}

	/**
	 * Handles a step 2 or an update of a member in the transaction of a tick: applies it and queues
	 * its ack, or rejects it.
	 */
	receive(member: Member, { isStep2, update }: { isStep2: boolean; update: Uint8Array }, tick: Tick): void {
		member.received++
		if (!isStep2 && !member.hasSynced && member.access === 'edit') {
			const awaiting = this.#awaitingRoom.get(member)
			if (awaiting) awaiting.hasEdited = true
			return
		}
		const changes = new RecordChanges(this.#deps.doc)
		const verdict = this.#examine(member, { isStep2, update, changes })
		if (verdict.refusal) {
			member.reject(verdict.refusal)
			this.#deps.meter.refused(verdict.refusal)
			if (verdict.refusal === 'boardFull') this.#awaitRoom(member)
			return
		}
		if (isStep2) {
			member.hasSynced = true
			this.#awaitingRoom.delete(member)
		}
		this.#claim(member, verdict.claims)
		if (this.#apply(member, { ...verdict, changes }, tick)) this.#deps.outbox.queueAck(member, member.received)
	}

	/**
	 * Repairs the records that the updates of a tick have changed (GATE3). Call it in a transaction.
	 */
	repair(tick: Tick): void {
		const { validator, attribution } = this.#deps
		for (const { id, outcome } of validator.repair()) {
			tick.addAuthor(null)
			if (outcome !== 'removed') continue
			this.#capacity.addRemoved(id)
			attribution.addRemoved(id)
		}
	}

	/** Checks, once a tick, whether its updates have healed the document or made room for others. */
	settle(): void {
		this.#deps.recovery.checkHealed()
		this.askAwaiting()
	}

	/**
	 * Asks the next members that wait for room for all their edits, if more is free than when they
	 * were refused or if they have edited since (GATE7).
	 */
	askAwaiting(): void {
		if (this.#awaitingRoom.size === 0) return
		this.#capacity.measure()
		const { shapes, bytes } = this.#capacity.free()
		const now = performance.now()
		const { answerMs } = this.#deps.bounds
		const isAsked = ({ askedAt }: AwaitingMember) => askedAt !== null && now - askedAt < answerMs
		let left = MAX_ASKED - [...this.#awaitingRoom.values()].filter(isAsked).length
		for (const [member, awaiting] of this.#awaitingRoom) {
			if (left <= 0) return
			const { free, hasEdited, askedAt } = awaiting
			const hasMore = shapes > free.shapes || bytes >= free.bytes + MIN_FREED_BYTES
			if (askedAt !== null || !(hasEdited || hasMore)) continue
			awaiting.askedAt = now
			member.send(encodeStep1(Y.encodeStateVector(this.#deps.doc)))
			left--
		}
	}

	/** Forgets a member that has left. */
	forget(member: Member): void {
		this.#awaitingRoom.delete(member)
	}

	#examine({ access, owner }: Member, { isStep2, update, changes }: Received): Verdict {
		const { doc, owners, log, recovery, speakerOf } = this.#deps
		if (access !== 'edit') return { refusal: 'view' }
		if (update.length > (isStep2 ? LIMITS.maxStep2Bytes : LIMITS.maxFrameBytes)) return { refusal: 'tooLarge' }
		if (log.storage === 'full') return { refusal: 'storage' }
		if (owners.isFromReplacedDocument(update)) return { refusal: 'replaced' }
		const { acceptsForeign } = recovery
		const examine = () => {
			const capacity = this.#capacity.of(owner)
			const author = { owner, owners: owners.byClient, speakerOf, isStep2, acceptsForeign, capacity, changes }
			return examineUpdate(doc, update, author)
		}
		const verdict = examine()
		return verdict.refusal === 'boardFull' && this.#capacity.measure() ? examine() : verdict
	}

	#claim({ owner }: Member, clients: readonly number[]): void {
		if (clients.length === 0) return
		this.#capacity.noteClaims(owner, clients.length)
		const claims = clients.map((client) => ({ client, owner }))
		this.#deps.owners.add(claims)
		this.#deps.outbox.claim(claims)
	}

	/**
	 * Applies an update that has passed the gate. If that fails, closes the member and returns false.
	 */
	#apply(member: Member, { update, foreign, changes }: Accepted, tick: Tick): boolean {
		if (!update) return true
		const { doc, recovery, attribution, validator, onError } = this.#deps
		const isRejected = (record: string) => !validator.canEdit(member, record)
		try {
			const isIncomplete = recovery.isIncomplete
			Y.applyUpdate(doc, update)
			// Pending edits that depend on these are applied with them.
			if (isIncomplete && doc._transaction) changes.addTransaction(doc._transaction)
			tick.addAuthor(member)
			attribution.addUpdate({ owner: foreign.size === 0 ? member.owner : '', isRejected }, changes)
			if (validator.restoreProtected(member, changes, foreign) !== 'nothing') tick.addAuthor(null)
			this.#capacity.addUpdate(update.length, changes)
			if (isIncomplete) this.#capacity.countRecords()
			return true
		} catch (cause) {
			member.close(CLOSE.rejectedEdit)
			onError(cause)
			return false
		}
	}

	/**
	 * Ignores further updates of a member that the document has no room for, until a step 2 contains
	 * all of them.
	 */
	#awaitRoom(member: Member): void {
		member.hasSynced = false
		// Moves the member to the end of the order in which members are asked.
		this.#awaitingRoom.delete(member)
		this.#awaitingRoom.set(member, { free: this.#capacity.free(), hasEdited: false, askedAt: null })
	}
}
