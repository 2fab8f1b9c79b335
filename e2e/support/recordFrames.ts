import { inflateRawSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { WebSocket } from 'ws'
import { FRAME } from '../../shared/src/protocol/frames.ts'

/** The frames that a client has received over its WebSockets. */
export interface FrameRecord {
	count(): number
	/** Whether any frame contains this text. */
	contains(text: string): boolean
}

/** Stores frames as text, after inflating deflated states. */
class Recorder implements FrameRecord {
	private readonly texts: string[] = []

	add(frame: Buffer): void {
		const bytes = frame[0] === FRAME.deflatedState ? inflateRawSync(frame.subarray(1)) : frame
		this.texts.push(bytes.toString('utf8'))
	}

	count(): number {
		return this.texts.length
	}

	contains(text: string): boolean {
		return this.texts.some((frame) => frame.includes(text))
	}
}

/** Records the frames of all sockets that a page opens from now on. */
export function recordFrames(page: Page): FrameRecord {
	const recorder = new Recorder()
	page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => recorder.add(Buffer.from(payload))))
	return recorder
}

/**
 * Returns a socket class for stock clients that records the frames and close codes of its
 * instances.
 */
export function recordSockets(): {
	Socket: new (address: string, protocols?: string | string[]) => WebSocket
	frames: FrameRecord
	closeCodes(): number[]
} {
	const recorder = new Recorder()
	const codes: number[] = []
	class Socket extends WebSocket {
		constructor(address: string, protocols?: string | string[]) {
			super(address, protocols)
			this.on('message', (data) => recorder.add(Buffer.from(data as ArrayBuffer)))
			this.on('close', (code) => codes.push(code))
		}
	}
	return { Socket, frames: recorder, closeCodes: () => codes }
}
