import type { Access, CloseCode, Identity, PresenceIdentity } from '@charrette/shared'
import type { WebSocket } from 'ws'
import { encodeAck } from './encodeFrames.ts'

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
	trespasses = 0
	isClosed = false
	readonly who: Identity
	readonly person: PresenceIdentity
	readonly access: Access
	readonly #socket: WebSocket
	#heardAt = Date.now()

	constructor(socket: WebSocket, is: { who: Identity; person: PresenceIdentity; access: Access }) {
		this.#socket = socket
		this.who = is.who
		this.person = is.person
		this.access = is.access
		socket.on('pong', () => this.heard())
	}

	send(frame: Uint8Array): void {
		if (!this.isClosed) this.#socket.send(frame)
	}

	/** Says how many payload frames are durable; also the heartbeat that keeps a stock client from hanging up. */
	ack(count = this.acked): void {
		this.acked = Math.max(this.acked, count)
		this.send(encodeAck(this.acked))
	}

	close(code: CloseCode): void {
		this.isClosed = true
		this.#socket.close(code)
	}

	heard(): void {
		this.#heardAt = Date.now()
	}

	/** Pings and acks, or gives up a socket that has been silent for too long (WIRE5). */
	beat(silenceMs: number): void {
		if (Date.now() - this.#heardAt > silenceMs) {
			this.#socket.terminate()
			return
		}
		this.#socket.ping()
		this.ack()
	}
}
