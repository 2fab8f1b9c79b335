import type { ExportFormat } from '@charrette/shared'
import { archiveFolders, archiveReadMe, fileName } from '@charrette/shared'
import type { ArchiveEntry } from '../../export/archive.ts'
import type { ExportedBoard, ExportMeta } from '../../export/ExportedBoard.ts'
import { toViewer } from '../../export/viewer/toViewer.ts'
import { writeExport } from '../../export/writeExport.ts'
import { toXlsx } from '../../export/xlsx/toXlsx.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { readExportedBoard, type SessionSelection, selectedBoards, selectionTitle } from './readExportedBoard.ts'
import { readReport } from './readReport.ts'

/** The formats that the server writes; images and slides of boards are rendered by browsers. */
const BOARD_FORMATS: readonly ExportFormat[] = ['json', 'xlsx', 'csv', 'md', 'tldr']
const WORKSHOP_FILES = ['report.html', 'report.docx', 'workbook.xlsx', 'viewer.html'] as const

/**
 * The files of an archive, one after another: a folder for each board with content, then the files
 * of all boards (PACK1).
 */
export async function* exportArchive(
	deps: WorkshopDeps,
	selection: SessionSelection,
	options: ExportMeta & { authors: boolean },
): AsyncGenerator<ArchiveEntry> {
	const { workshop, sessions } = selection
	const { at, zone, locale, authors } = options
	const { write: writeReport } = deps.reportWriter
	const folders = archiveFolders(sessions)
	const boards: ExportedBoard[] = []
	const empty: string[] = []
	for (const board of selectedBoards(selection)) {
		const exported = await readExportedBoard(deps, { workshop, board }, { authors })
		if (Object.keys(exported.document.records).length === 0) {
			empty.push(board.title)
			continue
		}
		boards.push(exported)
		for (const format of BOARD_FORMATS) {
			const name = fileName({ workshop: workshop.title, title: board.title, at: at.getTime(), zone }, format)
			const { chunks } = writeExport(format, exported, { ...options, writeReport })
			yield { path: `${folders.get(board.id)}/${name}`, chunks }
		}
	}
	const reportOptions = { locale, at, zone, namesPeople: authors }
	const report = await readReport(deps, { ...selection, renders: new Map() }, reportOptions)
	yield { path: 'report.html', chunks: [await writeReport(report, 'html')] }
	yield { path: 'report.docx', chunks: [await writeReport(report, 'docx')] }
	yield { path: 'workbook.xlsx', chunks: [await toXlsx(boards, options)] }
	yield { path: 'viewer.html', chunks: toViewer(boards, options) }
	const readMe = archiveReadMe({
		workshop: workshop.title,
		title: selectionTitle(selection),
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
