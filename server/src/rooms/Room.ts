import type { BoardId, ParticipantId, RoomId, SnapshotId } from '@charrette/shared'
import { addAllTexts, BOARD_SCHEMA_VERSION, CLOSE, migrateBoard, schemaVersionOf } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { DocStore } from '../ports/DocStore.ts'
import { type Meter, NO_METER } from '../ports/Meter.ts'
import { UnreadableRecordError } from '../ports/StorageError.ts'
import type { Bounds } from './bounds.ts'
import { DocumentCopies } from './DocumentCopies.ts'
import type { FlushScheduler } from './delivery/FlushScheduler.ts'
import { LatestState } from './delivery/LatestState.ts'
import { MemberFrames } from './delivery/MemberFrames.ts'
import { Outbox } from './delivery/Outbox.ts'
import { RoomRecovery } from './delivery/RoomRecovery.ts'
import { AttributionLog } from './document/AttributionLog.ts'
import { MemberUpdates } from './document/MemberUpdates.ts'
import { RecordCorrector } from './document/RecordCorrector.ts'
import { logAtEpoch, logsUpToEpoch } from './document/ReplacedDocuments.ts'
import { Tick } from './document/Tick.ts'
import { ClientOwners } from './gate/ClientOwners.ts'
import type { Compactor } from './log/createCompactor.ts'
import { RoomLog } from './log/RoomLog.ts'
import { encodeClock, encodePresence, encodeStep1, toSocketFrame } from './members/frameCodec.ts'
import type { Member } from './members/Member.ts'
import { PresenceTable } from './presence/PresenceTable.ts'
import { ServerWrites, type WriteOptions } from './ServerWrites.ts'

export interface RoomDeps {
	docStore: DocStore
	bounds: Bounds
	log: Logger
	flushScheduler: FlushScheduler
	/** The time in ms. */
	now(): number
	compactor: Pick<Compactor, 'compact' | 'hurry'>
	/** The newest snapshot of a board that can be read; null if there is none. */
	newestSnapshot?(board: BoardId): Promise<SnapshotId | null>
	/** Without it nothing is counted. */
	meter?: Meter | undefined
	/** Called with the private cards that are only on a participant's device. */
	onUnsentCards?(room: Room, participant: ParticipantId, unsent: ReadonlyMap<BoardId, number>): void
	/**
	 * Called when a bug has made the room unusable: it has to be loaded from its log again (ACK6).
	 */
	onFailed(room: Room): void
}

/** One live document and its members (ROOM4). */
export class Room {
	readonly id: RoomId
	readonly epoch: number
	/** The name of its log. */
	readonly logId: RoomId
	readonly doc = new Y.Doc()
	readonly members = new Set<Member>()
	readonly latest = new LatestState(this.members)
	readonly attribution: AttributionLog
	/** Copies of the document, to be opened elsewhere. */
	readonly copies: DocumentCopies
	/** Resolves once the document is loaded from the log; members join only after that. */
	readonly loaded: Promise<void>
	readonly #deps: RoomDeps
	readonly #log: RoomLog
	readonly #presence: PresenceTable
	readonly #outbox: Outbox
	readonly #corrector: RecordCorrector
	readonly #owners = new ClientOwners()
	readonly #recovery: RoomRecovery
	readonly #updates: MemberUpdates
	readonly #frames: MemberFrames
	readonly #writes: ServerWrites
	#hasFailed = false

