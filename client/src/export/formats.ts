import type { ExportFormat } from '@charrette/shared'
import type { PictureFormat, PictureWish } from './PictureWish.ts'

/** A list of more goes through no address. */
const MAX_LISTED = 300

/** What can be chosen about a file. */
type FormatOption = 'part' | 'names' | 'scale' | 'ground' | 'paper'

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
		{ id: 'pdf', name: 'PDF', by: 'browser', options: ['part', 'names', 'paper'] },
		{ id: 'png', name: 'PNG', by: 'browser', options: ['part', 'names', 'scale', 'ground'] },
		{ id: 'svg', name: 'SVG', by: 'browser', options: ['part', 'names', 'ground'] },
		{ id: 'html', name: 'HTML', by: 'server', options: ['part', 'names'] },
		{ id: 'pptx', name: 'PowerPoint', by: 'browser', options: ['part', 'names'] },
	],
	work: [
		{ id: 'docx', name: 'Word', by: 'server', options: ['part', 'names'] },
		{ id: 'xlsx', name: 'Excel', by: 'server', options: ['part', 'names'] },
		{ id: 'csv', name: 'CSV', by: 'server', options: ['part', 'names'] },
		{ id: 'md', name: 'Markdown', by: 'server', options: ['part', 'names'] },
	],
	keep: [
		{ id: 'json', name: 'JSON', by: 'server', options: ['names'] },
		{ id: 'tldr', name: 'tldraw', by: 'server', options: ['part', 'names'] },
	],
}

/** Whether so many things can be taken home alone. */
export function takesPart({ by, options }: Format, count: number): boolean {
	return options.includes('part') && (by === 'browser' || count <= MAX_LISTED)
}

/** What of a wish this format has: what was chosen for another has no effect on it. */
export function wishFor(format: Format, wish: PictureWish): PictureWish {
	return takesPart(format, wish.chosen?.length ?? 0) ? wish : { ...wish, chosen: null }
}
