import type { Board, BoardContent, Card } from '@charrette/shared'
import { exchangeReportTextsIn, LOCALES } from '@charrette/shared'
import { type ContentIndex, indexContent } from '../indexContent.ts'
import { type ThreadLines, threadLines } from '../threadLines.ts'
import type { ReportAction, ReportBlock, ReportCard, ReportLine, ReportSection } from './Report.ts'
import { linkedReportCard, linkText, type ReportScope, shortLine } from './ReportScope.ts'
import { linkKey } from './SessionContent.ts'

/** Whether a board has content for a report. */
export function hasContent({ cards, clusters, images }: BoardContent): boolean {
	return cards.length + clusters.length + images.length > 0
}

/**
 * Builds the sections of a board: its image, and its cards by cluster. Copies of cards of other
 * boards are only counted, with the links that they have here only.
 */
export function boardSections(
	board: Board,
	content: BoardContent,
	{ scope: whole, level }: { scope: ReportScope; level: number },
): ReportSection[] {
	const lines = threadLines(content.threads, whole)
	const scope: ReportScope = { ...whole, lines, actionOf: (card) => practiceAction(card, board, whole) }
	const { texts, renders } = scope
	const indexed = indexContent(content)
	const image = renders.get(board.id)
	const head = [
		...summaryBlocks(board, content, scope),
		...headBlocks(content, scope),
		...emptyClusters(indexed, scope),
	]
	if (image) head.push({ type: 'image', image, caption: texts.imageOf(board.title), isWhole: true })
	const below = { level: level + 1, startsPage: false }
	return [
		{ level, title: board.title, startsPage: true, blocks: head },
		...[...clusterSections(indexed, scope), ...threadSection(indexed, lines, scope)].map((section) => ({
			...below,
			...section,
		})),
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

/** Builds the section of the threads that are on no card. */
function threadSection({ cards, clusters }: ContentIndex, lines: ThreadLines, { labels }: ReportScope): Part[] {
	const others = [...lines].flatMap(([shape = '', own]) => {
		if (cards.has(shape)) return []
		const title = clusters.get(shape)?.title
		return own.map(({ from, text }): ReportLine => {
			return { kind: null, mark: '', text, note: [title, from].filter(Boolean).join(' · ') }
		})
	})
	if (others.length === 0) return []
	return [{ title: labels.threads.title, blocks: [{ type: 'lines', lines: others, more: '' }] }]
}

/**
 * Builds the summary of a board in the language of the report, or else in another one. A suggested
 * one is marked, with the beginnings of those of its cards that the board still has (MODEL3c).
 */
function summaryBlocks({ summaries = {} }: Board, { cards }: BoardContent, scope: ReportScope): ReportBlock[] {
	const { locale, texts } = scope
	const [found] = [locale, ...LOCALES].flatMap((one) => summaries[one] ?? [])
	if (!found) return []
	const sources = cards.filter(({ id }) => found.cards.includes(id)).map(({ text }) => `“${shortLine(text)}”`)
	const note = [...(found.isSuggested ? [texts.suggested] : []), ...sources].join(' · ')
	return [{ type: 'lines', lines: [{ kind: null, mark: '', text: found.text, note }], more: '' }]
}

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
	const members = board.members.get(cluster) ?? []
	const images = board.images.get(cluster) ?? []
	const cards = members.filter((card) => scope.written.has(card))
	const copies = members.filter((card) => !scope.written.has(card))
	const newLinks = linksOfCopies(copies, board, scope)
	const shown = images.flatMap(({ path, alt }): ReportBlock[] => {
		const image = scope.images.get(path)
		if (image) return [{ type: 'image', image, caption: alt, isWhole: false }]
		return [{ type: 'text', text: alt ? `${scope.labels.image}: ${alt}` : scope.labels.image }]
	})
	const reportCards = cards.map((card) => markOpen(linkedReportCard(card, board, scope), scope.open.has(card), scope))
	return [
		...(reportCards.length > 0 ? [{ type: 'cards' as const, cards: reportCards }] : []),
		...(copies.length > 0 ? [{ type: 'text' as const, text: scope.texts.copiesHere(copies.length) }] : []),
		...(newLinks.length > 0 ? [{ type: 'lines' as const, lines: newLinks, more: '' }] : []),
		...shown,
	]
}

/** Returns the links of copies that the boards of the groups do not have. */
function linksOfCopies(copies: readonly Card[], board: ContentIndex, scope: ReportScope): ReportLine[] {
	return copies.flatMap(({ id, kind, text }) => {
		const links = (board.outgoing.get(id) ?? []).filter((link) => !scope.groupLinks.has(linkKey(link)))
		return links.map((link) => ({ kind, mark: '', text: shortLine(text), note: linkText(link, board, scope) }))
	})
}

/** Marks an obstacle that no solution addresses, on any board. */
function markOpen(shown: ReportCard, isOpen: boolean, { texts }: ReportScope): ReportCard {
	return isOpen ? { ...shown, label: `${shown.label} · ${texts.unanswered}` } : shown
}
