import type { Card } from '@charrette/shared'
import { asTitle } from '@charrette/shared'
import type { ReportCard } from './Report.ts'
import type { ReportScope } from './ReportSource.ts'
import type { ToldBoard } from './ToldBoard.ts'

/** A card is told whole once, where it lies: in a table so much of it, and beside a link still less. */
const TABLE_LENGTH = 400
const LINKED_LENGTH = 90

/** A card as a report tells of it, without its links. */
function tellCard(card: Card, { words, paper }: ReportScope): ReportCard {
	const about = card.category ? ` · ${words.categories[card.category]}` : ''
	const from = [card.city, card.author].filter(Boolean)
	return {
		kind: card.kind,
		label: words.kinds[card.kind] + about,
		text: card.text.trim(),
		from: from.join(paper.comma),
		dots: card.votes ? paper.dotsOf(card.votes) : '',
		links: [],
	}
}

/** The same for a table: a long text by its beginning. */
export function tellBriefly(card: Card, scope: ReportScope): ReportCard {
	return { ...tellCard(card, scope), text: briefly(card.text) }
}

/** The same whole, with the links that leave it, so that each link of a board is told once. */
export function tellLinkedCard(card: Card, board: ToldBoard, scope: ReportScope): ReportCard {
	const told = (board.leaving.get(card.id) ?? []).map(({ to, meaning }) => {
		const text = board.cards.get(to)?.text ?? ''
		return `${asTitle(scope.words.meanings[meaning])} → ${beginningOf(text.replace(/\s+/g, ' '), LINKED_LENGTH)}`
	})
	return { ...tellCard(card, scope), links: told }
}

/** So much of a text as a table has room for. */
export function briefly(text: string): string {
	return beginningOf(text, TABLE_LENGTH)
}

function beginningOf(text: string, length: number): string {
	const letters = [...text.trim()]
	return letters.length > length ? `${letters.slice(0, length).join('').trimEnd()}…` : text.trim()
}
