import { CLOSE } from '@charrette/shared'
import type { RoomLog } from '../log/RoomLog.ts'
import { encodeClock, encodePresence, encodeUpdateFrame, toSocketFrame } from '../members/frameCodec.ts'
import type { Member, MemberRoom } from '../members/Member.ts'
import { PresenceThrottle } from '../presence/PresenceThrottle.ts'
import { FlushLoop } from './FlushLoop.ts'
import type { FlushLane } from './FlushScheduler.ts'
import type { LatestState } from './LatestState.ts'
import { MemberFrames, type MemberFramesDeps } from './MemberFrames.ts'
import type { RoomRecovery } from './RoomRecovery.ts'
import { SyncReplies } from './SyncReplies.ts'
import { mergeInTree, sendTick } from './sendTick.ts'

/**
 * A room with more members than this batches the updates of a tick; a smaller room sends with the
 * next shared flush of small rooms (FAN1).
 */
const UNBATCHED_MEMBERS = 10
const TICK_MS = 33

const NO_ACKS: ReadonlyMap<Member, number> = new Map()

export interface DeliveryDeps extends Omit<MemberFramesDeps, 'replies' | 'onError'> {
	members: Set<Member>
	log: RoomLog
	latest: LatestState
	recovery: RoomRecovery
	flushLane: FlushLane
	/** The time in ms. */
	now(): number
	/** Called when a bug, or a refused append, has made the room unusable (ACK6). */
	onFailed(): void
}

/**
 * The members of a room, and the way of their edits: received frames → tick → commit → members →
 * acks, in one order (ACK2). Updates that arrive while a commit runs are sent with the next one.
 * Presence is sent after the updates that came before it, so that the live fields of a gesture
 * never disappear before its result has arrived (DOC3).
 */
export class Delivery implements MemberRoom {
	/** Whether a bug has made the room unusable (ACK6). */
	hasFailed = false
	/** Writes and sends, until the room has failed or is closed. */
	readonly flushes: FlushLoop
	readonly #deps: DeliveryDeps
	readonly #replies: SyncReplies
	readonly #frames: MemberFrames
	readonly #presence: PresenceThrottle
	#flushedAt = 0
	/** Acks of updates that are applied but not on disk (ACK4). */
	#delayedAcks = new Map<Member, number>()

	constructor(deps: DeliveryDeps) {
		this.#deps = deps
		this.#replies = new SyncReplies(deps.document.doc)
		this.#frames = new MemberFrames({ ...deps, replies: this.#replies, onError: (cause) => this.fail(cause) })
		this.flushes = new FlushLoop({
			hasWork: () => this.#hasWork(),
			waitForTick: () => this.#waitForTick(),
			flush: () => this.#commitAndSend(),
			onError: (cause) => this.fail(cause),
		})
		this.#presence = new PresenceThrottle({ ...deps, onDue: () => this.flushes.run() }, UNBATCHED_MEMBERS)
	}

	/** Whether every edit in the document is on disk. */
	get isDurable(): boolean {
		return this.#deps.log.storage === 'ok' && !this.hasFailed
	}

