import {
	type BoardContent,
	type BoardId,
	type Card,
	capitalize,
	type Link,
	type Locale,
	type ReportTexts,
	reportTextsIn,
	type Session,
	type VoteResult,
	type Workshop,
} from '@charrette/shared'
import { type ExportLabels, exportLabelsIn } from '../labels.ts'
import type { ReportCard, ReportImage } from './Report.ts'

/** What a report is made from. */
export interface ReportSource {
	workshop: Workshop
	/** Those of the workshop that it tells of. */
	sessions: readonly Session[]
	contents: ReadonlyMap<BoardId, BoardContent>
	/** Of the votes in these sessions. */
	results: readonly VoteResult[]
	/** Pictures of whole boards, where there are any. */
	pictures: ReadonlyMap<BoardId, ReportImage>
	/** The images on the boards, by their path, as far as they are to be in it. */
	images: ReadonlyMap<string, ReportImage>
}

/** How it is to be told. */
export interface ReportOptions {
	locale: Locale
	at: Date
	/** In which days are told; the server's own where none is named. */
	zone?: string | undefined
	/** Whether the roster is told by name. Cards name whom their content names. */
	namesPeople: boolean
}

/** All that the sections of a report are made with. */
export interface ReportScope extends ReportSource, ReportOptions {
	labels: ExportLabels
	texts: ReportTexts
}

export function createScope(source: ReportSource, wish: ReportOptions): ReportScope {
	return { ...source, ...wish, labels: exportLabelsIn(wish.locale), texts: reportTextsIn(wish.locale) }
}

/** A board's content by what a report looks for in it. */
export interface ReportBoard {
	content: BoardContent
	cards: ReadonlyMap<string, Card>
	/** The links that leave a card. */
	leaving: ReadonlyMap<string, Link[]>
	/** The solutions that address an obstacle, each once. */
	addressing: ReadonlyMap<string, string[]>
}

export function indexBoard(content: BoardContent): ReportBoard {
	const leaving = new Map<string, Link[]>()
	const addressing = new Map<string, string[]>()
	for (const link of content.links) {
		leaving.set(link.from, [...(leaving.get(link.from) ?? []), link])
		if (link.meaning !== 'addresses') continue
		const others = addressing.get(link.to) ?? []
		if (!others.includes(link.from)) addressing.set(link.to, [...others, link.from])
	}
	return { content, cards: new Map(content.cards.map((card) => [card.id, card])), leaving, addressing }
}

/** A card is told whole once, where it lies: in a table so much of it, and beside a link still less. */
const TABLE_LENGTH = 400
const LINKED_LENGTH = 90

/** A card as a report tells of it, without its links. */
function reportCard(card: Card, { labels, texts }: ReportScope): ReportCard {
	const about = card.category ? ` · ${labels.categories[card.category]}` : ''
	const from = [card.city, card.author].filter(Boolean)
	return {
		kind: card.kind,
		label: labels.kinds[card.kind] + about,
		text: card.text.trim(),
		from: from.join(texts.comma),
		dots: card.votes ? texts.dotsOf(card.votes) : '',
		links: [],
	}
}

/** The same for a table: a long text by its beginning. */
export function shortReportCard(card: Card, scope: ReportScope): ReportCard {
	return { ...reportCard(card, scope), text: shorten(card.text) }
}

/** The same whole, with the links that leave it, so that each link of a board is told once. */
export function linkedReportCard(card: Card, board: ReportBoard, scope: ReportScope): ReportCard {
	const told = (board.leaving.get(card.id) ?? []).map(({ to, meaning }) => {
		const text = board.cards.get(to)?.text ?? ''
		return `${capitalize(scope.labels.meanings[meaning])} → ${truncate(text.replace(/\s+/g, ' '), LINKED_LENGTH)}`
	})
	return { ...reportCard(card, scope), links: told }
}

/** So much of a text as a table has room for. */
export function shorten(text: string): string {
	return truncate(text, TABLE_LENGTH)
}

function truncate(text: string, length: number): string {
	const letters = [...text.trim()]
	return letters.length > length ? `${letters.slice(0, length).join('').trimEnd()}…` : text.trim()
}
