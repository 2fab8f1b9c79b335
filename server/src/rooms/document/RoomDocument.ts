import {
	addAllTexts,
	BOARD_SCHEMA_VERSION,
	CLOSE,
	isMessageId,
	LIMITS,
	migrateBoard,
	type RoomId,
	schemaVersionOf,
} from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { Claim, LoadedLog, RecordAttribution } from '../../ports/DocStore.ts'
import type { Meter } from '../../ports/Meter.ts'
import { UnreadableRecordError } from '../../ports/StorageError.ts'
import type { Bounds } from '../bounds.ts'
import { ClientOwners } from '../gate/ClientOwners.ts'
import { checkUpdate, type GateResult } from '../gate/checkUpdate.ts'
import { RecordChanges } from '../gate/recordChanges.ts'
import type { RoomLog } from '../log/RoomLog.ts'
import type { Member } from '../members/Member.ts'
import type { PresenceTable } from '../presence/PresenceTable.ts'
import { AttributionLog } from './AttributionLog.ts'
import { BoardCapacity } from './BoardCapacity.ts'
import { LostEdits } from './LostEdits.ts'
import { RecordCorrector } from './RecordCorrector.ts'
import { Tick } from './Tick.ts'
import { isForLater, WaitingEdits } from './WaitingEdits.ts'

export interface RoomDocumentDeps {
	room: RoomId
	bounds: Bounds
	/** The time in ms. */
	now(): number
	logger: Logger
	meter: Meter
	log: RoomLog
	presence: PresenceTable
}

/** A step 2 or an update of a member. */
export interface MemberUpdate {
	isStep2: boolean
	update: Uint8Array
}

/** The changes of a document that are not written yet. */
export interface UnwrittenChanges {
	updates: readonly Uint8Array[]
	/** The member that wrote all of it, in a single update; null if there is none. */
	onlyMember: Member | null
	claims: readonly Claim[]
	attributions: RecordAttribution[]
}

type Refused = Exclude<GateResult, { refusal: null }>
type Accepted = Extract<GateResult, { refusal: null }> & { changes: RecordChanges }

/**
 * The document of a room, and what members and the server change in it: gate → apply → restore
 * (GATE1), one update after the other in the transaction of a tick. It sends nothing but nacks, and
 * requests for edits that it could not take.
 */
export class RoomDocument {
	readonly doc: Y.Doc
	readonly owners = new ClientOwners()
	readonly corrector: RecordCorrector
	readonly attribution: AttributionLog
	readonly capacity: BoardCapacity
	readonly lost: LostEdits
	readonly waiting: WaitingEdits
	readonly #deps: RoomDocumentDeps
	#updates: Uint8Array[] = []
	/** The member that wrote all of the last update. */
	#onlyMember: Member | null = null
	#claims: Claim[] = []

	constructor(doc: Y.Doc, deps: RoomDocumentDeps) {
		const { room, bounds, now, logger, log } = deps
		this.doc = doc
		this.#deps = deps
		this.corrector = new RecordCorrector(doc, { room, log: logger, owners: this.owners, now })
		this.attribution = new AttributionLog(doc, now)
		this.capacity = new BoardCapacity(doc, { room, bounds, now, compact: () => log.compact() })
		this.lost = new LostEdits(doc, log)
		this.waiting = new WaitingEdits(doc, { owners: this.owners, capacity: this.capacity })
	}

