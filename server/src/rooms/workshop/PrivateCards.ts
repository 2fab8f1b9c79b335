import { isDeepStrictEqual } from 'node:util'
import {
	type BoardId,
	countCardRecords,
	documentOf,
	type ParticipantId,
	type PrivateCardCounts,
	parseRoomId,
	privateRoomsAt,
	type RoomId,
	recordsOf,
	type Workshop,
} from '@charrette/shared'
import type { DocStore } from '../../ports/DocStore.ts'
import type { Room } from '../Room.ts'

/** Shortest interval between two announcements of counts. */
const ANNOUNCE_MS = 500

/**
 * Counts the private cards at each board and announces the counts in the workshop's room, never the
 * texts (ROOM3). The counts come from the log when a workshop's room opens, and from the open
 * private rooms after that.
 */
export class PrivateCards {
	readonly #docStore: DocStore
	readonly #open = new Map<RoomId, Room>()
	/** By board, the number of cards in each private room. */
	readonly #counts = new Map<BoardId, Map<RoomId, number>>()
	/** The first count of each board. */
	readonly #counting = new Map<BoardId, Promise<void>>()
	/** The workshop rooms that get announcements, and their boards. */
	readonly #workshopRooms = new Map<Room, BoardId[]>()
	readonly #timers = new Map<Room, NodeJS.Timeout>()
	/**
	 * By workshop's room, the private cards that participants have only on a device, as reported
	 * last. A device that is gone since then still has them.
	 */
	readonly #unsent = new Map<Room, Map<ParticipantId, ReadonlyMap<BoardId, number>>>()

	constructor(docStore: DocStore) {
		this.#docStore = docStore
	}

	/** Counts the cards of a private room, now and on every edit. Other rooms are ignored. */
	watch(room: Room): void {
		const parsed = parseRoomId(room.id)
		if (parsed?.type !== 'private') return
		const { board } = parsed
		const countNow = () => this.#change(board, room.id, countCardRecords(recordsOf(room.doc)))
		countNow()
		room.doc.on('update', countNow)
		this.#open.set(room.id, room)
		room.doc.on('destroy', () => {
			if (this.#open.get(room.id) === room) this.#open.delete(room.id)
		})
	}

	/** Takes the private cards that a participant in a workshop's room has only on a device. */
	report(room: Room, participant: ParticipantId, unsent: ReadonlyMap<BoardId, number>): void {
		const reported = this.#unsent.get(room) ?? new Map<ParticipantId, ReadonlyMap<BoardId, number>>()
		if (isDeepStrictEqual(reported.get(participant) ?? new Map(), unsent)) return
		if (unsent.size > 0) reported.set(participant, unsent)
		else reported.delete(participant)
		this.#unsent.set(room, reported)
		this.#announceSoon(room)
	}

	/** Announces the counts in the room of this workshop, now and from now on. */
	async announceTo(room: Room, workshop: Workshop): Promise<void> {
		const boards = workshop.sessions.flatMap((session) => session.boards.map((board) => board.id))
		this.#workshopRooms.set(room, boards)
		const people = new Set(workshop.participants.map(({ id }) => id))
		for (const participant of this.#unsent.get(room)?.keys() ?? [])
			if (!people.has(participant)) this.#unsent.get(room)?.delete(participant)
		await Promise.all(boards.map((board) => this.#countOnce(board)))
		await this.#announceNow(room)
	}

	async countAt(board: BoardId): Promise<PrivateCardCounts> {
		await this.#countOnce(board)
		return this.#sumAt(board)
	}

	#sumAt(board: BoardId): PrivateCardCounts {
		const counts = [...(this.#counts.get(board)?.values() ?? [])].filter((count) => count > 0)
		return { cards: counts.reduce((sum, count) => sum + count, 0), people: counts.length }
	}

	/** Ends the announcements to a room that is closed. */
	forget(room: Room): void {
		clearTimeout(this.#timers.get(room))
		this.#timers.delete(room)
		for (const board of this.#workshopRooms.get(room) ?? []) this.#forgetEmpty(board)
		this.#workshopRooms.delete(room)
		this.#unsent.delete(room)
	}

	/**
	 * Forgets the counts of a board without private cards. It is counted again, which is cheap, when
	 * its workshop's room opens again.
	 */
	#forgetEmpty(board: BoardId): void {
		const counts = [...(this.#counts.get(board)?.values() ?? [])]
		if (counts.some((count) => count > 0)) return
		this.#counts.delete(board)
		this.#counting.delete(board)
	}

	/** Forgets the counts of boards that other nodes may change. */
	forgetBoards(boards: readonly BoardId[]): void {
		for (const board of boards) {
			this.#counts.delete(board)
			this.#counting.delete(board)
		}
	}

	#countOnce(board: BoardId): Promise<void> {
		const counting = this.#counting.get(board) ?? this.#countLogs(board)
		this.#counting.set(board, counting)
		return counting
	}

	async #countLogs(board: BoardId): Promise<void> {
		try {
			for (const room of await this.#docStore.list(privateRoomsAt(board))) {
				// An open room has the newer count.
				if (this.#open.has(room)) continue
				const { updates } = await this.#docStore.load(room)
				if (this.#open.has(room)) continue
				const doc = documentOf(updates)
				this.#set(board, room, countCardRecords(recordsOf(doc)))
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

	#change(board: BoardId, room: RoomId, count: number): void {
		this.#set(board, room, count)
		for (const [workshopRoom, boards] of this.#workshopRooms)
			if (boards.includes(board)) this.#announceSoon(workshopRoom)
	}

	#announceSoon(room: Room): void {
		if (this.#timers.has(room)) return
		const announce = () => {
			this.#timers.delete(room)
			this.#announceNow(room).catch(() => {})
		}
		this.#timers.set(room, setTimeout(announce, ANNOUNCE_MS).unref())
	}

	async #announceNow(room: Room): Promise<void> {
		const announced: Partial<Record<BoardId, PrivateCardCounts>> = {}
		for (const board of this.#workshopRooms.get(room) ?? []) {
			await this.#countOnce(board)
			const counts = this.#sumAt(board)
			const reported = [...(this.#unsent.get(room)?.values() ?? [])]
			const unsent = reported.reduce((sum, boards) => sum + (boards.get(board) ?? 0), 0)
			if (counts.cards > 0 || unsent > 0) announced[board] = unsent > 0 ? { ...counts, unsent } : counts
		}
		room.latest.pushPrivateCards(JSON.stringify(announced))
	}
}
