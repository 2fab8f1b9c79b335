import type { ExportFormat } from '@charrette/shared'
import type { ExportedBoard, ExportMeta } from './ExportedBoard.ts'
import { toExcalidraw } from './excalidraw/toExcalidraw.ts'
import { toGeoJson } from './geo/toGeoJson.ts'
import { translationNote } from './inLanguage.ts'
import { toNotes } from './notes/toNotes.ts'
import { buildBoardReport } from './report/buildReport.ts'
import { readReportImages } from './report/reportImages.ts'
import { writeReport } from './report/writeReport.ts'
import { toCsv } from './toCsv.ts'
import { toJson } from './toJson.ts'
import { toJsonCanvas } from './toJsonCanvas.ts'
import { toMarkdown } from './toMarkdown.ts'
import { toMermaid } from './toMermaid.ts'
import { toTldr } from './toTldr.ts'
import { toViewer } from './viewer/toViewer.ts'
import { toXlsx } from './xlsx/toXlsx.ts'

/** A file in chunks, so that a file with many images is never in memory as a whole. */
type Chunks = AsyncGenerator<string | Uint8Array>
type Writer = (exported: ExportedBoard, options: ExportMeta) => Chunks

const WRITERS: Record<ExportFormat, Writer> = {
	json: toJson,
	md: inOneChunk(toMarkdown),
	docx: inOneChunk(toDocx),
	csv: inOneChunk(toCsv),
	xlsx: inOneChunk((exported, options) => toXlsx([exported], options)),
	html: (exported, options) => toViewer([exported], options),
	tldr: toTldr,
	canvas: inOneChunk(toJsonCanvas),
	mmd: inOneChunk(toMermaid),
	excalidraw: toExcalidraw,
	geojson: inOneChunk(toGeoJson),
	notes: toNotes,
}

/** Writes a board as a file, in chunks. */
export function writeExport(format: ExportFormat, exported: ExportedBoard, options: ExportMeta): Chunks {
	return WRITERS[format](exported, options)
}

function inOneChunk(
	write: (exported: ExportedBoard, options: ExportMeta) => string | Promise<string | Uint8Array>,
): Writer {
	return async function* (exported, options) {
		yield await write(exported, options)
	}
}

/** Writes a board as a Word document: a report with one chapter. */
async function toDocx(exported: ExportedBoard, { locale, at }: ExportMeta): Promise<Uint8Array> {
	const { workshop, session, board, content, result, readImage, hasAuthors, translation } = exported
	const note = translationNote([translation], locale)
	const images = await readReportImages([content], readImage)
	const source = { workshop, sessions: [session], results: result ? [result] : [], renders: new Map(), images }
	const report = buildBoardReport({ board, content }, source, { locale, at, note, namesPeople: hasAuthors })
	return writeReport(report, 'docx')
}
