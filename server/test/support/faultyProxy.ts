import type { AddressInfo, Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** The faults of a connection from now on. */
interface Faults {
	/** Drops everything in both directions without closing: a half-open connection. */
	isStalled?: boolean
	/** Delay of each chunk. */
	delayMs?: number
	/** Splits chunks to this many bytes. */
	pieceBytes?: number
	/** Resets the connection after this many more bytes, even in the middle of a frame. */
	resetAfterBytes?: number
}

/** A TCP proxy in front of a server that can simulate faults. */
export interface FaultyProxy {
	port: number
	/** Number of open connections to the server. */
	openLines(): number
	set(faults: Faults): void
	close(): Promise<void>
}

/** Opens a proxy to this port of the same machine. */
export async function openFaultyProxy(target: number): Promise<FaultyProxy> {
	const lines = new Set<Socket>()
	let faults: Faults = {}
	let leftBytes = Number.POSITIVE_INFINITY

	function reset(): void {
		leftBytes = Number.POSITIVE_INFINITY
		for (const line of lines) line.resetAndDestroy()
	}

	function pass(from: Socket, to: Socket): void {
		// TCP keeps the order: a later chunk never arrives earlier, even if the delay has changed.
		const waiting: { bytes: Buffer; due: number }[] = []
		const deliver = (bytes: Buffer) => {
			const step = faults.pieceBytes ?? bytes.length
			for (let at = 0; at < bytes.length; at += step) to.write(bytes.subarray(at, at + step))
			if (leftBytes <= 0) reset()
		}
		const deliverNext = () => {
			const next = waiting.shift()
			if (next) deliver(next.bytes)
			if (waiting[0]) setTimeout(deliverNext, Math.max(0, waiting[0].due - performance.now()))
		}
		from.on('data', (bytes: Buffer) => {
			if (faults.isStalled) return
			const passing = bytes.subarray(0, leftBytes)
			leftBytes -= passing.length
			const delayMs = faults.delayMs ?? 0
			if (delayMs === 0 && waiting.length === 0) return deliver(passing)
			waiting.push({ bytes: passing, due: performance.now() + delayMs })
			if (waiting.length === 1) setTimeout(deliverNext, delayMs)
		})
	}

	const server = createServer((near) => {
		const far = connect(target, '127.0.0.1')
		for (const [side, other] of [
			[near, far],
			[far, near],
		] as const) {
			lines.add(side)
			side.setNoDelay(true)
			side.on('error', () => other.destroy())
			side.on('close', () => {
				lines.delete(side)
				if (!faults.isStalled) other.destroy()
			})
		}
		pass(near, far)
		pass(far, near)
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	return {
		port: (server.address() as AddressInfo).port,
		openLines: () => [...lines].filter((line) => line.remotePort === target && !line.destroyed).length,
		set(next) {
			faults = next
			leftBytes = next.resetAfterBytes ?? Number.POSITIVE_INFINITY
		},
		close() {
			for (const line of lines) line.destroy()
			return new Promise((resolve) => server.close(() => resolve()))
		},
	}
}
