import { setImmediate as othersTurn } from 'node:timers/promises'
import type { Board, BoardId, LocalText, Snapshot, SnapshotId, Workshop } from '@charrette/shared'
import type { Logger } from 'pino'
import type { SnapshotStore } from '../../ports/SnapshotStore.ts'
import type { OpenableBoard, Rooms } from '../../rooms/Rooms.ts'
import type { SnapshotReader } from './SnapshotReader.ts'
import type { SnapshotDescription } from './snapshotDocument.ts'
import { buildSnapshot } from './snapshots.ts'

/** A board that is being changed is kept this often. */
const CHANGE_INTERVAL_MS = 10 * 60 * 1000
const RETENTION_INTERVAL_MS = 60 * 60 * 1000
const CHECK_INTERVAL_MS = 30_000
/** A disk heals within an hour, or there is more to mend; a board that cannot be read is not tried for ever. */
const MAX_TRIES = 120

export interface SnapshotSchedulerDeps {
	rooms: Pick<Rooms, 'read' | 'watch'>
	snapshots: SnapshotStore
	snapshotReader: Pick<SnapshotReader, 'ask'>
	log: Logger
	/** The time in ms. */
	now(): number
}

/** A board that is to be kept, and why. What was taken in stays as it was, however often writing it fails. */
interface PendingSnapshot {
	board: OpenableBoard
	cause: 'phase' | 'change'
	phase: LocalText | null
	taken: { at: number; state: Uint8Array } | null
	described: SnapshotDescription | null
	tries: number
}

const NEW_PENDING = { cause: 'change', phase: null, taken: null, described: null, tries: 0 } as const

/**
 * Keeps boards by itself (HIST1): at each phase's end, and every ten minutes in which they change; and lets go of what has
 * become too much (HIST2). Edits never wait for it. What fails is logged and tried again with the next look.
 */
export class SnapshotScheduler {
	readonly #deps: SnapshotSchedulerDeps
	readonly #unwatch: () => void
	/** Boards that may have changed since they were last kept, and since when. */
	readonly #changedBoards = new Map<BoardId, { board: OpenableBoard; since: number }>()
	#pending: PendingSnapshot[] = []
	readonly #captures = new Set<Promise<void>>()
	#running: Promise<void> | null = null
	#retentionAt = Number.NEGATIVE_INFINITY
	#timer: NodeJS.Timeout | null = null

