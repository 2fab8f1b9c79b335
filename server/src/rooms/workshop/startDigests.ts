import { setImmediate as yieldToEvents } from 'node:timers/promises'
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
import type { Bounds } from '../bounds.ts'
import { encodeDigests, type SocketFrame, toSocketFrame } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'
import type { Room } from '../Room.ts'
import { BoardDigester } from './BoardDigester.ts'

/** New members are served at the next check, the others once a period. */
const CHECKS_A_PERIOD = 4
/**
 * Bandwidth of digests to a member; above it they are sent less often. Edits and state never wait
 * for them (FAN5).
 */
const BYTES_PER_MS = (40 * 1024) / 1000
/** Time until a board or a workshop that could not be read is tried again. */
const RETRY_MS = 10_000

interface DigestDeps {
	bounds: Bounds
	log: Logger
	/** The time in ms, on all nodes. */
	now(): number
	/** The open rooms of this process. */
	rooms: ReadonlyMap<RoomId, Room>
	/** Reads the document of a board, loading it if needed. */
	read(board: Board, read: (doc: Y.Doc) => void): Promise<void>
	findWorkshop(id: WorkshopId): Promise<Workshop | null>
}

/**
 * Sends digests of all boards to the facilitators and projectors in each workshop's room (FAN5).
 * Returns the function that stops it.
 */
export function startDigests(deps: DigestDeps): () => void {
	const digesters = new WeakMap<Room, WorkshopDigester>()
	let isSending = false

	function digesterOf(room: Room): WorkshopDigester {
		const digester = digesters.get(room) ?? new WorkshopDigester(room, deps)
		digesters.set(room, digester)
		return digester
	}

	async function sendAll(): Promise<void> {
		const now = performance.now()
		for (const room of [...deps.rooms.values()]) {
			const parsed = parseRoomId(room.id)
			if (parsed?.type === 'workshop') await sendTo(room, parsed.workshop, now)
		}
	}

	/**
	 * Sends the digests of one workshop. A workshop that fails is tried again later, and does not
	 * affect the others.
	 */
	async function sendTo(room: Room, id: WorkshopId, now: number): Promise<void> {
		const digester = digesterOf(room)
		if (!digester.isDue(now)) return
		try {
			const workshop = await deps.findWorkshop(id)
			if (workshop) await digester.send(workshop, now)
		} catch (cause) {
			digester.postpone(now + RETRY_MS)
			deps.log.error({ workshop: id, err: cause }, 'digests not sent')
		}
	}

	const timer = setInterval(async () => {
		if (isSending) return
		isSending = true
		try {
			await sendAll()
		} finally {
			isSending = false
		}
	}, deps.bounds.digestMs / CHECKS_A_PERIOD)
	return () => clearInterval(timer)
}

interface SentDigests {
	session: SessionId
	sequence: number
}

/** Sends the digests of one workshop to the facilitators and projectors in its room. */
class WorkshopDigester {
	readonly #deps: DigestDeps
	readonly #room: Room
	readonly #digesters = new Map<string, BoardDigester>()
	readonly #retryAt = new Map<BoardId, number>()
	readonly #sent = new WeakMap<Member, SentDigests>()
	#nextAt = 0
	#postponedUntil = 0
	#sequence = 0

	constructor(room: Room, deps: DigestDeps) {
		this.#room = room
		this.#deps = deps
	}

	/** Sends nothing until this time. */
	postpone(until: number): void {
		this.#postponedUntil = until
	}

	/**
	 * Whether the period is over and a member receives digests, or a new member has been sent none
	 * yet.
	 */
	isDue(now: number): boolean {
		if (now < this.#postponedUntil) return false
		return now >= this.#nextAt ? this.#recipients().length > 0 : this.#newRecipients().length > 0
	}

	/**
	 * Updates the digests of the current session, and sends each recipient those that it does not
	 * have.
	 */
	async send(workshop: Workshop, now: number): Promise<void> {
		const session = currentSession(workshop)
		if (!session) return
		this.#forgetRemoved(workshop)
		const digesters: BoardDigester[] = []
		for (const board of session.boards) {
			digesters.push(await this.#refresh(board))
			// Fifty boards take tens of milliseconds together; no edit should wait for that.
			await yieldToEvents()
		}
		const isPeriodOver = now >= this.#nextAt
		const frames = new Map<number, SocketFrame>()
		let changedBytes = 0
		for (const member of isPeriodOver ? this.#recipients() : this.#newRecipients()) {
			if (member.writer.isBehind) continue
			const sent = this.#sent.get(member)
			const since = sent?.session === session.id ? sent.sequence : 0
			this.#sent.set(member, { session: session.id, sequence: this.#sequence })
			const frame = frames.get(since) ?? frameOf(digesters.filter(({ sequence }) => sequence > since))
			if (!frame) continue
			frames.set(since, frame)
			member.writer.write([frame])
			if (since > 0) changedBytes = Math.max(changedBytes, frame.length)
		}
		if (isPeriodOver) this.#nextAt = now + Math.max(this.#deps.bounds.digestMs, changedBytes / BYTES_PER_MS)
	}

	/** Forgets boards that the workshop no longer has, and replaced documents. */
	#forgetRemoved({ sessions }: Workshop): void {
		const boards = sessions.flatMap((session) => session.boards)
		const keys = new Set(boards.map(keyOf))
		for (const key of this.#digesters.keys()) if (!keys.has(key)) this.#digesters.delete(key)
		const ids = new Set(boards.map(({ id }) => id))
		for (const id of this.#retryAt.keys()) if (!ids.has(id)) this.#retryAt.delete(id)
	}

	async #refresh(board: Board): Promise<BoardDigester> {
		const key = keyOf(board)
		const digester = this.#digesters.get(key) ?? new BoardDigester(board.id, this.#deps.now)
		this.#digesters.set(key, digester)
		const live = this.#deps.rooms.get(boardRoom(board.id))?.doc
		if (performance.now() >= (this.#retryAt.get(board.id) ?? 0)) await this.#read(board, digester, live)
		return digester
	}

	/** Brings the digest of a board up to date. A board that cannot be read keeps its last digest. */
	async #read(board: Board, digester: BoardDigester, live: Y.Doc | undefined): Promise<void> {
		try {
			if (digester.needsDocument(live)) await this.#deps.read(board, (doc) => digester.observe(doc))
			if (digester.refresh()) digester.sequence = ++this.#sequence
		} catch (cause) {
			this.#retryAt.set(board.id, performance.now() + RETRY_MS)
			this.#deps.log.warn({ board: board.id, err: cause }, 'board not digested')
		}
	}

	/** Participants receive no digests (FAN5). */
	#recipients(): Member[] {
		return [...this.#room.members].filter(({ identity, isClosed }) => identity.role !== 'participant' && !isClosed)
	}

	#newRecipients(): Member[] {
		return this.#recipients().filter((member) => !this.#sent.has(member))
	}
}

/** Returns the key of a board's document. A document that replaces it has another key. */
function keyOf(board: Board): string {
	return `${board.id} ${epochOf(board)}`
}

function frameOf(digesters: readonly BoardDigester[]): SocketFrame | null {
	const digests = digesters.filter(({ sequence }) => sequence > 0).map(({ encoded }) => encoded)
	return digests.length === 0 ? null : toSocketFrame(encodeDigests(digests))
}
