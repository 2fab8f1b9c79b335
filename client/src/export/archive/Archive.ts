import type { Board, ExportFormat, Locale, Session, Workshop } from '@charrette/shared'
import type { FailureCode } from '../../connection/http.ts'
import type { Credentials } from '../../connection/credentials.ts'
import type { Translate } from '../../i18n/texts.ts'
import type { RenderFormat } from '../exportFormats.ts'

/** What is to be in a pack. */
export interface ArchiveOptions {
	formats: ReadonlySet<BoardFormat>
	combined: ReadonlySet<CombinedFile>
	/** Whether it is told who wrote what. Nobody is named while the workshop is anonymous. */
	names: boolean
}

/** The pack that is made: of one session, or of all. */
export interface ArchiveJob {
	credentials: Credentials
	workshop: Workshop
	sessions: readonly Session[]
	options: ArchiveOptions
	locale: Locale
	/** Is told what is made now, and how many steps of how many are done. */
	onProgress: (step: { board: string | null; done: number; all: number }) => void
	/** Is told that the server cannot be reached and is waited for, and when it is back. */
	onWaiting: (isWaiting: boolean) => void
	signal: AbortSignal
}

/** A file that should be in a pack and is not, since it could not be made. */
export interface MissingFile {
	board: string | null
	/** Null where there is nothing of the board at all. */
	format: BoardFormat | CombinedFile | null
	/** Why. */
	code: FailureCode
}

/** A pack, made. */
export interface Archive {
	blob: Blob
	name: string
	/** Boards with nothing on them have no files. */
	empty: Board[]
	missing: MissingFile[]
}

/** What a file that is missing is called where people are told of it: as it was called when it was chosen. */
export function nameOfMissing({ board, format }: MissingFile, t: Translate<['pack']>): string {
	const name = format && (isCombined(format) ? t(`wholes.${textKeyOf(format)}`) : FORMAT_NAMES[format])
	return [board, name].filter((part) => part !== null).join(' · ')
}

/** The formats in which each board of a pack may be: drawn here, or written by the server. */
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
	'json',
] as const satisfies readonly (RenderFormat | ExportFormat | 'html')[]
export type BoardFormat = (typeof BOARD_FORMATS)[number]

/** What a pack holds of all its boards together. */
export const COMBINED_FILES = ['report.html', 'report.docx', 'workbook.xlsx', 'viewer.html'] as const
export type CombinedFile = (typeof COMBINED_FILES)[number]

function isCombined(format: BoardFormat | CombinedFile): format is CombinedFile {
	return COMBINED_FILES.some((whole) => whole === format)
}

/** A file's name as a key of texts. */
export function textKeyOf<Name extends string>(file: Name) {
	return file.replace('.', '_') as Name extends `${infer Stem}.${infer Ending}` ? `${Stem}_${Ending}` : never
}

/** What people know a format by. */
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
	json: 'JSON',
}

/** What most want: to look at, to show, to work on with, and to bring in again. */
export const DEFAULT_FORMATS: ReadonlySet<BoardFormat> = new Set(['png', 'pdf', 'pptx', 'xlsx', 'json'])

/** The formats that are drawn in the browser. */
export type RenderedFormat = RenderFormat
export function isRendered(format: BoardFormat): format is RenderedFormat {
	return format === 'png' || format === 'pdf' || format === 'svg' || format === 'pptx'
}
