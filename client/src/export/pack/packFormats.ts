import type { ExportFormat } from '@charrette/shared'
import type { PictureFormat } from '../PictureWish.ts'

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
] as const satisfies readonly (PictureFormat | ExportFormat | 'html')[]
export type BoardFormat = (typeof BOARD_FORMATS)[number]

/** What a pack holds of all its boards together. */
export const WHOLES = ['report.html', 'report.docx', 'workbook.xlsx', 'viewer.html'] as const
export type Whole = (typeof WHOLES)[number]

export function isWhole(format: BoardFormat | Whole): format is Whole {
	return WHOLES.some((whole) => whole === format)
}

/** A file's name as a key of texts. */
export function keyOf<Name extends string>(file: Name) {
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
export const USUAL_FORMATS: ReadonlySet<BoardFormat> = new Set(['png', 'pdf', 'pptx', 'xlsx', 'json'])

/** The formats that are drawn in the browser. */
export type DrawnHere = PictureFormat
export function isDrawn(format: BoardFormat): format is DrawnHere {
	return format === 'png' || format === 'pdf' || format === 'svg' || format === 'pptx'
}
