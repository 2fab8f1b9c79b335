import { CLOSE, LIMITS, type RoomId } from '@charrette/shared'
import * as Y from 'yjs'
import type { Meter } from '../../ports/Meter.ts'
import type { Bounds } from '../bounds.ts'
import type { Outbox } from '../delivery/Outbox.ts'
import type { RoomRecovery } from '../delivery/RoomRecovery.ts'
import type { ClientOwners } from '../gate/ClientOwners.ts'
import { checkUpdate, type GateResult } from '../gate/checkUpdate.ts'
import { RecordChanges } from '../gate/recordChanges.ts'
import type { RoomLog } from '../log/RoomLog.ts'
import { encodeStep1 } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'
import type { PresenceTable } from '../presence/PresenceTable.ts'
import type { AttributionLog } from './AttributionLog.ts'
import { BoardCapacity, type RemainingCapacity } from './BoardCapacity.ts'
import type { RecordCorrector } from './RecordCorrector.ts'
import type { Tick } from './Tick.ts'
import { WaitingEdits } from './WaitingEdits.ts'

/**
 * A member that was refused for lack of bytes is asked again when this many more bytes are free.
 */
const MIN_FREED_BYTES = 1024
/**
 * Number of members that are asked at a time, since each answers with all edits that the document
 * lacks.
 */
const MAX_ASKED = 4

/** A member with edits that the document had no space for. */
interface AwaitingMember {
	/** The free capacity when it was refused. */
	readonly free: RemainingCapacity
	/** Whether the edit history is full; if not, the board is. */
	readonly isForHistory: boolean
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
	presence: Pick<PresenceTable, 'holderOf'>
	log: RoomLog
	meter: Meter
	recovery: RoomRecovery
	corrector: RecordCorrector
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

/** Number of shapes and bytes that a change of the server adds to a document, at most. */
export interface Addition {
	shapes: number
	bytes: number
}

type Refused = Exclude<GateResult, { refusal: null }>
type Accepted = Extract<GateResult, { refusal: null }> & { changes: RecordChanges }

/**
 * Applies the updates of members to a room's document: gate → apply → restore (GATE1), one after
 * the other in the transaction of a tick. If the document has no space for a member's update, the
 * member is asked for all its edits again once there is room (GATE7).
 */
export class MemberUpdates {
	readonly #deps: MemberUpdatesDeps
	readonly #capacity: BoardCapacity
	/** The members that wait for room, in the order in which they were refused. */
	readonly #awaitingSpace = new Map<Member, AwaitingMember>()
	readonly #waiting: WaitingEdits

	constructor(deps: MemberUpdatesDeps) {
		const { room, doc, bounds, now, log } = deps
		this.#deps = deps
		this.#waiting = new WaitingEdits(doc, deps.owners)
		this.#capacity = new BoardCapacity(doc, { room, bounds, now, compact: () => log.compact() })
	}

	/** Starts to track the size of the document, which was loaded from `loadedBytes` of updates. */
	watch(loadedBytes: number): void {
		this.#capacity.watch(loadedBytes)
	}

