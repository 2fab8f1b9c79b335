import * as Y from 'yjs'
import type { SocketFrame } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'
import { StateCache, sizeOf, toStep2Frames } from './StateCache.ts'

interface SyncRequest {
	/** The state vector of the client; null for an empty client. */
	stateVector: Uint8Array | null
	/**
	 * Whether the reply is charged to the member's budget, because the member asked by itself
	 * (BUDGET1).
	 */
	isPaid: boolean
}

interface SyncReply {
	member: Member
	frames: SocketFrame[]
	/** The member's state after the reply. */
	stateVector: Uint8Array
}

/** The sync requests of a room's members, and the replies to them (FAN4). */
export class SyncReplies {
	readonly #doc: Y.Doc
	readonly #cache: StateCache
	/** The newest request of each member. */
	readonly #requests = new Map<Member, SyncRequest>()

	constructor(doc: Y.Doc) {
		this.#doc = doc
		this.#cache = new StateCache(doc)
	}

	/** Queues the reply to a member's state vector; only the newest one gets a reply. */
	request(member: Member, stateVector: Uint8Array, isPaid: boolean): void {
		const isEmpty = stateVector.length <= 1
		this.#requests.set(member, { stateVector: isEmpty ? null : stateVector, isPaid })
	}

	isWaiting(member: Member): boolean {
		return this.#requests.has(member)
	}

	/** Whether a waiting member can get its reply now. */
	isAnyDue(): boolean {
		if (this.#requests.size === 0) return false
		for (const member of this.#requests.keys()) if (!member.isBehind) return true
		return false
	}

	/** Drops the request of a member that has left. */
	forget(member: Member): void {
		this.#requests.delete(member)
	}

	/** Adds an update of the document, and its frame, to the cached state. */
	addUpdate(update: Uint8Array, frame: SocketFrame): void {
		this.#cache.add(update, frame)
	}

	/** Frees the cached state if it is not in use. */
	evictIdle(): void {
		this.#cache.evictIdle()
	}

	/**
	 * Takes the requests that can be answered now, with their replies. A member that is behind gets
	 * its reply when it has caught up.
	 */
	take(): SyncReply[] {
		if (this.#requests.size === 0) return []
		const requests = [...this.#requests].filter(([member]) => !member.isBehind)
		if (requests.length === 0) return []
		const stateVector = Y.encodeStateVector(this.#doc)
		return requests.map(([member, request]) => {
			this.#requests.delete(member)
			return { member, frames: this.#encode(member, request), stateVector }
		})
	}

	#encode(member: Member, { stateVector, isPaid }: SyncRequest): SocketFrame[] {
		const frames = stateVector
			? toStep2Frames(this.#doc, stateVector, member.stateFormat)
			: this.#cache.frames(member.stateFormat)
		if (isPaid) member.budget.takeReply(Math.max(sizeOf(frames), this.#cache.documentBytes))
		return frames
	}
}
