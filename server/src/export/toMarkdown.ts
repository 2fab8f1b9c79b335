import type { BoardContent, Card } from '@charrette/shared'
import { capitalize, findObstacles, isoDay } from '@charrette/shared'
import type { ExportedBoard, ExportMeta } from './ExportedBoard.ts'
import type { ExportLabels } from './labels.ts'
import { exportLabelsIn } from './labels.ts'

/* A link names a card that stands in full elsewhere. */
const MAX_MENTION_LETTERS = 120

/**
 * A board as a Markdown outline: coverage and what is open, then cluster > card > links, then what the newest vote on it
 * gave. A cluster's images stand below its cards.
 */
export function toMarkdown(exported: ExportedBoard, about: ExportMeta): string {
	const { workshop, board, content } = exported
	const labels = exportLabelsIn(about.locale)
	const sections = content.clusters.map(({ id, title }) => ({
		title: title || labels.untitledCluster,
		...contentsOf(id, content),
	}))
	const loose = contentsOf(undefined, content)
	if (loose.cards.length + loose.images.length > 0) sections.push({ title: labels.withoutCluster, ...loose })
	const head = [`# ${inline(board.title)}`, `${inline(workshop.title)} · ${isoDay(about.at, about.zone)}`]
	const body = sections.map((section) =>
		[
			`## ${inline(section.title)}`,
			...section.cards.map((card) => outline(card, content, labels)),
			...section.images.map(({ alt, path }) => `![${inline(alt) || labels.image}](${about.origin}${path})`),
		].join('\n\n'),
	)
	return `${[...head, ...coverageLines(content, labels), ...body, ...voteLines(exported, labels)].join('\n\n')}\n`
}

/** The figures, and each obstacle that no solution addresses. */
function coverageLines({ cards, links, coverage }: BoardContent, labels: ExportLabels): string[] {
	const figures = (['obstacles', 'answered', 'open', 'shared'] as const).map(
		(figure) => `${labels.coverage[figure]}: ${coverage[figure]}`,
	)
	const open = new Set(findObstacles(cards, links).open)
	const list = cards.filter(({ id }) => open.has(id)).map((card) => `- ${mention(card.text)}${origin(card)}`)
	const told = `**${labels.headings.coverage}** — ${figures.join(' · ')}`
	return list.length === 0 ? [told] : [told, `${capitalize(labels.coverage.open)}:`, list.join('\n')]
}

/** What this board's cards got in the newest vote, best first, in their words of then. */
function voteLines({ result, board, content }: ExportedBoard, labels: ExportLabels): string[] {
	const isHere = new Set(content.cards.map(({ id }) => id))
	const cards = result?.cards.filter((card) => card.board === board.id && isHere.has(card.card)) ?? []
	if (!result || cards.length === 0) return []
	const list = cards.map(({ dots, kind, text }) => `- **${dots}** ${labels.kinds[kind]}: ${mention(text)}`)
	return [`## ${labels.headings.votes}: ${inline(result.title)}`, list.join('\n')]
}

function contentsOf(cluster: string | undefined, { cards, images }: BoardContent) {
	return {
		cards: cards.filter((card) => card.cluster === cluster),
		images: images.filter((image) => image.cluster === cluster),
	}
}

/** One card and, under it, its links in both directions. */
function outline(card: Card, { cards, links }: BoardContent, labels: ExportLabels): string {
	const textOf = (id: string) => mention(cards.find((other) => other.id === id)?.text ?? '')
	const category = card.category ? ` (${labels.categories[card.category]})` : ''
	const lines = links.flatMap((link) => {
		if (link.from === card.id) return [`  - ${labels.meanings[link.meaning]} → ${textOf(link.to)}`]
		if (link.to === card.id) return [`  - ← ${labels.meanings[link.meaning]}: ${textOf(link.from)}`]
		return []
	})
	const votes = card.votes ? ` · ${labels.headings.votes}: ${card.votes}` : ''
	return [`- **${labels.kinds[card.kind]}${category}** ${inline(card.text)}${origin(card)}${votes}`, ...lines].join(
		'\n',
	)
}

/** Where a card comes from: its city, and its author where that is told. */
function origin({ city, author = '' }: Card): string {
	const parts = [city, author].filter(Boolean).map(inline)
	return parts.length > 0 ? ` — ${parts.join(', ')}` : ''
}

/** A text on one line, its beginning where it is long. */
function mention(text: string): string {
	const letters = [...text.replace(/\s+/g, ' ').trim()]
	return inline(
		letters.length > MAX_MENTION_LETTERS ? `${letters.slice(0, MAX_MENTION_LETTERS).join('')}…` : letters.join(''),
	)
}

/** Text that Markdown shows as it is, on one line; line breaks become breaks within it. */
function inline(text: string): string {
	return text
		.trim()
		.replace(/[\\`*_[\]<>|~$]/g, '\\$&')
		.replace(/&(?=#?\w+;)/g, '\\&')
		.split(/\r\n|\r|\n/)
		.map((line) => line.replace(/^(\s*)([#+\-=])/, '$1\\$2').replace(/^(\s*\d+)([.)])/, '$1\\$2'))
		.join('<br>')
}
