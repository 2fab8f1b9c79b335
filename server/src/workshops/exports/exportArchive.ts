import type { ExchangeFileName, ExportFormat } from '@charrette/shared'
import { archiveFolders, archiveReadMe, fileName, TRANSLATED_FORMATS } from '@charrette/shared'
import type { ArchiveEntry } from '../../export/archive.ts'
import type { ExportedBoard } from '../../export/ExportedBoard.ts'
import { writeReport } from '../../export/report/writeReport.ts'
import { travelMapOf, travelMapToSvg, travelsToCsv, travelsToSvg } from '../../export/travelFiles.ts'
import { toViewer } from '../../export/viewer/toViewer.ts'
import { writeExport } from '../../export/writeExport.ts'
import { toXlsx } from '../../export/xlsx/toXlsx.ts'
import type { ExportJob } from './exportJob.ts'
import { type BoardReader, openExportedBoard, translateBoard } from './openExportedBoard.ts'
import { readReport } from './readReport.ts'
import { selectedBoards, selectionTitle } from './SessionSelection.ts'

/** The formats that the server writes; images and slides of boards are rendered by browsers. */
const BOARD_FORMATS: readonly ExportFormat[] = ['json', 'xlsx', 'csv', 'md', 'tldr']
const WORKSHOP_FILES = ['report.html', 'report.docx', 'workbook.xlsx', 'viewer.html'] as const

/**
 * Yields the files of an archive: a folder for each board with content, then the files of all
 * boards (PACK1).
 */
export async function* exportArchive(
	selection: Extract<ExportJob, { type: 'archive' }>,
	reader: BoardReader,
): AsyncGenerator<ArchiveEntry> {
	const { workshop, sessions, authors, language, meta } = selection
	const { at, zone, locale } = meta
	const folders = archiveFolders(sessions)
	const boards: ExportedBoard[] = []
	const empty: string[] = []
	for (const board of selectedBoards(selection)) {
		const exported = await openExportedBoard(reader, { workshop, board: board.id }, { authors, language: null })
		if (Object.keys(exported.document.records).length === 0) {
			empty.push(board.title)
			continue
		}
		const translated = await translateBoard(reader, exported, language)
		boards.push(translated)
		for (const format of BOARD_FORMATS) {
			const source = TRANSLATED_FORMATS.includes(format) ? translated : exported
			const name = fileName({ workshop: workshop.title, title: board.title, at: at.getTime(), zone }, format)
			yield { path: `${folders.get(board.id)}/${name}`, chunks: writeExport(format, source, meta) }
		}
	}
	const reportOptions = { locale, at, zone, namesPeople: authors, origin: meta.origin }
	const report = await readReport({ ...selection, renders: null, options: reportOptions }, reader)
	yield { path: 'report.html', chunks: [await writeReport(report, 'html')] }
	yield { path: 'report.docx', chunks: [await writeReport(report, 'docx')] }
	yield { path: 'workbook.xlsx', chunks: [await toXlsx(boards, meta)] }
	yield { path: 'viewer.html', chunks: toViewer(boards, meta) }
	const exchanged = exchangeFiles(selection)
	yield* exchanged
	const readMe = archiveReadMe({
		workshop: workshop.title,
		title: selectionTitle(selection),
		at: at.getTime(),
		zone,
		locale,
		wholes: [...WORKSHOP_FILES, ...exchanged.map(({ path }) => path)],
		hasJson: true,
		empty,
		missing: [],
	})
	yield { path: 'READ ME.txt', chunks: [readMe] }
}

/**
 * Returns the files of the published practices, the collections and the travels of ideas, as far as
 * there are any.
 */
function exchangeFiles({
	exchange,
	practices,
	collections,
	meta: { locale, zone },
}: Extract<ExportJob, { type: 'archive' }>): (ArchiveEntry & { path: ExchangeFileName })[] {
	const travels = exchange && exchange.travels.travels.length > 0 ? exchange.travels : null
	const map = travels && travelMapOf(travels, locale)
	return [
		...(practices ? [{ path: 'practices.json' as const, chunks: [practices] }] : []),
		...(collections ? [{ path: 'collections.csv' as const, chunks: [collections] }] : []),
		...(travels
			? [
					{ path: 'travels.svg' as const, chunks: [travelsToSvg(travels, locale)] },
					{ path: 'travels.csv' as const, chunks: [travelsToCsv(travels, { locale, zone })] },
				]
			: []),
		...(travels && map ? [{ path: 'map.svg' as const, chunks: [travelMapToSvg(map, travels, locale)] }] : []),
	]
}
