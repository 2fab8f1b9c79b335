import type { BoardContent, Card } from '@charrette/shared'
import type { ExportAbout, ExportedBoard } from './ExportedBoard.ts'
import { isoDate } from './isoDate.ts'
import type { Labels } from './labels.ts'
import { labelsIn } from './labels.ts'

/** A board as a Markdown outline: coverage, then cluster > card > links; a cluster's images stand below its cards. */
export function toMarkdown({ workshop, board, content }: ExportedBoard, about: ExportAbout): string {
	const labels = labelsIn(about.locale)
	const { clusters, coverage } = content
	const sections = clusters.map(({ id, title }) => ({ title: title || labels.untitledCluster, ...heldBy(id, content) }))
	const loose = heldBy(undefined, content)
	if (loose.cards.length + loose.images.length > 0) sections.push({ title: labels.withoutCluster, ...loose })
	const figures = (['obstacles', 'answered', 'open', 'shared'] as const).map(
		(figure) => `${labels.coverage[figure]}: ${coverage[figure]}`,
	)
	const head = [
		`# ${inline(board.title)}`,
		`${inline(workshop.title)} · ${isoDate(about.at)}`,
		`**${labels.headings.coverage}** — ${figures.join(' · ')}`,
	]
	const body = sections.map((section) =>
		[
			`## ${inline(section.title)}`,
			...section.cards.map((card) => outline(card, content, labels)),
			...section.images.map(({ alt, path }) => `![${inline(alt) || labels.image}](${about.origin}${path})`),
		].join('\n\n'),
	)
	return `${[...head, ...body].join('\n\n')}\n`
}

function heldBy(cluster: string | undefined, { cards, images }: BoardContent) {
	return {
		cards: cards.filter((card) => card.cluster === cluster),
		images: images.filter((image) => image.cluster === cluster),
	}
}

/** One card and, under it, its links in both directions. */
function outline(card: Card, { cards, links }: BoardContent, labels: Labels): string {
	const textOf = (id: string) => inline(cards.find((other) => other.id === id)?.text ?? '')
	const category = card.category ? ` (${labels.categories[card.category]})` : ''
	const origin = [card.city, card.author].filter(Boolean).map((part) => inline(part ?? ''))
	const from = origin.length > 0 ? ` — ${origin.join(', ')}` : ''
	const lines = links.flatMap((link) => {
		if (link.from === card.id) return [`  - ${labels.meanings[link.meaning]} → ${textOf(link.to)}`]
		if (link.to === card.id) return [`  - ← ${labels.meanings[link.meaning]}: ${textOf(link.from)}`]
		return []
	})
	const votes = card.votes ? ` · ${labels.headings.votes}: ${card.votes}` : ''
	return [`- **${labels.kinds[card.kind]}${category}** ${inline(card.text)}${from}${votes}`, ...lines].join('\n')
}

/** Text that Markdown shows as it is, on one line; line breaks become breaks within it. */
function inline(text: string): string {
	return text
		.trim()
		.replace(/[\\`*_[\]<>|~]/g, '\\$&')
		.replace(/&(?=#?\w+;)/g, '\\&')
		.split(/\r\n|\r|\n/)
		.map((line) => line.replace(/^(\s*)([#+\-=])/, '$1\\$2').replace(/^(\s*\d+)([.)])/, '$1\\$2'))
		.join('<br>')
}
