import type { AddressInfo, Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** Faults that a connection has from now on. */
export interface Faults {
	/** Drops everything in both directions without closing: a half-open connection. */
	isStalled?: boolean
	/** Delay of each chunk, one way. */
	delayMs?: number
	/** Each segment takes up to this much longer, at random. */
	jitterMs?: number
	/**
	 * Share of the segments that is lost. A lost segment is sent again after a timeout, and the
	 * segments behind it wait.
	 */
	lossShare?: number
	/** Limit for all connections together, in each direction. */
	bytesPerSecond?: number
	/** Splits chunks to this many bytes. */
	pieceBytes?: number
	/** Resets the connection after this many more bytes, even in the middle of a frame. */
	resetAfterBytes?: number
	/**
	 * Ends a connection that is idle for this long: it is reset, or forgotten without notifying
	 * either side.
	 */
	idle?: { ms: number; end: 'reset' | 'forgotten' }
	/**
	 * A captive portal: every connection gets a web page or a redirect to one, regardless of the
	 * request.
	 */
	portal?: 'page' | 'redirect'
}

/** A TCP proxy in front of a server that can simulate faults. */
export interface FaultyProxy {
	port: number
	/** Number of open connections to the server. */
	openConnections(): number
	/** Number of times that the proxy has reset all connections after a number of bytes. */
	resets(): number
	set(faults: Faults): void
	close(): Promise<void>
}

/** The payload of one packet of Ethernet. */
const SEGMENT_BYTES = 1460
/**
 * The shortest time in which the other side detects a lost segment. It also waits for an
 * acknowledgement, for a round trip.
 */
const MIN_RETRANSMIT_MS = 200
/**
 * The proxy stops reading beyond this until some of it is delivered, so that the sender gets the
 * backpressure of a slow network.
 */
const MAX_QUEUED_BYTES = 64 * 1024

/** A segment in transit in one direction; `bytes` is null for the end. */
interface Segment {
	bytes: Buffer | null
	due: number
}

/** Both sides of a connection through the proxy. */
interface ProxiedConnection {
	near: Socket
	far: Socket
	/**
	 * True once the connection carries nothing any more, as if its state had been lost on the way.
	 */
	isForgotten: boolean
	usedAt: number
}

/** Opens a proxy to this port of the same machine; `random` decides on jitter and loss. */
export async function openFaultyProxy(target: number, random: () => number = Math.random): Promise<FaultyProxy> {
	const connections = new Set<ProxiedConnection>()
	let faults: Faults = {}
	let resets = 0
	let leftBytes = Number.POSITIVE_INFINITY
	/** The time at which the network has sent all its bytes so far, in each direction. */
	const freeAt = { up: 0, down: 0 }

	function resetAll(): void {
		leftBytes = Number.POSITIVE_INFINITY
		for (const connection of connections) reset(connection)
	}

	/** Returns the time at which a segment sent now arrives. */
	function arrivalOf(bytes: number, direction: 'up' | 'down'): number {
		const { delayMs = 0, jitterMs = 0, lossShare = 0, bytesPerSecond = Number.POSITIVE_INFINITY } = faults
		const sentAt = Math.max(performance.now(), freeAt[direction]) + (bytes / bytesPerSecond) * 1000
		freeAt[direction] = sentAt
		const lost = random() < lossShare ? MIN_RETRANSMIT_MS + 2 * delayMs : 0
		return sentAt + delayMs + random() * jitterMs + lost
	}

	function pass(connection: ProxiedConnection, direction: 'up' | 'down'): void {
		const [from, to] = direction === 'up' ? [connection.near, connection.far] : [connection.far, connection.near]
		const queue: Segment[] = []
		let queuedBytes = 0
		let lastDue = 0
		let timer: NodeJS.Timeout | undefined

		function deliver({ bytes }: Segment): void {
			if (!bytes) to.end()
			else if (to.writable) {
				const step = faults.pieceBytes ?? bytes.length
				for (let at = 0; at < bytes.length; at += step) to.write(bytes.subarray(at, at + step))
			}
			queuedBytes -= bytes?.length ?? 0
			if (leftBytes > 0) return
			resets++
			resetAll()
		}
		function deliverDue(): void {
			timer = undefined
			for (let next = queue[0]; next && next.due <= performance.now(); next = queue[0]) {
				queue.shift()
				deliver(next)
			}
			if (queue[0]) timer = setTimeout(deliverDue, Math.max(0, queue[0].due - performance.now()))
			if (queuedBytes <= MAX_QUEUED_BYTES) from.resume()
		}
		// TCP keeps the order: a later segment never arrives earlier, even if the faults have changed.
		function enqueue(bytes: Buffer | null): void {
			lastDue = Math.max(lastDue, arrivalOf(bytes?.length ?? 0, direction))
			queue.push({ bytes, due: lastDue })
			queuedBytes += bytes?.length ?? 0
		}
		from.on('data', (chunk: Buffer) => {
			connection.usedAt = performance.now()
			if (faults.isStalled || connection.isForgotten) return
			const passing = chunk.subarray(0, leftBytes)
			leftBytes -= passing.length
			for (let at = 0; at < passing.length; at += SEGMENT_BYTES) enqueue(passing.subarray(at, at + SEGMENT_BYTES))
			if (queuedBytes > MAX_QUEUED_BYTES) from.pause()
			if (!timer) deliverDue()
		})
		from.on('end', () => {
			if (faults.isStalled || connection.isForgotten) return void from.destroy()
			enqueue(null)
			if (!timer) deliverDue()
		})
		from.on('error', () => from.destroy())
		from.on('close', (hadError) => {
			if (hadError && !faults.isStalled && !connection.isForgotten) to.destroy()
			if (to.destroyed) connections.delete(connection)
		})
	}

	function watchIdle(connection: ProxiedConnection): void {
		const check = setInterval(() => {
			if (connection.near.destroyed && connection.far.destroyed) return clearInterval(check)
			const { idle } = faults
			if (!idle || connection.isForgotten || performance.now() - connection.usedAt < idle.ms) return
			if (idle.end === 'forgotten') connection.isForgotten = true
			else reset(connection)
		}, 20)
	}

	const server = createServer({ allowHalfOpen: true }, (near) => {
		if (faults.portal) return answerAsPortal(near, faults.portal)
		const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
		const connection = { near, far, isForgotten: false, usedAt: performance.now() }
		connections.add(connection)
		for (const side of [near, far]) side.setNoDelay(true)
		pass(connection, 'up')
		pass(connection, 'down')
		watchIdle(connection)
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	return {
		port: (server.address() as AddressInfo).port,
		openConnections: () => [...connections].filter(({ far }) => !far.destroyed).length,
		resets: () => resets,
		set(next) {
			if (next.portal) resetAll()
			faults = next
			leftBytes = next.resetAfterBytes ?? Number.POSITIVE_INFINITY
		},
		close() {
			for (const { near, far } of connections) {
				near.destroy()
				far.destroy()
			}
			return new Promise((resolve) => server.close(() => resolve()))
		},
	}
}

function reset({ near, far }: ProxiedConnection): void {
	near.resetAndDestroy()
	far.resetAndDestroy()
}

const PORTAL_PAGE =
	'<!doctype html><title>Hotel Wi-Fi</title><h1>Welcome to our Wi-Fi</h1><p>Enter your room number.</p>'

/** Answers any request, even one for a WebSocket, as a captive portal does. */
function answerAsPortal(socket: Socket, how: 'page' | 'redirect'): void {
	socket.on('error', () => socket.destroy())
	socket.once('data', (request: Buffer) => {
		const isPortal = request.toString('latin1').includes(' /portal ')
		const head =
			how === 'redirect' && !isPortal
				? ['HTTP/1.1 302 Found', 'Location: /portal', 'Content-Length: 0']
				: ['HTTP/1.1 200 OK', 'Content-Type: text/html', `Content-Length: ${PORTAL_PAGE.length}`]
		const body = head.includes('Content-Length: 0') ? '' : PORTAL_PAGE
		socket.end(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`)
	})
}
