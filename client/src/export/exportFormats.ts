import {
	type CsvSeparator,
	type ExportFormat,
	type Locale,
	type TextLanguage,
	TRANSLATED_FORMATS,
} from '@charrette/shared'
import type { CardSheetOptions } from './pdf/planCards.ts'
import type { Paper } from './pdf/planPages.ts'
import type { PosterOptions } from './pdf/planPoster.ts'

/** A format in which a board can be exported: rendered in the browser, or written by the server. */
export type FormatDefinition = { name: string; options: readonly FormatOption[] } & (
	| { id: RenderFormat; by: 'browser' }
	| { id: ExportFormat | 'html'; by: 'server' }
)

/**
 * The options of a format, beside the selection and the names of authors, which all of them have.
 */
type FormatOption = 'scale' | 'background' | 'layout' | 'separator'

/** The purposes of formats: to view, to edit, evaluate or keep, to continue in other programs. */
export const PURPOSES = ['view', 'edit', 'apps'] as const
export type Purpose = (typeof PURPOSES)[number]

/** All formats by their purpose. The text of a format is `archive:formats.<id>`. */
export const EXPORT_FORMATS: Record<Purpose, readonly FormatDefinition[]> = {
	view: [
		{ id: 'pdf', name: 'PDF', by: 'browser', options: ['layout'] },
		{ id: 'png', name: 'PNG', by: 'browser', options: ['scale', 'background'] },
		{ id: 'svg', name: 'SVG', by: 'browser', options: ['background'] },
		{ id: 'html', name: 'HTML', by: 'server', options: [] },
		{ id: 'pptx', name: 'PowerPoint', by: 'browser', options: [] },
	],
	edit: [
		{ id: 'docx', name: 'Word', by: 'server', options: [] },
		{ id: 'xlsx', name: 'Excel', by: 'server', options: [] },
		{ id: 'csv', name: 'CSV', by: 'server', options: ['separator'] },
		{ id: 'md', name: 'Markdown', by: 'server', options: [] },
		{ id: 'geojson', name: 'GeoJSON', by: 'server', options: [] },
		{ id: 'json', name: 'JSON', by: 'server', options: [] },
	],
	apps: [
		{ id: 'excalidraw', name: 'Excalidraw', by: 'server', options: [] },
		{ id: 'tldr', name: 'tldraw', by: 'server', options: [] },
		{ id: 'notes', name: 'Obsidian', by: 'server', options: [] },
		{ id: 'canvas', name: 'Canvas', by: 'server', options: [] },
		{ id: 'mmd', name: 'Mermaid', by: 'server', options: [] },
	],
}

/** The formats that are rendered in the browser. */
export type RenderFormat = 'pdf' | 'png' | 'svg' | 'pptx'

/**
 * A format in which a board can be rendered: an export format, or `page`, a PNG of limited size for
 * a report.
 */
export type RenderTarget = RenderFormat | 'page'

/** Whether files of a format can have translated texts; others continue the work in a program. */
export function isTranslatable({ id }: { id: string }): boolean {
	const isRendered = id === 'pdf' || id === 'png' || id === 'svg' || id === 'pptx'
	return isRendered || TRANSLATED_FORMATS.some((format) => format === id)
}

/** The options for rendering a board. */
export interface RenderOptions {
	/** Ids of the shapes to render, with their children; null for the whole board. */
	selection: readonly string[] | null
	/** Whether cards show the names of their authors, unless the workshop is anonymous. */
	names: boolean
	/** For PNG: pixels per board unit. */
	scale: number
	/** For PNG: whether the scale becomes smaller, so that a large board is one image (EXP6). */
	isFitted: boolean
	/** For PNG and SVG. */
	background: 'paper' | 'transparent'
	/** For PDF. */
	layout: PdfLayout
	/** For PDF as pages. */
	paper: Paper
	/** For PDF as a poster. */
	poster: PosterOptions
	/** For PDF with cards to cut out. */
	cards: CardSheetOptions
	/** The language of the texts; null if they are as written. */
	language: TextLanguage | null
	/** For CSV; null for the default of the language. */
	separator: CsvSeparator | null
	/** For CSV: whether it has the ids of cards, clusters and links. */
	ids: boolean
}

/** The content of a PDF: the board on pages, the board as a poster, or its cards to cut out. */
export const PDF_LAYOUTS = ['pages', 'poster', 'cards'] as const
type PdfLayout = (typeof PDF_LAYOUTS)[number]

/** The default options: the whole board with names, at the resolution of a high-density screen. */
export const DEFAULT_RENDER_OPTIONS: RenderOptions = {
	selection: null,
	names: true,
	scale: 2,
	isFitted: false,
	background: 'paper',
	layout: 'pages',
	paper: 'board',
	poster: { size: 'a1', orientation: 'best', sheets: null },
	cards: { paper: 'a4', count: 8, source: 'board' },
	language: null,
	separator: null,
	ids: true,
}

/** The titles, date and language of an export. */
export interface ExportMetadata {
	workshop: string
	title: string
	/** The title of the board's session. */
	session?: string | undefined
	/** The time of the export, in ms since 1970. */
	at: number
	locale: Locale
	/** What the file says about its translations (EXP10). */
	note?: string | null | undefined
}

/** Formats the date of an export in its language. */
export function dateOf({ at, locale }: Pick<ExportMetadata, 'at' | 'locale'>): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at)
}

/** A rendered board. A PNG that is too large for one image is a ZIP of several. */
export interface RenderedFile {
	format: RenderTarget
	blob: Blob
	extension: RenderFormat | 'zip'
	/** Pixels per board unit of an image that was made smaller to fit. */
	fittedScale?: number | undefined
}

/** Called with the number of completed steps. Throws to cancel the export. */
export type OnProgress = (done: number, all: number) => void
