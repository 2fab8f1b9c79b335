import { setTimeout as delay, setImmediate as yieldToEvents } from 'node:timers/promises'
import type { Board, BoardId, LocalText, Workshop } from '@charrette/shared'
import type { Logger } from 'pino'
import { type LeaseStore, SINGLE_NODE_LEASES } from '../../ports/LeaseStore.ts'
import type { SnapshotStore } from '../../ports/SnapshotStore.ts'
import type { StorageHealth } from '../../ports/StorageHealth.ts'
import type { Bounds } from '../../rooms/bounds.ts'
import type { OpenableBoard } from '../../rooms/OpenRooms.ts'
import type { Rooms } from '../../rooms/Rooms.ts'
import { expiredSnapshots, KEEP_ALL_MS } from './expiredSnapshots.ts'
import { excessSnapshots, type PendingSnapshot } from './PendingSnapshot.ts'
import type { SnapshotReader } from './SnapshotReader.ts'
import { addSnapshot } from './snapshotDocument.ts'

/** How often a board that is being edited is saved. */
const CHANGE_INTERVAL_MS = 10 * 60 * 1000
const RETENTION_INTERVAL_MS = 60 * 60 * 1000
const CHECK_INTERVAL_MS = 30_000
/**
 * Maximum number of tries: an hour, in which a disk may recover. The snapshot of a board that still
 * cannot be read is dropped.
 */
const MAX_TRIES = 120
/**
 * Maximum time that closing waits for the snapshot that is being saved. Members, and edits that are
 * not on disk, wait for it.
 */
const MAX_CLOSE_MS = 1000

interface SnapshotSchedulerDeps {
	rooms: Pick<Rooms, 'capture' | 'watch' | 'mergeAttributions'>
	snapshots: SnapshotStore
	snapshotReader: Pick<SnapshotReader, 'describe'>
	storageHealth: Pick<StorageHealth, 'isBelowFloor'>
	bounds: Pick<Bounds, 'maxWaitingBytes' | 'maxWaitingSnapshots'>
	/** Leases, by which one of several nodes applies retention. */
	leases?: LeaseStore | undefined
	log: Logger
	/** The time in ms. */
	now(): number
}

/**
 * Saves snapshots automatically (HIST1): of every board of a session when a phase ends, and of a
 * board every ten minutes in which it changes. Removes snapshots by age (HIST2), and merges the
 * attributions between the remaining ones (HIST7). Edits never wait for it. A failed snapshot is
 * logged and retried at the next check, unless too many wait in memory (HIST1d). While the disk is
 * below its floor (STORE4), nothing is saved; boards that changed are saved afterwards.
 */
export class SnapshotScheduler {
	readonly #deps: SnapshotSchedulerDeps
	readonly #unwatch: () => void
	/** Boards that may have changed since their last snapshot, and since when. */
	readonly #changedBoards = new Map<BoardId, { board: OpenableBoard; since: number }>()
	/** The snapshots that are neither saved nor dropped, the oldest first. */
	readonly #waiting = new Set<PendingSnapshot>()
	/** Those of them that are tried next. */
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

	/** Starts checking on a timer, until `close`. */
	start(): void {
		this.#timer ??= setInterval(() => void this.check(), CHECK_INTERVAL_MS).unref()
	}

