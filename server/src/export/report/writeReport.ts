import type { WriteReport } from './Report.ts'
import { toReportDocx } from './toReportDocx.ts'
import { toReportHtml } from './toReportHtml.ts'

/** Writes a report as a file. A long report takes seconds. */
export const writeReport: WriteReport = async (report, format) =>
	format === 'docx' ? toReportDocx(report) : new TextEncoder().encode(toReportHtml(report))
