import { setTimeout as delay } from 'node:timers/promises'
import { type Board, CLOSE, parseRoomId, type RoomId, type WorkshopId } from '@charrette/shared'
import { StorageError } from '../ports/StorageError.ts'
import { logAtEpoch, type ReplacedDocuments } from './document/ReplacedDocuments.ts'
import { Room, type RoomDeps } from './Room.ts'
import type { PrivateCards } from './workshop/PrivateCards.ts'

/** Groups of workshops in which an ending node moves them to others, one after another. */
const MAX_WAVES = 10

/** Gives up a workshop, whose rooms `close` closes, so that another node can take it. */
export type GiveUp = (workshop: WorkshopId, close: () => Promise<void>) => Promise<void>

/** The part of a board that is needed to open its document. */
export type OpenableBoard = Pick<Board, 'id' | 'epoch'>

export interface OpenRoomsDeps extends Omit<RoomDeps, 'onFailed' | 'onUnsentCards'> {
	privateCards: PrivateCards
	replaced: ReplacedDocuments
}

/**
 * The rooms that are open in this process: each from its first use until it has been idle (ROOM4).
 */
export class OpenRooms {
	readonly byId = new Map<RoomId, Room>()
	readonly #deps: OpenRoomsDeps
	/** The timer that closes a room when it has been idle; each use of the room restarts it. */
	readonly #idleTimers = new Map<Room, NodeJS.Timeout>()
	/**
	 * Number of pending `open` calls of each room: reading its log may take longer than the idle
	 * time.
	 */
	readonly #openings = new Map<Room, number>()
	/** Rooms that may not be opened for now, each with a promise of the end of that. */
	readonly #suspensions = new Map<(id: RoomId) => boolean, Promise<void>>()
	readonly #listeners = new Set<(board: OpenableBoard) => void>()
	#isClosing = false

	constructor(deps: OpenRoomsDeps) {
		this.#deps = deps
	}