	/** Saves the boards of a phase that ended, as they are now. */
	phaseEnded({ title, boards }: EndedPhase): void {
		if (this.#deps.storageHealth.isBelowFloor) {
			this.#deps.log.warn({ boards: boards.length }, 'snapshots of a phase not saved: the disk is below its floor')
			return
		}
		const ended = boards.map((board) => this.#add({ board, cause: 'phase', phase: title }))
		const capturing = this.#captureAll(ended).finally(() => this.#captures.delete(capturing))
		this.#captures.add(capturing)
	}

	/** Saves every board that is due, and applies retention once an hour. */
	async check(): Promise<void> {
		const now = this.#deps.now()
		await Promise.all(this.#captures)
		if (!this.#deps.storageHealth.isBelowFloor) await this.#saveDue(now)
		if (now - this.#retentionAt < RETENTION_INTERVAL_MS) return
		await this.#applyRetention(now)
	}

	async #saveDue(now: number): Promise<void> {
		for (const { board, since } of this.#changedBoards.values())
			if (now - since >= CHANGE_INTERVAL_MS && !this.#pending.some((pending) => pending.board.id === board.id))
				this.#pending.push(this.#add({ board, cause: 'change', phase: null }))
		await this.#run()
	}

	#add(snapshot: Pick<PendingSnapshot, 'board' | 'cause' | 'phase'>): PendingSnapshot {
		const pending = { ...snapshot, captured: null, tries: 0 }
		this.#waiting.add(pending)
		return pending
	}

	/** Drops snapshots that exceed the bounds. Their boards count as changed. */
	#dropExcess(): void {
		const { bounds, log, now } = this.#deps
		for (const pending of excessSnapshots(this.#waiting, bounds)) {
			const { board, cause } = pending
			this.#waiting.delete(pending)
			this.#pending = this.#pending.filter((other) => other !== pending)
			if (!this.#changedBoards.has(board.id)) this.#changedBoards.set(board.id, { board, since: now() })
			log.warn({ board: board.id, cause }, 'snapshot dropped: too many wait to be saved')
		}
	}

	/**
	 * Stops. Resolves once nothing is being saved, after a second at most. Snapshots that failed
	 * before are dropped, and so is a snapshot that takes longer: its board counts as changed once it
	 * is loaded again.
	 */
	async close(): Promise<void> {
		if (this.#timer) clearInterval(this.#timer)
		this.#unwatch()
		const isSaved = Promise.all([...this.#captures, this.#running])
		await Promise.race([isSaved, delay(MAX_CLOSE_MS, undefined, { ref: false })])
		this.#pending = []
		this.#waiting.clear()
	}

	/** Captures all boards before describing the first, since people keep editing them. */
	async #captureAll(ended: readonly PendingSnapshot[]): Promise<void> {
		for (const pending of ended) {
			if (!this.#waiting.has(pending)) continue
			// `#save` captures a board again if it cannot be read now.
			await this.#capture(pending).catch(() => {})
			await yieldToEvents()
		}
		this.#pending.push(...ended.filter((pending) => this.#waiting.has(pending)))
		await this.#run()
	}

	/** Saves all pending snapshots, and those added meanwhile, each with one try. */
	#run(): Promise<void> {
		if (this.#pending.length > 0) this.#running ??= this.#saveAll()
		return this.#running ?? Promise.resolve()
	}

	async #saveAll(): Promise<void> {
		const failed: PendingSnapshot[] = []
		for (let pending = this.#pending.shift(); pending; pending = this.#pending.shift()) {
			try {
				await this.#save(pending)
				this.#waiting.delete(pending)
			} catch (cause) {
				if (++pending.tries >= MAX_TRIES) this.#waiting.delete(pending)
				failed.push(pending)
				this.#dropExcess()
				this.#deps.log.error({ board: pending.board.id, err: cause }, 'snapshot not saved')
			}
			// Capturing a large board takes milliseconds: edits are handled between two boards.
			await yieldToEvents()
		}
		// No await since the queue was found empty: a snapshot added now starts the next run.
		this.#pending = failed.filter((pending) => this.#waiting.has(pending))
		this.#running = null
	}

	async #save(pending: PendingSnapshot): Promise<void> {
		const { snapshots, snapshotReader } = this.#deps
		const captured = pending.captured ?? (await this.#capture(pending))
		const { at, content } = captured
		const described = content instanceof Uint8Array ? await snapshotReader.describe(content) : content
		captured.content = described
		const { board, cause, phase } = pending
		const newest = await snapshots.newest(board.id)
		const isSame = newest ? newest.fingerprint === described.fingerprint : described.isEmpty
		// Retention would remove a snapshot that a change caused, so the end of a phase replaces it
		// under the name of the phase.
		const isReplacing = isSame && cause === 'phase' && newest?.snapshot.cause === 'change'
		if (isSame && !isReplacing) return
		const meta = { board: board.id, name: '', cause, at, ...(phase ? { phase } : {}) }
		await addSnapshot(snapshots, described, meta)
		if (isReplacing) await snapshots.remove([newest.snapshot.id])
	}

	async #capture(pending: PendingSnapshot): Promise<NonNullable<PendingSnapshot['captured']>> {
		// The board is unmarked before the capture, since changes during the capture may be in it or
		// not.
		this.#changedBoards.delete(pending.board.id)
		const { at, copy } = await this.#deps.rooms.capture(pending.board)
		const captured = { at, content: copy }
		pending.captured = captured
		this.#dropExcess()
		return captured
	}

	async #applyRetention(now: number): Promise<void> {
		const { snapshots, log, leases = SINGLE_NODE_LEASES } = this.#deps
		try {
			if (!(await leases.acquire('retention', RETENTION_INTERVAL_MS / 2))) {
				this.#retentionAt = now
				return
			}
			const old = await snapshots.listBefore(now - KEEP_ALL_MS, 'change')
			const expired = new Set(expiredSnapshots(old, now))
			await snapshots.remove([...expired])
			for (const board of new Set(old.flatMap(({ id, board }) => (expired.has(id) ? [board] : []))))
				await this.#mergeAttributions(board, now - KEEP_ALL_MS)
			this.#retentionAt = now
		} catch (cause) {
			log.error({ err: cause }, 'retention not applied')
		}
	}

	/**
	 * Merges the attributions of a board: between two remaining snapshots, one attribution per author
	 * is as good as several (HIST7).
	 */
	async #mergeAttributions(board: BoardId, until: number): Promise<void> {
		const captured = [...this.#waiting].flatMap((one) => (one.board.id === board && one.captured ? [one.captured] : []))
		const times = [...(await this.#deps.snapshots.list(board)), ...captured].map(({ at }) => at)
		await this.#deps.rooms.mergeAttributions(board, { times, until })
	}
}

/**
 * A phase that ended: its title, null for the time before the first phase, and the boards of its
 * session.
 */
interface EndedPhase {
	title: LocalText | null
	boards: readonly Board[]
}

/**
 * Returns the phases that a change of the workshop ends, by going to another phase or to another
 * session.
 */
export function endedPhases(before: Workshop, after: Workshop): EndedPhase[] {
	return before.sessions.flatMap((session) => {
		const now = after.sessions.find(({ id }) => id === session.id)
		const isLeft = before.session === session.id && after.session !== session.id
		if (!now || (now.phase === session.phase && !isLeft)) return []
		const title = session.phases.find(({ id }) => id === session.phase)?.title ?? null
		return [{ title, boards: now.boards }]
	})
}
