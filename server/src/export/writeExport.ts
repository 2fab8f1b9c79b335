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

/** A file in chunks: one with many images is never in memory as a whole. */
type Chunks = AsyncGenerator<string | Uint8Array>
interface Writer {
	type: string
	write(exported: ExportedBoard, options: ExportMeta): Chunks
}

/** Media types of workbooks and Word documents. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const WRITERS: Record<ExportFormat, Writer> = {
	json: { type: 'application/json; charset=utf-8', write: toJson },
	md: { type: 'text/markdown; charset=utf-8', write: inOneChunk(toMarkdown) },
	docx: { type: DOCX_TYPE, write: inOneChunk(toDocx) },
	csv: { type: 'text/csv; charset=utf-8; header=present', write: inOneChunk(toCsv) },
	xlsx: {
		type: XLSX_TYPE,
		write: inOneChunk((exported, options) => toXlsx([exported], options)),
	},
	html: {
		type: 'text/html; charset=utf-8',
		write: (exported, options) => toViewer([exported], options),
	},
	tldr: { type: 'application/vnd.tldraw+json', write: toTldr },
}

/** A board as a file, in chunks. */
export function writeExport(format: ExportFormat, exported: ExportedBoard, options: ExportMeta): Chunks {
	return WRITERS[format].write(exported, options)
}

/** The media type of an export. */
export function exportType(format: ExportFormat): string {
	return WRITERS[format].type
}

function inOneChunk(
	write: (exported: ExportedBoard, options: ExportMeta) => string | Promise<string | Uint8Array>,
): Writer['write'] {
	return async function* (exported, options) {
		yield await write(exported, options)
	}
}

/** A board as a Word document: a report with one chapter. */
async function toDocx(exported: ExportedBoard, { locale, at }: ExportMeta): Promise<Uint8Array> {
	const { workshop, session, board, content, result, readImage } = exported
	const images = await readReportImages([content], readImage)
	const source = { workshop, sessions: [session], results: result ? [result] : [], renders: new Map(), images }
	const report = buildBoardReport({ board, content }, source, { locale, at, namesPeople: exported.hasAuthors })
	return writeReport(report, 'docx')
}

/** The parts of a file name. */
interface NamedFile {
	workshop: { title: string }
	board: { title: string }
	at: Date
	zone?: string | undefined
}

/** The file name of an export. */
export function exportFileName({ workshop, board, at, zone }: NamedFile, extension: string): string {
	return nameOf({ workshop: workshop.title, title: board.title, at: at.getTime(), zone }, extension)
}

/** The headers of an export. */
export function fileHeaders(type: string, name: string): Record<string, string> {
	return { 'Content-Type': type, 'Content-Disposition': attachment(name) }
}

/**
 * A `Content-Disposition` with this file name (RFC 6266), and an ASCII name for clients that read
 * no other.
 */
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
