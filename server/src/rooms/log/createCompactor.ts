import { setTimeout as pause } from 'node:timers/promises'
import type { RoomId } from '@charrette/shared'
import pLimit from 'p-limit'
import type { DocStore } from '../../ports/DocStore.ts'
import { createProcessPool } from '../../workers/createProcessPool.ts'

/**
 * After a compaction that is not urgent, the next one begins this many times its duration later,
 * but after `MAX_PAUSE_MS` at most.
 */
const PAUSES = 3
const MAX_PAUSE_MS = 10_000

/** Compacts logs, one at a time. */
export interface Compactor {
	/**
	 * Resolves once the log is compacted, with the bytes of the state (V1). Resolves with 0 if the
	 * log is left as it is, because the merged update would differ or the compactor is closed.
	 * Rejects if the compaction failed. A compaction that is not urgent waits for its turn.
	 */
	compact(room: RoomId, options: CompactionOptions): Promise<number>
	/** If a compaction of this log waits for its turn, runs it next. */
	hurry(room: RoomId): void
	/**
	 * Aborts running and waiting compactions, which leaves their logs as they are. At a low priority
	 * a compaction may take longer than the server has for closing.
	 */
	close(): Promise<void>
}

interface CompactionOptions {
	/** Whether its damaged rows are to be replaced, too. */
	canReplaceDamaged: boolean
	isUrgent: boolean
}

/**
 * Merges updates in a process of low priority, so that neither the event loop nor its core waits
 * for a large board, and the copies that are compared are never in the server's memory (LOG2).
 * Rooms that grow alike would all be compacted at the same time, and writing and deleting their
 * rows has no low priority. So the logs that only have grown take turns, with pauses between them.
 */
export function createCompactor(docStore: Pick<DocStore, 'compact'>, { pauses = PAUSES } = {}): Compactor {
	const running = pLimit(1)
	const turns = pLimit(1)
	const waiting = new Map<RoomId, () => Promise<unknown>>()
	const closing = new AbortController()
	const pool = createProcessPool<Uint8Array[], Uint8Array | null>({
		file: new URL('./compactWorker.js', import.meta.url),
		task: 'compactUpdates',
		maxRunMs: 120_000,
		maxQueue: 1,
		maxMemoryMb: 768,
	})

	const compactNext = (room: RoomId, canReplaceDamaged: boolean) =>
		running(async () => {
			if (closing.signal.aborted) return 0
			let stateBytes = 0
			const merge = async (updates: Uint8Array[]) => {
				const state = await pool.run(updates)
				stateBytes = state?.length ?? 0
				return state
			}
			await docStore.compact(room, merge, { canReplaceDamaged }).catch((cause: unknown) => {
				if (!closing.signal.aborted) throw cause
			})
			return stateBytes
		})

	function compactInTurn(room: RoomId, canReplaceDamaged: boolean): Promise<number> {
		return new Promise((resolve, reject) => {
			let isStarted = false
			const start = () => {
				isStarted = true
				waiting.delete(room)
				return compactNext(room, canReplaceDamaged).then(resolve, reject)
			}
			waiting.set(room, start)
			void turns(async () => {
				if (isStarted) return
				const startedAt = performance.now()
				await start()
				const ms = Math.min(pauses * (performance.now() - startedAt), MAX_PAUSE_MS)
				await pause(ms, undefined, { signal: closing.signal }).catch(() => {})
			})
		})
	}

	return {
		compact: (room, { canReplaceDamaged, isUrgent }) =>
			isUrgent ? compactNext(room, canReplaceDamaged) : compactInTurn(room, canReplaceDamaged),
		hurry: (room) => void waiting.get(room)?.(),
		async close() {
			closing.abort()
			await pool.close()
			await turns(() => {})
			await running(() => {})
		},
	}
}
