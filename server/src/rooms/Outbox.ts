import type * as Y from 'yjs'
import { mergeUpdates } from 'yjs'
import type { Claim, RecordAttribution } from '../ports/DocStore.ts'
import { encodePresence, type SocketFrame, toSocketFrame } from './frameCodec.ts'
import type { Member } from './Member.ts'
import type { PresenceTable } from './PresenceTable.ts'
import type { RoomLog } from './RoomLog.ts'
import { StateCache, toAnswerFrame, toUpdateFrame } from './StateCache.ts'

/** A larger room merges the updates of a tick; a smaller one sends each at once (FAN1). */
const UNBATCHED_MEMBERS = 10
const TICK_MS = 33
const PRESENCE_TICK_MS = 50
/** Bandwidth of presence to a member; above it the ticks of presence become longer (FAN2). */
const PRESENCE_BYTES_PER_MS = (48 * 1024) / 1000

export interface OutboxDeps {
	doc: Y.Doc
	members: ReadonlySet<Member>
	log: RoomLog
	presence: PresenceTable
	/** Repairs the records that members have changed, before they are written (GATE3). */
	repair(): void
	/** The attributions since the last call, which are written with the update (HIST7). */
	takeAttributions(): RecordAttribution[]
	onError(cause: unknown): void
}

interface SyncRequest {
	member: Member
	/** What the client has; null for an empty client. */
	stateVector: Uint8Array | null
}

/**
 * Everything that a room sends passes here, in one order: tick → commit → members → acks (ACK2).
 * What arrives while a commit runs is sent with the next one. Presence is sent after the updates
 * that came before it, so that the live fields of a gesture never disappear before its result is
 * there (DOC3).
 */
export class Outbox {
	readonly #deps: OutboxDeps
	readonly #cache: StateCache
	#updates: Uint8Array[] = []
	/** Author of the last update. */
	#author: Member | null = null
	#claims: Claim[] = []
	#acks = new Map<Member, number>()
	#syncRequests: SyncRequest[] = []
	#isPresenceDue = false
	#presenceTimer: NodeJS.Timeout | null = null
	#nextPresenceAt = 0
	#flushing: Promise<void> | null = null
	#flushedAt = 0
	/** While set, nothing is written or sent. */
	#holding: Promise<void> | null = null
	/** Acks of updates that are applied but not on disk (ACK4). */
	#delayedAcks = new Map<Member, number>()

	constructor(deps: OutboxDeps) {
		this.#deps = deps
		this.#cache = new StateCache(deps.doc)
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
		this.#run()
	}

	/** Queues the answer to a member's state vector. */
	answer(member: Member, stateVector: Uint8Array): void {
		const isEmpty = stateVector.length <= 1
		this.#syncRequests.push({ member, stateVector: isEmpty ? null : stateVector })
		this.#run()
	}

	/** Sends the changed presence with the next tick of presence. */
	presenceChanged(): void {
		const waitMs = Math.max(0, this.#nextPresenceAt - performance.now())
		this.#presenceTimer ??= setTimeout(() => {
			this.#presenceTimer = null
			this.#isPresenceDue = true
			this.#run()
		}, waitMs)
	}

	/** Sends the acks that waited for the disk. */
	sendDelayedAcks(): void {
		for (const [member, count] of this.#delayedAcks) member.write([member.ackFrame(count)])
		this.#delayedAcks.clear()
	}

	/** Resolves once everything that is queued has been sent. */
	flush(): Promise<void> {
		if (this.#hasWork()) this.#flushing ??= this.#flushAll()
		return this.#flushing ?? Promise.resolve()
	}

	/** Frees the state cache if it is not in use. */
	evictIdle(): void {
		this.#cache.evictIdle()
	}

	close(): void {
		if (this.#presenceTimer) clearTimeout(this.#presenceTimer)
	}

	#run(): void {
		this.flush().catch(this.#deps.onError)
	}

	#hasWork(): boolean {
		return this.#updates.length > 0 || this.#acks.size > 0 || this.#syncRequests.length > 0 || this.#isPresenceDue
	}

	async #flushAll(): Promise<void> {
		try {
			while (this.#hasWork()) {
				await this.#waitForTick()
				while (this.#holding) await this.#holding
				await this.#flushOnce()
			}
		} finally {
			// In one step with the last check for work, so that nothing queued in between stays unsent.
			this.#flushing = null
		}
	}

	#waitForTick(): Promise<void> {
		const isBusy = this.#deps.members.size > UNBATCHED_MEMBERS && this.#updates.length > 0
		const waitMs = isBusy ? this.#flushedAt + TICK_MS - performance.now() : 0
		return new Promise((resolve) => (waitMs > 0 ? setTimeout(resolve, waitMs) : setImmediate(resolve)))
	}

	async #flushOnce(): Promise<void> {
		const { log, repair, takeAttributions } = this.#deps
		repair()
		const attributions = takeAttributions()
		const updates = this.#updates
		// A pending ack does not make its member the author: joining also queues one.
		const author = updates.length === 1 ? this.#author : null
		const claims = this.#claims
		const acks = this.#acks
		this.#updates = []
		this.#claims = []
		this.#acks = new Map()
		const merged = updates.length > 1 ? mergeUpdates(updates) : (updates[0] ?? null)
		const update = merged && toUpdateFrame(merged)
		if (merged && update) {
			this.#flushedAt = performance.now()
			this.#cache.add(merged, update)
		}
		const answers = this.#answers()
		const presence = this.#takePresence()
		const isDurable = await log.append(merged, { claims, attributions })
		this.#sendToAll({ update, presence, author })
		for (const { member, frames } of answers) member.write(frames)
		for (const [member, count] of acks) {
			if (isDurable) member.write([member.ackFrame(count)])
			else this.#delayedAcks.set(member, count)
		}
	}

	/** Answers are encoded now, with the updates of this tick, and sent once those are durable. */
	#answers(): { member: Member; frames: SocketFrame[] }[] {
		const requests = this.#syncRequests
		this.#syncRequests = []
		return requests.map(({ member, stateVector }) => ({
			member,
			frames: stateVector
				? [toAnswerFrame(this.#deps.doc, stateVector, member.canReadDeflated)]
				: this.#cache.frames(member.canReadDeflated),
		}))
	}

	#takePresence(): SocketFrame | null {
		if (!this.#isPresenceDue && performance.now() < this.#nextPresenceAt) return null
		this.#isPresenceDue = false
		const changed = this.#deps.presence.takeChanged()
		if (changed.length === 0) return null
		const frame = toSocketFrame(encodePresence(changed))
		this.#nextPresenceAt = performance.now() + Math.max(PRESENCE_TICK_MS, frame.length / PRESENCE_BYTES_PER_MS)
		return frame
	}

	#sendToAll(frames: { update: SocketFrame | null; presence: SocketFrame | null; author: Member | null }): void {
		const { update, presence, author } = frames
		if (!update && !presence) return
		let allPresence: SocketFrame | null = null
		for (const member of this.#deps.members) {
			const parts: SocketFrame[] = []
			if (update && member !== author) parts.push(update)
			if (presence && member.isBehind) member.hasMissedPresence = true
			else if (presence && member.hasMissedPresence) {
				allPresence ??= toSocketFrame(encodePresence(this.#deps.presence.all()))
				member.hasMissedPresence = false
				parts.push(allPresence)
			} else if (presence) parts.push(presence)
			member.write(parts)
		}
	}
}
