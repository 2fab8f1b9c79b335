import {
	type BoardImage,
	CARD_COLUMNS,
	type Card,
	type CardColumn,
	type CardKind,
	type Cluster,
	type ContentMessage,
	type ContentThread,
	columnsOf,
	isoDaysIn,
	isShared,
	joinedObstaclesOf,
	type Link,
	plainText,
} from '@charrette/shared'
import type { ExportedBoard, ExportMeta } from '../ExportedBoard.ts'
import { indexContent, solutionsOf } from '../indexContent.ts'
import { exportLabelsIn } from '../labels.ts'
import type { ThreadLines } from '../threadLines.ts'
import { cardRow, clusterLabel } from '../toCsv.ts'
import { sheetLabelsIn } from './sheetLabels.ts'
import {
	boardColumns,
	boardIdColumns,
	type Cell,
	type ColumnOf,
	type Sheet,
	sheetOf,
	type Workbook,
} from './Workbook.ts'
import { boardsSheet, citySheet, peopleSheet, voteSheet } from './workshopSheets.ts'
import { writeXlsx } from './writeXlsx.ts'

/**
 * Writes boards of one workshop as a workbook, with a sheet each for cards, links, clusters,
 * coverage, votes, cities, people, images, threads and boards. Leaves out empty sheets except the
 * cards. With several boards, each row names its board.
 */
export function toXlsx(
	boards: readonly ExportedBoard[],
	{ at, locale, origin, zone }: ExportMeta,
): Promise<Uint8Array> {
	const workbook: Workbook = {
		boards,
		labels: exportLabelsIn(locale),
		sheetLabels: sheetLabelsIn(locale),
		origin,
		zone,
	}
	const [cards, ...others] = [
		cardSheet(workbook),
		linkSheet(workbook),
		clusterSheet(workbook),
		coverageSheet(workbook),
		voteSheet(workbook),
		citySheet(workbook),
		peopleSheet(workbook),
		imageSheet(workbook),
		threadSheet(workbook),
		boardsSheet(workbook),
	]
	const titles = [boards[0]?.workshop.title, boards.length === 1 ? boards[0]?.board.title : '']
	const title = titles.filter(Boolean).join(' – ')
	return writeXlsx([cards, ...others.filter(({ rows }) => rows.length > 0)], { title, at })
}

/** Messages have a sheet of their own. */
const NO_LINES: ThreadLines = new Map()
const TEXT = 60
const WORD = 16
const CODE = { width: 24, isCode: true }

/** Builds the sheet of all cards, with the columns of the CSV in another order: ids last. */
function cardSheet(workbook: Workbook): Sheet {
	const { boards, labels, sheetLabels, origin } = workbook
	const { headings } = labels
	const entries = boards.flatMap((on) => {
		const index = indexContent(on.content)
		return on.content.cards.map((card) => ({
			on,
			card,
			row: cardRow(card, index, { labels, origin, translation: on.translation, lines: NO_LINES }),
		}))
	})
	type Entry = (typeof entries)[number]
	const hasAuthors = boards.some((board) => board.hasAuthors)
	const isUsed = (column: CardColumn) => entries.some(({ row }) => row[column])
	const shown = columnsOf(isUsed).filter((column) => !isLast(column) && (column !== 'author' || hasAuthors))
	const last = LAST_COLUMNS.filter((column) => column !== 'imageUrl' || isUsed(column))
	const columns = [...shown, ...last].map((column): ColumnOf<Entry> => {
		const of = ({ card, row }: Entry): Cell =>
			column === 'kind' ? { kind: card.kind, word: labels.kinds[card.kind] } : row[column]
		return { title: headings[column], ...CARD_COLUMNS[column], isLinked: isLinked(column), of }
	})
	return sheetOf(
		sheetLabels.cards,
		[...boardColumns<Entry>(workbook), ...columns, ...boardIdColumns(workbook)],
		entries,
	)
}

/** The columns for programs are the last ones. */
const LAST_COLUMNS = ['imageUrl', 'linkIds', 'clusterId', 'id'] as const
/** The columns whose texts may have addresses, which open them. */
const LINKED_COLUMNS = ['text', 'description', 'source', 'translation', 'messages', 'imageUrl'] as const
const isLinked = (column: CardColumn) => LINKED_COLUMNS.some((one) => one === column)
const isLast = (column: CardColumn) => LAST_COLUMNS.some((one) => one === column)

