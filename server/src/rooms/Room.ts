import type { BoardId, RoomId, RoomState, SnapshotId } from '@charrette/shared'
import { BOARD_SCHEMA_VERSION, CLOSE, LIMITS, migrateBoard, parseRoomId, schemaVersionOf } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { DocStore } from '../ports/DocStore.ts'
import { StorageError, UnreadableRecordError } from '../ports/StorageError.ts'
import { AttributionLog } from './AttributionLog.ts'
import { BoardCapacity } from './BoardCapacity.ts'
import type { Bounds } from './bounds.ts'
import { decodeFrame, encodeClock, encodePresence, encodeStep1, toSocketFrame } from './frameCodec.ts'
import { ClientOwners } from './gate/ClientOwners.ts'
import { examineUpdate, type Verdict } from './gate/examineUpdate.ts'
import { LatestState } from './LatestState.ts'
import { Member } from './Member.ts'
import { Outbox } from './Outbox.ts'
import { PresenceTable } from './PresenceTable.ts'
import { RecordValidator } from './RecordValidator.ts'
import { logAtEpoch, logsUpToEpoch } from './ReplacedDocuments.ts'
import { RoomLog } from './RoomLog.ts'

/** A member that was refused for want of bytes is asked again when this many more are free. */
const MIN_FREED_BYTES = 1024

export interface RoomDeps {
	docStore: DocStore
	bounds: Bounds
	log: Logger
	/** The time in ms. */
	now(): number
	compact(room: RoomId, isHealed: boolean): Promise<void>
	/** The newest snapshot of a board that can be read; null if there is none. */
	newestSnapshot?(board: BoardId): Promise<SnapshotId | null>
	/** Called when a bug has made the room unusable: it has to be loaded from its log again (ACK6). */
	onFailed(room: Room): void
}

/** Changes of one room that are remembered because they were applied and not written. */
const MAX_APPLIED_WRITES = 100

export interface WriteOptions {
	/** The author of a command that restores earlier records (HIST7). */
	by?: string | undefined
	/** Nothing in the document is written or sent before this promise resolves. */
	after?: Promise<void>
	/** Whether the change is applied although the disk takes no writes now; the caller waits for it. */
	isWaiting?: boolean
	/** Equal for calls that mean the same change. */
	key?: string | undefined
}

/** One live document and its members (ROOM4). An edit of a member goes: gate → apply → outbox. */
export class Room {
	readonly id: RoomId
	readonly epoch: number
	readonly doc = new Y.Doc()
	readonly members = new Set<Member>()
	readonly latest = new LatestState(this.members)
	readonly attribution: AttributionLog
	/** Resolves once the document is loaded from the log; members join only after that. */
	readonly loaded: Promise<void>
	readonly #deps: RoomDeps
	readonly #log: RoomLog
	readonly #presence: PresenceTable
	readonly #outbox: Outbox
	readonly #validator: RecordValidator
	readonly #owners = new ClientOwners()
	readonly #capacity: BoardCapacity
	/** Members with edits that the document had no room for: what was free then, and whether they were asked for them again. */
	readonly #awaitingRoom = new Map<Member, { shapes: number; bytes: number; isAsked: boolean }>()
	/** The results of changes that were applied and not written, by their key. */
	readonly #appliedWrites = new Map<string, { result: unknown }>()
	/** Whether the document waited for edits of a damaged row when it was loaded. */
	#wasIncomplete = false
	/** The snapshot that is offered to facilitators while the log is damaged. */
	#snapshot: SnapshotId | null = null
	/** Until then a step 2 may bring edits of other members that the server lacks (GATE6). */
	#recoversUntil = 0
	#hasFailed = false