	constructor(deps: SnapshotSchedulerDeps) {
		this.#deps = deps
		this.#unwatch = deps.rooms.watch((board) => {
			const since = this.#changedBoards.get(board.id)?.since ?? deps.now()
			this.#changedBoards.set(board.id, { board, since })
		})
	}

	/** Looks by itself from now on, until it is closed. */
	start(): void {
		this.#timer ??= setInterval(() => void this.check(), CHECK_INTERVAL_MS).unref()
	}

	/** Keeps the boards of a phase that ended, as they are now. */
	phaseEnded({ title, boards }: EndedPhase): void {
		const wishes = boards.map((board): PendingSnapshot => ({ ...NEW_PENDING, board, cause: 'phase', phase: title }))
		const taking = this.#captureAll(wishes).finally(() => this.#captures.delete(taking))
		this.#captures.add(taking)
	}

	/** Does what is due by now. */
	async check(): Promise<void> {
		const now = this.#deps.now()
		await Promise.all(this.#captures)
		for (const { board, since } of this.#changedBoards.values())
			if (now - since >= CHANGE_INTERVAL_MS && !this.#pending.some((wish) => wish.board.id === board.id))
				this.#pending.push({ ...NEW_PENDING, board })
		await this.#run()
		if (now - this.#retentionAt >= RETENTION_INTERVAL_MS) await this.#applyRetention(now)
	}

	/** Resolves once nothing is being written; what could not be is given up. */
	async close(): Promise<void> {
		if (this.#timer) clearInterval(this.#timer)
		this.#unwatch()
		await Promise.all(this.#captures)
		await this.#running
	}

	/** All boards are taken in before the first is looked at: those in them go on meanwhile. */
	async #captureAll(wishes: readonly PendingSnapshot[]): Promise<void> {
		for (const wish of wishes) {
			// What could not be read is tried again when it is its turn.
			await this.#capture(wish).catch(() => {})
			await othersTurn()
		}
		this.#pending.push(...wishes)
		await this.#run()
	}

	/** One wish after the other, each tried once; those that come meanwhile too. */
	#run(): Promise<void> {
		if (this.#pending.length > 0) this.#running ??= this.#saveAll()
		return this.#running ?? Promise.resolve()
	}

	async #saveAll(): Promise<void> {
		const failed: PendingSnapshot[] = []
		for (let wish = this.#pending.shift(); wish; wish = this.#pending.shift()) {
			try {
				await this.#save(wish)
			} catch (cause) {
				if (++wish.tries < MAX_TRIES) failed.push(wish)
				this.#deps.log.error({ board: wish.board.id, cause: String(cause) }, 'board not kept')
			}
			// To take a large board in costs milliseconds, and no edit is to wait for fifty of them.
			await othersTurn()
		}
		// In one step with the last look for wishes, so that none slips in between and waits for the next look.
		this.#pending = failed
		this.#running = null
	}

	async #save(wish: PendingSnapshot): Promise<void> {
		const { snapshots, snapshotReader } = this.#deps
		const { at, state } = wish.taken ?? (await this.#capture(wish))
		wish.described ??= await snapshotReader.ask({ ask: 'describe', state })
		const { print, isEmpty } = wish.described
		const { board, cause, phase } = wish
		const last = await snapshots.newest(board.id)
		const isSame = last ? last.print === print : isEmpty
		// One that was taken because of a change would be thinned out; at a phase's end it stays under that name.
		const isOutdone = isSame && cause === 'phase' && last?.snapshot.cause === 'change'
		if (isSame && !isOutdone) return
		const about = { board: board.id, name: '', cause, at, ...(phase ? { phase } : {}) }
		await snapshots.add(buildSnapshot(wish.described, about), { state, fingerprint: print })
		if (isOutdone) await snapshots.remove([last.snapshot.id])
	}

	async #capture(wish: PendingSnapshot): Promise<NonNullable<PendingSnapshot['taken']>> {
		const { at, state } = await this.#deps.rooms.read(wish.board, (_doc, capture) => {
			this.#changedBoards.delete(wish.board.id)
			return capture()
		})
		wish.taken = { at, state }
		return wish.taken
	}

	async #applyRetention(now: number): Promise<void> {
		const { snapshots, log } = this.#deps
		try {
			const gone: SnapshotId[] = expiredSnapshots(await snapshots.listBefore(now - KEEP_ALL_MS, 'change'), now)
			await snapshots.remove(gone)
			this.#retentionAt = now
		} catch (cause) {
			log.error({ cause: String(cause) }, 'snapshots not thinned out')
		}
	}
}

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/** Younger than this, all are kept. */
const KEEP_ALL_MS = 2 * HOUR_MS
/** Younger than this, one an hour is; older, one a day. */
const KEEP_HOURLY_MS = 2 * DAY_MS

/**
 * Which of the snapshots that were taken because of changes may go, by their age (HIST2): of those of one hour, or of one day
 * (UTC), the newest stays. Doing it again finds nothing more.
 */
export function expiredSnapshots(
	snapshots: readonly Pick<Snapshot, 'id' | 'board' | 'at'>[],
	now: number,
): SnapshotId[] {
	const taken = new Set<string>()
	const newestFirst = [...snapshots].sort((a, b) => b.at - a.at)
	return newestFirst.flatMap(({ id, board, at }) => {
		const age = now - at
		if (age < KEEP_ALL_MS) return []
		const span = age < KEEP_HOURLY_MS ? HOUR_MS : DAY_MS
		const place = `${board} ${span} ${Math.floor(at / span)}`
		if (!taken.has(place)) {
			taken.add(place)
			return []
		}
		return [id]
	})
}

/** A phase that ended: its title, where there was one, and the boards of its session. */
interface EndedPhase {
	title: LocalText | null
	boards: readonly Board[]
}

/** The phases that a change of the workshop ends: a session goes to another one, or another session takes its place. */
export function endedPhases(before: Workshop, after: Workshop): EndedPhase[] {
	return before.sessions.flatMap((session) => {
		const now = after.sessions.find(({ id }) => id === session.id)
		const isLeft = before.session === session.id && after.session !== session.id
		if (!now || (now.phase === session.phase && !isLeft)) return []
		const title = session.phases.find(({ id }) => id === session.phase)?.title ?? null
		return [{ title, boards: now.boards }]
	})
}
