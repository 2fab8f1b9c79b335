import type { Duplex } from 'node:stream'
import { isOwnFrame, type SocketFrame } from './frameCodec.ts'

/** Unread data of a socket, for presence (FAN3). @limit socket: no presence */
const BEHIND_BYTES = 1024 * 1024
/** Unread data of a socket, in all: its client comes back and syncs (FAN3). @limit socket: 4508 */
const TOO_SLOW_BYTES = 4 * 1024 * 1024
/** Frames with at most this total size are written as one buffer. */
const COPIED_BYTES = 4096
/**
 * Updates for a member that is still receiving a state are queued up to this size; beyond it the
 * member gets a diff instead.
 */
const MAX_WAITING_BYTES = 1024 * 1024

export interface SocketWriterDeps {
	/**
	 * The connection under a WebSocket: frames for many members are encoded once and written there.
	 */
	stream: Duplex & { bytesWritten?: number }
	/** Whether the client wants only the frames of y-websocket (WIRE2a). */
	skipsOwnFrames: boolean
	onTooSlow(): void
	onDrained(): void
	/** Called when updates after this state were skipped (FAN3). */
	onMissedUpdates(stateVector: Uint8Array): void
}

/** Writes frames to a member's socket as fast as it takes them, in their order (FAN3). */
export class SocketWriter {
	readonly #deps: SocketWriterDeps
	readonly #stream: SocketWriterDeps['stream']
	/** The unsent pieces of the reply in progress, and the member's state after that reply. */
	#reply: { pieces: SocketFrame[]; stateVector: Uint8Array } | null = null
	/** Frames that are sent after that reply. */
	#waiting: SocketFrame[] = []
	#waitingBytes = 0
	/** Whether updates were skipped because too many frames wait. */
	#hasMissedUpdates = false
	#isClosed = false
	#movedAt = performance.now()
	#bytesTaken = 0

	constructor(deps: SocketWriterDeps) {
		this.#deps = deps
		this.#stream = deps.stream
		this.#stream.on('drain', () => this.#drained())
	}

	/**
	 * Whether the socket has not taken earlier frames yet, so that no presence and no reply is sent.
	 */
	get isBehind(): boolean {
		return this.#reply !== null || this.#stream.writableLength > BEHIND_BYTES
	}

	/** Whether a reply is being sent. */
	get isReplying(): boolean {
		return this.#reply !== null
	}

	write(frames: readonly SocketFrame[]): void {
		if (this.#isClosed || !this.#stream.writable) return
		const wanted = this.#deps.skipsOwnFrames ? frames.filter((frame) => !isOwnFrame(frame)) : frames
		if (this.#reply) this.#wait(wanted)
		else if (this.#stream.writableLength > TOO_SLOW_BYTES) this.#deps.onTooSlow()
		else this.#writeNow(wanted)
	}

	/**
	 * Writes an update. Skips it if too much waits for the reply in progress; the member then gets a
	 * diff after that reply.
	 */
	writeUpdate(update: SocketFrame): void {
		if (this.#reply && this.#waitingBytes + update.length > MAX_WAITING_BYTES) this.#hasMissedUpdates = true
		else this.write([update])
	}

	/**
	 * Writes the reply to a step 1 as fast as the socket takes it; all other frames wait until it is
	 * sent. `stateVector` is the member's state after it.
	 */
	writeSyncStep2(frames: readonly SocketFrame[], stateVector: Uint8Array): void {
		if (this.#isClosed || !this.#stream.writable) return
		this.#reply = { pieces: [...frames], stateVector }
		this.#writePieces()
	}

	/**
	 * Returns the time in ms, at `now`, for which the socket has taken no data although some was
	 * buffered.
	 */
	stuckMs(now: number): number {
		const buffered = this.#stream.writableLength
		const taken = (this.#stream.bytesWritten ?? 0) - buffered
		if (buffered === 0 || taken !== this.#bytesTaken) this.#movedAt = now
		this.#bytesTaken = taken
		return now - this.#movedAt
	}

	/** Stops writing, and drops the waiting frames. */
	close(): void {
		this.#isClosed = true
		this.#reply = null
		this.#waiting = []
	}

	#writeNow(frames: readonly SocketFrame[]): void {
		const [only] = frames
		if (only && frames.length === 1) this.#stream.write(only)
		else if (frames.length > 1) this.#writeAll(frames)
	}

	/**
	 * Writes several frames. Small ones are copied into one buffer, which costs less than several
	 * writes.
	 */
	#writeAll(frames: readonly SocketFrame[]): void {
		const bytes = frames.reduce((sum, { length }) => sum + length, 0)
		if (bytes <= COPIED_BYTES) {
			this.#stream.write(Buffer.concat(frames, bytes))
			return
		}
		this.#stream.cork()
		for (const frame of frames) this.#stream.write(frame)
		this.#stream.uncork()
	}

	#wait(frames: readonly SocketFrame[]): void {
		for (const frame of frames) {
			this.#waiting.push(frame)
			this.#waitingBytes += frame.length
		}
		if (this.#waitingBytes > TOO_SLOW_BYTES) this.#deps.onTooSlow()
	}

	#drained(): void {
		if (this.#isClosed) return
		if (this.#reply) this.#writePieces()
		else this.#deps.onDrained()
	}

	/**
	 * Writes pieces of the reply until the socket takes no more. After the last piece, writes the
	 * waiting frames.
	 */
	#writePieces(): void {
		const reply = this.#reply
		if (!reply) return
		for (let piece = reply.pieces.shift(); piece; piece = reply.pieces.shift())
			if (!this.#stream.write(piece) && reply.pieces.length > 0) return
		this.#reply = null
		const waiting = this.#waiting
		this.#waiting = []
		this.#waitingBytes = 0
		this.#writeNow(waiting)
		if (this.#hasMissedUpdates) this.#deps.onMissedUpdates(reply.stateVector)
		this.#hasMissedUpdates = false
		this.#deps.onDrained()
	}
}
