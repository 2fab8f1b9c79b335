import { setImmediate as othersTurn } from 'node:timers/promises'
import {
	type Board,
	type BoardId,
	boardRoom,
	currentSession,
	epochOf,
	parseRoomId,
	type RoomId,
	type SessionId,
	type Workshop,
	type WorkshopId,
} from '@charrette/shared'
import type { Logger } from 'pino'
import type * as Y from 'yjs'
import { BoardDigester } from './BoardDigester.ts'
import type { Bounds } from './bounds.ts'
import { encodeDigests, type SocketFrame, toSocketFrame } from './frameCodec.ts'
import type { Member } from './Member.ts'
import type { Room } from './Room.ts'

interface DigestDeps {
	bounds: Bounds
	log: Logger
	/** The rooms of this process that are open. */
	rooms: ReadonlyMap<RoomId, Room>
	/** Reads a board's document, loading it when needed. */
	read(board: Board, read: (doc: Y.Doc) => void): Promise<void>
	findWorkshop(id: WorkshopId): Promise<Workshop | null>
}

/** Who comes is told within a part of the time after which others are told anew. */
const CHECKS_A_PERIOD = 4

/** Tells digests in every workshop's room in which somebody listens (FAN5). Returns its end. */
export function startDigests(deps: DigestDeps): () => void {
	const watches = new WeakMap<Room, WorkshopDigester>()
	let isTelling = false

	function watchOf(room: Room): WorkshopDigester {
		const watch = watches.get(room) ?? new WorkshopDigester(room, deps)
		watches.set(room, watch)
		return watch
	}

	async function tellAll(): Promise<void> {
		const now = performance.now()
		for (const room of [...deps.rooms.values()]) {
			const parsed = parseRoomId(room.id)
			if (parsed?.type !== 'workshop' || !watchOf(room).isDue(now)) continue
			const workshop = await deps.findWorkshop(parsed.workshop)
			if (workshop) await watchOf(room).send(workshop, now)
		}
	}

	const looking = setInterval(async () => {
		if (isTelling) return
		isTelling = true
		try {
			await tellAll()
		} catch (cause) {
			deps.log.error({ cause: String(cause) }, 'digests not told')
		} finally {
			isTelling = false
		}
	}, deps.bounds.digestMs / CHECKS_A_PERIOD)
	return () => clearInterval(looking)
}

/** What digests may cost a member; above it they come less often, and edits and state never wait for them (FAN5). */
const BYTES_PER_MS = (40 * 1024) / 1000
/** A board that could not be read is tried again after this long. */
const RETRY_MS = 10_000

/** What somebody was told last: of which session, and up to which turn. */
interface SentDigests {
	session: SessionId
	turn: number
}

/** Tells those who look after all boards of one workshop how each of them stands. */
class WorkshopDigester {
	readonly #deps: DigestDeps
	readonly #room: Room
	readonly #digesters = new Map<string, BoardDigester>()
	readonly #retryAt = new Map<BoardId, number>()
	readonly #sent = new WeakMap<Member, SentDigests>()
	#nextAt = 0
	#turn = 0

	constructor(room: Room, deps: DigestDeps) {
		this.#room = room
		this.#deps = deps
	}

	/** Whether it is time: a second has gone by since the last time, or somebody has come who was told nothing yet. */
	isDue(now: number): boolean {
		return now >= this.#nextAt ? this.#listeners().length > 0 : this.#newcomers().length > 0
	}

	/** Brings the digests of the session that runs up to date, and sends to each what is new to them. */
	async send(workshop: Workshop, now: number): Promise<void> {
		const session = currentSession(workshop)
		if (!session) return
		const watches: BoardDigester[] = []
		for (const board of session.boards) {
			watches.push(await this.#refresh(board))
			// Fifty boards take tens of milliseconds together, and no edit is to wait for that.
			await othersTurn()
		}
		const isTime = now >= this.#nextAt
		const frames = new Map<number, SocketFrame>()
		let newsBytes = 0
		for (const member of isTime ? this.#listeners() : this.#newcomers()) {
			if (member.isBehind) continue
			const told = this.#sent.get(member)
			const since = told?.session === session.id ? told.turn : 0
			this.#sent.set(member, { session: session.id, turn: this.#turn })
			const frame = frames.get(since) ?? frameOf(watches.filter(({ turn }) => turn > since))
			if (!frame) continue
			frames.set(since, frame)
			member.write([frame])
			if (since > 0) newsBytes = Math.max(newsBytes, frame.length)
		}
		if (isTime) this.#nextAt = now + Math.max(this.#deps.bounds.digestMs, newsBytes / BYTES_PER_MS)
	}

	async #refresh(board: Board): Promise<BoardDigester> {
		const key = `${board.id} ${epochOf(board)}`
		const watch = this.#digesters.get(key) ?? new BoardDigester(board.id)
		this.#digesters.set(key, watch)
		const live = this.#deps.rooms.get(boardRoom(board.id))?.doc
		if (watch.needsDocument(live) && performance.now() >= (this.#retryAt.get(board.id) ?? 0))
			await this.#read(board, watch)
		if (watch.refresh(Date.now())) watch.turn = ++this.#turn
		return watch
	}

	/** A board that cannot be read is left as it was last seen; the others are told of all the same. */
	async #read(board: Board, watch: BoardDigester): Promise<void> {
		try {
			await this.#deps.read(board, (doc) => watch.follow(doc))
		} catch (cause) {
			this.#retryAt.set(board.id, performance.now() + RETRY_MS)
			this.#deps.log.warn({ board: board.id, cause: String(cause) }, 'board not digested')
		}
	}

	/** Facilitators, and projectors; participants are never told (FAN5). */
	#listeners(): Member[] {
		return [...this.#room.members].filter(({ who, isClosed }) => who.role !== 'participant' && !isClosed)
	}

	#newcomers(): Member[] {
		return this.#listeners().filter((member) => !this.#sent.has(member))
	}
}

function frameOf(watches: readonly BoardDigester[]): SocketFrame | null {
	const digests = watches.filter(({ turn }) => turn > 0).map(({ encoded }) => encoded)
	return digests.length === 0 ? null : toSocketFrame(encodeDigests(digests))
}
