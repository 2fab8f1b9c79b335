import type { BoardContent, Card, CardImage } from '@charrette/shared'
import {
	capitalize,
	cardLabel,
	describeReactions,
	isoDay,
	joinedObstaclesOf,
	linkSpans,
	namesIn,
	plainText,
	stripInvalidXmlChars,
} from '@charrette/shared'
import { documentLink } from './documentLink.ts'
import type { ExportedBoard, ExportMeta } from './ExportedBoard.ts'
import { type ContentIndex, indexContent } from './indexContent.ts'
import { translationNote } from './inLanguage.ts'
import type { ExportLabels } from './labels.ts'
import { exportLabelsIn } from './labels.ts'
import { escapeMarks, formatted, inline, lineOf } from './markdownText.ts'
import { linesOn, lineText, type ThreadLines, threadLines } from './threadLines.ts'
import { joinedLines } from './toCsv.ts'

/* Maximum length of a mention of a linked card. Its full text is in its own entry. */
const MAX_MENTION_LETTERS = 120

/**
 * The last line, a reference that no link uses, so readers do not see it: an import recognizes the
 * file by it (IMP4c).
 */
export const OUTLINE_MARK = '[//]: # (Charrette, for reading)'

/**
 * Writes a board as a Markdown outline: coverage and open obstacles; then clusters with their
 * cards, the cards' links, and images; then the result of the newest closed vote.
 */
export function toMarkdown(exported: ExportedBoard, about: ExportMeta): string {
	const { workshop, board, content } = exported
	const labels = exportLabelsIn(about.locale)
	const index = indexContent(content)
	const mentionOf = createMentions(index)
	const lines = threadLines(content.threads, { labels, zone: about.zone })
	const sections = content.clusters.map(({ id, title }) => ({
		title: title || labels.untitledCluster,
		...contentsOf(id, index),
	}))
	const loose = contentsOf(undefined, index)
	if (loose.cards.length + loose.images.length > 0) sections.push({ title: labels.withoutCluster, ...loose })
	const head = [`# ${inline(board.title)}`, `${inline(workshop.title)} · ${isoDay(about.at, about.zone)}`]
	const note = translationNote([exported.translation], about.locale)
	if (note) head.push(`*${note}*`)
	const body = sections.map((section) =>
		[
			`## ${inline(section.title)}`,
			...section.cards.map((card) => outline(card, { index, mentionOf, labels, origin: about.origin, lines })),
			...section.images.map((image) => imageLink(image, { labels, origin: about.origin })),
		].join('\n\n'),
	)
	const parts = [
		...head,
		...coverageLines(content, labels),
		...body,
		...otherThreads(index, lines, labels),
		...voteLines(exported, labels),
	]
	return stripInvalidXmlChars(`${[...parts, OUTLINE_MARK].join('\n\n')}\n`)
}

/** Writes the counts of the coverage, and a list of open obstacles. */
function coverageLines({ cards, links, coverage }: BoardContent, labels: ExportLabels): string[] {
	const counts = (['obstacles', 'answered', 'open', 'shared'] as const).map(
		(count) => `${labels.coverage[count]}: ${coverage[count]}`,
	)
	const byId = new Map(cards.map((card) => [card.id, card]))
	const open = joinedObstaclesOf(cards, links).filter(({ isAnswered }) => !isAnswered)
	const list = open.map(({ obstacles, cities }) => {
		const [first, ...others] = obstacles.flatMap(({ card }) => byId.get(card) ?? [])
		const origin = first && others.length === 0 ? originOf(first) : originOf({ city: cities.join(', ') })
		return `- ${mention(first?.text ?? '')}${origin}`
	})
	const summary = `**${labels.headings.coverage}** — ${counts.join(' · ')}`
	return list.length === 0 ? [summary] : [summary, `${capitalize(labels.coverage.open)}:`, list.join('\n')]
}

/**
 * Writes the cards of this board in the newest closed vote, best first, with their text at that
 * time.
 */
function voteLines({ result, board, content }: ExportedBoard, labels: ExportLabels): string[] {
	const isHere = new Set(content.cards.map(({ id }) => id))
	const cards = result?.cards.filter((card) => card.board === board.id && isHere.has(card.card)) ?? []
	if (!result || cards.length === 0) return []
	const list = cards.map(({ dots, kind, text }) => `- **${dots}** ${labels.kinds[kind]}: ${mention(text)}`)
	return [`## ${labels.headings.votes}: ${inline(result.title)}`, list.join('\n')]
}

