import { Worker } from 'node:worker_threads'
import type { ReportFormat } from '@charrette/shared'
import type { Report } from './Report.ts'

/** Lays a report out as a file, in a thread of its own: a long one takes seconds, for which nobody's edits are to wait. */
export function writeReport(report: Report, format: ReportFormat): Promise<Uint8Array> {
	const worker = new Worker(new URL('./reportWorker.js', import.meta.url), { workerData: { report, format } })
	return new Promise((resolve, reject) => {
		worker.once('message', resolve)
		worker.once('error', reject)
		worker.once('exit', (code) => reject(new Error(`The thread that writes a report ended with ${code}`)))
	})
}
