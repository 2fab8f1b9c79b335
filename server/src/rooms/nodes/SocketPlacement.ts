/*
 * Placement of sockets (NODE12a): one worker serves all sockets of a room. The workers of a machine
 * accept connections round-robin, and only the request of an upgrade names the room. So a worker
 * passes the sockets of other workers' rooms on, through the process that started the workers:
 *
 *     from a worker:  sockets pass     a socket with its request, and the worker to serve it
 *                     sockets closing  the worker takes no more sockets
 *     to a worker:    sockets passed   a socket of one of its rooms
 *                     sockets workers  the workers that take sockets
 */
import { createHash } from 'node:crypto'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { addressOf } from '../upgradeRequest.ts'

/** The variable with the place of a worker among all of them, from 0. */
export const WORKER_PLACE = 'CHARRETTE_WORKER_PLACE'
/** Sockets waiting for one worker to accept them. @limit server: closed */
const MAX_WAITING = 1000
/** A socket that was passed on so often stays: two workers may disagree about who is there. */
const MAX_HOPS = 64

/** The parts of an upgrade that travel beside its socket. */
interface PassedUpgrade {
	request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>
	/** Bytes that followed the request. */
	head: Uint8Array
	/** How many workers had no place for it. */
	hops: number
}

type FromWorker = { type: 'sockets pass'; to: number; upgrade: PassedUpgrade } | { type: 'sockets closing' }
type ToWorker = { type: 'sockets passed'; upgrade: PassedUpgrade } | { type: 'sockets workers'; workers: number[] }

/** One end of the channel between a worker and the process that started it. */
interface SocketsChannel<Sent> {
	/**
	 * Sends a message with a socket, which this process then no longer uses. Calls back once they
	 * have left this process, or never will.
	 */
	send(message: Sent, socket?: Socket, onSent?: () => void): void
	/** Gets every message of the channel. */
	onMessage(listener: (message: unknown, socket: unknown) => void): void
}

/** Serves an upgrade in this process. */
type ServeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Whether a message is one of these. */
function isOfSockets(message: unknown): message is FromWorker | ToWorker {
	const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : null
	return typeof type === 'string' && type.startsWith('sockets ')
}

/** In the process that started the workers: brings sockets from one to another. */
export class SocketsOfWorkers {
	readonly #workers = new Map<number, SocketsChannel<ToWorker>>()
	/** The number of sockets that wait for the worker behind a channel. */
	readonly #waiting = new Map<SocketsChannel<ToWorker>, number>()
	readonly #maxWaiting: number

	constructor(maxWaiting = MAX_WAITING) {
		this.#maxWaiting = maxWaiting
	}

