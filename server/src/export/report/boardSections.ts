import type { Board, BoardContent, Card } from '@charrette/shared'
import { exchangeReportTextsIn, findObstacles } from '@charrette/shared'
import { type ContentIndex, indexContent, solutionsOf } from '../indexContent.ts'
import type { ReportAction, ReportBlock, ReportCard, ReportCell, ReportSection } from './Report.ts'
import type { ReportScope } from './ReportScope.ts'
import { linkedReportCard, shortReportCard } from './ReportScope.ts'
import { boardVotes } from './voteSections.ts'

/** Whether a board has content for a report. */
export function hasContent({ cards, clusters, images }: BoardContent): boolean {
	return cards.length + clusters.length + images.length > 0
}

/**
 * Builds the sections of a board: its image, its cards by cluster, its obstacles with their
 * solutions, and its votes.
 */
export function boardSections(
	board: Board,
	content: BoardContent,
	{ scope: whole, level }: { scope: ReportScope; level: number },
): ReportSection[] {
	const scope: ReportScope = { ...whole, actionOf: (card) => practiceAction(card, board, whole) }
	const { texts, renders } = scope
	const indexed = indexContent(content)
	const image = renders.get(board.id)
	const head = [...headBlocks(content, scope), ...emptyClusters(indexed, scope)]
	if (image) head.push({ type: 'image', image, caption: texts.imageOf(board.title), isWhole: true })
	const below = { level: level + 1, startsPage: false }
	return [
		{ level, title: board.title, startsPage: true, blocks: head },
		...clusterSections(indexed, scope).map((section) => ({ ...below, ...section })),
		...coverageSections(indexed, scope).map((section) => ({ ...below, ...section })),
		...boardVotes(board, scope).map((section) => ({ ...below, ...section })),
	]
}

/**
 * Returns the action that makes a solution a practice, or opens its practice (PRACTICE1). Only
 * facilitators, who may do both, get a report.
 */
function practiceAction(card: Card, board: Board, { origin, workshop, locale }: ReportScope): ReportAction | null {
	if (card.kind !== 'solution' || origin === undefined) return null
	const words = exchangeReportTextsIn(locale)
	const from = { w: workshop.id, r: 'facilitator', b: board.id }
	const known = workshop.practices?.find((one) => one.board === board.id && one.card === card.id)
	if (known && known.state !== 'withdrawn')
		return { label: words.open, href: `${origin}/exchange/${known.id}?${new URLSearchParams(from)}` }
	const query = new URLSearchParams({ ...from, card: card.id })
	return { label: words.publish, href: `${origin}/exchange/new?${query}` }
}

type Part = Pick<ReportSection, 'title' | 'blocks'>

function headBlocks({ coverage }: BoardContent, { texts }: ReportScope): ReportBlock[] {
	const { obstacles, answered } = coverage
	if (obstacles === 0) return []
	return [{ type: 'meter', part: answered, whole: obstacles, label: texts.answeredOf(answered, obstacles) }]
}

/** Lists the names of clusters without cards and images, which have no section. */
function emptyClusters({ content, members, images }: ContentIndex, { texts, labels }: ReportScope): ReportBlock[] {
	const empty = content.clusters.filter(({ id }) => !members.has(id) && !images.has(id))
	const names = empty.map(({ title }) => title || labels.untitledCluster)
	return names.length > 0 ? [{ type: 'text', text: texts.emptyClusters(names.join(texts.comma)) }] : []
}

function clusterSections(board: ContentIndex, scope: ReportScope): Part[] {
	const { clusters } = board.content
	const { texts, labels } = scope
	const loose = clusters.length > 0 ? texts.withoutCluster : texts.cards
	return [
		...clusters.map(({ id, title }) => ({
			title: title || labels.untitledCluster,
			blocks: contentsOf(id, board, scope),
		})),
		{ title: loose, blocks: contentsOf(undefined, board, scope) },
	].filter(({ blocks }) => blocks.length > 0)
}

/** Builds the cards and then the images of a cluster, or of the board outside of clusters. */
function contentsOf(cluster: string | undefined, board: ContentIndex, scope: ReportScope): ReportBlock[] {
	const cards = board.members.get(cluster) ?? []
	const images = board.images.get(cluster) ?? []
	const shown = images.flatMap(({ path, alt }): ReportBlock[] => {
		const image = scope.images.get(path)
		if (image) return [{ type: 'image', image, caption: alt, isWhole: false }]
		return [{ type: 'text', text: alt ? `${scope.labels.image}: ${alt}` : scope.labels.image }]
	})
	const reportCards = cards.map((card) => linkedReportCard(card, board, scope))
	return [...(reportCards.length > 0 ? [cardsBlock(reportCards, scope)] : []), ...shown]
}

function cardsBlock(cards: ReportCard[], { texts }: ReportScope): ReportBlock {
	return { type: 'cards', heads: { kind: texts.kind, card: texts.card, dots: texts.dots }, cards }
}

/** Builds a table of obstacles with their solutions, and a list of open obstacles. */
function coverageSections(board: ContentIndex, scope: ReportScope): Part[] {
	const { texts } = scope
	const found = findObstacles(board.content.cards, board.content.links)
	const open = new Set(found.open)
	const cardOf = (id: string) => {
		const card = board.cards.get(id)
		return card ? [shortReportCard(card, scope)] : []
	}
	const answered = found.all.filter((id) => !open.has(id))
	const rows = answered.map((id): ReportCell[] => [
		cardOf(id),
		solutionsOf(id, board).map((card) => shortReportCard(card, scope)),
	])
	const columns = [
		{ title: texts.obstacle, share: 1 },
		{ title: texts.solutions, share: 1 },
	]
	const parts: Part[] = []
	if (rows.length > 0) parts.push({ title: texts.obstaclesAndSolutions, blocks: [{ type: 'table', columns, rows }] })
	if (found.open.length > 0) {
		const blocks: ReportBlock[] = [
			{ type: 'text', text: texts.openMore },
			cardsBlock(found.open.flatMap(cardOf), scope),
		]
		parts.push({ title: texts.openObstacles, blocks })
	}
	return parts
}