	constructor(id: RoomId, epoch: number, deps: RoomDeps) {
		this.id = id
		this.epoch = epoch
		this.#deps = deps
		this.#presence = new PresenceTable(id)
		const onStorage = () => this.#storageChanged()
		this.#log = new RoomLog(logAtEpoch(id, epoch), { ...deps, onStorage })
		this.#capacity = new BoardCapacity(this.doc, { room: id, bounds: deps.bounds, now: deps.now })
		this.#validator = new RecordValidator(this.doc, {
			room: id,
			log: deps.log,
			creatorOf: (client) => this.#owners.creatorOf(client),
		})
		this.attribution = new AttributionLog(this.doc, deps.now)
		this.#outbox = new Outbox({
			doc: this.doc,
			members: this.members,
			log: this.#log,
			presence: this.#presence,
			repair: () => this.#validator.repair(),
			takeAttributions: () => this.attribution.take(),
			onError: (cause) => this.fail(cause),
		})
		this.loaded = this.#load()
	}

	/** Whether every edit in the document is on disk. */
	get isDurable(): boolean {
		return this.#log.storage === 'ok' && !this.#hasFailed
	}

	/** Whether a bug has made the room unusable (ACK6). */
	get hasFailed(): boolean {
		return this.#hasFailed
	}

	/** Whether the document has room for more (GATE7). */
	hasRoom(): boolean {
		this.#capacity.measure()
		const { shapes, bytes } = this.#capacity.free()
		return shapes > 0 && bytes > 0
	}

	/**
	 * Adds a member: sends it the room's state and presence, and asks an editor for the edits it has.
	 * Only after `loaded`.
	 */
	join(member: Member): void {
		this.members.add(member)
		if (this.#isWorkshop) member.send(encodeClock(Date.now()))
		this.latest.sendTo(member)
		if (member.access === 'edit') member.send(encodeStep1(Y.encodeStateVector(this.doc)))
		const present = this.#presence.all()
		if (present.length > 0) member.send(encodePresence(present))
	}

	/** Removes a member, its presence and what is queued for it. */
	leave(member: Member): void {
		if (!this.members.delete(member)) return
		this.#outbox.forget(member)
		this.#awaitingRoom.delete(member)
		this.#presence.remove(member)
		this.#outbox.presenceChanged()
	}

	/** Answers a member whose request waited for its socket. */
	drained(member: Member): void {
		this.#outbox.drained(member)
	}

	/** Sends a member the updates that it did not get after this state (FAN3). */
	sendMissed(member: Member, stateVector: Uint8Array): void {
		this.#outbox.answer(member, stateVector, false)
	}

	/**
	 * Handles a frame of a member. Bytes that are no frame close the member, and have no other effect
	 * (GATE5).
	 */
	receive(member: Member, bytes: Uint8Array): void {
		member.markAlive()
		try {
			const frame = decodeFrame(bytes)
			if (frame.type === 'step1') this.#answer(member, frame.stateVector)
			if (frame.type === 'payload') this.#receivePayload(member, frame.isStep2, frame.update)
			if (frame.type === 'presence' && this.#canBePresent(member)) this.#receivePresence(member, frame.update)
			if (frame.type === 'queryPresence') this.#answerQuery(member)
		} catch (cause) {
			this.#deps.log.warn({ room: this.id, err: cause }, 'frame refused')
			member.close(CLOSE.badFrame)
		}
	}

	/**
	 * Edits the document on behalf of the server; the change is applied at once, and the call
	 * resolves when it is durable, with what the change returned. Throws a `StorageError` if it cannot
	 * be written: before the change if that is known, else after it. With a `key`, such a change is not
	 * applied again when the call is repeated (ACK7).
	 */
	async write<Result>(
		change: (doc: Y.Doc) => Result,
		{ by = '', after, isWaiting = after !== undefined, key }: WriteOptions = {},
	): Promise<Result> {
		if (!this.isDurable && !isWaiting) await this.#log.retry().catch(() => {})
		if (!this.isDurable && !isWaiting) throw this.#storageError()
		if (after) this.#outbox.holdUntil(after)
		const earlier = key === undefined ? undefined : this.#appliedWrites.get(key)
		const result = earlier ? (earlier.result as Result) : this.#apply(change, by)
		await this.#outbox.flush()
		if (key !== undefined) this.#noteApplied(key, result)
		if (!this.isDurable) throw this.#storageError()
		return result
	}

	#apply<Result>(change: (doc: Y.Doc) => Result, by: string): Result {
		let result: Result | undefined
		this.attribution.attributeTo({ owner: by, isRestoring: true }, () => {
			result = this.doc.transact(() => change(this.doc), 'server')
		})
		return result as Result
	}

	#noteApplied(key: string, result: unknown): void {
		this.#appliedWrites.delete(key)
		if (this.isDurable) return
		this.#appliedWrites.set(key, { result })
		const [oldest] = this.#appliedWrites.keys()
		if (this.#appliedWrites.size > MAX_APPLIED_WRITES && oldest !== undefined) this.#appliedWrites.delete(oldest)
	}

	#storageError(): StorageError {
		return new StorageError({ cause: `the log of ${this.id} cannot be written now` })
	}

	/**
	 * Hides the names of participants; while they are hidden, edits are recorded without an author.
	 */
	hideNames(areHidden: boolean): void {
		this.attribution.hideNames(areHidden)
		if (this.#presence.hideNames(areHidden)) this.#outbox.presenceChanged()
	}

	/** Pings the members with their acks, and frees caches that nothing uses. */
	sendHeartbeat(): void {
		const clock = this.#isWorkshop ? [toSocketFrame(encodeClock(Date.now()))] : []
		for (const member of this.members) member.sendHeartbeat(clock)
		this.#outbox.evictIdle()
		this.#checkHealed()
		this.#askAllAgain()
	}

	/**
	 * Writes what is pending and compacts a long log. Resolves with false if the disk takes no
	 * writes.
	 */
	async settle(): Promise<boolean> {
		await this.#outbox.flush()
		if (!this.isDurable) await this.#log.retry().catch(() => {})
		if (this.isDurable) await this.#log.settle()
		return this.isDurable
	}

	/** Frees the document. Only when settled, or at shutdown. */
	close(): void {
		this.#outbox.close()
		this.#log.close()
		this.doc.destroy()
	}

	get #isWorkshop(): boolean {
		return this.id.startsWith('workshop:')
	}

	async #load(): Promise<void> {
		if (this.#isWorkshop) return
		for (const replaced of logsUpToEpoch(this.id, this.epoch - 1))
			this.#owners.retire(await this.#deps.docStore.claims(replaced))
		const { updates, claims } = await this.#log.load()
		this.doc.transact(() => {
			for (const update of updates) Y.applyUpdate(this.doc, update)
		})
		this.#owners.add(claims)
		this.#recoversUntil = performance.now() + this.#deps.bounds.recoveryMs
		this.doc.on('update', (update: Uint8Array, origin: unknown) =>
			this.#outbox.add(update, origin instanceof Member ? origin : null),
		)
		this.#validator.watch()
		this.#capacity.watch(updates.reduce((sum, update) => sum + update.length, 0))
		if (this.id.startsWith('board:')) this.attribution.watch()
		if (schemaVersionOf(this.doc) > BOARD_SCHEMA_VERSION)
			throw new UnreadableRecordError({ cause: `${this.id} was written by a newer Charrette` })
		if (this.#log.damaged > 0) await this.#announceDamage()
		if (migrateBoard(this.doc)) await this.#outbox.flush()
	}

	/** A projector is never present, and a read-only member only in the workshop's room (GATE4). */
	#canBePresent(member: Member): boolean {
		return member.identity.role !== 'projector' && (member.access === 'edit' || this.#isWorkshop)
	}

	#answer(member: Member, stateVector: Uint8Array): void {
		// Throws on bytes that are no state vector, before they are queued.
		Y.decodeStateVector(stateVector)
		this.#outbox.answer(member, stateVector)
	}

	#answerQuery(member: Member): void {
		const answer = encodePresence(this.#presence.all())
		member.budget.takeAnswer(answer.length)
		member.send(answer)
	}

	#receivePayload(member: Member, isStep2: boolean, bytes: Uint8Array): void {
		member.received++
		if (!isStep2 && !member.hasSynced && member.access === 'edit') {
			this.#askAgain(member)
			return
		}
		const verdict = this.#examine(member, isStep2, bytes)
		if (verdict.refusal) {
			member.reject(verdict.refusal)
			if (verdict.refusal === 'boardFull') this.#awaitRoom(member)
			return
		}
		if (isStep2) {
			member.hasSynced = true
			this.#awaitingRoom.delete(member)
		}
		this.#capacity.noteClaims(member.owner, verdict.claims.length)
		const claims = verdict.claims.map((client) => ({ client, owner: member.owner }))
		this.#owners.add(claims)
		this.#outbox.claim(claims)
		const { update } = verdict
		const owner = verdict.isOwn ? member.owner : ''
		const isRejected = (record: string) => !this.#validator.canEdit(member, record)
		try {
			if (update) this.attribution.attributeTo({ owner, isRejected }, () => Y.applyUpdate(this.doc, update, member))
			this.#validator.restoreProtected(member)
		} catch (cause) {
			member.close(CLOSE.rejectedEdit)
			this.fail(cause)
			return
		}
		this.#outbox.queueAck(member, member.received)
		this.#checkHealed()
		this.#askAllAgain()
	}

	/** Ignores further updates of a member that the document has no room for, until a step 2 has all of them. */
	#awaitRoom(member: Member): void {
		member.hasSynced = false
		this.#awaitingRoom.set(member, { ...this.#capacity.free(), isAsked: false })
	}

	/** Asks the members for whom more is free now than when they were refused. */
	#askAllAgain(): void {
		if (this.#awaitingRoom.size === 0) return
		this.#capacity.measure()
		const { shapes, bytes } = this.#capacity.free()
		for (const [member, refused] of this.#awaitingRoom)
			if (shapes > refused.shapes || bytes >= refused.bytes + MIN_FREED_BYTES) this.#askAgain(member)
	}

	/** Asks such a member for all its edits: it may have deleted some, or others have (GATE7). */
	#askAgain(member: Member): void {
		const waiting = this.#awaitingRoom.get(member)
		if (!waiting || waiting.isAsked) return
		waiting.isAsked = true
		member.send(encodeStep1(Y.encodeStateVector(this.doc)))
	}

	#examine({ access, owner }: Member, isStep2: boolean, bytes: Uint8Array): Verdict {
		if (access !== 'edit') return { refusal: 'view' }
		if (bytes.length > (isStep2 ? LIMITS.maxStep2Bytes : LIMITS.maxFrameBytes)) return { refusal: 'tooLarge' }
		if (this.#log.storage === 'full') return { refusal: 'storage' }
		if (this.#owners.isFromReplacedDocument(bytes)) return { refusal: 'replaced' }
		const acceptsForeign = performance.now() < this.#recoversUntil || this.#log.damaged > 0
		const examine = () => {
			const capacity = this.#capacity.of(owner)
			return examineUpdate(this.doc, bytes, { owner, owners: this.#owners.byClient, isStep2, acceptsForeign, capacity })
		}
		const verdict = examine()
		return verdict.refusal === 'boardFull' && this.#capacity.measure() ? examine() : verdict
	}

	#receivePresence(member: Member, update: Uint8Array): void {
		this.#presence.apply(member, update, {
			canUseClient: (client) => client !== this.doc.clientID && this.#owners.canUse(client, member.owner),
			canEditRecord: (record) => this.#validator.canEdit(member, record),
		})
		this.#outbox.presenceChanged()
	}

	/** Whether the document waits for edits that a damaged row had. */
	get #isIncomplete(): boolean {
		return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null
	}

	/**
	 * Once members have sent what the document waited for, its log is whole again (LOG3). A document
	 * that never waited shows no sign of it: its log counts as whole when the time of recovery is over.
	 */
	#checkHealed(): void {
		if (this.#log.damaged === 0 || this.#isIncomplete) return
		if (!this.#wasIncomplete && performance.now() < this.#recoversUntil) return
		// Their edits are on disk before a state replaces the damaged rows.
		this.#outbox.flush().then(
			() => {
				if (this.#log.damaged === 0 || this.#isIncomplete || !this.isDurable) return
				this.#deps.log.warn({ room: this.id, rows: this.#log.damaged }, 'damaged log healed')
				this.#log.heal()
				this.#pushState()
			},
			() => {},
		)
	}

	#pushState(snapshot: SnapshotId | null = this.#snapshot): void {
		this.#snapshot = snapshot
		const { storage, damaged } = this.#log
		const state: RoomState = damaged > 0 ? { storage, damaged } : { storage }
		const forFacilitators: RoomState = damaged > 0 && snapshot ? { ...state, snapshot } : state
		this.latest.pushState(JSON.stringify(state), JSON.stringify(forFacilitators))
	}

	/** Informs the members that part of the document could not be read. */
	async #announceDamage(): Promise<void> {
		this.#wasIncomplete = this.#isIncomplete
		const parsed = parseRoomId(this.id)
		const snapshot = parsed?.type === 'board' ? await this.#findSnapshot(parsed.board) : null
		this.#pushState(snapshot)
	}

	async #findSnapshot(board: BoardId): Promise<SnapshotId | null> {
		try {
			return (await this.#deps.newestSnapshot?.(board)) ?? null
		} catch (cause) {
			this.#deps.log.error({ room: this.id, err: cause }, 'no snapshot found to offer')
			return null
		}
	}

	#storageChanged(): void {
		const { storage } = this.#log
		this.#pushState()
		if (storage !== 'ok') return
		this.#recoversUntil = performance.now() + this.#deps.bounds.recoveryMs
		this.#outbox.sendDelayedAcks()
	}

	/**
	 * Only a bug gets here, since failing storage is no error. The document may hold what its log does
	 * not, so nothing of it is written or acked any more; the members reconnect to a room that is
	 * loaded again, and send what was not acked (ACK6).
	 */
	fail(cause: unknown): void {
		if (this.#hasFailed) return
		this.#hasFailed = true
		this.#deps.log.error({ room: this.id, err: cause }, 'room failed')
		this.#outbox.fail(cause)
		for (const member of [...this.members]) member.close(CLOSE.storage)
		this.#deps.onFailed(this)
	}
}
