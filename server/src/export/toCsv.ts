import type { BoardContent, Card, Link } from '@charrette/shared'
import type { ExportAbout, ExportedBoard } from './ExportedBoard.ts'
import { labelsIn } from './labels.ts'

const BYTE_ORDER_MARK = '\uFEFF'
/* What a spreadsheet takes for a formula, the full-width signs of Chinese and Japanese keyboards too. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/

/**
 * A board as a table of its cards and, below them, its images; RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8. The columns:
 *
 *     id, kind, text, city, author, category, cluster
 *     answered     of an obstacle: whether a solution addresses it
 *     votes        the dots it got in the newest vote, where it got any
 *     links        for people: what leaves the card and what comes to it, "addresses → text"
 *     link ids     for programs: the links that leave the card, "<link id> <meaning> <card id>", each on its own line
 *     image url    of an image, whose text is what it shows in words
 *
 * Every link leaves one card, so its column holds each of them once. A cell that a spreadsheet would run as a
 * formula starts with an apostrophe.
 */
export function toCsv({ content }: ExportedBoard, { locale, origin }: ExportAbout): string {
	const labels = labelsIn(locale)
	const { headings } = labels
	const titles = [headings.id, headings.kind, headings.text, headings.city, headings.author, headings.category]
	const told = [headings.votes, headings.links, headings.linkIds, headings.imageUrl]
	const header = [...titles, headings.cluster, headings.answered, ...told]
	const rows = content.cards.map((card) => rowOf(card, content, locale))
	const imageRows = content.images.map(({ id, alt, path, cluster }) => {
		const title = titleOf(cluster, content)
		return [id, labels.image, alt, '', '', '', title, '', '', '', '', origin + path]
	})
	return BYTE_ORDER_MARK + [header, ...rows, ...imageRows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function rowOf(card: Card, content: BoardContent, locale: ExportAbout['locale']): string[] {
	const labels = labelsIn(locale)
	const { cards, links } = content
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
		titleOf(card.cluster, content),
		card.kind === 'obstacle' ? labels[isAnswered(coming) ? 'yes' : 'no'] : '',
		String(card.votes ?? ''),
		told.join('\n'),
		leaving.map((link) => `${link.id} ${link.meaning} ${link.to}`).join('\n'),
		'',
	]
}

function titleOf(cluster: string | undefined, { clusters }: BoardContent): string {
	return clusters.find(({ id }) => id === cluster)?.title ?? ''
}

function isAnswered(coming: readonly Link[]): boolean {
	return coming.some((link) => link.meaning === 'addresses')
}

function cell(value: string): string {
	const safe = FORMULA_START.test(value) ? `'${value}` : value
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
