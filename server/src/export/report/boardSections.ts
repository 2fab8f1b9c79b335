import type { Board, BoardContent } from '@charrette/shared'
import { findObstacles } from '@charrette/shared'
import type { ReportBlock, ReportCard, ReportCell, ReportSection } from './Report.ts'
import type { ReportScope } from './ReportSource.ts'
import type { ToldBoard } from './ToldBoard.ts'
import { toldBoard } from './ToldBoard.ts'
import { tellBriefly, tellLinkedCard } from './tellCard.ts'
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
	const { paper, pictures } = scope
	const told = toldBoard(content)
	const picture = pictures.get(board.id)
	const head = headBlocks(content, scope)
	if (picture) head.push({ type: 'picture', picture, caption: paper.pictureOf(board.title), isWhole: true })
	const below = { level: level + 1, startsPage: false }
	return [
		{ level, title: board.title, startsPage: true, blocks: head },
		...clusterSections(told, scope).map((section) => ({ ...below, ...section })),
		...coverageSections(told, scope).map((section) => ({ ...below, ...section })),
		...boardVotes(board, scope).map((section) => ({ ...below, ...section })),
	]
}

type Part = Pick<ReportSection, 'title' | 'blocks'>

function headBlocks({ coverage }: BoardContent, { paper }: ReportScope): ReportBlock[] {
	const { obstacles, answered } = coverage
	if (obstacles === 0) return []
	return [{ type: 'meter', part: answered, whole: obstacles, label: paper.answeredOf(answered, obstacles) }]
}

function clusterSections(told: ToldBoard, scope: ReportScope): Part[] {
	const { clusters } = told.content
	const { paper, words } = scope
	const loose = clusters.length > 0 ? paper.withoutCluster : paper.cards
	return [
		...clusters.map(({ id, title }) => ({ title: title || words.untitledCluster, blocks: heldBy(id, told, scope) })),
		{ title: loose, blocks: heldBy(undefined, told, scope) },
	].filter(({ blocks }) => blocks.length > 0)
}

/** The cards of a cluster, or those in none, and below them its images. */
function heldBy(cluster: string | undefined, board: ToldBoard, scope: ReportScope): ReportBlock[] {
	const cards = board.content.cards.filter((card) => card.cluster === cluster)
	const images = board.content.images.filter((image) => image.cluster === cluster)
	const shown = images.flatMap(({ path, alt }): ReportBlock[] => {
		const picture = scope.images.get(path)
		if (picture) return [{ type: 'picture', picture, caption: alt, isWhole: false }]
		return [{ type: 'text', text: alt ? `${scope.words.image}: ${alt}` : scope.words.image }]
	})
	const told = cards.map((card) => tellLinkedCard(card, board, scope))
	return [...(told.length > 0 ? [cardsBlock(told, scope)] : []), ...shown]
}

function cardsBlock(cards: ReportCard[], { paper }: ReportScope): ReportBlock {
	return { type: 'cards', heads: { kind: paper.kind, card: paper.card, dots: paper.dots }, cards }
}

/** Each obstacle with the solutions that address it; and below, those that have none. */
function coverageSections(board: ToldBoard, scope: ReportScope): Part[] {
	const { paper } = scope
	const found = findObstacles(board.content.cards, board.content.links)
	const open = new Set(found.open)
	const told = (id: string) => {
		const card = board.cards.get(id)
		return card ? [tellBriefly(card, scope)] : []
	}
	const answered = found.all.filter((id) => !open.has(id))
	const rows = answered.map((id): ReportCell[] => [told(id), (board.addressing.get(id) ?? []).flatMap(told)])
	const columns = [
		{ title: paper.obstacle, share: 1 },
		{ title: paper.solutions, share: 1 },
	]
	const parts: Part[] = []
	if (rows.length > 0) parts.push({ title: paper.obstaclesAndSolutions, blocks: [{ type: 'table', columns, rows }] })
	if (found.open.length > 0) {
		const blocks: ReportBlock[] = [{ type: 'text', text: paper.openMore }, cardsBlock(found.open.flatMap(told), scope)]
		parts.push({ title: paper.openObstacles, blocks })
	}
	return parts
}