	/**
	 * Fills the document from its log, migrates it, and starts to observe it. Returns whether it was
	 * migrated.
	 */
	load({ updates, claims }: LoadedLog): boolean {
		const { room } = this.#deps
		const { doc } = this
		doc.transact(() => {
			for (const update of updates) Y.applyUpdate(doc, update)
		})
		this.owners.add(claims)
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			this.#updates.push(update)
			this.#onlyMember = origin instanceof Tick ? origin.onlyMember : null
		})
		// Yjs marks a transaction that applies updates as remote. If the server also writes in it, Yjs
		// would conclude that another client uses the server's client id, and replace the id. Marking
		// the transaction as local prevents that.
		doc.on('afterTransaction', (transaction: Y.Transaction) => {
			if (transaction.origin instanceof Tick) transaction.local = true
		})
		if (schemaVersionOf(doc) > BOARD_SCHEMA_VERSION)
			throw new UnreadableRecordError({ cause: `${room} was written by a newer Charrette` })
		const isChanged = [migrateBoard(doc), addAllTexts(doc)].includes(true)
		this.corrector.watch()
		this.capacity.watch(updates.reduce((sum, update) => sum + update.length, 0))
		if (room.startsWith('board:')) this.attribution.watch()
		return isChanged
	}

	/** Whether updates are not written yet. */
	get hasUpdates(): boolean {
		return this.#updates.length > 0
	}

	/** Takes the changes since the last call, which are written and sent together. */
	takeUnwritten(): UnwrittenChanges {
		const attributions = this.attribution.take()
		const updates = this.#updates
		const onlyMember = updates.length === 1 ? this.#onlyMember : null
		const claims = updates.length > 0 ? this.#claims : []
		this.#updates = []
		if (updates.length > 0) this.#claims = []
		return { updates, onlyMember, claims, attributions }
	}

	/**
	 * Handles an update of a member in the transaction of a tick. Returns whether it was applied, so
	 * that an ack is due; it was rejected otherwise, or is ignored until a step 2 contains it.
	 */
	receive(member: Member, { isStep2, update }: MemberUpdate, tick: Tick): boolean {
		member.received++
		if (!isStep2 && !member.hasSynced && member.access === 'edit') {
			this.waiting.hasEdited(member)
			return false
		}
		const changes = new RecordChanges(this.doc)
		const result = this.#check(member, { isStep2, update, changes })
		if (result.refusal) {
			this.#refuse(member, result)
			return false
		}
		if (isStep2) {
			member.hasSynced = true
			this.waiting.forget(member)
		}
		this.#claim(member, result.claims)
		if (!this.#apply(member, { ...result, changes }, tick)) return false
		if (result.leftOut) this.waiting.addLeftOut(member, result.leftOut)
		// Of several missing ranges of a client id, the next one can be taken now.
		if (result.isHealing && this.lost.isIncomplete) this.waiting.askNow(member)
		return true
	}

	/**
	 * Repairs the records that the updates of a tick have changed (GATE3). Call it in a transaction.
	 */
	repair(tick: Tick): void {
		for (const { id, outcome } of this.corrector.repair()) {
			tick.addWriter(null)
			if (outcome !== 'removed') continue
			this.capacity.addRemoved(id)
			this.attribution.addRemoved(id)
		}
	}

	/**
	 * Call it when a compaction begins, and the returned function when the compaction has ended; see
	 * `BoardCapacity`.
	 */
	beginCompaction(): (stateBytes: number) => void {
		const setSize = this.capacity.beginCompaction()
		return (stateBytes) => {
			setSize(stateBytes)
			this.waiting.askForSpace()
		}
	}

	/** While names are hidden, edits have no author, and nacks name nobody. */
	hideNames(areHidden: boolean): void {
		this.attribution.hideNames(areHidden)
		this.waiting.hideNames(areHidden)
	}

	#check(
		{ access, owner, budget }: Member,
		{ isStep2, update, changes }: MemberUpdate & { changes: RecordChanges },
	): GateResult {
		const { log, presence } = this.#deps
		const { owners } = this
		if (access !== 'edit') return { refusal: 'view' }
		if (update.length > (isStep2 ? LIMITS.maxStep2Bytes : LIMITS.maxFrameBytes)) return { refusal: 'tooLarge' }
		if (log.storage === 'full') return { refusal: 'storage' }
		if (owners.isFromReplacedDocument(update)) return { refusal: 'replaced' }
		const missingEndOf = (client: number) => this.lost.missingEndOf(client)
		const holderOf = (client: number) => presence.holderOf(client)?.owner
		const check = () => {
			const capacity = {
				...this.capacity.capacityOf(owner),
				messagesIn: (thread: string) => this.corrector.messagesLeft(thread),
				mayWriteMessages: budget.mayWriteMessages,
			}
			const context = { owner, owners: owners.byClient, holderOf, isStep2, missingEndOf, capacity, changes }
			return checkUpdate(this.doc, update, context)
		}
		const result = check()
		return result.refusal === 'historyFull' && this.capacity.measure() ? check() : result
	}

	#refuse(member: Member, { refusal, waiting }: Refused): void {
		this.#deps.meter.refused(refusal)
		if (refusal === 'gap' && waiting && this.waiting.isForStructs(member)) this.waiting.addUpdate(member, waiting)
		else member.reject(refusal)
		if (isForLater(refusal)) this.waiting.addForSpace(member, refusal)
	}

	#claim({ owner }: Member, clients: readonly number[]): void {
		if (clients.length === 0) return
		this.capacity.countClaims(owner, clients.length)
		const claims = clients.map((client) => ({ client, owner }))
		this.owners.add(claims)
		this.#claims.push(...claims)
	}

	/**
	 * Applies an update that has passed the gate. If that fails, which is a bug, closes the member,
	 * fails the tick and returns false (ACK6).
	 */
	#apply(member: Member, { update, isHealing, changes }: Accepted, tick: Tick): boolean {
		if (!update) return true
		const { doc } = this
		const isRejected = (record: string) => !this.corrector.canEdit(member, record)
		try {
			const { isIncomplete } = this.lost
			Y.applyUpdate(doc, update)
			// Pending edits that depend on these are applied with them.
			if (isIncomplete && doc._transaction) changes.addTransaction(doc._transaction)
			tick.addWriter(member)
			this.attribution.addUpdate({ author: isHealing ? '' : member.owner, isRejected }, changes)
			if (this.corrector.restoreProtected(member, changes) !== 'nothing') tick.addWriter(null)
			this.capacity.addUpdate(update.length, changes)
			member.budget.takeMessages(newMessagesIn(changes))
			if (isIncomplete) this.capacity.countRecords()
			return true
		} catch (cause) {
			member.close(CLOSE.rejectedEdit)
			tick.fail(cause)
			return false
		}
	}
}

/** The number of messages that an update adds. */
function newMessagesIn(changes: RecordChanges): number {
	let count = 0
	for (const [id, { isWhole, before }] of changes) if (isWhole && before === undefined && isMessageId(id)) count++
	return count
}
