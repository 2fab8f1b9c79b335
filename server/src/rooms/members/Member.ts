import type { Duplex } from 'node:stream'
import type { Access, CloseCode, Identity, NackReason, PresenceIdentity } from '@charrette/shared'
import { CLOSE } from '@charrette/shared'
import type { WebSocket } from 'ws'
import type { Bounds } from '../bounds.ts'
import { ownerOf } from '../gate/ClientOwners.ts'
import type { FrameBudget } from './FrameBudget.ts'
import {
	EMPTY_PRESENCE,
	encodeAck,
	encodeNack,
	PING,
	type SocketFrame,
	type StateFormat,
	toSocketFrame,
} from './frameCodec.ts'
import { SocketWriter } from './SocketWriter.ts'
import { Inbox, type Throttle } from './Throttle.ts'

/** A read-only member is closed after this many denied writes (GATE4). */
const MAX_DENIED_WRITES = 20

/**
 * The code with which a rejected frame closes the socket; null if the socket stays open. A gap is
 * fixed by reconnecting, since a step 2 has no gap.
 */
const CLOSE_BY_REASON: Record<NackReason, CloseCode | null> = {
	view: null,
	storage: null,
	boardFull: null,
	tooManyMessages: null,
	waiting: null,
	historyFull: null,
	invalid: null,
	malformed: CLOSE.rejectedEdit,
	foreign: CLOSE.rejectedEdit,
	tooLarge: CLOSE.rejectedEdit,
	replaced: CLOSE.documentReplaced,
	gap: CLOSE.storage,
}

/** The identity and the access of a socket in a room. */
export interface Membership {
	identity: Identity
	token: string
	person: PresenceIdentity
	access: Access
	/** The most compact form of a state that the client reads. */
	stateFormat: StateFormat
	/** Whether the client asks for changes of a state (ROOM2d). */
	readsChanges: boolean
	/** Whether it wants only the frames of y-websocket (WIRE2a). */
	skipsOwnFrames: boolean
}

/** The room of a member, as the member's socket sees it. */
export interface MemberRoom {
	receive(member: Member, frame: Uint8Array): void
	/** Called when the buffer of the member's socket has drained. */
	drained(member: Member): void
	/** Called when updates after this state were skipped (FAN3). */
	sendMissed(member: Member, stateVector: Uint8Array): void
	leave(member: Member): void
}

export interface MemberDeps extends Membership {
	bounds: Bounds
	budget: FrameBudget
	/** The throttle of its workshop. */
	throttle: Throttle
	room: MemberRoom
	/** Called when the member has left its room. */
	onLeft(): void
}

/** One socket in one room. */
export class Member {
	clientId: number | null = null
	/** Number of payload frames that arrived on this socket (ACK1). */
	received = 0
	/** Number of these frames that are applied and durable. */
	acked = 0
	/**
	 * Whether its first step 2 has arrived; that step 2 contains the updates sent before it (GATE2).
	 */
	hasSynced = false
	/** Edits that arrived although the member is read-only (GATE4). */
	deniedWrites = 0
	/** Whether presence was left out while the member was behind. */
	hasMissedPresence = false
	isClosed = false
	/**
	 * True once it was closed because of a frame. Frames that it sent after that one have no effect.
	 */
	isRejected = false
	readonly identity: Identity
	readonly token: string
	readonly person: PresenceIdentity
	readonly access: Access
	readonly stateFormat: StateFormat
	readonly readsChanges: boolean
	/** The budget for this member's frames and requests (BUDGET1). */
	readonly budget: FrameBudget
	/** Writes frames that have their WebSocket header. */
	readonly writer: SocketWriter
	readonly #socket: WebSocket
	readonly #bounds: Bounds
	readonly #inbox: Inbox
	readonly #room: MemberRoom
	readonly #onLeft: () => void
	readonly #skipsOwnFrames: boolean
	#aliveAt = performance.now()

