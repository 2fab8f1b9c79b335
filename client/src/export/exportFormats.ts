import type { ExportFormat, Locale } from '@charrette/shared'
import type { Paper } from './pdf/planPages.ts'

/** What can be chosen about a file, beside what of the board it is and whether names are in it. */
type FormatOption = 'scale' | 'ground' | 'paper'

/** A format in which a board can be taken home: drawn here, or written by the server. What it is for is said in `take.formats.<id>`. */
export type FormatDefinition = { name: string; options: readonly FormatOption[] } & (
	| { id: RenderFormat; by: 'browser' }
	| { id: ExportFormat | 'html'; by: 'server' }
)

/** What a format is for. */
export const PURPOSES = ['look', 'work', 'keep'] as const
export type Purpose = (typeof PURPOSES)[number]

/** All formats, by what they are for: a line more is a format more. */
export const EXPORT_FORMATS: Record<Purpose, readonly FormatDefinition[]> = {
	look: [
		{ id: 'pdf', name: 'PDF', by: 'browser', options: ['paper'] },
		{ id: 'png', name: 'PNG', by: 'browser', options: ['scale', 'ground'] },
		{ id: 'svg', name: 'SVG', by: 'browser', options: ['ground'] },
		{ id: 'html', name: 'HTML', by: 'server', options: [] },
		{ id: 'pptx', name: 'PowerPoint', by: 'browser', options: [] },
	],
	work: [
		{ id: 'docx', name: 'Word', by: 'server', options: [] },
		{ id: 'xlsx', name: 'Excel', by: 'server', options: [] },
		{ id: 'csv', name: 'CSV', by: 'server', options: [] },
		{ id: 'md', name: 'Markdown', by: 'server', options: [] },
	],
	keep: [
		{ id: 'json', name: 'JSON', by: 'server', options: [] },
		{ id: 'tldr', name: 'tldraw', by: 'server', options: [] },
	],
}

/** The formats that are drawn in the browser. */
export type RenderFormat = 'pdf' | 'png' | 'svg' | 'pptx'

/** What a board can be drawn as: a format to take home, or a PNG of a size for a page or a slide. */
export type RenderTarget = RenderFormat | 'page'

/** What somebody wants a picture of, and what it is to be like. */
export interface RenderOptions {
	/** Ids of the shapes that are wanted, with all in them; null is the whole board. */
	selection: readonly string[] | null
	/** Whether the names of those who wrote stand on the cards. Nobody's do while the workshop is anonymous. */
	names: boolean
	/** PNG: pixels a board unit. */
	scale: number
	/** PNG and SVG: the board's paper, or nothing. */
	background: 'paper' | 'transparent'
	/** PDF */
	paper: Paper
}

/** What a picture is called, and from when it is. */
export interface ExportMetadata {
	workshop: string
	title: string
	/** ms */
	at: number
	locale: Locale
}

/** A picture as a file; a ZIP where one picture would have been larger than a browser can draw. */
export interface RenderedFile {
	format: RenderTarget
	blob: Blob
	extension: RenderFormat | 'zip'
}

/** Is told how far a picture is; throws to end the drawing. */
export type OnProgress = (done: number, all: number) => void
