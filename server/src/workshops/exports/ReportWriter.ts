import type { WriteReport } from '../../export/report/Report.ts'
import { createWorkerPool } from '../../workers/createWorkerPool.ts'
import type { ReportTask } from './reportWorker.ts'

/**
 * Reports are limited per request (`routes/reports.ts`), so the queue only has Word documents of
 * single boards.
 */
const BOUNDS = { maxThreads: 2, maxRunMs: 120_000, maxQueue: 32, maxMemoryMb: 2048 }

/** Writes reports as files in worker threads. Rejects when the pool is full or closed. */
export interface ReportWriter {
	write: WriteReport
	close(): Promise<void>
}

/** Creates a writer whose threads start with the first report. */
export function createReportWriter(): ReportWriter {
	const file = new URL('./reportWorker.js', import.meta.url)
	const pool = createWorkerPool<ReportTask, Uint8Array>({ file, task: 'runReportTask', ...BOUNDS })
	return {
		write: (report, format) => pool.run({ report, format }),
		close: () => pool.close(),
	}
}
