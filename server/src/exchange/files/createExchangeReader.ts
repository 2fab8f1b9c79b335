import { AppError } from '../../errors.ts'
import { createProcessPool } from '../../workers/createProcessPool.ts'
import { WorkerEndedError } from '../../workers/WorkerPool.ts'
import type { ExchangeAnswer } from './readExchangeFile.ts'

const MAX_RUN_MS = 60_000
const MAX_QUEUE = 10
const MAX_MEMORY_MB = 256

/** Reads exchange files in a child process. */
export interface ExchangeReader {
	/** Reads and checks a file. Throws `too_much_inside` if it takes too long or too much memory. */
	read(path: string): Promise<ExchangeAnswer>
	close(): Promise<void>
}

/**
 * Creates a reader with one process, which starts with the first file and ends when idle. The
 * caller has to close the reader.
 */
export function createExchangeReader(): ExchangeReader {
	const pool = createProcessPool<{ path: string }, ExchangeAnswer>({
		file: new URL('./readExchangeFile.js', import.meta.url),
		task: 'readExchangeFile',
		maxRunMs: MAX_RUN_MS,
		maxQueue: MAX_QUEUE,
		maxMemoryMb: MAX_MEMORY_MB,
	})
	return {
		read: (path) =>
			pool.run({ path }).catch((cause: unknown) => {
				throw cause instanceof WorkerEndedError ? new AppError('too_much_inside') : cause
			}),
		close: () => pool.close(),
	}
}
