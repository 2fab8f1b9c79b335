import type { ExportFormat, Locale } from '@charrette/shared'
import { fileName, packFolders, packReadMe } from '@charrette/shared'
import type { ExportAbout, ExportedBoard } from '../export/ExportedBoard.ts'
import type { ZipEntry } from '../export/pack/zipEntries.ts'
import { writeReport } from '../export/report/writeReport.ts'
import { toViewer } from '../export/viewer/toViewer.ts'
import { writeExport } from '../export/writeExport.ts'
import { toXlsx } from '../export/xlsx/toXlsx.ts'
import { type AskedSessions, titleOfSessions } from './askedSessions.ts'
import type { HttpDeps } from './HttpDeps.ts'
import { readExported } from './readExported.ts'
import { readReport } from './readReport.ts'

/** What is in a pack that the server makes: pictures and slides are drawn by browsers. */
const BOARD_FORMATS: readonly ExportFormat[] = ['json', 'xlsx', 'csv', 'md', 'tldr']
const WHOLES = ['report.html', 'report.docx', 'workbook.xlsx', 'viewer.html'] as const

/** The files of a pack, one after the other: a folder a board, then what there is of all of them together (PACK1). */
export async function* packOf(
	deps: HttpDeps,
	asked: AskedSessions,
	about: ExportAbout & { authors: boolean; locale: Locale },
): AsyncGenerator<ZipEntry> {
	const { workshop, sessions } = asked
	const { at, zone, locale, authors } = about
	const folders = packFolders(sessions)
	const boards: ExportedBoard[] = []
	const empty: string[] = []
	for (const board of sessions.flatMap((session) => session.boards)) {
		const exported = await readExported(deps, { workshop, board }, { authors })
		if (Object.keys(exported.document.records).length === 0) {
			empty.push(board.title)
			continue
		}
		boards.push(exported)
		for (const format of BOARD_FORMATS) {
			const name = fileName({ workshop: workshop.title, title: board.title, at: at.getTime(), zone }, format)
			yield { path: `${folders.get(board.id)}/${name}`, pieces: writeExport(format, exported, about).pieces }
		}
	}
	const report = await readReport(deps, { ...asked, pictures: new Map() }, { locale, at, zone, namesPeople: authors })
	yield { path: 'report.html', pieces: [await writeReport(report, 'html')] }
	yield { path: 'report.docx', pieces: [await writeReport(report, 'docx')] }
	yield { path: 'workbook.xlsx', pieces: [await toXlsx(boards, about)] }
	yield { path: 'viewer.html', pieces: toViewer(boards, about) }
	const readMe = packReadMe({
		workshop: workshop.title,
		title: titleOfSessions(asked),
		at: at.getTime(),
		zone,
		locale,
		wholes: WHOLES,
		hasJson: true,
		empty,
		missing: [],
	})
	yield { path: 'READ ME.txt', pieces: [readMe] }
}