	/**
	 * Connects the worker at a place once it listens. Returns the function to call once its channel
	 * has ended.
	 */
	connect(place: number, channel: SocketsChannel<ToWorker>): () => void {
		this.#workers.set(place, channel)
		const disconnect = () => {
			if (this.#workers.get(place) !== channel) return
			this.#workers.delete(place)
			this.#waiting.delete(channel)
			this.#announce()
		}
		channel.onMessage((message, socket) => {
			if (!isOfSockets(message)) return
			if (message.type === 'sockets closing') disconnect()
			else if (message.type === 'sockets pass' && socket instanceof Socket)
				this.#pass(message.to, message.upgrade, socket)
		})
		this.#announce()
		return disconnect
	}

	/**
	 * A socket for a worker that has just ended, or that accepts none, is closed: its client connects
	 * again.
	 */
	#pass(to: number, upgrade: PassedUpgrade, socket: Socket): void {
		const worker = this.#workers.get(to)
		const waiting = worker ? (this.#waiting.get(worker) ?? 0) : 0
		if (!worker || waiting >= this.#maxWaiting || !stopReading(socket)) {
			socket.destroy()
			return
		}
		this.#waiting.set(worker, waiting + 1)
		worker.send({ type: 'sockets passed', upgrade }, socket, () => {
			const left = this.#waiting.get(worker)
			if (left !== undefined) this.#waiting.set(worker, left - 1)
			// The server of the worker that passed the socket on waits for the end of this copy before
			// it closes.
			socket.destroy()
		})
	}

	#announce(): void {
		const workers = [...this.#workers.keys()]
		for (const worker of this.#workers.values()) worker.send({ type: 'sockets workers', workers })
	}
}

/** A worker's end: serves the sockets of its own rooms, and passes the others on. */
export class SocketPlacement {
	readonly #place: number
	readonly #roomSockets: number
	readonly #channel: SocketsChannel<FromWorker>
	/** The number of sockets that this worker serves, by the room that they asked for. */
	readonly #served = new Map<string, number>()
	/** The places of the workers that take sockets. */
	#workers: readonly number[] = []
	#serve: ServeUpgrade = (_request, socket) => socket.destroy()

	/**
	 * `place` is the place of this worker among all of them. Once this worker has `roomSockets`
	 * sockets of a room, further ones go to the next worker in the order of that room.
	 */
	constructor(channel: SocketsChannel<FromWorker>, { place, roomSockets }: { place: number; roomSockets: number }) {
		this.#channel = channel
		this.#place = place
		this.#roomSockets = roomSockets
		channel.onMessage((message, socket) => {
			if (!isOfSockets(message)) return
			if (message.type === 'sockets workers') this.#workers = message.workers
			else if (message.type === 'sockets passed' && socket instanceof Socket) this.#receive(message.upgrade, socket)
		})
	}

	/** Returns a listener for upgrades that serves the sockets of this worker with `serve`. */
	placing(serve: ServeUpgrade): ServeUpgrade {
		this.#serve = serve
		return (request, socket, head) => this.#placeUpgrade(request, socket, { head, hops: 0 })
	}

	/** Has other workers serve all sockets that arrive from now on. */
	close(): void {
		this.#channel.send({ type: 'sockets closing' })
	}

	#receive({ request, head, hops }: PassedUpgrade, socket: Socket): void {
		const received = Object.assign(new IncomingMessage(socket), request)
		const rest = { head: Buffer.from(head), hops }
		if (this.#isFull(roomOf(received), hops)) this.#placeUpgrade(received, socket, { ...rest, hops: hops + 1 })
		else this.#take(received, socket, rest.head)
	}

	#placeUpgrade(request: IncomingMessage, socket: Duplex, { head, hops }: { head: Buffer; hops: number }): void {
		const { method, url, headers } = request
		const next = this.#nextWorker(roomOf(request), hops)
		if (next && socket instanceof Socket && stopReading(socket)) {
			const upgrade = { request: { method, url, headers }, head, hops: next.hops }
			this.#channel.send({ type: 'sockets pass', to: next.place, upgrade }, socket)
		} else this.#take(request, socket, head)
	}

	/** The other worker that should serve a socket, or null if this one should. */
	#nextWorker(room: string, hops: number): { place: number; hops: number } | null {
		const order = orderOfRoom(room, this.#workers)
		if (room === '' || order.length < 2) return null
		for (let hop = hops; hop < MAX_HOPS; hop++) {
			const place = order[hop % order.length]
			if (place !== undefined && place !== this.#place) return { place, hops: hop }
			if (!this.#isFull(room, hop)) return null
		}
		return null
	}

	/**
	 * Whether this worker passes on further sockets of a room. The limit rises each time that all
	 * workers have passed a socket on.
	 */
	#isFull(room: string, hops: number): boolean {
		const laps = 1 + Math.floor(hops / Math.max(this.#workers.length, 1))
		return hops < MAX_HOPS && (this.#served.get(room) ?? 0) >= this.#roomSockets * laps
	}

	#take(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		// The end of a socket that has ended already would not be counted.
		if (socket.destroyed) return
		const room = roomOf(request)
		this.#served.set(room, (this.#served.get(room) ?? 0) + 1)
		socket.once('close', () => {
			const left = (this.#served.get(room) ?? 0) - 1
			if (left > 0) this.#served.set(room, left)
			else this.#served.delete(room)
		})
		this.#serve(request, socket, head)
	}
}

const roomOf = (request: IncomingMessage): string => addressOf(request).name ?? ''

/**
 * Returns the workers in the order in which they serve a room (rendezvous hashing). If a worker
 * ends, only its own rooms move.
 */
export function orderOfRoom(room: string, workers: readonly number[]): number[] {
	const weigh = (place: number) => createHash('sha256').update(`${place} ${room}`).digest().readUInt32BE()
	return workers
		.map((place) => ({ place, weight: weigh(place) }))
		.sort((a, b) => b.weight - a.weight)
		.map(({ place }) => place)
}

/**
 * Stops reading from a socket that is about to be passed. Otherwise Node reads on until the other
 * process has acknowledged the socket, and drops those bytes, for example the first frame of a
 * client. Node has no public call for it (tried with Node 20, 22 and 24). Returns false if this
 * socket cannot be stopped.
 */
function stopReading(socket: Socket): boolean {
	// Reading cannot be stopped safely on Windows, where a read is already under way.
	const handle = '_handle' in socket && process.platform !== 'win32' ? socket._handle : null
	if (typeof handle !== 'object' || handle === null || !('readStop' in handle)) return false
	return typeof handle.readStop === 'function' && handle.readStop() === 0
}
