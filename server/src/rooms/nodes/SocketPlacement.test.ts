import { once } from 'node:events'
import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { orderOfRoom, SocketPlacement, SocketsOfWorkers } from './SocketPlacement.ts'

const ROOMS = Array.from({ length: 60 }, (_, index) => `board:${index}`)

const MAX_WAITING = 100

type Listener = (message: unknown, socket: unknown) => void

/** Workers of one process, with a channel each to what brings sockets from one to another. */
class Machine {
	readonly #router = new SocketsOfWorkers(MAX_WAITING)
	/** Ends the sends of passed sockets, and so the copies of these sockets. */
	readonly #onSent: (() => void)[] = []
	readonly #servers: Server[] = []
	readonly #sockets = new Set<Socket>()
	readonly placements: SocketPlacement[] = []
	/** For each worker, the rooms of the sockets that it served, in order. */
	readonly served: string[][] = []
	readonly #disconnects: (() => void)[] = []
	/** Whether news for the workers is still on its way. */
	isSilent = false

	async start(count: number, roomSockets: number): Promise<void> {
		for (let place = 0; place < count; place++) {
			const [atWorker, atRouter]: [Listener[], Listener[]] = [[], []]
			const send = (listeners: Listener[]) => (message: unknown, socket?: Socket) => {
				for (const listener of listeners) listener(structuredClone(message), socket)
			}
			const served: string[] = []
			const placement = new SocketPlacement(
				{ send: send(atRouter), onMessage: (listener) => atWorker.push(listener) },
				{ place, roomSockets },
			)
			const listener = placement.placing((request, socket, head) => {
				served.push(decodeURIComponent(request.url?.slice('/sync/'.length) ?? ''))
				socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: test\r\nConnection: Upgrade\r\n\r\n${head}`)
			})
			this.#disconnects.push(
				this.#router.connect(place, {
					send: (message, socket, onSent) => {
						if (!this.isSilent) send(atWorker)(message, socket)
						if (onSent) this.#onSent.push(onSent)
					},
					onMessage: (listen) => atRouter.push(listen),
				}),
			)
			this.placements.push(placement)
			this.served.push(served)
			const server = createServer().on('upgrade', listener)
			server.listen(0, '127.0.0.1')
			await once(server, 'listening')
			this.#servers.push(server)
		}
	}

	/** Opens a socket at a worker; resolves with it, or with null if it was closed. */
	async open(worker: number, room: string): Promise<Socket | null> {
		const { port } = (this.#servers[worker] as Server).address() as AddressInfo
		const headers = { Upgrade: 'test', Connection: 'Upgrade' }
		const request = httpRequest({ port, path: `/sync/${encodeURIComponent(room)}`, headers, agent: false }).end()
		const socket = await once(request, 'upgrade').then(
			([, socket]) => socket as Socket,
			() => null,
		)
		if (socket) this.#sockets.add(socket)
		return socket
	}

	/** Ends the channel of a worker, as when it is killed. */
	disconnect(worker: number): void {
		this.#disconnects[worker]?.()
	}

	endSends(): void {
		for (const onSent of this.#onSent.splice(0)) onSent()
	}

	/** The workers that have served a room. */
	workersOf(room: string): number[] {
		return this.served.flatMap((rooms, worker) => (rooms.includes(room) ? [worker] : []))
	}

	end(): void {
		for (const socket of this.#sockets) socket.destroy()
		for (const server of this.#servers) server.close().closeAllConnections()
	}
}

let machine = new Machine()
afterEach(() => {
	machine.end()
	machine = new Machine()
})

it('[NODE12a] a worker that leaves moves its own rooms only, and rooms are spread evenly', () => {
	const first = (workers: number[]) => ROOMS.map((room) => orderOfRoom(room, workers)[0])
	const before = first([0, 1, 2, 3])
	const after = first([0, 1, 3])
	for (const [index, place] of before.entries()) if (place !== 2) expect(after[index]).toBe(place)
	for (const place of [0, 1, 2, 3]) expect(before.filter((found) => found === place).length).toBeGreaterThan(7)
})

it('[NODE12a] one worker serves all sockets of a room, whichever accepts them', async () => {
	await machine.start(3, 250)
	for (const [index, room] of ROOMS.entries()) {
		expect(await machine.open(index % 3, room)).not.toBeNull()
		expect(await machine.open((index + 1) % 3, room)).not.toBeNull()
	}
	for (const room of ROOMS) expect(machine.workersOf(room)).toHaveLength(1)
	expect(machine.served.flat()).toHaveLength(2 * ROOMS.length)
	expect(machine.served.every((rooms) => rooms.length > 0)).toBe(true)
})

it('[NODE12a] a room with many sockets takes one worker after another, and then all of them equally', async () => {
	await machine.start(3, 4)
	const counts = () => machine.served.map((rooms) => rooms.length).sort((a, b) => b - a)
	for (let i = 0; i < 4; i++) await machine.open(i % 3, 'board:hall')
	expect(counts()).toEqual([4, 0, 0])
	for (let i = 0; i < 5; i++) await machine.open(i % 3, 'board:hall')
	expect(counts()).toEqual([4, 4, 1])
	for (let i = 0; i < 15; i++) await machine.open(i % 3, 'board:hall')
	expect(counts()).toEqual([8, 8, 8])
})

it('[NODE12a] sockets that end make room for others', async () => {
	await machine.start(2, 1)
	const first = await machine.open(0, 'board:hall')
	const [worker] = machine.workersOf('board:hall')
	first?.destroy()
	await expect
		.poll(async () => {
			const before = machine.served[worker as number]?.length ?? 0
			const next = await machine.open(0, 'board:hall')
			next?.destroy()
			return (machine.served[worker as number]?.length ?? 0) - before
		})
		.toBe(1)
})

it('[NODE12a] a worker that closes is passed no socket, and one that has ended neither', async () => {
	await machine.start(2, 250)
	const ofFirst = ROOMS.filter((room) => orderOfRoom(room, [0, 1])[0] === 0)
	machine.placements[0]?.close()
	for (const room of ofFirst) await machine.open(1, room)
	expect(machine.served).toEqual([[], ofFirst])
})

it('[NODE12a] a socket for a worker that has just ended is closed', async () => {
	await machine.start(2, 250)
	const room = ROOMS.find((name) => orderOfRoom(name, [0, 1])[0] === 0) as string
	machine.isSilent = true
	machine.disconnect(0)
	expect(await machine.open(1, room)).toBeNull()
	expect(machine.served).toEqual([[], []])
})

it('[NODE12a] sockets for a worker that accepts none are closed once too many wait for it', async () => {
	await machine.start(2, 1000)
	const room = ROOMS.find((name) => orderOfRoom(name, [0, 1])[0] === 0) as string
	for (let i = 0; i < MAX_WAITING; i++) expect(await machine.open(1, room)).not.toBeNull()
	expect(await machine.open(1, room)).toBeNull()
	machine.endSends()
	expect(await machine.open(1, room)).not.toBeNull()
})