	/**
	 * Returns a loaded room. It stays open at least for the idle time after its last use. Throws a
	 * `StorageError` for a room that is not open if the server closes: its workshop may be another
	 * node's already.
	 */
	async open(id: RoomId, epoch: number): Promise<Room> {
		for (const [covers, ended] of this.#suspensions) if (covers(id)) await ended
		const known = this.byId.get(id)
		if (!known && this.#isClosing) throw new StorageError({ cause: 'the server is closing' })
		const room =
			known && known.epoch >= epoch
				? known
				: new Room(id, epoch, {
						...this.#deps,
						onFailed: (failed) => this.remove(failed),
						onUnsentCards: (at, participant, unsent) => this.#deps.privateCards.report(at, participant, unsent),
					})
		if (known && known !== room) this.retire(known)
		this.byId.set(id, room)
		this.#openings.set(room, this.#openingsOf(room) + 1)
		try {
			await room.loaded
			if (room !== known) {
				this.#deps.privateCards.watch(room)
				this.#notifyListeners(room)
			}
		} catch (cause) {
			this.remove(room)
			throw cause
		} finally {
			const left = this.#openingsOf(room) - 1
			if (left > 0) this.#openings.set(room, left)
			else this.#openings.delete(room)
		}
		this.keepOpen(room)
		return room
	}

	/** Restarts the idle timer of a room, which is in use. */
	keepOpen(room: Room): void {
		clearTimeout(this.#idleTimers.get(room))
		if (this.#isClosing) return
		const timer = setTimeout(() => void this.#drain(room, timer), this.#deps.bounds.idleMs).unref()
		this.#idleTimers.set(room, timer)
	}

	/**
	 * Calls the listener when a board is loaded, since its log may have grown, and on every edit.
	 * Returns a function that removes the listener.
	 */
	watch(listener: (board: OpenableBoard) => void): () => void {
		this.#listeners.add(listener)
		return () => this.#listeners.delete(listener)
	}

	remove(room: Room): void {
		clearTimeout(this.#idleTimers.get(room))
		this.#idleTimers.delete(room)
		this.#deps.privateCards.forget(room)
		if (this.byId.get(room.id) === room) this.byId.delete(room.id)
		room.close()
	}

	/** Closes a room whose document was replaced (REST1). */
	retire(room: Room): void {
		for (const member of room.members) member.close(CLOSE.documentReplaced)
		this.#deps.replaced.add(
			logAtEpoch(room.id, room.epoch),
			room.flushAndCompact().finally(() => this.remove(room)),
		)
	}

	/**
	 * From now on these rooms are not opened: calls that open them wait. Returns a function that ends
	 * this.
	 */
	suspend(covers: (id: RoomId) => boolean): () => void {
		let end = () => {}
		const ended = new Promise<void>((resolve) => {
			end = resolve
		})
		this.#suspensions.set(covers, ended)
		return () => {
			this.#suspensions.delete(covers)
			end()
		}
	}

	/**
	 * Closes these rooms and their members, with a code to retry, once all edits are written.
	 * Resolves with false if some cannot be.
	 */
	async closeWritten(covers: (id: RoomId) => boolean): Promise<boolean> {
		const rooms = [...this.byId.values()].filter(({ id }) => covers(id))
		await Promise.all(rooms.map((room) => room.loaded.catch(() => {})))
		for (const room of rooms) for (const member of [...room.members]) member.close(CLOSE.shuttingDown)
		for (const room of rooms) if (!(await room.flushAndCompact().catch(() => false))) return false
		// What the server itself has written meanwhile.
		if (!rooms.every((room) => room.delivery.isDurable)) return this.closeWritten(covers)
		for (const room of rooms) this.remove(room)
		return true
	}

	/**
	 * Closes all members with a code to retry, writes pending edits and frees the rooms. If other
	 * nodes go on, the workshops are given up in waves, so that their members do not all reconnect
	 * there at once; they can edit until then.
	 */
	async close(giveUp?: GiveUp): Promise<void> {
		this.#isClosing = true
		for (const timer of this.#idleTimers.values()) clearTimeout(timer)
		if (giveUp) await this.#giveUpAll(giveUp)
		await this.#closeAll([...this.byId.values()])
	}

	/** Closes all members and rooms at once, and writes nothing more. */
	abandon(): void {
		for (const room of [...this.byId.values()]) {
			for (const member of [...room.members]) member.close(CLOSE.shuttingDown)
			this.remove(room)
		}
	}

	/** Whether somebody uses a room: a member, or a call that opens it. */
	isInUse(room: Room): boolean {
		return room.members.size > 0 || this.#openings.has(room)
	}

	async #giveUpAll(giveUp: GiveUp): Promise<void> {
		const all = [...this.byId.values()]
		const workshopsOf = (room: Room) => [...room.members].map(({ identity }) => identity.workshop)
		const workshops = [...new Set(all.flatMap(workshopsOf))]
		const roomsOf = (workshop: WorkshopId) =>
			[...this.byId.values()].filter((room) => workshopsOf(room).includes(workshop))
		const waves = Math.min(MAX_WAVES, workshops.length)
		for (let left = waves; left > 0; left--) {
			const wave = workshops.splice(0, Math.ceil(workshops.length / left))
			await Promise.all(
				wave.map((workshop) =>
					giveUp(workshop, () => this.#closeAll(roomsOf(workshop))).catch((cause: unknown) =>
						this.#deps.log.warn({ workshop, err: cause }, 'workshop not given up'),
					),
				),
			)
			if (left > 1) await delay(this.#deps.bounds.closeSpreadMs / waves)
		}
	}

	async #closeAll(rooms: readonly Room[]): Promise<void> {
		for (const room of rooms) for (const member of [...room.members]) member.close(CLOSE.shuttingDown)
		await Promise.all(rooms.map((room) => room.flush().catch(() => false)))
		for (const room of rooms) this.remove(room)
	}

	#openingsOf(room: Room): number {
		return this.#openings.get(room) ?? 0
	}

	#notifyListeners(room: Room): void {
		const parsed = parseRoomId(room.id)
		if (parsed?.type !== 'board') return
		const board = { id: parsed.board, epoch: room.epoch }
		const notify = () => {
			for (const listener of this.#listeners) listener(board)
		}
		notify()
		room.doc.on('update', notify)
	}

	/**
	 * Removes an empty room once all its edits are written. A member that arrives meanwhile keeps it
	 * open (ROOM4).
	 */
	async #drain(room: Room, timer: NodeJS.Timeout): Promise<void> {
		const isInUse = () => this.isInUse(room) || this.#idleTimers.get(room) !== timer
		if (isInUse()) return
		const isWritten = await room.flushAndCompact().catch(() => false)
		if (isInUse()) return
		if (isWritten) this.remove(room)
		else this.keepOpen(room)
	}
}
