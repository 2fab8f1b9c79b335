import type * as Y from 'yjs'
import type { Claim, RecordAttribution } from '../../ports/DocStore.ts'
import type { Meter } from '../../ports/Meter.ts'
import type { RoomLog } from '../log/RoomLog.ts'
import { encodePresence, toSocketFrame } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'
import type { PresenceTable } from '../presence/PresenceTable.ts'
import { PresenceThrottle } from '../presence/PresenceThrottle.ts'
import type { FlushLane } from './FlushScheduler.ts'
import { mergeInTree } from './mergeInTree.ts'
import { toUpdateFrame } from './StateCache.ts'
import { SyncReplies } from './SyncReplies.ts'
import { sendTick } from './sendTick.ts'

/**
 * A room with more members than this batches the updates of a tick; a smaller room sends with the
 * next shared flush of small rooms (FAN1).
 */
const UNBATCHED_MEMBERS = 10
const TICK_MS = 33

const NO_ACKS: ReadonlyMap<Member, number> = new Map()

export interface OutboxDeps {
	doc: Y.Doc
	members: ReadonlySet<Member>
	log: RoomLog
	presence: Pick<PresenceTable, 'takeChanged' | 'all'>
	flushLane: FlushLane
	meter: Meter
	/** Whether frames of members wait for a tick. */
	isTickDue(): boolean
	/** Applies the waiting edits and repairs changed records, before they are written (GATE3). */
	handleWaiting(): void
	/** The attributions since the last call, which are written with the update (HIST7). */
	takeAttributions(): RecordAttribution[]
	/** Called when a flush was interrupted; it has to call `fail`. */
	onError(cause: unknown): void
}

/**
 * Everything that a room sends passes through here, in one order: tick → commit → members → acks
 * (ACK2). Updates that arrive while a commit runs are sent with the next one. Presence is sent
 * after the updates that came before it, so that the live fields of a gesture never disappear
 * before its result has arrived (DOC3).
 */
export class Outbox {
	readonly #deps: OutboxDeps
	readonly #replies: SyncReplies
	readonly #presence: PresenceThrottle
	#updates: Uint8Array[] = []
	/** Author of the last update. */
	#author: Member | null = null
	#claims: Claim[] = []
	#acks = new Map<Member, number>()
	/**
	 * Number of edits that were applied and not acked, and the time at which the first was applied.
	 */
	#unacked = { edits: 0, sinceMs: 0 }
	#flushing: Promise<void> | null = null
	/** Resolves once everything queued now has been sent. */
	#nextSent: Deferred | null = null
	#flushedAt = 0
	/** While set, nothing is written or sent. */
	#holding: Promise<void> | null = null
	/** Acks of updates that are applied but not on disk (ACK4). */
	#delayedAcks = new Map<Member, number>()
	/** Set when a bug has interrupted a flush: nothing is written, sent or acked any more (ACK6). */
	#failure: { cause: unknown } | null = null

	constructor(deps: OutboxDeps) {
		this.#deps = deps
		this.#replies = new SyncReplies(deps.doc)
		this.#presence = new PresenceThrottle({ ...deps, onDue: () => this.#run() }, UNBATCHED_MEMBERS)
	}

	/** Queues an update that was applied to the document; `author` is null for the server. */
	add(update: Uint8Array, author: Member | null): void {
		this.#updates.push(update)
		this.#author = author
	}

