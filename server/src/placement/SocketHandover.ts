/*
 * Sockets between the workers of one machine (NODE5). The workers accept connections in turn, so a
 * worker passes the sockets of other workers' workshops on, through the process that started them:
 *
 *     from a worker:  sockets hello   the path of its Unix socket, which is its name
 *                     sockets pass    a socket with its request, and the worker to serve it
 *     to a worker:    sockets passed  a socket of one of its workshops
 */
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** Sockets that may wait for one worker to accept them; further ones are closed. */
const MAX_WAITING = 1000

/** The parts of an upgrade that travel beside its socket. */
interface PassedUpgrade {
	request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>
	/** Bytes that followed the request. */
	head: Uint8Array
}

type FromWorker = { type: 'sockets hello'; name: string } | { type: 'sockets pass'; to: string; upgrade: PassedUpgrade }

interface ToWorker {
	type: 'sockets passed'
	upgrade: PassedUpgrade
}

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
export type ServeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Whether a message is one of these. */
function isOfSockets(message: unknown): message is FromWorker | ToWorker {
	const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : null
	return typeof type === 'string' && type.startsWith('sockets ')
}

/** In the process that started the workers: brings sockets from one to another. */
export class SocketsOfWorkers {
	readonly #workers = new Map<string, SocketsChannel<ToWorker>>()
	/** The number of sockets that wait for the worker behind a channel. */
	readonly #waiting = new Map<SocketsChannel<ToWorker>, number>()
	readonly #maxWaiting: number

	constructor(maxWaiting = MAX_WAITING) {
		this.#maxWaiting = maxWaiting
	}

	/** Connects a worker. Returns the function to call once its channel has ended. */
	connect(channel: SocketsChannel<ToWorker>): () => void {
		channel.onMessage((message, socket) => {
			if (!isOfSockets(message)) return
			if (message.type === 'sockets hello') this.#workers.set(message.name, channel)
			else if (message.type === 'sockets pass' && socket instanceof Socket)
				this.#pass(message.to, message.upgrade, socket)
		})
		return () => {
			for (const [name, known] of this.#workers) if (known === channel) this.#workers.delete(name)
			this.#waiting.delete(channel)
		}
	}

	/**
	 * A socket for a worker that has just ended, or that accepts none, is closed: its client connects
	 * again.
	 */
	#pass(to: string, upgrade: PassedUpgrade, socket: Socket): void {
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
}

/** A worker's end: passes sockets to other workers, and gets those of its own workshops. */
export class SocketHandover {
	readonly #channel: SocketsChannel<FromWorker>
	#serve: ServeUpgrade = (_request, socket) => socket.destroy()

	constructor(channel: SocketsChannel<FromWorker>) {
		this.#channel = channel
		channel.onMessage((message, socket) => {
			if (!isOfSockets(message) || message.type !== 'sockets passed' || !(socket instanceof Socket)) return
			const { request, head } = message.upgrade
			this.#serve(Object.assign(new IncomingMessage(socket), request), socket, Buffer.from(head))
		})
	}

	/** Serves the sockets that other workers pass to this one under its name. */
	open(name: string, serve: ServeUpgrade): void {
		this.#serve = serve
		this.#channel.send({ type: 'sockets hello', name })
	}

	/**
	 * Passes a socket on, whose reading was stopped when it arrived, with the bytes that came after
	 * the request.
	 */
	pass(
		to: string,
		{ method, url, headers }: IncomingMessage,
		{ socket, head }: { socket: Socket; head: Buffer },
	): void {
		const read: Buffer | null = socket.read()
		const upgrade = { request: { method, url, headers }, head: read ? Buffer.concat([head, read]) : head }
		this.#channel.send({ type: 'sockets pass', to, upgrade }, socket)
	}
}

/**
 * Stops reading from a socket that may be passed. Otherwise Node reads on until the other process
 * has acknowledged the socket, and drops those bytes, for example the first frame of a client. Node
 * has no public call for it (tried with Node 20, 22 and 24). Returns false if this socket cannot be
 * stopped.
 */
export function stopReading(socket: Duplex): socket is Socket {
	return callHandle(socket, 'readStop')
}

/** Reads again from a socket that stays here after all. */
export function startReading(socket: Duplex): void {
	callHandle(socket, 'readStart')
}

function callHandle(socket: Duplex, name: 'readStop' | 'readStart'): boolean {
	// Reading cannot be stopped safely on Windows, where a read is already under way.
	const handle = '_handle' in socket && process.platform !== 'win32' ? socket._handle : null
	if (typeof handle !== 'object' || handle === null || !(name in handle)) return false
	const call = (handle as Record<string, unknown>)[name]
	return typeof call === 'function' && call.call(handle) === 0
}
