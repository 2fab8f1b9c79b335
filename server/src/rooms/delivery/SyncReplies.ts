import { deflateRawSync } from 'node:zlib'
import * as Y from 'yjs'
import {
	encodeDeflatedState,
	encodeStep2,
	type SocketFrame,
	type StateFormat,
	toFragments,
} from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'

/**
 * Updates after the cached state are kept and sent after it, up to this many bytes or a quarter of
 * the state, whichever is more.
 */
const MAX_TAIL_BYTES = 64 * 1024
const MIN_TAIL_BYTES = 4096
/** A smaller state is not deflated (WIRE4). */
const DEFLATE_BYTES = 4096
/**
 * At this level a board of 2,000 cards takes 2 ms and shrinks to a fifth. A higher level saves a
 * twentieth of that and takes twice as long.
 */
const DEFLATE_LEVEL = 3

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
		for (const member of this.#requests.keys()) if (!member.writer.isBehind) return true
		return false
	}

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
		const requests = [...this.#requests].filter(([member]) => !member.writer.isBehind)
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

/**
 * The state of a document as frames, encoded once for many joining clients (FAN4). Updates that are
 * committed after it are kept beside it, so that a busy room does not encode its state again after
 * each of them.
 */
export class StateCache {
	readonly #doc: Y.Doc
	readonly #states = new Map<StateFormat, SocketFrame[]>()
	/** Bytes of the cached state; 0 without one. */
	#size = 0
	/** The concatenated frames of the updates after it, with spare room at the end. */
	#tail: SocketFrame | null = null
	#tailBytes = 0
	#isUsed = false
	/** Approximate size of the document's state; null until it was encoded. */
	#documentBytes: number | null = null

	constructor(doc: Y.Doc) {
		this.#doc = doc
	}

	/**
	 * Approximate size of the whole state as an update, which is the cost of encoding any part of it.
	 */
	get documentBytes(): number {
		this.#documentBytes ??= Y.encodeStateAsUpdate(this.#doc).length
		return this.#documentBytes
	}

	add(update: Uint8Array, frame: SocketFrame): void {
		if (this.#documentBytes !== null) this.#documentBytes += update.length
		if (this.#size === 0) return
		this.#append(frame)
		if (this.#tailBytes > Math.max(MAX_TAIL_BYTES, this.#size / 4)) this.#drop()
	}

	/** Frames that bring an empty client up to date. Some updates may be in them twice. */
	frames(format: StateFormat): SocketFrame[] {
		this.#isUsed = true
		const state = this.#states.get(format) ?? this.#encode(format)
		this.#states.set(format, state)
		const tail = this.#tail?.subarray(0, this.#tailBytes) as SocketFrame | undefined
		return tail ? [...state, tail] : [...state]
	}

	/** Drops the cache if it was not used since the last call. */
	evictIdle(): void {
		if (!this.#isUsed) this.#drop()
		this.#isUsed = false
	}

	#encode(format: StateFormat): SocketFrame[] {
		const state = toStep2Frames(this.#doc, null, format)
		this.#size = Math.max(this.#size, sizeOf(state))
		return state
	}

	/**
	 * Copies a frame to the end of the tail. Frames are slices of blocks of 8 KB, and keeping a frame
	 * would keep all frames of its block in memory. Bytes that were sent already are never
	 * overwritten.
	 */
	#append(frame: SocketFrame): void {
		const bytes = this.#tailBytes + frame.length
		if (!this.#tail || bytes > this.#tail.length) {
			const larger = Buffer.allocUnsafeSlow(Math.max(MIN_TAIL_BYTES, 2 * bytes)) as SocketFrame
			if (this.#tail) larger.set(this.#tail.subarray(0, this.#tailBytes))
			this.#tail = larger
		}
		this.#tail.set(frame, this.#tailBytes)
		this.#tailBytes = bytes
	}

	#drop(): void {
		this.#states.clear()
		this.#size = 0
		this.#tail = null
		this.#tailBytes = 0
	}
}

/**
 * Returns the answer to a state vector (null for an empty client) as one frame in fragments. It is
 * a step 2, or for our own client, if the state is large, a deflated update in V2, which is a third
 * smaller than deflated V1.
 */
function toStep2Frames(doc: Y.Doc, stateVector: Uint8Array | null, format: StateFormat): SocketFrame[] {
	const known = stateVector ?? undefined
	if (format !== 'step2') {
		const state = Y.encodeStateAsUpdateV2(doc, known)
		if (state.length > DEFLATE_BYTES)
			return toFragments(encodeDeflatedState(deflateRawSync(state, { level: DEFLATE_LEVEL })))
	}
	return toFragments(encodeStep2(Y.encodeStateAsUpdate(doc, known)))
}

/** The bytes of these frames together. */
const sizeOf = (frames: readonly SocketFrame[]): number => frames.reduce((sum, { length }) => sum + length, 0)
