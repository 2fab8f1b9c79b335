import type { BoardContent, BoardId } from '@charrette/shared'
import { buildReport } from '../../export/report/buildReport.ts'
import type { Report, ReportImage } from '../../export/report/Report.ts'
import type { ReportOptions } from '../../export/report/ReportScope.ts'
import { readReportImages } from '../../export/report/reportImages.ts'
import { resultsIn } from '../votes/voteResults.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { readExportedBoard, type SessionSelection, selectedBoards } from './readExportedBoard.ts'

/**
 * Reads everything in a report: the boards as they are now, the images on them, and votes.
 * `renders` are images of boards.
 */
export async function readReport(
	deps: WorkshopDeps,
	{ workshop, sessions, renders }: SessionSelection & { renders: ReadonlyMap<BoardId, ReportImage> },
	options: ReportOptions,
): Promise<Report> {
	const contents = new Map<BoardId, BoardContent>()
	for (const board of selectedBoards({ workshop, sessions })) {
		const { content } = await readExportedBoard(deps, { workshop, board }, { authors: options.namesPeople })
		contents.set(board.id, content)
	}
	const images = await readReportImages(contents.values(), (id, width) => deps.images.get(id, width))
	const results = await resultsIn(deps, workshop, sessions)
	return buildReport({ workshop, sessions, contents, results, renders, images }, options)
}
