import type { CardKind, FormattedLine, ImageType, Locale, ReportFormat } from '@charrette/shared'
import { textOfLines } from '@charrette/shared'

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
	text: readonly FormattedLine[]
	/** City and author, as far as they are known and may be shown. */
	from: string
	/** "3 dots"; empty without dots. */
	dots: string
	/** "👍 3 · 💡 1"; empty without reactions. */
	reactions: string
	/** Its description; its source ("Source: …"); the alt text of an image that did not fit. */
	details: (readonly FormattedLine[])[]
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

/** The content of a table cell. */
export type ReportCell = string | number

/** A table column; `share` is its width relative to the other columns. */
export interface ReportColumn {
	title: string
	share: number
}

/** A card in a short list: the beginning of its text, and its origin below. */
export interface ReportLine {
	/** A figure beside the text, such as "7 cities" or "12 dots"; may be empty. */
	mark: string
	/** The kind of the card; null for a line that is not a card. */
	kind: CardKind | null
	text: string
	note: string
}

/** A part of a section below its heading. `isWhole` marks an image of a whole board. */
export type ReportBlock =
	| { type: 'text'; text: string }
	| { type: 'figures'; figures: { value: number; label: string }[] }
	| { type: 'meter'; part: number; whole: number; label: string }
	| { type: 'cards'; cards: ReportCard[] }
	| { type: 'table'; columns: ReportColumn[]; rows: ReportCell[][] }
	/** A short list; `more` says how many further lines are in an annex, and may be empty. */
	| { type: 'lines'; lines: ReportLine[]; more: string }
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
	/** Date, participants and translations, one per line. */
	facts: string[]
	/** The line of all cities; may be empty. */
	cities: string
	contents: string
	/** The first pages, before the table of contents; empty for a board. */
	front: ReportSection[]
	sections: ReportSection[]
}

/** Whether the table of contents lists a section. */
export function isChapter({ level, startsPage }: ReportSection): boolean {
	return startsPage || level === 1
}

/** Number of characters above which cards and table rows may break across pages. */
const LONG_TEXT = 1200

/** Returns the number of characters in a card's text and details. */
function lengthOf({ text, details }: ReportCard): number {
	return [text, ...details].reduce((sum, lines) => sum + textOfLines(lines).length, 0)
}

/** Whether a card may break across pages. */
export function isLongCard(card: ReportCard): boolean {
	return lengthOf(card) > LONG_TEXT
}

/** Whether a table row may break across pages. */
export function isLongRow(row: readonly ReportCell[]): boolean {
	return row.some((cell) => String(cell).length > LONG_TEXT)
}

/** Writes a report as a file of a format. */
export type WriteReport = (report: Report, format: ReportFormat) => Promise<Uint8Array>

/** The colours of reports, beside those of card kinds. */
export const REPORT_COLOURS = { ink: '#1c2330', quiet: '#586174', line: '#d9d3c6', accent: '#1d4f8c', tint: '#f5f3ee' }
