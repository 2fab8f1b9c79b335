import type { CardKind, ImageType, Locale } from '@charrette/shared'

/** A picture as it is put into a document. Sizes are in pixels. */
export interface ReportImage {
	type: ImageType
	bytes: Uint8Array
	width: number
	height: number
}

/** A card as a report tells of it: every text but its own is in words already. */
export interface ReportCard {
	kind: CardKind
	/** Its kind and, of an obstacle, what it is about. */
	label: string
	text: string
	/** City and author, as far as they are known and told. */
	from: string
	/** "3 dots", or nothing. */
	dots: string
	/** What leaves it: "addresses → …". */
	links: string[]
}

/** What stands in a table's cell: a text, a number, or cards. */
export type ReportCell = string | number | ReportCard[]

/** A table's column; `share` is its part of the width, among the others'. */
export interface ReportColumn {
	title: string
	share: number
}

/** What stands over cards where they are laid out as a table. */
interface CardHeads {
	kind: string
	card: string
	dots: string
}

/** A piece of a section, below its heading. */
export type ReportBlock =
	| { type: 'text'; text: string }
	| { type: 'figures'; figures: { value: number; label: string }[] }
	| { type: 'meter'; part: number; whole: number; label: string }
	| { type: 'cards'; heads: CardHeads; cards: ReportCard[] }
	| { type: 'table'; columns: ReportColumn[]; rows: ReportCell[][] }
	| { type: 'picture'; picture: ReportImage; caption: string; isWhole: boolean }

/** A heading, 1 the highest, and what stands below it until the next one. */
export interface ReportSection {
	level: number
	title: string
	startsPage: boolean
	blocks: ReportBlock[]
}

/** A report in one language, ready to be laid out in any format: what it says is decided, how it looks is not. */
export interface Report {
	locale: Locale
	title: string
	subtitle: string
	/** What kind of document it is. */
	kind: string
	/** Date, people: a line each. */
	facts: string[]
	cities: { title: string; names: string[] }
	contents: string
	sections: ReportSection[]
}

/** Whether contents name a section: what lies below a chapter is seen there. */
export function isChapter({ level, startsPage }: ReportSection): boolean {
	return startsPage || level === 1
}

/** Whether a section lies on a sheet of its own, on its side: the picture of a board that is wider than high is larger there. */
export function isLandscape({ blocks }: ReportSection): boolean {
	return blocks.some((block) => block.type === 'picture' && block.isWhole && isWide(block.picture))
}

/** Whether a picture is larger on a sheet that lies on its side. */
export function isWide({ width, height }: Pick<ReportImage, 'width' | 'height'>): boolean {
	return width > 1.3 * height
}

/** The colours of a report's own; those of kinds are the board's. */
export const REPORT_COLOURS = { ink: '#1c2330', quiet: '#586174', line: '#d9d3c6', accent: '#1d4f8c', tint: '#f5f3ee' }
