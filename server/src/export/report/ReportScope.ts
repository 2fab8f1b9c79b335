import {
	type BoardContent,
	type BoardId,
	type Card,
	capitalize,
	cardLabel,
	describeReactions,
	describeSource,
	type Link,
	type Locale,
	namesIn,
	parseCardText,
	parseLinks,
	plainText,
	type ReportTexts,
	reportTextsIn,
	type Session,
	type VoteResult,
	type Workshop,
} from '@charrette/shared'
import { documentLine } from '../documentLink.ts'
import type { ContentIndex } from '../indexContent.ts'
import { type ExportLabels, exportLabelsIn } from '../labels.ts'
import { linesOn, lineText, type ThreadLines } from '../threadLines.ts'
import { joinedLines } from '../toCsv.ts'
import type { ReportAction, ReportCard, ReportImage } from './Report.ts'
import type { ReportExchange } from './ReportExchange.ts'
import { readSessions, type SessionContent } from './SessionContent.ts'

/** The input of a report. */
export interface ReportSource {
	workshop: Workshop
	/** The sessions in the report. */
	sessions: readonly Session[]
	contents: ReadonlyMap<BoardId, BoardContent>
	/** The results of the closed votes of these sessions. */
	results: readonly VoteResult[]
	/** Images of whole boards, as far as they exist. */
	renders: ReadonlyMap<BoardId, ReportImage>
	/** The images on the boards, by path. Images that did not fit are missing. */
	images: ReadonlyMap<string, ReportImage>
	/** The exchange of the workshop; null if there is none, or if the report excludes it. */
	exchange: ReportExchange | null
}

/** The language, time and names of a report. */
export interface ReportOptions {
	locale: Locale
	at: Date
	/** The time zone of dates; the server's by default. */
	zone?: string | undefined
	/** Whether the list of participants has names. Cards name their author if their content does. */
	namesPeople: boolean
	/** The address of this server, for links in the report; without it there are no links. */
	origin?: string | undefined
	/** What the report says about its translations; null if there is nothing to say (EXP10). */
	note?: string | null
}

/** The content, options and texts for the functions that build sections. */
export interface ReportScope extends ReportSource, ReportOptions, SessionContent {
	labels: ExportLabels
	texts: ReportTexts
	/**
	 * Whether the report may name contributors and contacts: never while the workshop is anonymous.
	 */
	namesAnybody: boolean
	/** Returns the action on a card of the board whose sections are being built. */
	actionOf?: (card: Card) => ReportAction | null
	/** The messages of that board. */
	lines?: ThreadLines
}

export function createScope(source: ReportSource, options: ReportOptions): ReportScope {
	const namesAnybody = options.namesPeople && !source.workshop.isAnonymous
	const words = { labels: exportLabelsIn(options.locale), texts: reportTextsIn(options.locale) }
	return { ...source, ...options, ...words, ...readSessions(source), namesAnybody }
}

/** Maximum length of a card's text in links. Only the card's own section has the full text. */
const LINKED_LENGTH = 60

/** Builds a card of a report, without its details, image and links. */
function reportCard(card: Card, { labels, texts, locale }: ReportScope): ReportCard {
	const from = [card.city, card.author, card.from && `↩ ${describeSource(card.from, locale)}`].filter(Boolean)
	return {
		kind: card.kind,
		label: cardLabel(card, namesIn(labels)).join(' · '),
		text: parseCardText(card.text.trim()),
		from: from.join(texts.comma),
		dots: card.votes ? texts.dotsOf(card.votes) : '',
		reactions: describeReactions(card.reactions),
		details: [],
		image: null,
		links: [],
		action: null,
	}
}

/**
 * Builds a card with its full text, details, image, outgoing links and action. Only outgoing links
 * are listed, so that each link appears once.
 */
export function linkedReportCard(card: Card, board: ContentIndex, scope: ReportScope): ReportCard {
	const links = (board.outgoing.get(card.id) ?? []).map((link) => linkText(link, board, scope))
	const { details, image } = detailsOf(card, scope)
	const messages = linesOn(card, scope.lines).map((line) => parseLinks(lineText(line)))
	return {
		...reportCard(card, scope),
		details: [...details, ...joinedLines(card).map((line) => parseLinks(line)), ...messages],
		image,
		links,
		action: scope.actionOf?.(card) ?? null,
	}
}

/** Describes a link of a card: "Addresses → …". */
export function linkText({ to, meaning }: Link, board: ContentIndex, { labels }: ReportScope): string {
	const text = board.cards.get(to)?.text ?? ''
	return `${capitalize(labels.meanings[meaning])} → ${truncate(plainText(text).replace(/\s+/g, ' '), LINKED_LENGTH)}`
}

function detailsOf({ description, source, image, document }: Card, { labels, images, origin }: ReportScope) {
	const shown = image && images.get(image.path)
	const details = [
		source && `${labels.headings.source}: ${source}`,
		documentLine({ ...(document && { document }) }, origin),
		image && !shown ? [labels.image, image.alt].filter(Boolean).join(': ') : '',
	].flatMap((detail) => detail?.trim() || [])
	const described = description?.trim() ? [parseCardText(description.trim())] : []
	return {
		details: [...described, ...details.map(parseLinks)],
		image: image && shown ? { image: shown, alt: image.alt } : null,
	}
}

function truncate(text: string, length: number): string {
	const trimmed = text.trim()
	// A character has at most two code units, so splitting a longer slice would be wasted work.
	const letters = [...trimmed.slice(0, 2 * length + 2)]
	return letters.length > length ? `${letters.slice(0, length).join('').trimEnd()}…` : trimmed
}

/** The width of a line in letters. A Chinese character is as wide as two. */
const LINE_WIDTH = 120

/** Truncates a text to little more than a line of a page. */
export function shortLine(text: string): string {
	const letters = [
		...plainText(text)
			.slice(0, 4 * LINE_WIDTH)
			.replace(/\s+/g, ' ')
			.trim(),
	]
	let width = 0
	const end = letters.findIndex((letter) => {
		width += letter >= '\u2e80' ? 2 : 1
		return width > LINE_WIDTH
	})
	return end === -1 ? letters.join('') : `${letters.slice(0, end).join('').trimEnd()}…`
}