	/** Writes and sends nothing before this promise resolves. It must not reject. */
	holdUntil(until: Promise<void>): void {
		const holding = Promise.all([this.#holding, until]).then(() => {
			if (this.#holding === holding) this.#holding = null
		})
		this.#holding = holding
	}

	claim(claims: readonly Claim[]): void {
		this.#claims.push(...claims)
	}

	/** Queues the ack for this many payload frames of a member; it is sent once they are durable. */
	queueAck(member: Member, count: number): void {
		this.#acks.set(member, count)
		if (this.#unacked.edits === 0) this.#unacked.sinceMs = performance.now()
		this.#unacked.edits++
	}

	/** Applies, writes and sends with the next tick. */
	tickSoon(): void {
		this.#run()
	}

	/** Queues the reply to a member's state vector; only the newest one gets a reply. */
	replyTo(member: Member, stateVector: Uint8Array, isPaid = true): void {
		this.#replies.request(member, stateVector, isPaid)
		this.#run()
	}

	/** Replies to a member whose request waited for its socket. */
	drained(member: Member): void {
		if (this.#replies.isWaiting(member)) this.#run()
	}

	/** Drops everything queued for a member that has left. */
	forget(member: Member): void {
		this.#replies.forget(member)
		this.#acks.delete(member)
		this.#delayedAcks.delete(member)
	}

	/** Sends the changed presence with the next tick of presence. */
	presenceChanged(): void {
		this.#presence.changed()
	}

	/** Sends the acks that waited for the disk. */
	sendDelayedAcks(): void {
		for (const [member, count] of this.#delayedAcks) member.write([member.ackFrame(count)])
		this.#delayedAcks.clear()
	}

	/**
	 * Resolves once everything queued now has been sent. Does not wait for later updates, of which a
	 * busy room always has more.
	 */
	async flush(): Promise<void> {
		this.#throwFailure()
		this.#run()
		if (this.#flushing) {
			this.#nextSent ??= createDeferred()
			await this.#nextSent.promise
		}
		this.#throwFailure()
	}

	/** Resolves once the queues are empty, which may never happen while members are connected. */
	async flushAll(): Promise<void> {
		this.#throwFailure()
		this.#run()
		await this.#flushing
		this.#throwFailure()
	}

	/**
	 * Stops the outbox: nothing is written, sent or acked any more, because the document may contain
	 * edits that its log does not have.
	 */
	fail(cause: unknown): void {
		this.#failure ??= { cause }
		this.#acks.clear()
		this.#delayedAcks.clear()
	}

	/** Frees the state cache if it is not in use. */
	evictIdle(): void {
		this.#replies.evictIdle()
	}

	/**
	 * Closes the outbox. A closed room writes nothing, since its document no longer reports changes.
	 */
	close(): void {
		this.#presence.close()
		this.fail(new Error('the room is closed'))
	}

	/**
	 * Starts a flush if there is work. Called for every frame, so it creates no promise if a flush is
	 * running.
	 */
	#run(): void {
		if (this.#failure || this.#flushing || !this.#hasWork()) return
		this.#flushing = this.#sendQueued()
		this.#flushing.catch(this.#deps.onError)
	}

	#throwFailure(): void {
		if (this.#failure) throw this.#failure.cause
	}

	#hasWork(): boolean {
		return (
			this.#deps.isTickDue() ||
			this.#updates.length > 0 ||
			this.#acks.size > 0 ||
			this.#presence.isDue ||
			this.#replies.isAnyDue()
		)
	}

	async #sendQueued(): Promise<void> {
		let sent: Deferred | null = null
		try {
			while (!this.#failure && this.#hasWork()) {
				await this.#waitForTick()
				while (this.#holding) await this.#holding
				if (this.#failure) break
				sent = this.#nextSent
				this.#nextSent = null
				await this.#commitAndSend()
				sent?.resolve()
			}
		} catch (cause) {
			// Updates taken from the queues exist only in the document until the commit ends.
			this.#deps.onError(cause)
			throw cause
		} finally {
			// Runs in the same step as the last check for work, so that nothing queued in between stays
			// unsent.
			this.#flushing = null
			sent?.resolve()
			this.#nextSent?.resolve()
			this.#nextSent = null
		}
	}

	#waitForTick(): Promise<void> {
		const hasUpdates = this.#updates.length > 0 || this.#deps.isTickDue()
		const isBusy = this.#deps.members.size > UNBATCHED_MEMBERS && hasUpdates
		const waitMs = isBusy ? this.#flushedAt + TICK_MS - performance.now() : 0
		if (waitMs > 0) return new Promise((resolve) => setTimeout(resolve, waitMs))
		return this.#deps.flushLane.next(this.#presence.isExpected)
	}

	async #commitAndSend(): Promise<void> {
		const { log, handleWaiting, takeAttributions } = this.#deps
		handleWaiting()
		this.#throwFailure()
		const attributions = takeAttributions()
		const updates = this.#updates
		// A pending ack does not make its member the author: joining also queues one.
		const author = updates.length === 1 ? this.#author : null
		const claims = updates.length > 0 ? this.#claims : []
		const acks = this.#acks
		const { edits, sinceMs } = this.#unacked
		if (edits > 0) this.#unacked = { edits: 0, sinceMs: 0 }
		this.#updates = []
		if (updates.length > 0) this.#claims = []
		this.#acks = new Map()
		const merged = mergeInTree(updates)
		const update = merged && toUpdateFrame(merged)
		if (merged && update) {
			this.#flushedAt = performance.now()
			this.#replies.addUpdate(merged, update)
		}
		const replies = this.#replies.take()
		const presence = this.#presence.take(update !== null)
		const isDurable = await log.append(merged, { claims, attributions })
		if (!isDurable) for (const [member, count] of acks) this.#delayedAcks.set(member, count)
		const allPresence = () => toSocketFrame(encodePresence(this.#deps.presence.all()))
		const dueAcks = isDurable ? acks : NO_ACKS
		// An ack follows the reply to a step 1 that came before it.
		const areAcksLater = replies.length > 0
		sendTick(this.#deps.members, { update, presence, author, allPresence, acks: areAcksLater ? NO_ACKS : dueAcks })
		for (const { member, frames, stateVector } of replies) member.writeSyncStep2(frames, stateVector)
		if (areAcksLater) for (const [member, count] of dueAcks) member.write([member.ackFrame(count)])
		if (edits > 0 && isDurable) this.#deps.meter.acked(edits, performance.now() - sinceMs)
	}
}

interface Deferred {
	promise: Promise<void>
	resolve(): void
}

function createDeferred(): Deferred {
	let resolve = () => {}
	const promise = new Promise<void>((settle) => {
		resolve = settle
	})
	return { promise, resolve }
}
