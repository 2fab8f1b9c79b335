import type { ExportFormat } from '@charrette/shared'
import type { PictureFormat } from './PictureWish.ts'

/** What can be chosen about a file, beside what of the board it is and whether names are in it. */
type FormatOption = 'scale' | 'ground' | 'paper'

/** A format in which a board can be taken home: drawn here, or written by the server. What it is for is said in `take.formats.<id>`. */
export type Format = { name: string; options: readonly FormatOption[] } & (
	| { id: PictureFormat; by: 'browser' }
	| { id: ExportFormat | 'html'; by: 'server' }
)

/** What a format is for. */
export const PURPOSES = ['look', 'work', 'keep'] as const
export type Purpose = (typeof PURPOSES)[number]

/** All formats, by what they are for: a line more is a format more. */
export const FORMATS: Record<Purpose, readonly Format[]> = {
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
