import { createProcessPool } from '../../workers/createProcessPool.ts'
import { WorkerEndedError } from '../../workers/createWorkerPool.ts'
import type { FetchAnswer, FetchedPage, FetchTask } from './fetchWorker.ts'
import { FeedError } from './followedHost.ts'

/** Longer than the time limits of what a task fetches. */
const MAX_RUN_MS = 90_000
const MAX_MEMORY_MB = 192

/** Fetches from followed servers, in a process. */
export interface FeedFetcher {
	/** Throws a `FeedError`; rejects with the signal's reason once it aborts. */
	run(task: FetchTask, signal: AbortSignal): Promise<FetchedPage>
	close(): Promise<void>
}

/** A fetcher with one process, which starts with the first task and ends when idle. Close what it returns. */
export function createFeedFetcher(): FeedFetcher {
	const pool = createProcessPool<FetchTask, FetchAnswer>({
		file: new URL('./fetchWorker.js', import.meta.url),
		task: 'fetchFromFeed',
		maxRunMs: MAX_RUN_MS,
		maxQueue: 1,
		maxMemoryMb: MAX_MEMORY_MB,
	})
	return {
		async run(task, signal) {
			const answer = await pool.run(task, { signal }).catch((cause: unknown) => {
				if (!(cause instanceof WorkerEndedError) || cause.reason === 'closed') throw cause
				if (cause.reason === 'time') throw new FeedError('timedOut', 'It takes too long.', { cause })
				throw new FeedError('tooLarge', 'It takes too much memory.', { cause })
			})
			if ('problem' in answer) throw new FeedError(answer.problem.reason, answer.problem.detail)
			return answer
		},
		close: () => pool.close(),
	}
}
