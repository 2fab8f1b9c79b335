import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Identity, RoomId, Workshop, WorkshopId } from '@charrette/shared'
import { accessTo, CLOSE, parseRoomId, workshopRoom } from '@charrette/shared'
import type { Logger } from 'pino'
import type * as Y from 'yjs'
import type { DocStore } from '../ports/DocStore.ts'
import { createAcceptSocket } from './acceptSocket.ts'
import { Room } from './Room.ts'
import type { Timing } from './timing.ts'

export interface RoomsDeps {
	docStore: DocStore
	log: Logger
	timing: Timing
	/** Who a token speaks for; null if it is no good. */
	identify(token: string): Promise<Identity | null>
	findWorkshop(id: WorkshopId): Promise<Workshop | null>
}

/** All rooms of this process. */
export interface Rooms {
	/** Answers an HTTP upgrade: a socket in a room, or one closed with a code that says why not (WIRE1). */
	handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
	/** Reads a room's document, loading it when needed. */
	read<T>(room: RoomId, read: (doc: Y.Doc) => T): Promise<T>
	/** Edits a room's document on the server's own behalf, in one transaction; resolves once durable. */
	write(room: RoomId, change: (doc: Y.Doc) => void): Promise<void>
	/** Pushes a workshop's new state, and closes at once each member whose access it changed. */
	workshopChanged(workshop: Workshop): void
	/** Closes members with "come back later", writes what is not yet written, lets go of memory. */
	close(): Promise<void>
}

/** Opens the house of rooms; whoever opens it closes it. */
export function createRooms(deps: RoomsDeps): Rooms {
	const rooms = new Map<RoomId, Room>()
	const idle = new Map<Room, NodeJS.Timeout>()
	let isClosing = false

	function forget(room: Room): void {
		clearTimeout(idle.get(room))
		idle.delete(room)
		if (rooms.get(room.id) === room) rooms.delete(room.id)
		void room.close()
	}

	/** Gives a room, loaded; it stays at least until the idle time after the last use. */
	async function open(id: RoomId): Promise<Room> {
		const found = rooms.get(id) ?? new Room(id, { ...deps, onBroken: forget })
		rooms.set(id, found)
		try {
			await found.loaded
		} catch (cause) {
			forget(found)
			throw cause
		}
		release(found)
		return found
	}

	function release(room: Room): void {
		clearTimeout(idle.get(room))
		const timer = setTimeout(() => {
			if (room.members.size === 0) forget(room)
		}, deps.timing.idleMs)
		idle.set(room, timer.unref())
	}

	const acceptSocket = createAcceptSocket({ ...deps, open, release, isClosing: () => isClosing })
	const beat = setInterval(() => {
		for (const room of rooms.values()) for (const member of room.members) member.beat(deps.timing.silenceMs)
	}, deps.timing.beatMs)

	return {
		handleUpgrade: acceptSocket.handleUpgrade,
		read: async (id, read) => read((await open(id)).doc),
		write: async (id, change) => (await open(id)).write(change),
		workshopChanged(workshop) {
			acceptSocket.workshopChanged(workshop)
			rooms.get(workshopRoom(workshop.id))?.pushState(JSON.stringify(workshop))
			for (const room of rooms.values()) closeChanged(room, workshop)
		},
		async close() {
			isClosing = true
			clearInterval(beat)
			for (const timer of idle.values()) clearTimeout(timer)
			for (const room of rooms.values()) for (const member of room.members) member.close(CLOSE.shuttingDown)
			await Promise.all([...rooms.values()].map((room) => room.close()))
			acceptSocket.close()
		},
	}
}

/** Closes the members whom this state of their workshop gives another access than they came with. */
function closeChanged(room: Room, workshop: Workshop): void {
	const parsed = parseRoomId(room.id)
	for (const member of room.members) {
		if (!parsed || member.who.workshop !== workshop.id) continue
		const access = accessTo(parsed, member.who, workshop)
		if (access !== member.access) member.close(access === 'none' ? CLOSE.noAccess : CLOSE.accessChanged)
	}
}
