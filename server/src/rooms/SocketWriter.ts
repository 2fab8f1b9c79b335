import type { Duplex } from 'node:stream'
import type { SocketFrame } from './frameCodec.ts'

/** A socket that buffers more than this is sent no presence (FAN3). */
const BEHIND_BYTES = 1024 * 1024
/** A socket that buffers more than this is closed; the client reconnects and syncs (FAN3). */
const TOO_SLOW_BYTES = 4 * 1024 * 1024
/** Frames of at most this size together are written as one. */
const COPIED_BYTES = 4096
/** Updates for a member that is still receiving a state wait up to this size, then it gets a diff instead. */
const MAX_WAITING_BYTES = 1024 * 1024

export interface SocketWriterDeps {
	/** The connection under a WebSocket: frames for many members are encoded once and written there. */
	stream: Duplex & { bytesWritten?: number }
	/** Called when the socket has not taken what was written to it. */
	onTooSlow(): void
	/** Called when the socket has taken what was written to it. */
	onDrained(): void
	/** Called when updates were left out after this state (FAN3). */
	onMissedUpdates(stateVector: Uint8Array): void
}

/** Writes frames to a member's socket as fast as it takes them, in their order (FAN3). */
export class SocketWriter {
	readonly #deps: SocketWriterDeps
	readonly #stream: SocketWriterDeps['stream']
	/** The rest of the answer that is being sent in pieces, and what the member has after it. */
	#answer: { pieces: SocketFrame[]; stateVector: Uint8Array } | null = null
	/** What is sent after that answer. */
	#waiting: SocketFrame[] = []
	#waitingBytes = 0
	/** Whether updates were left out of it. */
	#hasMissedUpdates = false
	#isClosed = false
	#movedAt = performance.now()
	#bytesTaken = 0

	constructor(deps: SocketWriterDeps) {
		this.#deps = deps
		this.#stream = deps.stream
		this.#stream.on('drain', () => this.#drained())
	}

	/** Whether the socket has not taken what it was sent before, so that no presence and no answer is sent. */
	get isBehind(): boolean {
		return this.#answer !== null || this.#stream.writableLength > BEHIND_BYTES
	}

	/** Whether an answer is being sent. */
	get isAnswering(): boolean {
		return this.#answer !== null
	}

	/** Writes frames, in one packet if possible. */
	write(frames: readonly SocketFrame[]): void {
		if (this.#isClosed || !this.#stream.writable) return
		if (this.#answer) this.#wait(frames)
		else if (this.#stream.writableLength > TOO_SLOW_BYTES) this.#deps.onTooSlow()
		else this.#writeNow(frames)
	}

	/** Writes an update, unless the member gets a diff after the answer that it is being sent. */
	writeUpdate(update: SocketFrame): void {
		if (this.#answer && this.#waitingBytes + update.length > MAX_WAITING_BYTES) this.#hasMissedUpdates = true
		else this.write([update])
	}

	/**
	 * Writes the answer to a step 1 as fast as the socket takes it; all else waits until it is sent.
	 * `stateVector` is what the member has then.
	 */
	writeAnswer(frames: readonly SocketFrame[], stateVector: Uint8Array): void {
		if (this.#isClosed || !this.#stream.writable) return
		this.#answer = { pieces: [...frames], stateVector }
		this.#writePieces()
	}

	/** For how long the socket has taken nothing at this time, in ms, while something waited for it. */
	stuckMs(now: number): number {
		const buffered = this.#stream.writableLength
		const taken = (this.#stream.bytesWritten ?? 0) - buffered
		if (buffered === 0 || taken !== this.#bytesTaken) this.#movedAt = now
		this.#bytesTaken = taken
		return now - this.#movedAt
	}

	/** Writes nothing more, and drops what waits. */
	close(): void {
		this.#isClosed = true
		this.#answer = null
		this.#waiting = []
	}

	#writeNow(frames: readonly SocketFrame[]): void {
		const [only] = frames
		if (only && frames.length === 1) this.#stream.write(only)
		else if (frames.length > 1) this.#writeAll(frames)
	}

	/** Small frames are copied into one buffer, which costs less than a write of several. */
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
		if (this.#answer) this.#writePieces()
		else this.#deps.onDrained()
	}

	/** Writes pieces of the answer until the socket takes no more, and after the last one what waits. */
	#writePieces(): void {
		const answer = this.#answer
		if (!answer) return
		for (let piece = answer.pieces.shift(); piece; piece = answer.pieces.shift())
			if (!this.#stream.write(piece) && answer.pieces.length > 0) return
		this.#answer = null
		const waiting = this.#waiting
		this.#waiting = []
		this.#waitingBytes = 0
		this.#writeNow(waiting)
		if (this.#hasMissedUpdates) this.#deps.onMissedUpdates(answer.stateVector)
		this.#hasMissedUpdates = false
		this.#deps.onDrained()
	}
}
