import { type ExportFormat, fileName as nameOf } from '@charrette/shared'
import type { ExportedBoard, ExportMeta } from './ExportedBoard.ts'
import { buildBoardReport } from './report/buildReport.ts'
import { readReportImages } from './report/reportImages.ts'
import { writeReport } from './report/writeReport.ts'
import { toCsv } from './toCsv.ts'
import { toJson } from './toJson.ts'
import { toMarkdown } from './toMarkdown.ts'
import { toTldr } from './toTldr.ts'
import { toViewer } from './viewer/toViewer.ts'
import { toXlsx } from './xlsx/toXlsx.ts'

/** A file in pieces, so that one with many pictures is never in memory whole. */
type Pieces = AsyncGenerator<string | Uint8Array>
interface Writer {
	type: string
	write(exported: ExportedBoard, about: ExportMeta): Pieces
}

/** The media types of workbooks and of documents. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const WRITERS: Record<ExportFormat, Writer> = {
	json: { type: 'application/json; charset=utf-8', write: toJson },
	md: { type: 'text/markdown; charset=utf-8', write: inOnePiece(toMarkdown) },
	docx: { type: DOCX_TYPE, write: inOnePiece(toDocx) },
	csv: { type: 'text/csv; charset=utf-8; header=present', write: inOnePiece(toCsv) },
	xlsx: {
		type: XLSX_TYPE,
		write: inOnePiece((exported, about) => toXlsx([exported], about)),
	},
	html: {
		type: 'text/html; charset=utf-8',
		write: (exported, about) => toViewer([exported], about),
	},
	tldr: { type: 'application/vnd.tldraw+json', write: toTldr },
}

/** A board as a file: its pieces, its media type, and the `Content-Disposition` that names it. */
export function writeExport(format: ExportFormat, exported: ExportedBoard, about: ExportMeta) {
	const { type, write } = WRITERS[format]
	const name = exportFileName({ workshop: exported.workshop, board: exported.board, ...about }, format)
	return { pieces: write(exported, about), type, disposition: attachment(name) }
}

function inOnePiece(
	write: (exported: ExportedBoard, about: ExportMeta) => string | Promise<string | Uint8Array>,
): Writer['write'] {
	return async function* (exported, about) {
		yield await write(exported, about)
	}
}

/** A board as a Word document: the chapter that it has in a report. */
async function toDocx(exported: ExportedBoard, { locale, at }: ExportMeta): Promise<Uint8Array> {
	const { workshop, session, board, content, result, picture } = exported
	const images = await readReportImages([content], picture)
	const source = { workshop, sessions: [session], results: result ? [result] : [], pictures: new Map(), images }
	const report = buildBoardReport({ board, content }, source, { locale, at, namesPeople: exported.isNamed })
	return writeReport(report, 'docx')
}

/** What a file is named after. */
interface NamedFile {
	workshop: { title: string }
	board: { title: string }
	at: Date
	zone?: string | undefined
}

/** The name under which a file of a board, or of something else with a title, is saved. */
export function exportFileName({ workshop, board, at, zone }: NamedFile, ending: string): string {
	return nameOf({ workshop: workshop.title, title: board.title, at: at.getTime(), zone }, ending)
}

/** A `Content-Disposition` that saves under this name: RFC 6266, with a plain name for what reads no other. */
export function attachment(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\x20-\x7e]+|["\\%]/g, '_')
	const encoded = encodeURIComponent(name).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	)
	return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
