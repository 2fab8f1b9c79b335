import { setTimeout as delay } from 'node:timers/promises'
import {
	type BoardId,
	type PrivateCardCounts as Held,
	parseRoomId,
	privateRoomsAt,
	type RoomId,
	recordsOf,
	type Workshop,
} from '@charrette/shared'
import * as Y from 'yjs'
import type { DocStore } from '../ports/DocStore.ts'
import type { Room } from './Room.ts'

/** Counts are told at most this often. */
const ANNOUNCE_MS = 500

/**
 * How many cards people hold in private at each board, told to everybody in the workshop's room: that there are cards, never
 * what they say (ROOM3). Counted on the log when a workshop's room opens, and by the rooms themselves from then on.
 */
export class PrivateCards {
	readonly #docStore: DocStore
	/** By board, how many cards each private room holds. */
	readonly #counts = new Map<BoardId, Map<RoomId, number>>()
	readonly #counting = new Map<BoardId, Promise<void>>()
	/** The rooms of workshops that are told, and the boards they have. */
	readonly #listeners = new Map<Room, BoardId[]>()
	readonly #timers = new Map<Room, NodeJS.Timeout>()

	constructor(docStore: DocStore) {
		this.#docStore = docStore
	}

	/** Counts a private room, now and with every change of its document. */
	watch(room: Room): void {
		const parsed = parseRoomId(room.id)
		if (parsed?.type !== 'private') return
		const { board } = parsed
		const count = () => {
			this.#set(board, room.id, countCards(room.doc))
			for (const [hearer, boards] of this.#listeners) if (boards.includes(board)) this.#announceSoon(hearer)
		}
		count()
		room.doc.on('update', count)
	}

	/** Tells the room of this workshop, from now on. */
	async announceTo(room: Room, workshop: Workshop): Promise<void> {
		const boards = workshop.sessions.flatMap((session) => session.boards.map((board) => board.id))
		this.#listeners.set(room, boards)
		await Promise.all(boards.map((board) => this.#count(board)))
		await this.#announceNow(room)
	}

	/** How many cards are held at a board. */
	async countAt(board: BoardId): Promise<Held> {
		await this.#count(board)
		const counts = [...(this.#counts.get(board)?.values() ?? [])].filter((count) => count > 0)
		return { cards: counts.reduce((sum, count) => sum + count, 0), people: counts.length }
	}

	/** A room is let go. */
	forget(room: Room): void {
		clearTimeout(this.#timers.get(room))
		this.#timers.delete(room)
		this.#listeners.delete(room)
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

	#announceSoon(room: Room): void {
		if (this.#timers.has(room)) return
		const tell = () => {
			this.#timers.delete(room)
			this.#announceNow(room).catch(() => {})
		}
		this.#timers.set(room, setTimeout(tell, ANNOUNCE_MS).unref())
	}

	async #announceNow(room: Room): Promise<void> {
		const told: Partial<Record<BoardId, Held>> = {}
		for (const board of this.#listeners.get(room) ?? []) {
			const held = await this.countAt(board)
			if (held.cards > 0) told[board] = held
		}
		room.latest.pushPrivateCards(JSON.stringify(told))
	}
}

function countCards(doc: Y.Doc): number {
	let count = 0
	for (const record of recordsOf(doc).values()) if (record instanceof Y.Map && record.get('type') === 'card') count++
	return count
}

const POLL_MS = 100

interface Reveal {
	moveCards(held: readonly Y.Doc[], doc: Y.Doc): void
	isClosing(): boolean
}

/**
 * Brings what private rooms hold into their board, and empties them, in one step: no edit comes in between. On disk the board
 * comes first, so that whatever ends the process leaves nothing out; what is then in both is brought once, since ids are kept.
 */
export async function revealPrivateCards(
	held: readonly Room[],
	board: Room,
	{ moveCards, isClosing }: Reveal,
): Promise<void> {
	const docs = held.map((room) => room.doc)
	const written = board.write((doc) => moveCards(docs, doc))
	const isDurable = waitUntilDurable(board, { written, isClosing })
	const emptied = held.map((room) => room.write((doc) => recordsOf(doc).clear(), { after: isDurable }))
	await Promise.all([written, ...emptied])
}

/** A board that cannot be written now tries again by itself (ACK4). */
async function waitUntilDurable(
	board: Room,
	{ written, isClosing }: { written: Promise<void>; isClosing(): boolean },
): Promise<void> {
	await written.catch(() => {})
	while (!board.isDurable && !isClosing()) await delay(POLL_MS)
}
