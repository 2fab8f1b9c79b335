import type { Board, BoardContent } from '@charrette/shared'
import { findObstacles } from '@charrette/shared'
import type { ReportBlock, ReportCard, ReportCell, ReportSection } from './Report.ts'
import type { ReportBoard, ReportScope } from './ReportScope.ts'
import { indexBoard, linkedReportCard, shortReportCard } from './ReportScope.ts'
import { boardVotes } from './voteSections.ts'

/** Whether there is anything on a board that a report tells of. */
export function hasContent({ cards, clusters, images }: BoardContent): boolean {
	return cards.length + clusters.length + images.length > 0
}

/** A board, from its heading on: its picture, its cards by cluster, which solutions its obstacles have, and its votes. */
export function boardSections(
	board: Board,
	content: BoardContent,
	{ scope, level }: { scope: ReportScope; level: number },
): ReportSection[] {
	const { texts, pictures } = scope
	const told = indexBoard(content)
	const picture = pictures.get(board.id)
	const head = headBlocks(content, scope)
	if (picture) head.push({ type: 'picture', picture, caption: texts.pictureOf(board.title), isWhole: true })
	const below = { level: level + 1, startsPage: false }
	return [
		{ level, title: board.title, startsPage: true, blocks: head },
		...clusterSections(told, scope).map((section) => ({ ...below, ...section })),
		...coverageSections(told, scope).map((section) => ({ ...below, ...section })),
		...boardVotes(board, scope).map((section) => ({ ...below, ...section })),
	]
}

type Part = Pick<ReportSection, 'title' | 'blocks'>

function headBlocks({ coverage }: BoardContent, { texts }: ReportScope): ReportBlock[] {
	const { obstacles, answered } = coverage
	if (obstacles === 0) return []
	return [{ type: 'meter', part: answered, whole: obstacles, label: texts.answeredOf(answered, obstacles) }]
}

function clusterSections(told: ReportBoard, scope: ReportScope): Part[] {
	const { clusters } = told.content
	const { texts, labels } = scope
	const loose = clusters.length > 0 ? texts.withoutCluster : texts.cards
	return [
		...clusters.map(({ id, title }) => ({
			title: title || labels.untitledCluster,
			blocks: contentsOf(id, told, scope),
		})),
		{ title: loose, blocks: contentsOf(undefined, told, scope) },
	].filter(({ blocks }) => blocks.length > 0)
}

/** The cards of a cluster, or those in none, and below them its images. */
function contentsOf(cluster: string | undefined, board: ReportBoard, scope: ReportScope): ReportBlock[] {
	const cards = board.content.cards.filter((card) => card.cluster === cluster)
	const images = board.content.images.filter((image) => image.cluster === cluster)
	const shown = images.flatMap(({ path, alt }): ReportBlock[] => {
		const picture = scope.images.get(path)
		if (picture) return [{ type: 'picture', picture, caption: alt, isWhole: false }]
		return [{ type: 'text', text: alt ? `${scope.labels.image}: ${alt}` : scope.labels.image }]
	})
	const told = cards.map((card) => linkedReportCard(card, board, scope))
	return [...(told.length > 0 ? [cardsBlock(told, scope)] : []), ...shown]
}

function cardsBlock(cards: ReportCard[], { texts }: ReportScope): ReportBlock {
	return { type: 'cards', heads: { kind: texts.kind, card: texts.card, dots: texts.dots }, cards }
}

/** Each obstacle with the solutions that address it; and below, those that have none. */
function coverageSections(board: ReportBoard, scope: ReportScope): Part[] {
	const { texts } = scope
	const found = findObstacles(board.content.cards, board.content.links)
	const open = new Set(found.open)
	const told = (id: string) => {
		const card = board.cards.get(id)
		return card ? [shortReportCard(card, scope)] : []
	}
	const answered = found.all.filter((id) => !open.has(id))
	const rows = answered.map((id): ReportCell[] => [told(id), (board.addressing.get(id) ?? []).flatMap(told)])
	const columns = [
		{ title: texts.obstacle, share: 1 },
		{ title: texts.solutions, share: 1 },
	]
	const parts: Part[] = []
	if (rows.length > 0) parts.push({ title: texts.obstaclesAndSolutions, blocks: [{ type: 'table', columns, rows }] })
	if (found.open.length > 0) {
		const blocks: ReportBlock[] = [{ type: 'text', text: texts.openMore }, cardsBlock(found.open.flatMap(told), scope)]
		parts.push({ title: texts.openObstacles, blocks })
	}
	return parts
}
