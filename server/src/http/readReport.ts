import type { BoardContent, BoardId } from '@charrette/shared'
import { photosOf } from '../export/report/photosOf.ts'
import type { Report, ReportPicture } from '../export/report/Report.ts'
import type { ReportWish } from '../export/report/ReportSource.ts'
import { reportOf } from '../export/report/reportOf.ts'
import { resultsIn } from '../workshops/votes/voteResult.ts'
import type { AskedSessions } from './askedSessions.ts'
import type { HttpDeps } from './HttpDeps.ts'
import { readExported } from './readExported.ts'

/** Reads all that a report tells of: boards as they are now, the images on them, and votes. */
export async function readReport(
	deps: HttpDeps,
	{ workshop, sessions, pictures }: AskedSessions & { pictures: ReadonlyMap<BoardId, ReportPicture> },
	wish: ReportWish,
): Promise<Report> {
	const contents = new Map<BoardId, BoardContent>()
	for (const board of sessions.flatMap((session) => session.boards)) {
		const { content } = await readExported(deps, { workshop, board }, { authors: wish.namesPeople })
		contents.set(board.id, content)
	}
	const images = await photosOf(contents.values(), (id, width) => deps.images.get(id, width))
	const results = await resultsIn(deps, workshop, sessions)
	return reportOf({ workshop, sessions, contents, results, pictures, images }, wish)
}
