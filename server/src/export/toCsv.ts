import type { BoardContent, Card, Cluster } from '@charrette/shared'
import type { ExportedBoard, ExportMeta } from './ExportedBoard.ts'
import { type ExportLabels, exportLabelsIn } from './labels.ts'

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
export function toCsv({ content }: ExportedBoard, { locale, origin }: ExportMeta): string {
	const labels = exportLabelsIn(locale)
	const { cards, clusters, images } = content
	const columns = [...CARD_COLUMNS, 'imageUrl', 'clusterId'] as const
	type Told = Partial<Record<(typeof columns)[number], string | number | null>>
	const header: Told = labels.headings
	const cardRows = cards.map((card): Told => cardRow(card, content, labels))
	const held = new Set([...cards, ...images].map(({ cluster }) => cluster))
	const clusterRows = clusters
		.filter(({ id }) => !held.has(id))
		.map((one): Told => ({ kind: labels.headings.cluster, cluster: clusterLabel(one, labels), clusterId: one.id }))
	const imageRows = images.map(({ id, alt, path, cluster }): Told => {
		const on = clusters.find((other) => other.id === cluster)
		const place = { cluster: clusterLabel(on, labels), clusterId: on?.id ?? '' }
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

/** What a table says of a card, in words; `votes` as it is. */
export interface CardRow {
	id: string
	kind: string
	text: string
	city: string
	author: string
	category: string
	/** Of a cluster without a title the word for one. */
	cluster: string
	/** Of an obstacle: whether a solution addresses it. */
	answered: string
	votes: number | null
	/** For people: what leaves the card and what comes to it, "addresses → text", each on its own line. */
	links: string
	/** For programs: the links that leave the card, "<link id> <meaning> <card id>"; so each link is told of one card. */
	linkIds: string
	/** For programs too: clusters may be called the same. */
	clusterId: string
}

/** Tells a card of a board as a row of a table. */
export function cardRow(card: Card, { cards, links, clusters }: BoardContent, labels: ExportLabels): CardRow {
	const textOf = (id: string) => cards.find((other) => other.id === id)?.text ?? ''
	const leaving = links.filter((link) => link.from === card.id)
	const coming = links.filter((link) => link.to === card.id)
	const cluster = clusters.find(({ id }) => id === card.cluster)
	const isAnswered = coming.some((link) => link.meaning === 'addresses')
	return {
		id: card.id,
		kind: labels.kinds[card.kind],
		text: card.text,
		city: card.city,
		author: card.author ?? '',
		category: card.category ? labels.categories[card.category] : '',
		cluster: clusterLabel(cluster, labels),
		answered: card.kind === 'obstacle' ? labels[isAnswered ? 'yes' : 'no'] : '',
		votes: card.votes ?? null,
		links: [
			...leaving.map((link) => `${labels.meanings[link.meaning]} → ${textOf(link.to)}`),
			...coming.map((link) => `← ${labels.meanings[link.meaning]}: ${textOf(link.from)}`),
		].join('\n'),
		linkIds: leaving.map((link) => `${link.id} ${link.meaning} ${link.to}`).join('\n'),
		clusterId: cluster?.id ?? '',
	}
}

/** What a table calls a cluster; nothing where there is none. */
export function clusterLabel(cluster: Cluster | undefined, { untitledCluster }: ExportLabels): string {
	return cluster ? cluster.title || untitledCluster : ''
}
