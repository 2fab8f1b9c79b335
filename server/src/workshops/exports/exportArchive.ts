import type { ExportFormat, Locale } from '@charrette/shared'
import { archiveFolders, archiveReadMe, fileName } from '@charrette/shared'
import type { ArchiveEntry } from '../../export/archive.ts'
import type { ExportedBoard, ExportMeta } from '../../export/ExportedBoard.ts'
import { writeReport } from '../../export/report/writeReport.ts'
import { toViewer } from '../../export/viewer/toViewer.ts'
import { writeExport } from '../../export/writeExport.ts'
import { toXlsx } from '../../export/xlsx/toXlsx.ts'
import { type SessionSelection, selectionTitle } from '../../http/authenticate.ts'
import type { HttpDeps } from '../../http/HttpDeps.ts'
import { readExportedBoard } from './readExportedBoard.ts'
import { readReport } from './readReport.ts'

/** What is in a pack that the server makes: pictures and slides are drawn by browsers. */
const BOARD_FORMATS: readonly ExportFormat[] = ['json', 'xlsx', 'csv', 'md', 'tldr']
const WORKSHOP_FILES = ['report.html', 'report.docx', 'workbook.xlsx', 'viewer.html'] as const

/** The files of a pack, one after the other: a folder a board, then what there is of all of them together (PACK1). */
export async function* exportArchive(
	deps: HttpDeps,
	asked: SessionSelection,
	about: ExportMeta & { authors: boolean; locale: Locale },
): AsyncGenerator<ArchiveEntry> {
	const { workshop, sessions } = asked
	const { at, zone, locale, authors } = about
	const folders = archiveFolders(sessions)
	const boards: ExportedBoard[] = []
	const empty: string[] = []
	for (const board of sessions.flatMap((session) => session.boards)) {
		const exported = await readExportedBoard(deps, { workshop, board }, { authors })
		if (Object.keys(exported.document.records).length === 0) {
			empty.push(board.title)
			continue
		}
		boards.push(exported)
		for (const format of BOARD_FORMATS) {
			const name = fileName({ workshop: workshop.title, title: board.title, at: at.getTime(), zone }, format)
			yield { path: `${folders.get(board.id)}/${name}`, chunks: writeExport(format, exported, about).pieces }
		}
	}
	const report = await readReport(deps, { ...asked, pictures: new Map() }, { locale, at, zone, namesPeople: authors })
	yield { path: 'report.html', chunks: [await writeReport(report, 'html')] }
	yield { path: 'report.docx', chunks: [await writeReport(report, 'docx')] }
	yield { path: 'workbook.xlsx', chunks: [await toXlsx(boards, about)] }
	yield { path: 'viewer.html', chunks: toViewer(boards, about) }
	const readMe = archiveReadMe({
		workshop: workshop.title,
		title: selectionTitle(asked),
		at: at.getTime(),
		zone,
		locale,
		wholes: WORKSHOP_FILES,
		hasJson: true,
		empty,
		missing: [],
	})
	yield { path: 'READ ME.txt', chunks: [readMe] }
}
