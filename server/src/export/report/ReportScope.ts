import {
	type BoardContent,
	type BoardId,
	type Card,
	capitalize,
	describeReactions,
	describeSource,
	type Locale,
	plainText,
	type ReportTexts,
	reportTextsIn,
	type Session,
	type VoteResult,
	type Workshop,
} from '@charrette/shared'
import type { ContentIndex } from '../indexContent.ts'
import { type ExportLabels, exportLabelsIn } from '../labels.ts'
import type { ReportAction, ReportCard, ReportImage } from './Report.ts'
import type { ReportExchange } from './ReportExchange.ts'

/** The content of a report. */
export interface ReportSource {
	workshop: Workshop
	/** The sessions in the report. */
	sessions: readonly Session[]
	contents: ReadonlyMap<BoardId, BoardContent>
	/** The results of the closed votes of these sessions. */
	results: readonly VoteResult[]
	/** Images of whole boards, as far as there are any. */
	renders: ReadonlyMap<BoardId, ReportImage>
	/** The images on the boards, by path; those that did not fit are missing. */
	images: ReadonlyMap<string, ReportImage>
	/** The exchange of the workshop; null if there is none, or it is no part of the report. */
	exchange: ReportExchange | null
}

/** Language, time, and names of a report. */
export interface ReportOptions {
	locale: Locale
	at: Date
	/** The time zone of dates; the server's by default. */
	zone?: string | undefined
	/** Whether the list of participants has names. Cards name an author if their content does. */
	namesPeople: boolean
	/** The address of this server, to which the report links; without it there are no links. */
	origin?: string | undefined
}

/** Content, options and texts, for the builders of sections. */
export interface ReportScope extends ReportSource, ReportOptions {
	labels: ExportLabels
	texts: ReportTexts
	/** Whether anybody is named: nobody is while the workshop is anonymous. */
	namesAnybody: boolean
	/** What can be done with a card of the board that is being written. */
	actionOf?: (card: Card) => ReportAction | null
}

export function createScope(source: ReportSource, options: ReportOptions): ReportScope {
	const namesAnybody = options.namesPeople && !source.workshop.isAnonymous
	const words = { labels: exportLabelsIn(options.locale), texts: reportTextsIn(options.locale) }
	return { ...source, ...options, ...words, namesAnybody }
}

/** The full text of a card is only in its section: tables and links have the beginning of it. */
const TABLE_LENGTH = 400
const LINKED_LENGTH = 90

/** A card in a report, without its details, its image and its links. */
function reportCard(card: Card, { labels, texts, locale }: ReportScope): ReportCard {
	const category = card.category ? ` · ${labels.categories[card.category]}` : ''
	const from = [card.city, card.author, card.from && `↩ ${describeSource(card.from, locale)}`].filter(Boolean)
	return {
		kind: card.kind,
		label: labels.kinds[card.kind] + category,
		text: plainText(card.text).trim(),
		from: from.join(texts.comma),
		dots: card.votes ? texts.dotsOf(card.votes) : '',
		reactions: describeReactions(card.reactions),
		details: [],
		image: null,
		links: [],
		action: null,
	}
}

/** A card in a table, with its text truncated. */
export function shortReportCard(card: Card, scope: ReportScope): ReportCard {
	return { ...reportCard(card, scope), text: shorten(plainText(card.text)) }
}

/** A card with its full text, its details, its image, its outgoing links, so that each link is listed once, and what can be done with it. */
export function linkedReportCard(card: Card, board: ContentIndex, scope: ReportScope): ReportCard {
	const links = (board.outgoing.get(card.id) ?? []).map(({ to, meaning }) => {
		const text = board.cards.get(to)?.text ?? ''
		return `${capitalize(scope.labels.meanings[meaning])} → ${truncate(plainText(text).replace(/\s+/g, ' '), LINKED_LENGTH)}`
	})
	return { ...reportCard(card, scope), ...detailsOf(card, scope), links, action: scope.actionOf?.(card) ?? null }
}

function detailsOf({ description, source, image }: Card, { labels, images }: ReportScope) {
	const shown = image && images.get(image.path)
	const details = [
		description && plainText(description),
		source && `${labels.headings.source}: ${source}`,
		image && !shown ? [labels.image, image.alt].filter(Boolean).join(': ') : '',
	]
	return {
		details: details.flatMap((detail) => detail?.trim() || []),
		image: image && shown ? { image: shown, alt: image.alt } : null,
	}
}

/** A text truncated for a table. */
export function shorten(text: string): string {
	return truncate(text, TABLE_LENGTH)
}

function truncate(text: string, length: number): string {
	const trimmed = text.trim()
	// A letter is at most two code units: more of the text would be split for nothing.
	const letters = [...trimmed.slice(0, 2 * length + 2)]
	return letters.length > length ? `${letters.slice(0, length).join('').trimEnd()}…` : trimmed
}
