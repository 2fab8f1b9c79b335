import type { BoardContent, BoardId } from '@charrette/shared'
import { buildReport } from '../../export/report/buildReport.ts'
import type { Report, ReportImage } from '../../export/report/Report.ts'
import type { ReportOptions } from '../../export/report/ReportScope.ts'
import { readReportImages } from '../../export/report/reportImages.ts'
import type { SessionSelection } from '../../http/authenticate.ts'
import type { HttpDeps } from '../../http/HttpDeps.ts'
import { resultsIn } from '../votes/voteResults.ts'
import { readExportedBoard } from './readExportedBoard.ts'

/** Reads all that a report tells of: boards as they are now, the images on them, and votes. */
export async function readReport(
	deps: HttpDeps,
	{ workshop, sessions, pictures }: SessionSelection & { pictures: ReadonlyMap<BoardId, ReportImage> },
	wish: ReportOptions,
): Promise<Report> {
	const contents = new Map<BoardId, BoardContent>()
	for (const board of sessions.flatMap((session) => session.boards)) {
		const { content } = await readExportedBoard(deps, { workshop, board }, { authors: wish.namesPeople })
		contents.set(board.id, content)
	}
	const images = await readReportImages(contents.values(), (id, width) => deps.images.get(id, width))
	const results = await resultsIn(deps, workshop, sessions)
	return buildReport({ workshop, sessions, contents, results, pictures, images }, wish)
}
