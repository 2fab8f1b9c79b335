import { setImmediate as othersTurn } from 'node:timers/promises'
import type { BoardId, LocalText, SnapshotId } from '@charrette/shared'
import type { Logger } from 'pino'
import type { SnapshotStore } from '../../ports/SnapshotStore.ts'
import type { OpenableBoard, Rooms } from '../../rooms/Rooms.ts'
import type { PastReader } from './PastReader.ts'
import type { Description } from './pastBoard.ts'
import type { EndedPhase } from './phasesEnded.ts'
import { snapshotOf } from './takeSnapshot.ts'
import { KEEP_ALL_MS, thinOut } from './thinOut.ts'

/** A board that is being changed is kept this often. */
const CHANGE_MS = 10 * 60 * 1000
const THIN_EVERY_MS = 60 * 60 * 1000
const LOOK_MS = 30_000
/** A disk heals within an hour, or there is more to mend; a board that cannot be read is not tried for ever. */
const MOST_TRIES = 120

export interface HistoryDeps {
	rooms: Pick<Rooms, 'read' | 'watch'>
	snapshots: SnapshotStore
	past: Pick<PastReader, 'ask'>
	log: Logger
	/** The time in ms. */
	now(): number
}

/** A board that is to be kept, and why. What was taken in stays as it was, however often writing it fails. */
interface Wish {
	board: OpenableBoard
	cause: 'phase' | 'change'
	phase: LocalText | null
	taken: { at: number; state: Uint8Array } | null
	described: Description | null
	tries: number
}

const NEW = { cause: 'change', phase: null, taken: null, described: null, tries: 0 } as const

/**
 * Keeps boards by itself (HIST1): at each phase's end, and every ten minutes in which they change; and lets go of what has
 * become too much (HIST2). Edits never wait for it. What fails is logged and tried again with the next look.
 */
export class History {
	readonly #deps: HistoryDeps
	readonly #unwatch: () => void
	/** Boards that may have changed since they were last kept, and since when. */
	readonly #touched = new Map<BoardId, { board: OpenableBoard; since: number }>()
	#wishes: Wish[] = []
	readonly #taking = new Set<Promise<void>>()
	#running: Promise<void> | null = null
	#thinnedAt = Number.NEGATIVE_INFINITY
	#timer: NodeJS.Timeout | null = null

	constructor(deps: HistoryDeps) {
		this.#deps = deps
		this.#unwatch = deps.rooms.watch((board) => {
			const since = this.#touched.get(board.id)?.since ?? deps.now()
			this.#touched.set(board.id, { board, since })
		})
	}

	/** Looks by itself from now on, until it is closed. */
	start(): void {
		this.#timer ??= setInterval(() => void this.look(), LOOK_MS).unref()
	}

	/** Keeps the boards of a phase that ended, as they are now. */
	phaseEnded({ title, boards }: EndedPhase): void {
		const wishes = boards.map((board): Wish => ({ ...NEW, board, cause: 'phase', phase: title }))
		const taking = this.#takeAll(wishes).finally(() => this.#taking.delete(taking))
		this.#taking.add(taking)
	}

	/** Does what is due by now. */
	async look(): Promise<void> {
		const now = this.#deps.now()
		await Promise.all(this.#taking)
		for (const { board, since } of this.#touched.values())
			if (now - since >= CHANGE_MS && !this.#wishes.some((wish) => wish.board.id === board.id))
				this.#wishes.push({ ...NEW, board })
		await this.#run()
		if (now - this.#thinnedAt >= THIN_EVERY_MS) await this.#thin(now)
	}

	/** Resolves once nothing is being written; what could not be is given up. */
	async close(): Promise<void> {
		if (this.#timer) clearInterval(this.#timer)
		this.#unwatch()
		await Promise.all(this.#taking)
		await this.#running
	}

	/** All boards are taken in before the first is looked at: those in them go on meanwhile. */
	async #takeAll(wishes: readonly Wish[]): Promise<void> {
		for (const wish of wishes) {
			// What could not be read is tried again when it is its turn.
			await this.#take(wish).catch(() => {})
			await othersTurn()
		}
		this.#wishes.push(...wishes)
		await this.#run()
	}

	/** One wish after the other, each tried once; those that come meanwhile too. */
	#run(): Promise<void> {
		if (this.#wishes.length > 0) this.#running ??= this.#grantAll()
		return this.#running ?? Promise.resolve()
	}

	async #grantAll(): Promise<void> {
		const failed: Wish[] = []
		for (let wish = this.#wishes.shift(); wish; wish = this.#wishes.shift()) {
			try {
				await this.#grant(wish)
			} catch (cause) {
				if (++wish.tries < MOST_TRIES) failed.push(wish)
				this.#deps.log.error({ board: wish.board.id, cause: String(cause) }, 'board not kept')
			}
			// To take a large board in costs milliseconds, and no edit is to wait for fifty of them.
			await othersTurn()
		}
		// In one step with the last look for wishes, so that none slips in between and waits for the next look.
		this.#wishes = failed
		this.#running = null
	}

	async #grant(wish: Wish): Promise<void> {
		const { snapshots, past } = this.#deps
		const { at, state } = wish.taken ?? (await this.#take(wish))
		wish.described ??= await past.ask({ ask: 'describe', state })
		const { print, isEmpty } = wish.described
		const { board, cause, phase } = wish
		const last = await snapshots.newest(board.id)
		const isSame = last ? last.print === print : isEmpty
		// One that was taken because of a change would be thinned out; at a phase's end it stays under that name.
		const isOutdone = isSame && cause === 'phase' && last?.snapshot.cause === 'change'
		if (isSame && !isOutdone) return
		const about = { board: board.id, name: '', cause, at, ...(phase ? { phase } : {}) }
		await snapshots.add(snapshotOf(wish.described, about), { state, print })
		if (isOutdone) await snapshots.remove([last.snapshot.id])
	}

	async #take(wish: Wish): Promise<NonNullable<Wish['taken']>> {
		const { at, state } = await this.#deps.rooms.read(wish.board, (_doc, capture) => {
			this.#touched.delete(wish.board.id)
			return capture()
		})
		wish.taken = { at, state }
		return wish.taken
	}

	async #thin(now: number): Promise<void> {
		const { snapshots, log } = this.#deps
		try {
			const gone: SnapshotId[] = thinOut(await snapshots.listBefore(now - KEEP_ALL_MS, 'change'), now)
			await snapshots.remove(gone)
			this.#thinnedAt = now
		} catch (cause) {
			log.error({ cause: String(cause) }, 'snapshots not thinned out')
		}
	}
}
