import { setTimeout as pause } from 'node:timers/promises'
import type { RoomId } from '@charrette/shared'
import pLimit from 'p-limit'
import type { DocStore } from '../ports/DocStore.ts'
import { createProcessPool } from '../workers/createProcessPool.ts'

/** After a compaction that nobody waits for, the next one begins this many times its duration later, and within so many ms. */
const PAUSES = 3
const MAX_PAUSE_MS = 10_000

/** Compacts logs, one at a time. */
export interface Compactor {
	/**
	 * Resolves once the log is compacted, or left as it is because the merged update would differ or the compactor is closed,
	 * with the bytes of the state (V1; 0 for none). Rejects if that failed. One that is not urgent waits for its turn.
	 */
	compact(room: RoomId, options: CompactionOptions): Promise<number>
	/** Compacts a log next whose compaction waits for its turn. */
	hurry(room: RoomId): void
	/**
	 * Gives up the compactions that run or wait, which leaves their logs as they are: at a low priority one may take longer than
	 * the server has for closing.
	 */
	close(): Promise<void>
}

interface CompactionOptions {
	/** Whether its damaged rows are to be replaced, too. */
	isHealed: boolean
	isUrgent: boolean
}

/**
 * Merges updates in a process of low priority, so that neither the event loop nor its core waits for a large board, and the
 * copies that are compared are never in the server's memory (LOG2). Rooms that grow alike would all be compacted at the same
 * time, and writing and deleting their rows has no low priority: those that only have grown take turns with pauses between.
 */
export function createCompactor(docStore: Pick<DocStore, 'compact'>, { pauses = PAUSES } = {}): Compactor {
	const running = pLimit(1)
	const turns = pLimit(1)
	const waiting = new Map<RoomId, () => Promise<unknown>>()
	const closing = new AbortController()
	const pool = createProcessPool<Uint8Array[], Uint8Array | null>({
		file: new URL('./compactWorker.js', import.meta.url),
		task: 'compactUpdates',
		maxRunMs: 60_000,
		maxQueue: 1,
		maxMemoryMb: 512,
	})

	const compactNext = (room: RoomId, isHealed: boolean) =>
		running(async () => {
			if (closing.signal.aborted) return 0
			let stateBytes = 0
			const merge = async (updates: Uint8Array[]) => {
				const state = await pool.run(updates)
				stateBytes = state?.length ?? 0
				return state
			}
			await docStore.compact(room, merge, { isHealed }).catch((cause: unknown) => {
				if (!closing.signal.aborted) throw cause
			})
			return stateBytes
		})

	function compactInTurn(room: RoomId, isHealed: boolean): Promise<number> {
		return new Promise((resolve, reject) => {
			let isStarted = false
			const start = () => {
				isStarted = true
				waiting.delete(room)
				return compactNext(room, isHealed).then(resolve, reject)
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
		compact: (room, { isHealed, isUrgent }) => (isUrgent ? compactNext(room, isHealed) : compactInTurn(room, isHealed)),
		hurry: (room) => void waiting.get(room)?.(),
		async close() {
			closing.abort()
			await pool.close()
			await turns(() => {})
			await running(() => {})
		},
	}
}
