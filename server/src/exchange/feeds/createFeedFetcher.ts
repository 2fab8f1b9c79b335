import { createProcessPool } from '../../workers/createProcessPool.ts'
import { WorkerEndedError } from '../../workers/WorkerPool.ts'
import { FeedError } from './FeedSource.ts'
import type { Collected, FetchAnswer, FetchedNotices, FetchedPage, FetchTask } from './fetchWorker.ts'

/** Time limit of a task, longer than those of its requests. */
const MAX_RUN_MS = 90_000
const MAX_MEMORY_MB = 192

type TaskOf<Kind> = Omit<FetchTask & { kind: Kind }, 'kind'>

/**
 * Fetches from followed servers in a child process. Throws a `FeedError`; rejects with the reason
 * of the signal once it aborts.
 */
export interface FeedFetcher {
	/** Fetches a page into a file; null if the page has not changed. */
	fetchPage(task: TaskOf<'page'>, signal: AbortSignal): Promise<FetchedPage | null>
	/** Writes an exchange file with practices of a page, and their images. */
	collect(task: TaskOf<'collect'>, signal: AbortSignal): Promise<Collected>
	/** Fetches the notices that follow `after`. */
	fetchNotices(task: TaskOf<'notices'>, signal: AbortSignal): Promise<FetchedNotices>
	close(): Promise<void>
}

/**
 * Creates a fetcher with one process, which starts with the first task and ends when idle. The
 * caller has to close the fetcher.
 */
export function createFeedFetcher(): FeedFetcher {
	const pool = createProcessPool<FetchTask, FetchAnswer>({
		file: new URL('./fetchWorker.js', import.meta.url),
		task: 'fetchFromFeed',
		maxRunMs: MAX_RUN_MS,
		maxQueue: 1,
		maxMemoryMb: MAX_MEMORY_MB,
	})
	const run = async (task: FetchTask, signal: AbortSignal) => {
		const answer = await pool.run(task, { signal }).catch((cause: unknown) => {
			if (!(cause instanceof WorkerEndedError) || cause.reason === 'closed') throw cause
			if (cause.reason === 'time') throw new FeedError('timedOut', 'It takes too long.', { cause })
			throw new FeedError('tooLarge', 'It takes too much memory.', { cause })
		})
		if ('problem' in answer) throw new FeedError(answer.problem.reason, answer.problem.detail)
		return answer
	}
	return {
		async fetchPage(task, signal) {
			const answer = await run({ kind: 'page', ...task }, signal)
			return 'page' in answer ? answer.page : null
		},
		async collect(task, signal) {
			const answer = await run({ kind: 'collect', ...task }, signal)
			return 'collected' in answer ? answer.collected : { done: 0, incomplete: [], bytes: 0 }
		},
		async fetchNotices(task, signal) {
			const answer = await run({ kind: 'notices', ...task }, signal)
			return 'notices' in answer ? answer.notices : { notices: [], next: task.after, hasMore: false, bytes: 0 }
		},
		close: () => pool.close(),
	}
}