/** Builds the sheet of all links, with the texts of their cards. */
function linkSheet(workbook: Workbook): Sheet {
	const { boards, labels, sheetLabels } = workbook
	type Entry = { on: ExportedBoard; link: Link; from: Card | undefined; to: Card | undefined }
	const entries = boards.flatMap((on) => {
		const cards = new Map(on.content.cards.map((card) => [card.id, card]))
		return on.content.links.map((link): Entry => ({ on, link, from: cards.get(link.from), to: cards.get(link.to) }))
	})
	return sheetOf<Entry>(
		sheetLabels.links,
		[
			...boardColumns<Entry>(workbook),
			{ title: sheetLabels.from, width: 48, of: ({ from }) => plainText(from?.text ?? '') },
			{ title: sheetLabels.meaning, width: WORD, of: ({ link }) => labels.meanings[link.meaning] },
			{ title: sheetLabels.to, width: 48, of: ({ to }) => plainText(to?.text ?? '') },
			{ title: sheetLabels.fromId, ...CODE, of: ({ link }) => link.from },
			{ title: sheetLabels.toId, ...CODE, of: ({ link }) => link.to },
			{ title: labels.headings.id, ...CODE, of: ({ link }) => link.id },
		],
		entries,
	)
}

/** Builds the sheet of all clusters, with counts of their members. */
function clusterSheet(workbook: Workbook): Sheet {
	const { boards, labels, sheetLabels } = workbook
	type Entry = { on: ExportedBoard; cluster: Cluster; members: Card[] }
	const entries = boards.flatMap((on) => {
		const { members } = indexContent(on.content)
		return on.content.clusters.map((cluster): Entry => ({ on, cluster, members: members.get(cluster.id) ?? [] }))
	})
	const count = (members: readonly Card[], kind: CardKind) => members.filter((card) => card.kind === kind).length
	return sheetOf<Entry>(
		sheetLabels.clusters,
		[
			...boardColumns<Entry>(workbook),
			{ title: labels.headings.cluster, width: 40, of: ({ cluster }) => clusterLabel(cluster, labels) },
			{ title: sheetLabels.cards, width: 11, of: ({ members }) => members.length },
			{ title: labels.kinds.obstacle, width: 13, of: ({ members }) => count(members, 'obstacle') },
			{ title: labels.kinds.solution, width: 13, of: ({ members }) => count(members, 'solution') },
			{
				title: labels.headings.votes,
				width: 9,
				of: ({ members }) => members.reduce((sum, { votes = 0 }) => sum + votes, 0),
			},
			{ title: labels.headings.clusterId, ...CODE, of: ({ cluster }) => cluster.id },
			...boardIdColumns<Entry>(workbook),
		],
		entries,
	)
}

/**
 * Builds the sheet of all obstacles, those of a board that say the same in one row (SHARED1), with
 * the solutions that address them.
 */
function coverageSheet(workbook: Workbook): Sheet {
	const { boards, labels, sheetLabels } = workbook
	const { headings } = labels
	type Entry = { on: ExportedBoard; cards: Card[]; solutions: Card[]; isShared: boolean }
	const entries = boards.flatMap((on) => {
		const index = indexContent(on.content)
		return joinedObstaclesOf(on.content.cards, on.content.links).map((joined): Entry => {
			const cards = joined.obstacles.flatMap(({ card }) => index.cards.get(card) ?? [])
			const solutions = new Set(cards.flatMap(({ id }) => solutionsOf(id, index)))
			return { on, cards, solutions: [...solutions], isShared: isShared(joined) }
		})
	})
	const yesOrNo = (is: boolean) => labels[is ? 'yes' : 'no']
	const each = (values: readonly (string | undefined)[], separator: string) =>
		[...new Set(values)].filter(Boolean).join(separator)
	return sheetOf<Entry>(
		sheetLabels.coverage,
		[
			...boardColumns<Entry>(workbook),
			{ title: labels.kinds.obstacle, width: 48, of: ({ cards: [first] }) => plainText(first?.text ?? '') },
			{
				title: headings.city,
				width: WORD,
				of: ({ cards }) =>
					each(
						cards.map(({ city }) => city),
						', ',
					),
			},
			{
				title: headings.category,
				width: 20,
				of: ({ cards }) =>
					each(
						cards.map(({ category }) => category && labels.categories[category]),
						', ',
					),
			},
			{ title: headings.answered, width: 14, of: ({ solutions }) => yesOrNo(solutions.length > 0) },
			{ title: sheetLabels.solutions, width: 48, of: ({ solutions }) => solutions.map(({ text }) => text).join('\n') },
			{ title: sheetLabels.isShared, width: 18, of: ({ isShared }) => yesOrNo(isShared) },
			{ title: headings.votes, width: 9, of: ({ cards }) => sumOfVotes(cards) },
			{
				title: headings.id,
				...CODE,
				of: ({ cards }) =>
					each(
						cards.map(({ id }) => id),
						' ',
					),
			},
		],
		entries,
	)
}