	/**
	 * Passes the frames of the socket to a room, at the pace of the member's budget. The member
	 * leaves it as soon as either side closes the socket. `stream` is the connection under the
	 * socket: frames for many members are encoded once and written there.
	 */
	constructor(socket: WebSocket, stream: Duplex, deps: MemberDeps) {
		const { bounds, budget, throttle, room, onLeft } = deps
		this.#socket = socket
		this.#bounds = bounds
		this.#room = room
		this.#onLeft = onLeft
		this.budget = budget
		this.identity = deps.identity
		this.token = deps.token
		this.person = deps.person
		this.access = deps.access
		this.stateFormat = deps.stateFormat
		this.readsChanges = deps.readsChanges
		this.#skipsOwnFrames = deps.skipsOwnFrames
		this.writer = new SocketWriter({
			stream,
			skipsOwnFrames: deps.skipsOwnFrames,
			onTooSlow: () => this.close(CLOSE.tooSlow),
			onDrained: () => room.drained(this),
			onMissedUpdates: (stateVector) => room.sendMissed(this, stateVector),
		})
		this.#inbox = new Inbox({
			budget,
			throttle,
			maxPausedMs: bounds.maxPausedMs,
			socket,
			receive: (frame) => room.receive(this, frame),
			onFlood: () => this.close(CLOSE.tooSlow),
		})
		this.#listen()
	}

	/** The owner of this member's edits. */
	get owner(): string {
		return ownerOf(this.identity)
	}

	/** Whether a frame of this member waits to be handled, or for its ack. */
	get isWaiting(): boolean {
		return this.received > this.acked || this.#inbox.isHolding
	}

	send(frame: Uint8Array): void {
		this.writer.write([toSocketFrame(frame)])
	}

	/**
	 * Returns the ack for this many payload frames. It is also the heartbeat without which a stock
	 * client disconnects.
	 */
	ackFrame(count = this.acked): SocketFrame {
		this.acked = Math.max(this.acked, count)
		return toSocketFrame(encodeAck(this.acked))
	}

	/**
	 * Rejects the payload frame that arrived last, and closes the socket if the reason asks for it.
	 */
	reject(reason: NackReason): void {
		this.send(encodeNack(this.received, reason))
		if (reason === 'view') this.deniedWrites++
		const code = CLOSE_BY_REASON[reason]
		if (code) this.#closeRejected(code)
		else if (this.deniedWrites >= MAX_DENIED_WRITES) this.#closeRejected(CLOSE.noAccess)
	}

	#closeRejected(code: CloseCode): void {
		this.isRejected = true
		this.close(code)
	}

	/**
	 * Closes the socket; the member leaves its room at once. If the client keeps the socket open, it
	 * is terminated.
	 */
	close(code: CloseCode): void {
		if (this.isClosed) return
		this.#leave()
		this.#socket.resume()
		this.#socket.close(code)
		this.#terminateLater()
	}

	/** Records that the client has just sent something. */
	markAlive(): void {
		this.#aliveAt = performance.now()
	}

	/**
	 * Sends a ping, the ack and these frames; closes a socket that has been silent or stuck for too
	 * long.
	 */
	sendHeartbeat(frames: readonly SocketFrame[] = []): void {
		const now = performance.now()
		// A paused socket is not read, so its pongs are not seen. During a large reply, pongs arrive
		// late.
		if (this.#inbox.isHolding || this.writer.isReplying) this.markAlive()
		if (this.writer.stuckMs(now) > this.#bounds.stuckMs) this.close(CLOSE.tooSlow)
		else if (now - this.#aliveAt > this.#bounds.silenceMs) this.#cutOff()
		else this.writer.write([PING, this.#heartbeat(), ...frames])
	}

	/** Returns the frame without which a stock client disconnects: the ack, or an empty presence. */
	#heartbeat(): SocketFrame {
		return this.#skipsOwnFrames ? EMPTY_PRESENCE : this.ackFrame()
	}

	#listen(): void {
		this.#socket.on('pong', () => this.markAlive())
		this.#socket.on('message', (data: Buffer, isBinary) => {
			if (this.isClosed) return
			if (isBinary && data.length > 0) this.#inbox.push(data)
			else this.close(CLOSE.badFrame)
		})
		this.#socket.on('close', () => this.#leave())
		// ws has sent a close frame for a message that is too large or malformed.
		this.#socket.on('error', () => {
			this.#leave()
			this.#terminateLater()
		})
	}

	#terminateLater(): void {
		setTimeout(() => this.#socket.terminate(), this.#bounds.closeGraceMs).unref()
	}

	#cutOff(): void {
		this.#leave()
		this.#socket.terminate()
	}

	#leave(): void {
		if (this.isClosed) return
		this.isClosed = true
		this.#inbox.close()
		this.writer.close()
		this.#room.leave(this)
		this.#onLeft()
	}
}
