import { FRAME, SYNC } from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'

/** Refuses every connection. */
const NOWHERE = 'ws://127.0.0.1:1/'

/** Gets the frames of a device that say which of its edits are saved. */
export interface FrameListener {
	/** Called when a socket is created. */
	opened(): void
	/** Called when the nth payload frame of the current socket is sent (ACK1). */
	sent(frame: number, isStep2: boolean): void
	acked(frame: number): void
	nacked(frame: number, reason: string): void
}

/** The network of one device, which a story can cut. It reads the acks of its sockets. */
export class Network {
	/** The class of the device's sockets, for a provider. */
	readonly Socket: typeof globalThis.WebSocket
	readonly #sockets = new Set<WebSocket>()
	#state: 'up' | 'swallowing' | 'down' = 'up'

	constructor(listener: FrameListener) {
		const sockets = this.#sockets
		/** Frames of an earlier socket, which is still closing, say nothing about this one. */
		let newest: WebSocket | null = null
		const state = () => this.#state
		this.Socket = class extends WebSocket {
			#sent = 0

			constructor(url: string | URL, protocols?: string | string[]) {
				super(state() === 'up' ? url : NOWHERE, protocols, { perMessageDeflate: false })
				sockets.add(this)
				newest = this
				listener.opened()
				this.on('error', () => {})
				this.on('close', () => sockets.delete(this))
				this.on('message', (data: Buffer | ArrayBuffer) => {
					if (newest === this) readAck(new Uint8Array(data), listener)
				})
			}

			override send(data: unknown): void {
				const frame = data as Uint8Array
				if (frame[0] === FRAME.sync && frame[1] !== SYNC.step1) {
					this.#sent++
					if (newest === this) listener.sent(this.#sent, frame[1] === SYNC.step2)
				}
				if (state() === 'up') super.send(frame)
			}
		} as never
	}

	get isUp(): boolean {
		return this.#state === 'up'
	}

	get hasSockets(): boolean {
		return this.#sockets.size > 0
	}

	/** From now on, what the device sends is lost, although its sockets stay open. */
	swallow(): void {
		if (this.#state === 'up') this.#state = 'swallowing'
	}

	/** Cuts the sockets, without a close frame, until `restore`. */
	cut(): void {
		this.#state = 'down'
		for (const socket of this.#sockets) socket.terminate()
	}

	restore(): void {
		this.#state = 'up'
	}
}

function readAck(frame: Uint8Array, listener: FrameListener): void {
	if (frame[0] !== FRAME.ack && frame[0] !== FRAME.nack) return
	const decoder = decoding.createDecoder(frame.subarray(1))
	const count = decoding.readVarUint(decoder)
	if (frame[0] === FRAME.ack) listener.acked(count)
	else listener.nacked(count, decoding.readVarString(decoder))
}
