import { setImmediate as othersTurn } from 'node:timers/promises'
import type { Board, BoardId, SessionId, Workshop } from '@charrette/shared'
import { boardRoom, currentSession, epochOf } from '@charrette/shared'
import { encodeDigests } from '../encodeFrames.ts'
import type { Framed } from '../frameOnce.ts'
import { frameOnce } from '../frameOnce.ts'
import type { Member } from '../Member.ts'
import type { Room } from '../Room.ts'
import { BoardWatch } from './BoardWatch.ts'
import type { DigestDeps } from './createDigests.ts'

/** What digests may cost a member; above it they come less often, and edits and state never wait for them (FAN5). */
const BYTES_PER_MS = (40 * 1024) / 1000
/** A board that could not be read is tried again after this long. */
const RETRY_MS = 10_000

/** What somebody was told last: of which session, and up to which turn. */
interface Told {
	session: SessionId
	turn: number
}

/** Tells those who look after all boards of one workshop how each of them stands. */
export class WorkshopWatch {
	readonly #deps: DigestDeps
	readonly #room: Room
	readonly #watches = new Map<string, BoardWatch>()
	readonly #restingUntil = new Map<BoardId, number>()
	readonly #told = new WeakMap<Member, Told>()
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
	async tell(workshop: Workshop, now: number): Promise<void> {
		const session = currentSession(workshop)
		if (!session) return
		const watches: BoardWatch[] = []
		for (const board of session.boards) {
			watches.push(await this.#refresh(board))
			// Fifty boards take tens of milliseconds together, and no edit is to wait for that.
			await othersTurn()
		}
		const isTime = now >= this.#nextAt
		const frames = new Map<number, Framed>()
		let newsBytes = 0
		for (const member of isTime ? this.#listeners() : this.#newcomers()) {
			if (member.isBehind) continue
			const told = this.#told.get(member)
			const since = told?.session === session.id ? told.turn : 0
			this.#told.set(member, { session: session.id, turn: this.#turn })
			const frame = frames.get(since) ?? frameOf(watches.filter(({ turn }) => turn > since))
			if (!frame) continue
			frames.set(since, frame)
			member.write([frame])
			if (since > 0) newsBytes = Math.max(newsBytes, frame.length)
		}
		if (isTime) this.#nextAt = now + Math.max(this.#deps.bounds.digestMs, newsBytes / BYTES_PER_MS)
	}

	async #refresh(board: Board): Promise<BoardWatch> {
		const key = `${board.id} ${epochOf(board)}`
		const watch = this.#watches.get(key) ?? new BoardWatch(board.id)
		this.#watches.set(key, watch)
		const live = this.#deps.rooms.get(boardRoom(board.id))?.doc
		if (watch.lacks(live) && performance.now() >= (this.#restingUntil.get(board.id) ?? 0))
			await this.#read(board, watch)
		if (watch.refresh(Date.now())) watch.turn = ++this.#turn
		return watch
	}

	/** A board that cannot be read is left as it was last seen; the others are told of all the same. */
	async #read(board: Board, watch: BoardWatch): Promise<void> {
		try {
			await this.#deps.read(board, (doc) => watch.follow(doc))
		} catch (cause) {
			this.#restingUntil.set(board.id, performance.now() + RETRY_MS)
			this.#deps.log.warn({ board: board.id, cause: String(cause) }, 'board not digested')
		}
	}

	/** Facilitators, and projectors; participants are never told (FAN5). */
	#listeners(): Member[] {
		return [...this.#room.members].filter(({ who, isClosed }) => who.role !== 'participant' && !isClosed)
	}

	#newcomers(): Member[] {
		return this.#listeners().filter((member) => !this.#told.has(member))
	}
}

function frameOf(watches: readonly BoardWatch[]): Framed | null {
	const digests = watches.filter(({ turn }) => turn > 0).map(({ encoded }) => encoded)
	return digests.length === 0 ? null : frameOnce(encodeDigests(digests))
}
