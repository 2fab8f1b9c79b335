import type { BoardId, HeldCards as Held, RoomId, Workshop } from '@charrette/shared'
import { parseRoomId, privateRoomsAt, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import type { DocStore } from '../ports/DocStore.ts'
import type { Room } from './Room.ts'

/** Counts are told at most this often. */
const TELL_MS = 500

/**
 * How many cards people hold in private at each board, told to everybody in the workshop's room: that there are cards, never
 * what they say (ROOM3). Counted on the log when a workshop's room opens, and by the rooms themselves from then on.
 */
export class HeldCards {
	readonly #docStore: DocStore
	/** By board, how many cards each private room holds. */
	readonly #counts = new Map<BoardId, Map<RoomId, number>>()
	readonly #counting = new Map<BoardId, Promise<void>>()
	/** The rooms of workshops that are told, and the boards they have. */
	readonly #hearers = new Map<Room, BoardId[]>()
	readonly #timers = new Map<Room, NodeJS.Timeout>()

	constructor(docStore: DocStore) {
		this.#docStore = docStore
	}

	/** Counts a private room, now and with every change of its document. */
	follow(room: Room): void {
		const parsed = parseRoomId(room.id)
		if (parsed?.type !== 'private') return
		const { board } = parsed
		const count = () => {
			this.#set(board, room.id, countCards(room.doc))
			for (const [hearer, boards] of this.#hearers) if (boards.includes(board)) this.#tellSoon(hearer)
		}
		count()
		room.doc.on('update', count)
	}

	/** Tells the room of this workshop, from now on. */
	async tell(room: Room, workshop: Workshop): Promise<void> {
		const boards = workshop.sessions.flatMap((session) => session.boards.map((board) => board.id))
		this.#hearers.set(room, boards)
		await Promise.all(boards.map((board) => this.#count(board)))
		await this.#tellNow(room)
	}

	/** How many cards are held at a board. */
	async at(board: BoardId): Promise<Held> {
		await this.#count(board)
		const counts = [...(this.#counts.get(board)?.values() ?? [])].filter((count) => count > 0)
		return { cards: counts.reduce((sum, count) => sum + count, 0), people: counts.length }
	}

	/** A room is let go. */
	forget(room: Room): void {
		clearTimeout(this.#timers.get(room))
		this.#timers.delete(room)
		this.#hearers.delete(room)
	}

	/** The first time, what the log says; a room that is open by now knows better. */
	#count(board: BoardId): Promise<void> {
		const counting = this.#counting.get(board) ?? this.#countLogs(board)
		this.#counting.set(board, counting)
		return counting
	}

	async #countLogs(board: BoardId): Promise<void> {
		try {
			for (const room of await this.#docStore.list(privateRoomsAt(board))) {
				const { updates } = await this.#docStore.load(room)
				if (this.#counts.get(board)?.has(room)) continue
				const doc = new Y.Doc()
				recordsOf(doc)
				for (const update of updates) Y.applyUpdate(doc, update)
				this.#set(board, room, countCards(doc))
				doc.destroy()
			}
		} catch (cause) {
			this.#counting.delete(board)
			throw cause
		}
	}

	#set(board: BoardId, room: RoomId, count: number): void {
		const counts = this.#counts.get(board) ?? new Map<RoomId, number>()
		this.#counts.set(board, counts.set(room, count))
	}

	#tellSoon(room: Room): void {
		if (this.#timers.has(room)) return
		const tell = () => {
			this.#timers.delete(room)
			this.#tellNow(room).catch(() => {})
		}
		this.#timers.set(room, setTimeout(tell, TELL_MS).unref())
	}

	async #tellNow(room: Room): Promise<void> {
		const told: Partial<Record<BoardId, Held>> = {}
		for (const board of this.#hearers.get(room) ?? []) {
			const held = await this.at(board)
			if (held.cards > 0) told[board] = held
		}
		room.bulletin.pushHeld(JSON.stringify(told))
	}
}

function countCards(doc: Y.Doc): number {
	let count = 0
	for (const record of recordsOf(doc).values()) if (record instanceof Y.Map && record.get('type') === 'card') count++
	return count
}
