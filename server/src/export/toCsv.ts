import type { ExportAbout, ExportedBoard } from './ExportedBoard.ts'
import { labelsIn } from './labels.ts'
import { tellCard } from './tellCard.ts'

const BYTE_ORDER_MARK = '\uFEFF'
/* What a spreadsheet takes for a formula, the full-width signs of Chinese and Japanese keyboards too. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/
const CARD_COLUMNS = [
	'id',
	'kind',
	'text',
	'city',
	'author',
	'category',
	'cluster',
	'answered',
	'votes',
	'links',
	'linkIds',
] as const

/**
 * A board as a table of its cards (`ToldCard`) and, below them, its images, which have what they show in words as their
 * text and an address in the last column; RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8. A
 * cell that a spreadsheet would run as a formula starts with an apostrophe.
 */
export function toCsv({ content }: ExportedBoard, { locale, origin }: ExportAbout): string {
	const labels = labelsIn(locale)
	const header = [...CARD_COLUMNS, 'imageUrl' as const].map((column) => labels.headings[column])
	const rows = content.cards.map((card) => {
		const told = tellCard(card, content, labels)
		return [...CARD_COLUMNS.map((column) => String(told[column] ?? '')), '']
	})
	const imageRows = content.images.map(({ id, alt, path, cluster }) => {
		const title = content.clusters.find((other) => other.id === cluster)?.title ?? ''
		return [id, labels.image, alt, '', '', '', title, '', '', '', '', origin + path]
	})
	return BYTE_ORDER_MARK + [header, ...rows, ...imageRows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(value: string): string {
	const safe = FORMULA_START.test(value) ? `'${value}` : value
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
