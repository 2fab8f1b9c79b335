import type { CardKind, ImageType, Locale, ReportFormat } from '@charrette/shared'

/** An image to embed, with its size in pixels. */
export interface ReportImage {
	type: ImageType
	bytes: Uint8Array
	width: number
	height: number
}

/** A card in a report. All fields but its text are in the language of the report. */
export interface ReportCard {
	kind: CardKind
	/** Its kind and, for an obstacle, its category. */
	label: string
	text: string
	/** City and author, as far as they are known and may be shown. */
	from: string
	/** "3 dots"; empty without dots. */
	dots: string
	/** "👍 3 · 💡 1"; empty without reactions. */
	reactions: string
	/** Its description; its source ("Source: …"); the alt text of an image that did not fit. */
	details: string[]
	/** The attached image. */
	image: { image: ReportImage; alt: string } | null
	/** Its outgoing links: "addresses → …". */
	links: string[]
	/** An action on the card for readers who can open the workshop. */
	action: ReportAction | null
}

/** A link out of the report; printed reports omit it. */
export interface ReportAction {
	label: string
	href: string
}

/** The content of a table cell: a text, a number, or cards. */
export type ReportCell = string | number | ReportCard[]

/** A table column; `share` is its width relative to the other columns. */
export interface ReportColumn {
	title: string
	share: number
}

/** Headings for cards in a table. */
interface CardHeads {
	kind: string
	card: string
	dots: string
}

/** A part of a section below its heading. `isWhole` marks an image of a whole board. */
export type ReportBlock =
	| { type: 'text'; text: string }
	| { type: 'figures'; figures: { value: number; label: string }[] }
	| { type: 'meter'; part: number; whole: number; label: string }
	| { type: 'cards'; heads: CardHeads; cards: ReportCard[] }
	| { type: 'table'; columns: ReportColumn[]; rows: ReportCell[][] }
	| { type: 'image'; image: ReportImage; caption: string; isWhole: boolean }
	/** A picture as SVG, and the same picture as an image for formats that cannot embed SVG. */
	| { type: 'picture'; svg: string; image: ReportImage | null; alt: string }

/** A heading, with 1 as the highest level, and the content up to the next one. */
export interface ReportSection {
	level: number
	title: string
	startsPage: boolean
	blocks: ReportBlock[]
}

/** The content of a report in one language, for a writer of any format. */
export interface Report {
	locale: Locale
	title: string
	subtitle: string
	/** The kind of document. */
	kind: string
	/** Date and participants, one per line. */
	facts: string[]
	cities: { title: string; names: string[] }
	contents: string
	sections: ReportSection[]
}

/** Whether the table of contents lists a section. */
export function isChapter({ level, startsPage }: ReportSection): boolean {
	return startsPage || level === 1
}

/** Whether a section goes on a landscape page, where the image of a wide board is larger. */
export function isLandscape({ blocks }: ReportSection): boolean {
	return blocks.some((block) => block.type === 'image' && block.isWhole && isWide(block.image))
}

/** Whether an image is larger on a landscape page. */
export function isWide({ width, height }: Pick<ReportImage, 'width' | 'height'>): boolean {
	return width > 1.3 * height
}

/** Number of characters above which cards and table rows may break across pages. */
export const LONG_TEXT = 1200

/** Returns the number of characters in a card's text and details. */
export function lengthOf({ text, details }: ReportCard): number {
	return details.reduce((sum, detail) => sum + detail.length, text.length)
}

/** Whether a table row may break across pages. */
export function isLongRow(row: readonly ReportCell[]): boolean {
	const lengths = row.map((cell) =>
		typeof cell === 'object' ? cell.reduce((sum, card) => sum + lengthOf(card), 0) : String(cell).length,
	)
	return Math.max(0, ...lengths) > LONG_TEXT
}

/** Writes a report as a file of a format. */
export type WriteReport = (report: Report, format: ReportFormat) => Promise<Uint8Array>

/** The colours of reports, beside those of card kinds. */
export const REPORT_COLOURS = { ink: '#1c2330', quiet: '#586174', line: '#d9d3c6', accent: '#1d4f8c', tint: '#f5f3ee' }
