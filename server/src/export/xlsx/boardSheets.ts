import type { BoardImage, Card, CardKind, Cluster, Link } from '@charrette/shared'
import { findObstacles } from '@charrette/shared'
import type { ExportedBoard } from '../ExportedBoard.ts'
import { tellCard, tellCluster } from '../tellCard.ts'
import type { Cell, Sheet } from './Sheet.ts'
import type { Workbook } from './Workbook.ts'
import { placeColumns, sheetOf } from './Workbook.ts'

const TEXT = 60
const WORD = 16
const CODE = { width: 24, isCode: true }

/** All cards, with the columns of the CSV: what people read first, ids last. */
export function cardSheet(workbook: Workbook): Sheet {
	const { boards, labels, words } = workbook
	const { headings } = labels
	const entries = boards.flatMap((on) =>
		on.content.cards.map((card) => ({ on, card, told: tellCard(card, on.content, labels) })),
	)
	type Entry = (typeof entries)[number]
	const told = (column: Exclude<keyof Entry['told'], 'kind'>, width: number) => ({
		title: headings[column],
		width,
		of: (entry: Entry): Cell => entry.told[column],
	})
	return sheetOf<Entry>(
		words.cards,
		[
			...placeColumns<Entry>(workbook),
			{ title: headings.kind, width: 14, of: ({ card, told: { kind } }) => ({ kind: card.kind, word: kind }) },
			told('text', TEXT),
			told('city', WORD),
			...(boards.some(({ isNamed }) => isNamed) ? [told('author', 20)] : []),
			told('category', 20),
			told('cluster', 20),
			told('answered', 14),
			told('votes', 9),
			told('links', 44),
			{ ...told('linkIds', 0), ...CODE },
			{ ...told('clusterId', 0), ...CODE },
			{ ...told('id', 0), ...CODE },
		],
		entries,
	)
}

/** All links, from text to text. */
export function linkSheet(workbook: Workbook): Sheet {
	const { boards, labels, words } = workbook
	type Entry = { on: ExportedBoard; link: Link; from: Card | undefined; to: Card | undefined }
	const entries = boards.flatMap((on) => {
		const cards = new Map(on.content.cards.map((card) => [card.id, card]))
		return on.content.links.map((link): Entry => ({ on, link, from: cards.get(link.from), to: cards.get(link.to) }))
	})
	return sheetOf<Entry>(
		words.links,
		[
			...placeColumns<Entry>(workbook),
			{ title: words.from, width: 48, of: ({ from }) => from?.text ?? '' },
			{ title: words.meaning, width: WORD, of: ({ link }) => labels.meanings[link.meaning] },
			{ title: words.to, width: 48, of: ({ to }) => to?.text ?? '' },
			{ title: words.fromId, ...CODE, of: ({ link }) => link.from },
			{ title: words.toId, ...CODE, of: ({ link }) => link.to },
			{ title: labels.headings.id, ...CODE, of: ({ link }) => link.id },
		],
		entries,
	)
}

/** All clusters, with how much they hold. */
export function clusterSheet(workbook: Workbook): Sheet {
	const { boards, labels, words } = workbook
	type Entry = { on: ExportedBoard; cluster: Cluster; held: Card[] }
	const entries = boards.flatMap((on) =>
		on.content.clusters.map((cluster): Entry => {
			const held = on.content.cards.filter((card) => card.cluster === cluster.id)
			return { on, cluster, held }
		}),
	)
	const count = (held: readonly Card[], kind: CardKind) => held.filter((card) => card.kind === kind).length
	return sheetOf<Entry>(
		words.clusters,
		[
			...placeColumns<Entry>(workbook),
			{ title: labels.headings.cluster, width: 40, of: ({ cluster }) => tellCluster(cluster, labels) },
			{ title: words.cards, width: 11, of: ({ held }) => held.length },
			{ title: labels.kinds.obstacle, width: 13, of: ({ held }) => count(held, 'obstacle') },
			{ title: labels.kinds.solution, width: 13, of: ({ held }) => count(held, 'solution') },
			{ title: labels.headings.votes, width: 9, of: ({ held }) => held.reduce((sum, { votes = 0 }) => sum + votes, 0) },
			{ title: labels.headings.clusterId, ...CODE, of: ({ cluster }) => cluster.id },
		],
		entries,
	)
}

/** Every obstacle with the solutions that address it, open ones too. */
export function coverageSheet(workbook: Workbook): Sheet {
	const { boards, labels, words } = workbook
	const { headings } = labels
	type Entry = { on: ExportedBoard; card: Card; solutions: Card[]; isShared: boolean }
	const entries = boards.flatMap((on) => {
		const { cards, links } = on.content
		const byId = new Map(cards.map((card) => [card.id, card]))
		const shared = new Set(findObstacles(cards, links).shared)
		return cards
			.filter((card) => card.kind === 'obstacle')
			.map((card): Entry => {
				const coming = links.filter(({ to, meaning }) => to === card.id && meaning === 'addresses')
				const solutions = coming.flatMap(({ from }) => byId.get(from) ?? [])
				return { on, card, solutions, isShared: shared.has(card.id) }
			})
	})
	const yesOrNo = (is: boolean) => labels[is ? 'yes' : 'no']
	return sheetOf<Entry>(
		words.coverage,
		[
			...placeColumns<Entry>(workbook),
			{ title: labels.kinds.obstacle, width: 48, of: ({ card }) => card.text },
			{ title: headings.city, width: WORD, of: ({ card }) => card.city },
			{
				title: headings.category,
				width: 20,
				of: ({ card }) => (card.category ? labels.categories[card.category] : ''),
			},
			{ title: headings.answered, width: 14, of: ({ solutions }) => yesOrNo(solutions.length > 0) },
			{ title: words.solutions, width: 48, of: ({ solutions }) => solutions.map(({ text }) => text).join('\n') },
			{ title: words.isShared, width: 18, of: ({ isShared }) => yesOrNo(isShared) },
			{ title: headings.votes, width: 9, of: ({ card }) => card.votes ?? null },
			{ title: headings.id, ...CODE, of: ({ card }) => card.id },
		],
		entries,
	)
}

/** All images, by their addresses. */
export function imageSheet(workbook: Workbook): Sheet {
	const { boards, labels, words, origin } = workbook
	type Entry = { on: ExportedBoard; image: BoardImage; cluster: Cluster | undefined }
	const entries = boards.flatMap((on) =>
		on.content.images.map((image): Entry => {
			return { on, image, cluster: on.content.clusters.find(({ id }) => id === image.cluster) }
		}),
	)
	return sheetOf<Entry>(
		words.images,
		[
			...placeColumns<Entry>(workbook),
			{ title: labels.headings.text, width: TEXT, of: ({ image }) => image.alt },
			{ title: labels.headings.cluster, width: 20, of: ({ cluster }) => tellCluster(cluster, labels) },
			{ title: labels.headings.imageUrl, width: TEXT, of: ({ image }) => origin + image.path },
			{ title: labels.headings.clusterId, ...CODE, of: ({ cluster }) => cluster?.id ?? '' },
			{ title: labels.headings.id, ...CODE, of: ({ image }) => image.id },
		],
		entries,
	)
}