	/** Why an addition of the server does not fit into the document (GATE7e); null if it fits. */
	fullReason({ shapes, bytes }: Addition): 'board_full' | 'history_full' | null {
		if (this.#capacity.remaining().history < bytes) this.#capacity.measure()
		const remaining = this.#capacity.remaining()
		if (remaining.history < bytes) return 'history_full'
		return remaining.shapes < shapes || remaining.bytes < bytes ? 'board_full' : null
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
			const awaiting = this.#awaitingSpace.get(member)
			if (awaiting) awaiting.hasEdited = true
			return
		}
		const changes = new RecordChanges(this.#deps.doc)
		const result = this.#check(member, { isStep2, update, changes })
		if (result.refusal) {
			this.#refuse(member, result)
			return
		}
		if (isStep2) {
			member.hasSynced = true
			this.#awaitingSpace.delete(member)
			this.#waiting.delete(member)
		}
		this.#claim(member, result.claims)
		if (!this.#apply(member, { ...result, changes }, tick)) return
		if (result.leftOut) this.#waiting.add(member, result.leftOut)
		this.#deps.outbox.queueAck(member, member.received)
		// Of several missing ranges of a client id, the next one can be taken now.
		if (result.isHealing && this.#deps.recovery.isIncomplete) this.#ask(member)
	}

	#refuse(member: Member, { refusal, waiting }: Refused): void {
		this.#deps.meter.refused(refusal)
		if (refusal === 'gap' && waiting && this.#waiting.has(member)) this.#waiting.addUpdate(member, waiting)
		else member.reject(refusal)
		const isForHistory = refusal === 'historyFull'
		if (isForHistory || refusal === 'boardFull') this.#awaitSpace(member, isForHistory)
	}

	/**
	 * Repairs the records that the updates of a tick have changed (GATE3). Call it in a transaction.
	 */
	repair(tick: Tick): void {
		const { corrector, attribution } = this.#deps
		for (const { id, outcome } of corrector.repair()) {
			tick.addAuthor(null)
			if (outcome !== 'removed') continue
			this.#capacity.addRemoved(id)
			attribution.addRemoved(id)
		}
	}

	/**
	 * Checks, once a tick, whether its updates have recovered the document or made space for others.
	 */
	endTick(): void {
		this.#deps.recovery.checkRecovered()
		this.#waiting.ask()
		this.askAwaiting()
	}

	/** Hides the names of participants, also of those whose edits are missing. */
	hideNames(areHidden: boolean): void {
		this.#waiting.hideNames(areHidden)
	}

	/**
	 * Asks the next members that wait for space for all their edits, if more is free than when they
	 * were refused or if they have edited since (GATE7).
	 */
	askAwaiting(): void {
		if (this.#awaitingSpace.size === 0) return
		if ([...this.#awaitingSpace.values()].some(({ isForHistory }) => isForHistory)) this.#capacity.measure()
		const { shapes, bytes, history } = this.#capacity.remaining()
		const now = performance.now()
		const { replyMs } = this.#deps.bounds
		const isAsked = ({ askedAt }: AwaitingMember) => askedAt !== null && now - askedAt < replyMs
		let left = MAX_ASKED - [...this.#awaitingSpace.values()].filter(isAsked).length
		for (const [member, awaiting] of this.#awaitingSpace) {
			if (left <= 0) return
			const { free, hasEdited, askedAt } = awaiting
			const hasMore =
				shapes > free.shapes || bytes >= free.bytes + MIN_FREED_BYTES || history >= free.history + MIN_FREED_BYTES
			if (askedAt !== null || !(hasEdited || hasMore)) continue
			awaiting.askedAt = now
			this.#ask(member)
			left--
		}
	}

	/** Forgets a member that has left. */
	forget(member: Member): void {
		this.#awaitingSpace.delete(member)
		this.#waiting.delete(member)
	}

	/** Asks a member for all edits that the document lacks. */
	#ask(member: Member): void {
		member.send(encodeStep1(Y.encodeStateVector(this.#deps.doc)))
	}

	#check({ access, owner }: Member, { isStep2, update, changes }: Received): GateResult {
		const { doc, owners, log, recovery, presence } = this.#deps
		if (access !== 'edit') return { refusal: 'view' }
		if (update.length > (isStep2 ? LIMITS.maxStep2Bytes : LIMITS.maxFrameBytes)) return { refusal: 'tooLarge' }
		if (log.storage === 'full') return { refusal: 'storage' }
		if (owners.isFromReplacedDocument(update)) return { refusal: 'replaced' }
		const missingEndOf = (client: number) => recovery.missingEndOf(client)
		const holderOf = (client: number) => presence.holderOf(client)?.owner
		const check = () => {
			const capacity = this.#capacity.capacityOf(owner)
			const context = { owner, owners: owners.byClient, holderOf, isStep2, missingEndOf, capacity, changes }
			return checkUpdate(doc, update, context)
		}
		const result = check()
		return result.refusal === 'historyFull' && this.#capacity.measure() ? check() : result
	}

	#claim({ owner }: Member, clients: readonly number[]): void {
		if (clients.length === 0) return
		this.#capacity.countClaims(owner, clients.length)
		const claims = clients.map((client) => ({ client, owner }))
		this.#deps.owners.add(claims)
		this.#deps.outbox.claim(claims)
	}

	/**
	 * Applies an update that has passed the gate. If that fails, closes the member and returns false.
	 */
	#apply(member: Member, { update, isHealing, changes }: Accepted, tick: Tick): boolean {
		if (!update) return true
		const { doc, recovery, attribution, corrector, onError } = this.#deps
		const isRejected = (record: string) => !corrector.canEdit(member, record)
		try {
			const isIncomplete = recovery.isIncomplete
			Y.applyUpdate(doc, update)
			// Pending edits that depend on these are applied with them.
			if (isIncomplete && doc._transaction) changes.addTransaction(doc._transaction)
			tick.addAuthor(member)
			attribution.addUpdate({ owner: isHealing ? '' : member.owner, isRejected }, changes)
			if (corrector.restoreProtected(member, changes) !== 'nothing') tick.addAuthor(null)
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
	 * Ignores further updates of a member that the document has no space for, until a step 2 contains
	 * all of them.
	 */
	#awaitSpace(member: Member, isForHistory: boolean): void {
		member.hasSynced = false
		// Moves the member to the end of the order in which members are asked.
		this.#awaitingSpace.delete(member)
		const free = this.#capacity.remaining()
		this.#awaitingSpace.set(member, { free, isForHistory, hasEdited: false, askedAt: null })
	}
}
