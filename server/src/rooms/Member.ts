import type { Duplex } from 'node:stream'
import {
	type Access,
	CLOSE,
	type CloseCode,
	type Identity,
	type NackReason,
	type PresenceIdentity,
} from '@charrette/shared'
import type { WebSocket } from 'ws'
import type { Bounds } from './bounds.ts'
import { encodeAck, type SocketFrame, toSocketFrame } from './frameCodec.ts'
import { ownerOf } from './gate/ClientOwners.ts'

/** A socket that buffers more than this gets no presence (FAN3). */
const BEHIND_BYTES = 1024 * 1024
/** A socket that buffers more than this is cut off; it comes back and is sent what it lacks (FAN3). */
const TOO_SLOW_BYTES = 4 * 1024 * 1024
/** A socket that takes nothing does not take a close frame either. */
const CUT_OFF_MS = 1000

/** What a socket is in a room. */
export interface Membership {
	who: Identity
	person: PresenceIdentity
	access: Access
	/** Whether it is our own client, which reads deflated states. */
	canReadDeflated: boolean
}

/** One socket in one room. */
export class Member {
	clientId: number | null = null
	/** Step 2 and update frames that came in on this socket (ACK1). */
	received = 0
	/** How many of them are applied and durable. */
	acked = 0
	/** Whether its first step 2 came; its updates before that are contained in it (GATE2). */
	hasSynced = false
	/** Edits that came although it may only look (GATE4). */
	deniedWrites = 0
	/** Whether presence was kept from it while it was behind. */
	hasMissedPresence = false
	isClosed = false
	readonly who: Identity
	readonly person: PresenceIdentity
	readonly access: Access
	readonly canReadDeflated: boolean
	readonly #socket: WebSocket
	readonly #stream: Duplex & { bytesWritten?: number }
	readonly #bounds: Bounds
	#aliveAt = performance.now()
	#movedAt = performance.now()
	#bytesTaken = 0

	/** `stream` is the connection under the socket: what goes to many members is framed once and written there. */
	constructor(socket: WebSocket, stream: Duplex, { bounds, ...is }: Membership & { bounds: Bounds }) {
		this.#socket = socket
		this.#stream = stream
		this.#bounds = bounds
		this.who = is.who
		this.person = is.person
		this.access = is.access
		this.canReadDeflated = is.canReadDeflated
		socket.on('pong', () => this.markAlive())
	}

	/** Whose edits this member's are. */
	get owner(): string {
		return ownerOf(this.who)
	}

	get isBehind(): boolean {
		return this.#stream.writableLength > BEHIND_BYTES
	}

	send(frame: Uint8Array): void {
		this.write([toSocketFrame(frame)])
	}

	/** Sends frames in their envelopes, in one packet where it can be. */
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

	/** The frame that says how many payload frames are durable; also the heartbeat that keeps a stock client from hanging up. */
	ackFrame(count = this.acked): SocketFrame {
		this.acked = Math.max(this.acked, count)
		return toSocketFrame(encodeAck(this.acked))
	}

	close(code: CloseCode): void {
		this.isClosed = true
		this.#socket.close(code)
	}

	markAlive(): void {
		this.#aliveAt = performance.now()
	}

	/** Pings and acks, and says what else goes to everybody with it; or gives up a socket that has been silent or stuck for too long. */
	sendHeartbeat(also: readonly SocketFrame[] = []): void {
		const now = performance.now()
		const buffered = this.#stream.writableLength
		const taken = (this.#stream.bytesWritten ?? 0) - buffered
		if (buffered === 0 || taken !== this.#bytesTaken) this.#movedAt = now
		this.#bytesTaken = taken
		if (now - this.#movedAt > this.#bounds.stuckMs) this.#cutOff()
		else if (now - this.#aliveAt > this.#bounds.silenceMs) this.#socket.terminate()
		else {
			this.#socket.ping()
			this.write([this.ackFrame(), ...also])
		}
	}

	#cutOff(): void {
		this.close(CLOSE.tooSlow)
		setTimeout(() => this.#socket.terminate(), CUT_OFF_MS).unref()
	}
}

/** What a refusal costs: the socket, or nothing. A gap is mended by coming back, since a step 2 has none. */
export const REFUSAL_CLOSE: Record<NackReason, CloseCode | null> = {
	view: null,
	storage: null,
	invalid: null,
	malformed: CLOSE.rejectedEdit,
	foreign: CLOSE.rejectedEdit,
	tooLarge: CLOSE.rejectedEdit,
	replaced: CLOSE.documentReplaced,
	gap: CLOSE.storage,
}