/** Returns the dots of cards that say the same; null if none of them was voted on. */
function sumOfVotes(cards: readonly Card[]): number | null {
	const votes = cards.flatMap((card) => card.votes ?? [])
	return votes.length > 0 ? votes.reduce((sum, count) => sum + count, 0) : null
}

/** Builds the sheet of all images, with their URLs. */
function imageSheet(workbook: Workbook): Sheet {
	const { boards, labels, sheetLabels, origin } = workbook
	type Entry = { on: ExportedBoard; image: BoardImage; cluster: Cluster | undefined }
	const entries = boards.flatMap((on) => {
		const { clusters } = indexContent(on.content)
		return on.content.images.map((image): Entry => ({ on, image, cluster: clusters.get(image.cluster ?? '') }))
	})
	return sheetOf<Entry>(
		sheetLabels.images,
		[
			...boardColumns<Entry>(workbook),
			{ title: labels.headings.text, width: TEXT, of: ({ image }) => image.alt },
			{ title: labels.headings.cluster, width: 20, of: ({ cluster }) => clusterLabel(cluster, labels) },
			{ title: labels.headings.imageUrl, width: TEXT, isLinked: true, of: ({ image }) => origin + image.path },
			{ title: labels.headings.clusterId, ...CODE, of: ({ cluster }) => cluster?.id ?? '' },
			{ title: labels.headings.id, ...CODE, of: ({ image }) => image.id },
			...boardIdColumns<Entry>(workbook),
		],
		entries,
	)
}

/** Builds the sheet of all messages, thread by thread. */
function threadSheet(workbook: Workbook): Sheet {
	const { boards, labels, sheetLabels, zone } = workbook
	const dayOf = isoDaysIn(zone)
	type Entry = { on: ExportedBoard; thread: ContentThread; message: ContentMessage; subject: string }
	const entries = boards.flatMap((on) => {
		const { cards, clusters } = indexContent(on.content)
		return (on.content.threads ?? []).flatMap((thread) => {
			const subject = plainText(cards.get(thread.on ?? '')?.text ?? clusters.get(thread.on ?? '')?.title ?? '')
			return thread.messages.map((message): Entry => ({ on, thread, message, subject }))
		})
	})
	const authorOf = ({ message }: Entry) => (message.isFacilitator ? labels.threads.facilitator : (message.author ?? ''))
	const hasAuthors = boards.some((board) => board.hasAuthors)
	return sheetOf<Entry>(
		labels.threads.title,
		[
			...boardColumns<Entry>(workbook),
			{ title: sheetLabels.subject, width: 48, of: ({ subject }) => subject },
			{
				title: labels.headings.messages,
				width: TEXT,
				isLinked: true,
				of: ({ message }) => (message.isDeleted ? labels.threads.deleted : message.text),
			},
			...(hasAuthors ? [{ title: labels.headings.author, width: 20, of: authorOf }] : []),
			{ title: labels.headings.city, width: WORD, of: ({ message }) => message.city ?? '' },
			{ title: sheetLabels.day, width: 12, of: ({ message }) => dayOf(message.at) },
			{ title: labels.threads.resolved, width: 11, of: ({ thread }) => labels[thread.isResolved ? 'yes' : 'no'] },
			{ title: sheetLabels.threadId, ...CODE, of: ({ thread }) => thread.id },
			{ title: labels.headings.id, ...CODE, of: ({ thread }) => thread.on ?? '' },
			...boardIdColumns<Entry>(workbook),
		],
		entries,
	)
}
