import type * as Y from 'yjs'
import { mergeUpdates } from 'yjs'
import type { Claim, RecordAttribution } from '../ports/DocStore.ts'
import type { SocketFrame } from './frameCodec.ts'
import { encodePresence, toSocketFrame } from './frameCodec.ts'
import type { Member } from './Member.ts'
import type { PresenceTable } from './PresenceTable.ts'
import type { RoomLog } from './RoomLog.ts'
import { StateCache, toAnswerFrame, toUpdateFrame } from './StateCache.ts'

/** A room of more members than this gathers updates for a tick; a smaller one sends at once (FAN1). */
const UNBATCHED_MEMBERS = 10
const TICK_MS = 33
const PRESENCE_TICK_MS = 50
/** What presence may cost a member; above it presence slows down (FAN2). */
const PRESENCE_BYTES_PER_MS = (48 * 1024) / 1000

export interface OutboxDeps {
	doc: Y.Doc
	members: ReadonlySet<Member>
	log: RoomLog
	presence: PresenceTable
	/** The last look at what members did before it is written (GATE3). */
	repair(): void
	/** What it touched since the last tick, to be written with it (HIST7). */
	takeAttributions(): RecordAttribution[]
	onError(cause: unknown): void
}

interface Joiner {
	member: Member
	/** What it has; null is nothing. */
	stateVector: Uint8Array | null
}

/**
 * All that leaves a room goes through here, by one line: tick → commit → members → acks (ACK2). What comes in while a
 * commit runs goes out with the next. Presence leaves with it, after the updates that came before it, so that a
 * gesture's last look is never taken away before its result is there (DOC3).
 */
export class Outbox {
	readonly #deps: OutboxDeps
	readonly #cache: StateCache
	#updates: Uint8Array[] = []
	/** Whose the last of them is. */
	#author: Member | null = null
	#claims: Claim[] = []
	#acks = new Map<Member, number>()
	#joiners: Joiner[] = []
	#isPresenceDue = false
	#presenceTimer: NodeJS.Timeout | null = null
	#nextPresenceAt = 0
	#flushing: Promise<void> | null = null
	#flushedAt = 0
	/** What has to be durable elsewhere before anything more leaves here. */
	#holding: Promise<void> | null = null
	/** What is applied but waits for the disk (ACK4). */
	#delayedAcks = new Map<Member, number>()

	constructor(deps: OutboxDeps) {
		this.#deps = deps
		this.#cache = new StateCache(deps.doc)
	}

	/** Takes an update that the document has got, from this member or, null, from the server itself. */
	add(update: Uint8Array, author: Member | null): void {
		this.#updates.push(update)
		this.#author = author
	}

	/** Nothing more leaves before this is done, which does not fail. */
	holdUntil(until: Promise<void>): void {
		const held = Promise.all([this.#holding, until]).then(() => {
			if (this.#holding === held) this.#holding = null
		})
		this.#holding = held
	}

	claim(claims: readonly Claim[]): void {
		this.#claims.push(...claims)
	}

	/** This many payload frames of a member are applied: it is owed an ack once they are durable. */
	queueAck(member: Member, count: number): void {
		this.#acks.set(member, count)
		this.#run()
	}

	/** Somebody asks for what it lacks. */
	answer(member: Member, stateVector: Uint8Array): void {
		const isEmpty = stateVector.length <= 1
		this.#joiners.push({ member, stateVector: isEmpty ? null : stateVector })
		this.#run()
	}

	/** Somebody's presence changed; it goes out with the next tick of presence. */
	presenceChanged(): void {
		const waitMs = Math.max(0, this.#nextPresenceAt - performance.now())
		this.#presenceTimer ??= setTimeout(() => {
			this.#presenceTimer = null
			this.#isPresenceDue = true
			this.#run()
		}, waitMs)
	}

	/** The disk takes edits again: what was held is acked. */
	sendDelayedAcks(): void {
		for (const [member, count] of this.#delayedAcks) member.write([member.ackFrame(count)])
		this.#delayedAcks.clear()
	}

	/** Resolves once all that came in so far has gone out. */
	flush(): Promise<void> {
		if (this.#hasWork()) this.#flushing ??= this.#flushAll()
		return this.#flushing ?? Promise.resolve()
	}

	/** Lets go of what nobody has asked for lately. */
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
		return this.#updates.length > 0 || this.#acks.size > 0 || this.#joiners.length > 0 || this.#isPresenceDue
	}

	async #flushAll(): Promise<void> {
		try {
			while (this.#hasWork()) {
				await this.#waitForTick()
				while (this.#holding) await this.#holding
				await this.#flushOnce()
			}
		} finally {
			// In one step with the last look for work, so that nothing can slip in between and stay unwritten.
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
		const touches = takeAttributions()
		const updates = this.#updates
		// An ack in the same tick tells nothing: an empty step 2 is acked, too.
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
		const isDurable = await log.append(merged, { claims, attributions: touches })
		this.#sendToAll({ update, presence, author })
		for (const { member, frames } of answers) member.write(frames)
		for (const [member, count] of acks) {
			if (isDurable) member.write([member.ackFrame(count)])
			else this.#delayedAcks.set(member, count)
		}
	}

	/** Joiners get the document of this very moment, once it is durable. */
	#answers(): { member: Member; frames: SocketFrame[] }[] {
		const joiners = this.#joiners
		this.#joiners = []
		return joiners.map(({ member, stateVector }) => ({
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
