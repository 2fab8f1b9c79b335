import { inflateRawSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { WebSocket } from 'ws'

/** The frame that brings a whole state, deflated to its end. */
const DEFLATED_STATE = 124

/** All that came to somebody over their sockets. */
export interface Wire {
	frames(): number
	/** Whether these words were in any frame. */
	carried(words: string): boolean
}

/** What somebody hears: frames are kept as text, with what is deflated unpacked. */
class Heard implements Wire {
	private readonly texts: string[] = []

	add(frame: Buffer): void {
		const bytes = frame[0] === DEFLATED_STATE ? inflateRawSync(frame.subarray(1)) : frame
		this.texts.push(bytes.toString('utf8'))
	}

	frames(): number {
		return this.texts.length
	}

	carried(words: string): boolean {
		return this.texts.some((text) => text.includes(words))
	}
}

/** Listens to all sockets of a page; to be called before the page is opened. */
export function watchWire(page: Page): Wire {
	const heard = new Heard()
	page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.add(Buffer.from(payload))))
	return heard
}

/** Sockets for stock clients, whose wire is kept; and the code that each was closed with. */
export function watchSockets(): {
	Socket: new (address: string, protocols?: string | string[]) => WebSocket
	wire: Wire
	closed(): number[]
} {
	const heard = new Heard()
	const codes: number[] = []
	class Socket extends WebSocket {
		constructor(address: string, protocols?: string | string[]) {
			super(address, protocols)
			this.on('message', (data) => heard.add(Buffer.from(data as ArrayBuffer)))
			this.on('close', (code) => codes.push(code))
		}
	}
	return { Socket, wire: heard, closed: () => codes }
}