	/**
	 * Adds a member: sends it the room's state and presence, and asks a member with edit access for
	 * its edits.
	 */
	join(member: Member): void {
		const { members, latest, recovery, document, presence } = this.#deps
		members.add(member)
		if (this.#isWorkshop) member.send(encodeClock(this.#deps.now()))
		latest.sendTo(member)
		recovery.joined()
		if (member.access === 'edit') document.waiting.askNow(member)
		const present = presence.all()
		if (present.length > 0) member.send(encodePresence(present))
	}

	/** Removes a member, its presence and everything queued for it. */
	leave(member: Member): void {
		const { members, document, presence } = this.#deps
		if (!members.delete(member)) return
		this.#replies.forget(member)
		this.#frames.forget(member)
		this.#delayedAcks.delete(member)
		document.waiting.forget(member)
		presence.remove(member)
		this.presenceChanged()
	}

	/** Takes a frame of a member, which is handled with the next tick. */
	receive(member: Member, bytes: Uint8Array): void {
		const due = this.#frames.take(member, bytes)
		if (this.#frames.isFull) this.applyReceived()
		if (due === 'presence') this.presenceChanged()
		else if (due === 'tick') this.flushes.run()
	}

	/** Replies to a member whose request waited for its socket. */
	drained(member: Member): void {
		if (this.#replies.isWaiting(member)) this.flushes.run()
	}

	/** Sends a member the updates that it did not get after this state (FAN3). */
	sendMissed(member: Member, stateVector: Uint8Array): void {
		this.#replies.request(member, stateVector, false)
		this.flushes.run()
	}

	/**
	 * Applies the pending frames of members at once, so that the document contains them, and checks
	 * whether they have recovered the document or made space for others.
	 */
	applyReceived(): void {
		try {
			if (this.#frames.handle()) this.#endTick()
		} catch (cause) {
			this.fail(cause)
		}
	}

	/** Sends the changed presence with the next tick of presence. */
	presenceChanged(): void {
		this.#presence.changed()
	}

	/** Pings the members with their acks, and frees caches that nothing uses. */
	sendHeartbeat(): void {
		const clock = this.#isWorkshop ? [toSocketFrame(encodeClock(this.#deps.now()))] : []
		for (const member of this.#deps.members) member.sendHeartbeat(clock)
		this.#replies.evictIdle()
		this.#endTick()
	}

	/** Shows the members that wait for an ack that their edits are not forgotten (WIRE5). */
	reassureWaiting(): void {
		const { isRunning } = this.flushes
		for (const member of this.#deps.members) if (isRunning || member.isWaiting) member.writer.write([member.ackFrame()])
	}

	/** Informs the members that the disk takes writes again, or no more. */
	storageChanged(): void {
		const { log, recovery } = this.#deps
		recovery.pushState()
		if (log.storage !== 'ok') return
		for (const [member, count] of this.#delayedAcks) member.writer.write([member.ackFrame(count)])
		this.#delayedAcks.clear()
	}

	/**
	 * Makes the room unusable, after a bug or a refused append, but not when storage fails. The
	 * document may contain edits that its log does not have, so nothing of it is written or acked any
	 * more. The members reconnect to a room that is loaded again, and send their unacked edits again
	 * (ACK6).
	 */
	fail(cause: unknown): void {
		if (this.hasFailed) return
		const { room, logger, members, onFailed } = this.#deps
		this.hasFailed = true
		logger.error({ room, err: cause }, 'room failed')
		this.#frames.stop()
		this.#stop(cause)
		for (const member of [...members]) member.close(CLOSE.storage)
		onFailed()
	}

	/** A closed room writes nothing, since its document no longer reports changes. */
	close(): void {
		this.#presence.close()
		this.#stop(new Error('the room is closed'))
	}

	get #isWorkshop(): boolean {
		return this.#deps.room.startsWith('workshop:')
	}

	#stop(cause: unknown): void {
		this.flushes.stop(cause)
		this.#frames.takeAcks()
		this.#delayedAcks.clear()
	}

	#endTick(): void {
		const { document, recovery } = this.#deps
		if (document.lost.areRecovered)
			this.flushes.sendQueued().then(
				() => this.isDurable && recovery.replaceDamaged(),
				() => {},
			)
		document.waiting.ask()
	}

	#hasWork(): boolean {
		return (
			this.#frames.isTickDue ||
			this.#deps.document.hasUpdates ||
			this.#frames.hasAcks ||
			this.#presence.isDue ||
			this.#replies.isAnyDue()
		)
	}

	#waitForTick(): Promise<void> {
		const { members, document, flushLane } = this.#deps
		const hasUpdates = document.hasUpdates || this.#frames.isTickDue
		const isBusy = members.size > UNBATCHED_MEMBERS && hasUpdates
		const waitMs = isBusy ? this.#flushedAt + TICK_MS - performance.now() : 0
		if (waitMs > 0) return new Promise((resolve) => setTimeout(resolve, waitMs))
		return flushLane.next(this.#presence.isExpected)
	}

	async #commitAndSend(): Promise<void> {
		const { members, document, log, meter } = this.#deps
		this.applyReceived()
		this.flushes.throwFailure()
		const { updates, onlyMember, claims, attributions } = document.takeUnwritten()
		const { counts: acks, edits, sinceMs } = this.#frames.takeAcks()
		const merged = mergeInTree(updates)
		const update = merged && toSocketFrame(encodeUpdateFrame(merged))
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
		sendTick(members, { update, presence, onlyMember, allPresence, acks: areAcksLater ? NO_ACKS : dueAcks })
		for (const { member, frames, stateVector } of replies) member.writer.writeSyncStep2(frames, stateVector)
		if (areAcksLater) for (const [member, count] of dueAcks) member.writer.write([member.ackFrame(count)])
		if (edits > 0 && isDurable) meter.acked(edits, performance.now() - sinceMs)
	}
}
