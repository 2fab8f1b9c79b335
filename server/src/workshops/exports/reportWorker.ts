import type { ReportFormat } from '@charrette/shared'
import type { Report } from '../../export/report/Report.ts'
import { toReportDocx } from '../../export/report/toReportDocx.ts'
import { toReportHtml } from '../../export/report/toReportHtml.ts'

/** A report, and the file format to write. */
export interface ReportTask {
	report: Report
	format: ReportFormat
}

/** Runs in a worker thread: a long report takes seconds. Returns the bytes of the file. */
export async function runReportTask({ report, format }: ReportTask): Promise<Uint8Array> {
	return format === 'docx' ? toReportDocx(report) : new TextEncoder().encode(toReportHtml(report))
}
