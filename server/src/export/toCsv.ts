import {
	CARD_CHOICES,
	type Card,
	type CardChoice,
	type CardColumn,
	type Cluster,
	columnsOf,
	describeReactions,
	isCode,
	type NameOf,
	namesIn,
	plainText,
	writeCsv,
} from '@charrette/shared'
import { documentLine } from './documentLink.ts'
import type { BoardTranslation, ExportedBoard, ExportMeta } from './ExportedBoard.ts'
import { type ContentIndex, indexContent } from './indexContent.ts'

import { type ExportLabels, exportLabelsIn } from './labels.ts'
import { linesOn, lineText, type ThreadLines, threadLines } from './threadLines.ts'

/**
 * Writes a board as CSV (RFC 4180): its cards (`CardRow`), and below them empty clusters, and
 * images with their alt text and URL.
 */
export function toCsv(
	{ content, translation }: ExportedBoard,
	{ locale, origin, separator, zone, ids = true }: ExportMeta,
): string {
	const labels = exportLabelsIn(locale)
	const { cards, clusters, images } = content
	const index = indexContent(content)
	const lines = threadLines(content.threads, { labels, zone })
	const cardRows = cards.map((card) => cardRow(card, index, { labels, origin, translation, lines }))
	const columns = columnsOf((column) => cardRows.some((row) => row[column])).filter((column) => ids || !isCode(column))
	type Row = Partial<CardRow>
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
type CardRow = Record<CardColumn, string | number | null>

/**
 * The language of a table, the address of the server that has the images, what was translated, and
 * the messages.
 */
interface CardRowOptions {
	labels: ExportLabels
	origin: string
	translation: BoardTranslation | undefined
	lines: ThreadLines
}

/** Returns a card of a board as a row. */
export function cardRow(
	card: Card,
	index: ContentIndex,
	{ labels, origin, translation, lines }: CardRowOptions,
): CardRow {
	const shown = translation?.cards.get(card.id)
	const isBeside = translation?.choice === 'both' && shown !== undefined
	const textOf = (id: string) => plainText(index.cards.get(id)?.text ?? '')
	const outgoing = index.outgoing.get(card.id) ?? []
	const incoming = index.incoming.get(card.id) ?? []
	const cluster = index.clusters.get(card.cluster ?? '')
	const isAnswered = incoming.some((link) => link.meaning === 'addresses')
	return {
		id: card.id,
		...choicesOf(card, namesIn(labels)),
		text: plainText(isBeside ? shown.original : card.text),
		city: card.city,
		author: card.author ?? '',
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
		joined: joinedLines(card).join('\n'),
		description: card.description ?? '',
		source: card.source ?? '',
		imageUrl: card.image ? origin + card.image.path : '',
		imageAlt: card.image?.alt ?? '',
		document: documentLine(card, origin),
		messages: messagesOf(card, lines),
		translation: isBeside ? plainText(shown.text ?? '') : '',
		translated: shown ? labels.translations.by[shown.text === null ? 'nobody' : shown.by] : '',
	}
}

/** Returns the cards joined into a card (JOIN1): each text with its author and city. */
export function joinedLines({ joined = [] }: Card): string[] {
	return joined.map(({ text, author, city }) => {
		const from = [author, city].filter(Boolean).join(', ')
		return `+ ${plainText(text)}${from && ` (${from})`}`
	})
}

/** Returns the messages on a card, one per line. */
function messagesOf(card: Card, lines: ThreadLines): string {
	return linesOn(card, lines).map(lineText).join('\n')
}

/** Returns the names of the values of a card's choices; empty for a choice without a value. */
export function choicesOf(card: Card, nameOf: NameOf): Record<CardChoice, string> {
	const named = CARD_CHOICES.map((choice) => [choice, card[choice] ? nameOf(choice, card[choice]) : ''])
	return Object.fromEntries(named) as Record<CardChoice, string>
}

/** Returns the title of a cluster or a label for an untitled one; empty without a cluster. */
export function clusterLabel(cluster: Cluster | undefined, { untitledCluster }: ExportLabels): string {
	return cluster ? cluster.title || untitledCluster : ''
}