/** Writes the threads that are on no card: those on clusters, images and the board. */
function otherThreads({ cards, clusters }: ContentIndex, lines: ThreadLines, labels: ExportLabels): string[] {
	const others = [...lines].filter(([shape = '']) => !cards.has(shape))
	if (others.length === 0) return []
	const parts = others.flatMap(([shape = '', own]) => {
		const title = clusters.get(shape)?.title
		return own.map((line) => `- ${title ? `${inline(title)} · ` : ''}${inline(lineText(line))}`)
	})
	return [`## ${labels.threads.title}`, parts.join('\n')]
}

function contentsOf(cluster: string | undefined, { members, images }: ContentIndex) {
	return { cards: members.get(cluster) ?? [], images: images.get(cluster) ?? [] }
}

/**
 * Returns a function that mentions a card by its id. It shortens the text of each card only once,
 * since a card may have many links.
 */
function createMentions({ cards }: ContentIndex): (id: string) => string {
	const mentions = new Map<string, string>()
	return (id) => {
		const known = mentions.get(id) ?? mention(cards.get(id)?.text ?? '')
		mentions.set(id, known)
		return known
	}
}

interface Outline {
	index: ContentIndex
	mentionOf: (id: string) => string
	labels: ExportLabels
	/** The address of the server that has the images. */
	origin: string
	/** The messages on each shape. */
	lines: ThreadLines
}

/** Writes an image with its alt text and full URL. */
export function imageLink({ alt, path }: CardImage, { labels, origin }: Pick<Outline, 'labels' | 'origin'>): string {
	return `![${escapeMarks(alt.replace(/\s+/g, ' ').trim()) || labels.image}](${origin}${path})`
}

/** Writes a card, and below it its details and its links in both directions. */
function outline(card: Card, { index, mentionOf, labels, origin, lines: messages }: Outline): string {
	const [kind, ...others] = cardLabel(card, namesIn(labels))
	const marks = others.length > 0 ? ` (${others.join(', ')})` : ''
	const lines = linkLines(card, { index, mentionOf, labels }).map((line) => `  - ${line}`)
	const details = [card.description, card.source && `${labels.headings.source}: ${card.source}`]
	const detailLines = details.flatMap((detail) => (detail ? [`  - ${formatted(detail)}`] : []))
	if (card.document) detailLines.push(`  - ${documentLink(card, origin)}`)
	if (card.image) detailLines.push(`  - ${imageLink(card.image, { labels, origin })}`)
	detailLines.push(...joinedLines(card).map((line) => `  - ${inline(line)}`))
	const votes = card.votes ? ` · ${labels.headings.votes}: ${card.votes}` : ''
	const reactions = card.reactions ? ` · ${describeReactions(card.reactions)}` : ''
	return [
		`- **${kind}${marks}** ${formatted(card.text)}${originOf(card)}${votes}${reactions}`,
		...detailLines,
		...lines,
		...linesOn(card, messages).map((line) => `  - ${inline(lineText(line))}`),
	].join('\n')
}

/** Writes the links of a card in both directions, with mentions of the linked cards. */
export function linkLines(
	{ id }: Pick<Card, 'id'>,
	{ index, mentionOf, labels: { meanings } }: Omit<Outline, 'origin' | 'lines'>,
): string[] {
	const outgoing = index.outgoing.get(id) ?? []
	const incoming = index.incoming.get(id) ?? []
	return [
		...outgoing.map(({ meaning, to }) => `${meanings[meaning]} → ${mentionOf(to)}`),
		...incoming.map(({ meaning, from }) => `← ${meanings[meaning]}: ${mentionOf(from)}`),
	]
}

/** Writes the city and the author of a card. */
function originOf({ city, author = '' }: Pick<Card, 'city' | 'author'>): string {
	const parts = [city, author].filter(Boolean).map(inline)
	return parts.length > 0 ? ` — ${parts.join(', ')}` : ''
}

/** Writes a text on one line, truncated. */
function mention(text: string): string {
	const letters = [...plainText(text).replace(/\s+/g, ' ').trim()]
	if (letters.length <= MAX_MENTION_LETTERS) return inline(letters.join(''))
	const spans = linkSpans(letters.slice(0, MAX_MENTION_LETTERS).join(''))
	// A truncated URL is not a link.
	for (const span of spans.slice(spans.findLastIndex(({ text }) => /\s/.test(text)) + 1)) span.href = null
	return `${lineOf(spans)}…`
}
