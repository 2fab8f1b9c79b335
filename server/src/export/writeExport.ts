import type { ExportFormat } from '@charrette/shared'
import type { ExportAbout, ExportedBoard } from './ExportedBoard.ts'
import { attachment, fileName } from './fileName.ts'
import { toTldr } from './tldraw/toTldr.ts'
import { toCsv } from './toCsv.ts'
import { toDocx } from './toDocx.ts'
import { toJson } from './toJson.ts'
import { toMarkdown } from './toMarkdown.ts'
import { toViewer } from './viewer/toViewer.ts'
import { toXlsx } from './xlsx/toXlsx.ts'

/** A file in pieces, so that one with many pictures is never in memory whole. */
type Pieces = AsyncGenerator<string | Uint8Array>
interface Writer {
	type: string
	write(exported: ExportedBoard, about: ExportAbout): Pieces
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
export function writeExport(format: ExportFormat, exported: ExportedBoard, about: ExportAbout) {
	const { type, write } = WRITERS[format]
	const name = fileName({ workshop: exported.workshop, board: exported.board, ...about }, format)
	return { pieces: write(exported, about), type, disposition: attachment(name) }
}

function inOnePiece(
	write: (exported: ExportedBoard, about: ExportAbout) => string | Promise<string | Uint8Array>,
): Writer['write'] {
	return async function* (exported, about) {
		yield await write(exported, about)
	}
}
