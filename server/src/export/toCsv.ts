import type { ExportAbout, ExportedBoard } from './ExportedBoard.ts'
import { labelsIn } from './labels.ts'
import { tellCard, tellCluster } from './tellCard.ts'

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
 * A board as a table of its cards (`ToldCard`) and, below them, clusters that hold nothing and images, which have what they
 * show in words as their text and an address; RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8. A
 * cell that a spreadsheet would run as a formula starts with an apostrophe.
 */
export function toCsv({ content }: ExportedBoard, { locale, origin }: ExportAbout): string {
	const labels = labelsIn(locale)
	const { cards, clusters, images } = content
	const columns = [...CARD_COLUMNS, 'imageUrl', 'clusterId'] as const
	type Told = Partial<Record<(typeof columns)[number], string | number | null>>
	const header: Told = labels.headings
	const cardRows = cards.map((card): Told => tellCard(card, content, labels))
	const held = new Set([...cards, ...images].map(({ cluster }) => cluster))
	const clusterRows = clusters
		.filter(({ id }) => !held.has(id))
		.map((one): Told => ({ kind: labels.headings.cluster, cluster: tellCluster(one, labels), clusterId: one.id }))
	const imageRows = images.map(({ id, alt, path, cluster }): Told => {
		const on = clusters.find((other) => other.id === cluster)
		const place = { cluster: tellCluster(on, labels), clusterId: on?.id ?? '' }
		return { id, kind: labels.image, text: alt, ...place, imageUrl: origin + path }
	})
	const rows = [header, ...cardRows, ...clusterRows, ...imageRows]
	const lines = rows.map((row) => columns.map((column) => cell(String(row[column] ?? ''))).join(','))
	return BYTE_ORDER_MARK + lines.map((line) => `${line}\r\n`).join('')
}

function cell(value: string): string {
	const safe = FORMULA_START.test(value) ? `'${value}` : value
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
