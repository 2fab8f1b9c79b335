/**
 * The thread that lays reports out.
 *
 *     workerData: { report, format }        out: the file's bytes
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { ReportFormat } from '@charrette/shared'
import type { Report } from './Report.ts'
import { toReportDocx } from './toReportDocx.ts'
import { toReportHtml } from './toReportHtml.ts'

const { report, format }: { report: Report; format: ReportFormat } = workerData
const bytes = format === 'docx' ? await toReportDocx(report) : new TextEncoder().encode(toReportHtml(report))
parentPort?.postMessage(bytes, [bytes.buffer as ArrayBuffer])
