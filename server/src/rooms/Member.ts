import type { Duplex } from 'node:stream'
import type { Access, CloseCode, Identity, NackReason, PresenceIdentity } from '@charrette/shared'
import { CLOSE } from '@charrette/shared'
import type { WebSocket } from 'ws'
import type { Bounds } from './bounds.ts'
import { encodeAck, encodeNack, type SocketFrame, toSocketFrame } from './frameCodec.ts'
import { ownerOf } from './gate/ClientOwners.ts'

/** A socket that buffers more than this is sent no presence (FAN3). */
const BEHIND_BYTES = 1024 * 1024
/** A socket that buffers more than this is closed; the client reconnects and syncs (FAN3). */
const TOO_SLOW_BYTES = 4 * 1024 * 1024
/** A socket that takes no data takes no close frame either, so it is destroyed after this time. */
const CUT_OFF_MS = 1000
/** A read-only member that writes more often than this is closed (GATE4). */
const MAX_DENIED_WRITES = 20

/**
 * Whether a rejected frame closes the socket. A gap is fixed by reconnecting, since a step 2 has
 * none.
 */
const CLOSE_BY_REASON: Record<NackReason, CloseCode | null> = {
	view: null,
	storage: null,
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
	/** Whether the client is our own, which reads deflated states. */
	canReadDeflated: boolean
}

/** One socket in one room. */
export class Member {
	clientId: number | null = null
	/** Number of payload frames that arrived on this socket (ACK1). */
	received = 0
	/** Number of them that are applied and durable. */
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
	readonly identity: Identity
	readonly token: string
	readonly person: PresenceIdentity
	readonly access: Access
	readonly canReadDeflated: boolean
	readonly #socket: WebSocket
	readonly #stream: Duplex & { bytesWritten?: number }
	readonly #bounds: Bounds
	#aliveAt = performance.now()
	#movedAt = performance.now()
	#bytesTaken = 0

	/**
	 * `stream` is the connection under the socket: frames for many members are encoded once and
	 * written there.
	 */
	constructor(socket: WebSocket, stream: Duplex, { bounds, ...membership }: Membership & { bounds: Bounds }) {
		this.#socket = socket
		this.#stream = stream
		this.#bounds = bounds
		this.identity = membership.identity
		this.token = membership.token
		this.person = membership.person
		this.access = membership.access
		this.canReadDeflated = membership.canReadDeflated
		socket.on('pong', () => this.markAlive())
	}

	/** The owner of this member's edits. */
	get owner(): string {
		return ownerOf(this.identity)
	}

	get isBehind(): boolean {
		return this.#stream.writableLength > BEHIND_BYTES
	}

	send(frame: Uint8Array): void {
		this.write([toSocketFrame(frame)])
	}

	/** Writes frames that have their WebSocket header, in one packet if possible. */
	write(frames: readonly SocketFrame[]): void {
		if (this.isClosed || !this.#stream.writable) return
		if (this.#stream.writableLength > TOO_SLOW_BYTES) {
			this.#cutOff()
			return
		}
		if (frames.length > 1) this.#stream.cork()
		for (const frame of frames) this.#stream.write(frame)
		if (frames.length > 1) this.#stream.uncork()
	}

	/**
	 * The ack for this many payload frames; also the heartbeat without which a stock client hangs up.
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
		// A gap in the first step 2 is never filled: the client has to start over.
		const isUnrecoverable = reason === 'gap' && !this.hasSynced
		const code = isUnrecoverable ? CLOSE.rejectedEdit : CLOSE_BY_REASON[reason]
		if (code) this.close(code)
		else if (this.deniedWrites >= MAX_DENIED_WRITES) this.close(CLOSE.noAccess)
	}

	close(code: CloseCode): void {
		this.isClosed = true
		this.#socket.close(code)
	}

	/** Notes that the client has just been heard of. */
	markAlive(): void {
		this.#aliveAt = performance.now()
	}

	/**
	 * Sends a ping, the ack and these frames; closes a socket that has been silent or stuck for too
	 * long.
	 */
	sendHeartbeat(frames: readonly SocketFrame[] = []): void {
		const now = performance.now()
		const buffered = this.#stream.writableLength
		const taken = (this.#stream.bytesWritten ?? 0) - buffered
		if (buffered === 0 || taken !== this.#bytesTaken) this.#movedAt = now
		this.#bytesTaken = taken
		if (now - this.#movedAt > this.#bounds.stuckMs) this.#cutOff()
		else if (now - this.#aliveAt > this.#bounds.silenceMs) this.#socket.terminate()
		else {
			this.#socket.ping()
			this.write([this.ackFrame(), ...frames])
		}
	}

	#cutOff(): void {
		this.close(CLOSE.tooSlow)
		setTimeout(() => this.#socket.terminate(), CUT_OFF_MS).unref()
	}
}
