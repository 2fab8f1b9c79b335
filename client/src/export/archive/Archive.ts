import {
	type Board,
	EXCHANGE_FILE_NAMES,
	type ExportFormat,
	type Locale,
	type Session,
	type TextLanguage,
	type Workshop,
} from '@charrette/shared'
import type { Credentials } from '../../connection/credentials.ts'
import type { FailureCode } from '../../connection/http.ts'
import type { Translate } from '../../i18n/texts.ts'
import type { RenderFormat } from '../exportFormats.ts'

/** The content of an archive: a ZIP of the boards of one session, or of all sessions. */
export interface ArchiveOptions {
	/** The formats of each board. */
	formats: ReadonlySet<BoardFormat>
	/** The files of all boards together. */
	combined: ReadonlySet<CombinedFile>
	/** Whether files name authors; never in an anonymous workshop. */
	names: boolean
	/** The language of the texts; null if they are as written. */
	language: TextLanguage | null
}

/** An archive to create. */
export interface ArchiveJob {
	credentials: Credentials
	workshop: Workshop
	sessions: readonly Session[]
	options: ArchiveOptions
	locale: Locale
	/** Called at each step, with the title of the board, or null for a combined file. */
	onProgress: (step: { board: string | null; done: number; all: number }) => void
	/**
	 * Called with true when the job waits because the server cannot be reached, and with false when
	 * the job continues.
	 */
	onWaiting: (isWaiting: boolean) => void
	signal: AbortSignal
}

/** An archive that was created. */
export interface Archive {
	blob: Blob
	name: string
	/** The boards without cards, which have no files. */
	empty: Board[]
	missing: MissingFile[]
}

/** A file that could not be created. */
export interface MissingFile {
	/** The title of the board; null for a combined file. */
	board: string | null
	/** The format of the file; null for a document, and if no file of the board could be created. */
	format: BoardFormat | CombinedFile | null
	/** The name of a document of a card (CASE6). */
	document?: string
	code: FailureCode
}

/** Returns the name of a missing file, as in the dialog. */
export function nameOfMissing({ board, format, document }: MissingFile, t: Translate<['archive']>): string {
	const name = format && (isCombined(format) ? t(`combined.${textKeyOf(format)}`) : FORMAT_NAMES[format])
	return [board, document ?? name].filter((part) => part !== null).join(' · ')
}

/** The formats of a board in an archive: rendered in the browser, or written by the server. */
export const BOARD_FORMATS = [
	'png',
	'pdf',
	'pptx',
	'svg',
	'docx',
	'xlsx',
	'csv',
	'md',
	'html',
	'tldr',
	'excalidraw',
	'notes',
	'canvas',
	'mmd',
	'geojson',
	'json',
] as const satisfies readonly (RenderFormat | ExportFormat | 'html')[]
export type BoardFormat = (typeof BOARD_FORMATS)[number]

/** The files that contain all boards of an archive; the server writes them. */
export const COMBINED_FILES = [
	'report.html',
	'report.docx',
	'workbook.xlsx',
	'viewer.html',
	...EXCHANGE_FILE_NAMES,
] as const
export type CombinedFile = (typeof COMBINED_FILES)[number]

function isCombined(format: BoardFormat | CombinedFile): format is CombinedFile {
	return COMBINED_FILES.some((file) => file === format)
}

export function textKeyOf<Name extends string>(file: Name) {
	return file.replace('.', '_') as Name extends `${infer Stem}.${infer Ending}` ? `${Stem}_${Ending}` : never
}

/** The names of the formats, the same in all languages. */
export const FORMAT_NAMES: Record<BoardFormat, string> = {
	png: 'PNG',
	pdf: 'PDF',
	pptx: 'PowerPoint',
	svg: 'SVG',
	docx: 'Word',
	xlsx: 'Excel',
	csv: 'CSV',
	md: 'Markdown',
	html: 'HTML',
	tldr: 'tldraw',
	excalidraw: 'Excalidraw',
	notes: 'Obsidian',
	canvas: 'Canvas',
	mmd: 'Mermaid',
	geojson: 'GeoJSON',
	json: 'JSON',
}

/** The default formats: to view, to present, to work on, and to import again. */
export const DEFAULT_FORMATS: ReadonlySet<BoardFormat> = new Set(['png', 'pdf', 'pptx', 'xlsx', 'json'])

/** Whether a format is rendered in the browser. */
export function isRendered(format: BoardFormat): format is RenderFormat {
	return format === 'png' || format === 'pdf' || format === 'svg' || format === 'pptx'
}
