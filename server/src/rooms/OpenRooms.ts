import { setTimeout as delay } from 'node:timers/promises'
import { type Board, CLOSE, parseRoomId, type RoomId } from '@charrette/shared'
import type { PrivateCards } from './PrivateCards.ts'
import { logAtEpoch, type ReplacedDocuments } from './ReplacedDocuments.ts'
import { Room, type RoomDeps } from './Room.ts'

/**
 * Number of members that are closed at a time when a node ends. If there are more than `MAX_WAVES`
 * times that number, more are closed at a time.
 */
const WAVE_MEMBERS = 25
const MAX_WAVES = 10

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
	readonly #listeners = new Set<(board: OpenableBoard) => void>()
	#isClosing = false

	constructor(deps: OpenRoomsDeps) {
		this.#deps = deps
	}

	/** Returns a loaded room. It stays open at least for the idle time after its last use. */
	async open(id: RoomId, epoch: number): Promise<Room> {
		const known = this.byId.get(id)
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
			if (room === known) await this.#catchUp(room)
			else {
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

	/**
	 * Applies the edits of other nodes. If they cannot be read, the room goes on with its current
	 * document (ACK4).
	 */
	async #catchUp(room: Room): Promise<void> {
		try {
			await room.catchUp()
		} catch (cause) {
			this.#deps.log.warn({ room: room.id, err: cause }, 'log of other nodes not read')
		}
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

	/** Closes all members with a code to retry, writes pending edits and frees the rooms. */
	async close(): Promise<void> {
		this.#isClosing = true
		for (const timer of this.#idleTimers.values()) clearTimeout(timer)
		await this.#closeMembers()
		await Promise.all([...this.byId.values()].map((room) => room.flush()))
		for (const room of [...this.byId.values()]) this.remove(room)
	}

	/**
	 * Closes all members. If other nodes go on, the members are closed in waves, so that they do not
	 * all reconnect there at once; they can edit until then.
	 */
	async #closeMembers(): Promise<void> {
		const members = () => [...this.byId.values()].flatMap((room) => [...room.members])
		const { nodes, bounds } = this.#deps
		const waves = nodes ? Math.min(MAX_WAVES, Math.ceil(members().length / WAVE_MEMBERS)) : 1
		for (let left = waves; left > 1; left--) {
			const all = members()
			for (const member of all.slice(0, Math.ceil(all.length / left))) member.close(CLOSE.shuttingDown)
			await delay(bounds.closeSpreadMs / waves)
		}
		for (const member of members()) member.close(CLOSE.shuttingDown)
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
		const isInUse = () => room.members.size > 0 || this.#openings.has(room) || this.#idleTimers.get(room) !== timer
		if (isInUse()) return
		const isWritten = await room.flushAndCompact().catch(() => false)
		if (isInUse()) return
		if (isWritten) this.remove(room)
		else this.keepOpen(room)
	}
}
