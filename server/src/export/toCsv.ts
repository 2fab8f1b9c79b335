import { type Card, type Cluster, describeReactions, plainText, writeCsv } from '@charrette/shared'
import type { ExportedBoard, ExportMeta } from './ExportedBoard.ts'
import { type ContentIndex, indexContent } from './indexContent.ts'
import { type ExportLabels, exportLabelsIn } from './labels.ts'

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

/** Columns that a table has only if some card of the board has a value for them. */
export const DETAIL_COLUMNS = ['reactions', 'description', 'source', 'imageAlt'] as const

/**
 * Writes a board as CSV (RFC 4180): its cards (`CardRow`), and below them empty clusters, and
 * images with their alt text and URL.
 */
export function toCsv({ content }: ExportedBoard, { locale, origin, separator }: ExportMeta): string {
	const labels = exportLabelsIn(locale)
	const { cards, clusters, images } = content
	const index = indexContent(content)
	const cardRows = cards.map((card) => cardRow(card, index, { labels, origin }))
	const details = DETAIL_COLUMNS.filter((column) => cardRows.some((row) => row[column]))
	const columns = [...CARD_COLUMNS, 'imageUrl', 'clusterId', ...details] as const
	type Row = Partial<Record<(typeof columns)[number], string | number | null>>
	const header: Row = labels.headings
	const nonEmpty = new Set([...cards, ...images].map(({ cluster }) => cluster))
	const clusterRows = clusters
		.filter(({ id }) => !nonEmpty.has(id))
		.map((one): Row => ({ kind: labels.headings.cluster, cluster: clusterLabel(one, labels), clusterId: one.id }))
	const imageRows = images.map(({ id, alt, path, cluster }): Row => {
		const parent = index.clusters.get(cluster ?? '')
		const position = { cluster: clusterLabel(parent, labels), clusterId: parent?.id ?? '' }
		return { id, kind: labels.image, text: alt, ...position, imageUrl: origin + path }
	})
	const rows = [header, ...cardRows, ...clusterRows, ...imageRows]
	const cells = rows.map((row) => columns.map((column) => String(row[column] ?? '')))
	return writeCsv(cells, separator)
}

/** A card as a row of a table, with everything but `votes` as text. */
export interface CardRow {
	id: string
	kind: string
	text: string
	city: string
	author: string
	category: string
	/** The title of its cluster, or a label for an untitled one. */
	cluster: string
	/** For an obstacle, whether a solution addresses it. */
	answered: string
	votes: number | null
	/** For people: outgoing and incoming links, "addresses → text", one per line. */
	links: string
	/** For programs: outgoing links, "<link id> <meaning> <card id>", one per line. */
	linkIds: string
	/** For programs: the id of its cluster, since titles of clusters are not unique. */
	clusterId: string
	/** "👍 3 · 💡 1". */
	reactions: string
	description: string
	source: string
	/** The URL and the alt text of its image. */
	imageUrl: string
	imageAlt: string
}

/** The language of a table, and the address of the server that has the images. */
interface CardRowOptions {
	labels: ExportLabels
	origin: string
}

/** Returns a card of a board as a row. */
export function cardRow(card: Card, index: ContentIndex, { labels, origin }: CardRowOptions): CardRow {
	const textOf = (id: string) => plainText(index.cards.get(id)?.text ?? '')
	const outgoing = index.outgoing.get(card.id) ?? []
	const incoming = index.incoming.get(card.id) ?? []
	const cluster = index.clusters.get(card.cluster ?? '')
	const isAnswered = incoming.some((link) => link.meaning === 'addresses')
	return {
		id: card.id,
		kind: labels.kinds[card.kind],
		text: plainText(card.text),
		city: card.city,
		author: card.author ?? '',
		category: card.category ? labels.categories[card.category] : '',
		cluster: clusterLabel(cluster, labels),
		answered: card.kind === 'obstacle' ? labels[isAnswered ? 'yes' : 'no'] : '',
		votes: card.votes ?? null,
		links: [
			...outgoing.map((link) => `${labels.meanings[link.meaning]} → ${textOf(link.to)}`),
			...incoming.map((link) => `← ${labels.meanings[link.meaning]}: ${textOf(link.from)}`),
		].join('\n'),
		linkIds: outgoing.map((link) => `${link.id} ${link.meaning} ${link.to}`).join('\n'),
		clusterId: cluster?.id ?? '',
		reactions: describeReactions(card.reactions),
		description: card.description ?? '',
		source: card.source ?? '',
		imageUrl: card.image ? origin + card.image.path : '',
		imageAlt: card.image?.alt ?? '',
	}
}

/** Returns the title of a cluster or a label for an untitled one; empty without a cluster. */
export function clusterLabel(cluster: Cluster | undefined, { untitledCluster }: ExportLabels): string {
	return cluster ? cluster.title || untitledCluster : ''
}
