import type { BoardContent, Card, Link } from '@charrette/shared'
import type { ExportAbout } from './ExportAbout.ts'
import { labelsIn } from './labels.ts'

const BYTE_ORDER_MARK = '\uFEFF'
/* What a spreadsheet takes for a formula, the full-width signs of Chinese and Japanese keyboards too. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/

/**
 * A board as a table of its cards, RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8. The columns:
 *
 *     id, kind, text, city, author, category, cluster
 *     answered     of an obstacle: whether a solution addresses it
 *     votes        the dots it got in the newest vote, where it got any
 *     links        for people: what leaves the card and what comes to it, "addresses → text"
 *     link ids     for programs: the links that leave the card, "<link id> <meaning> <card id>", each on its own line
 *
 * Every link leaves one card, so the last column holds each of them once. A cell that a spreadsheet would run as a
 * formula starts with an apostrophe.
 */
export function toCsv(content: BoardContent, { locale }: ExportAbout): string {
	const { headings } = labelsIn(locale)
	const titles = [headings.id, headings.kind, headings.text, headings.city, headings.author, headings.category]
	const header = [...titles, headings.cluster, headings.answered, headings.votes, headings.links, headings.linkIds]
	const rows = content.cards.map((card) => rowOf(card, content, locale))
	return BYTE_ORDER_MARK + [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function rowOf(card: Card, { cards, links, clusters }: BoardContent, locale: ExportAbout['locale']): string[] {
	const labels = labelsIn(locale)
	const textOf = (id: string) => cards.find((other) => other.id === id)?.text ?? ''
	const leaving = links.filter((link) => link.from === card.id)
	const coming = links.filter((link) => link.to === card.id)
	const told = [
		...leaving.map((link) => `${labels.meanings[link.meaning]} → ${textOf(link.to)}`),
		...coming.map((link) => `← ${labels.meanings[link.meaning]}: ${textOf(link.from)}`),
	]
	return [
		card.id,
		labels.kinds[card.kind],
		card.text,
		card.city,
		card.author ?? '',
		card.category ? labels.categories[card.category] : '',
		clusters.find((cluster) => cluster.id === card.cluster)?.title ?? '',
		card.kind === 'obstacle' ? labels[isAnswered(coming) ? 'yes' : 'no'] : '',
		String(card.votes ?? ''),
		told.join('\n'),
		leaving.map((link) => `${link.id} ${link.meaning} ${link.to}`).join('\n'),
	]
}

function isAnswered(coming: readonly Link[]): boolean {
	return coming.some((link) => link.meaning === 'addresses')
}

function cell(value: string): string {
	const safe = FORMULA_START.test(value) ? `'${value}` : value
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