	constructor(id: RoomId, epoch: number, deps: RoomDeps) {
		this.id = id
		this.epoch = epoch
		this.#deps = deps
		this.#presence = new PresenceTable(id, deps.now)
		const { meter = NO_METER } = deps
		const onStorage = () => this.#storageChanged()
		this.logId = logAtEpoch(id, epoch)
		this.#log = new RoomLog(this.logId, {
			...deps,
			meter,
			onStorage,
			onRefused: (cause) => this.fail(cause),
			onCompaction: () => this.#updates.beginCompaction(),
		})
		this.#corrector = new RecordCorrector(this.doc, {
			room: id,
			log: deps.log,
			owners: this.#owners,
		})
		this.attribution = new AttributionLog(this.doc, deps.now)
		this.#outbox = new Outbox({
			doc: this.doc,
			members: this.members,
			log: this.#log,
			presence: this.#presence,
			flushLane: deps.flushScheduler.assign(),
			meter,
			isTickDue: () => this.#frames.isTickDue,
			handleWaiting: () => this.applyReceived(),
			takeAttributions: () => this.attribution.take(),
			onError: (cause) => this.fail(cause),
		})
		const parts = {
			room: id,
			doc: this.doc,
			bounds: deps.bounds,
			now: deps.now,
			logger: deps.log,
			meter,
			log: this.#log,
			latest: this.latest,
			presence: this.#presence,
			owners: this.#owners,
			corrector: this.#corrector,
			attribution: this.attribution,
			outbox: this.#outbox,
			isDurable: () => this.isDurable,
			onError: (cause: unknown) => this.fail(cause),
		}
		this.copies = new DocumentCopies({
			...parts,
			applyReceived: () => this.applyReceived(),
			write: (change, by) => this.write(change, { by }),
		})
		this.#recovery = new RoomRecovery({ ...parts, newestSnapshot: deps.newestSnapshot })
		this.#updates = new MemberUpdates({ ...parts, recovery: this.#recovery })
		this.#writes = new ServerWrites({ ...parts, updates: this.#updates })
		this.#frames = new MemberFrames({
			...parts,
			updates: this.#updates,
			onUnsentCards: (participant, unsent) => deps.onUnsentCards?.(this, participant, unsent),
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

	/**
	 * Adds a member: sends it the room's state and presence, and asks a member with edit access for
	 * its edits. Call it only after `loaded`.
	 */
	join(member: Member): void {
		this.members.add(member)
		if (this.#isWorkshop) member.send(encodeClock(this.#deps.now()))
		this.latest.sendTo(member)
		this.#recovery.joined()
		if (member.access === 'edit') member.send(encodeStep1(Y.encodeStateVector(this.doc)))
		const present = this.#presence.all()
		if (present.length > 0) member.send(encodePresence(present))
	}

	/** Removes a member, its presence and everything queued for it. */
	leave(member: Member): void {
		if (!this.members.delete(member)) return
		this.#outbox.forget(member)
		this.#updates.forget(member)
		this.#presence.remove(member)
		this.#outbox.presenceChanged()
	}

	/** Answers a member whose request waited for its socket. */
	drained(member: Member): void {
		this.#outbox.drained(member)
	}

	/** Sends a member the updates that it did not get after this state (FAN3). */
	sendMissed(member: Member, stateVector: Uint8Array): void {
		this.#outbox.replyTo(member, stateVector, false)
	}

	/** Takes a frame of a member, which is handled with the next tick. */
	receive(member: Member, bytes: Uint8Array): void {
		this.#frames.receive(member, bytes)
	}

	/** Applies the pending frames of members at once, so that the document contains them. */
	applyReceived(): void {
		this.#frames.handleWaiting()
	}

	/** Edits the document on behalf of the server; see `ServerWrites`. */
	write<Result>(change: (doc: Y.Doc) => Result, options?: WriteOptions): Promise<Result> {
		this.applyReceived()
		return this.#writes.write(change, options)
	}

	/**
	 * Hides the names of participants; while they are hidden, edits are recorded without an author.
	 */
	hideNames(areHidden: boolean): void {
		this.attribution.hideNames(areHidden)
		this.#updates.hideNames(areHidden)
		if (this.#presence.hideNames(areHidden)) this.#outbox.presenceChanged()
	}

	/** Pings the members with their acks, and frees caches that nothing uses. */
	sendHeartbeat(): void {
		const clock = this.#isWorkshop ? [toSocketFrame(encodeClock(this.#deps.now()))] : []
		for (const member of this.members) member.sendHeartbeat(clock)
		this.#outbox.evictIdle()
		this.#updates.endTick()
	}

	/** Writes pending edits. Resolves with false if the disk takes no writes. */
	async flush(): Promise<boolean> {
		await this.#outbox.flushAll()
		if (!this.isDurable) await this.#log.retry().catch(() => {})
		return this.isDurable
	}

	/**
	 * Writes pending edits and compacts a long log. Resolves with false if the disk takes no writes.
	 */
	async flushAndCompact(): Promise<boolean> {
		if (await this.flush()) {
			this.#recovery.endSession()
			await this.#log.compactAndWait()
		}
		return this.isDurable
	}

	/** Frees the document. Call it only after `flushAndCompact`, or when the server closes. */
	close(): void {
		this.latest.close()
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
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			this.#outbox.add(update, origin instanceof Tick ? origin.author : null)
		})
		// Yjs marks a transaction that applies updates as remote. If the server also writes in it, Yjs
		// would conclude that another client uses the server's client id, and replace the id. Marking
		// the transaction as local prevents that.
		this.doc.on('afterTransaction', (transaction: Y.Transaction) => {
			if (transaction.origin instanceof Tick) transaction.local = true
		})
		if (schemaVersionOf(this.doc) > BOARD_SCHEMA_VERSION)
			throw new UnreadableRecordError({ cause: `${this.id} was written by a newer Charrette` })
		const isChanged = [migrateBoard(this.doc), addAllTexts(this.doc)].includes(true)
		this.#corrector.watch()
		this.#updates.watch(updates.reduce((sum, update) => sum + update.length, 0))
		if (this.id.startsWith('board:')) this.attribution.watch()
		await this.#recovery.announceDamage()
		if (isChanged) await this.#outbox.flush()
	}

	#storageChanged(): void {
		const { storage } = this.#log
		this.#recovery.pushState()
		if (storage === 'ok') this.#outbox.sendDelayedAcks()
	}

	/**
	 * Makes the room unusable, after a bug or a refused append, but not when storage fails. The
	 * document may contain edits that its log does not have, so nothing of it is written or acked any
	 * more. The members reconnect to a room that is loaded again, and send their unacked edits again
	 * (ACK6).
	 */
	fail(cause: unknown): void {
		if (this.#hasFailed) return
		this.#hasFailed = true
		this.#deps.log.error({ room: this.id, err: cause }, 'room failed')
		this.#frames.stop()
		this.#outbox.fail(cause)
		for (const member of [...this.members]) member.close(CLOSE.storage)
		this.#deps.onFailed(this)
	}
}
