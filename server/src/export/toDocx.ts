import type { ExportAbout, ExportedBoard } from './ExportedBoard.ts'
import { photosOf } from './report/photosOf.ts'
import { boardReportOf } from './report/reportOf.ts'
import { writeReport } from './report/writeReport.ts'

/** A board as a Word document: the chapter that it has in a report. */
export async function toDocx(exported: ExportedBoard, { locale, at }: ExportAbout): Promise<Uint8Array> {
	const { workshop, session, board, content, result, picture } = exported
	const images = await photosOf([content], picture)
	const source = { workshop, sessions: [session], results: result ? [result] : [], pictures: new Map(), images }
	const report = boardReportOf({ board, content }, source, { locale, at, namesPeople: exported.isNamed })
	return writeReport(report, 'docx')
}
