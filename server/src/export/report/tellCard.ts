import type { BoardContent, Card } from '@charrette/shared'
import { asTitle } from '@charrette/shared'
import type { ReportCard } from './Report.ts'
import type { ReportScope } from './ReportSource.ts'

/** A card that another one is linked to is told by its beginning. */
const LINKED_LENGTH = 90

/** A card as a report tells of it, without its links. */
export function tellCard(card: Card, { words, paper, namesPeople, locale }: ReportScope): ReportCard {
	const about = card.category ? ` · ${words.categories[card.category]}` : ''
	const from = [card.city, namesPeople ? card.author : undefined].filter(Boolean)
	return {
		kind: card.kind,
		label: words.kinds[card.kind] + about,
		text: card.text.trim(),
		from: from.join(locale === 'zh-CN' ? '，' : ', '),
		dots: card.votes ? paper.dotsOf(card.votes) : '',
		links: [],
	}
}

/** The same with the links that leave it, so that each link of a board is told once. */
export function tellLinkedCard(card: Card, { cards, links }: BoardContent, scope: ReportScope): ReportCard {
	const leaving = links.filter((link) => link.from === card.id)
	const told = leaving.map(({ to, meaning }) => {
		const text = cards.find((other) => other.id === to)?.text ?? ''
		return `${asTitle(scope.words.meanings[meaning])} → ${beginningOf(text)}`
	})
	return { ...tellCard(card, scope), links: told }
}

function beginningOf(text: string): string {
	const line = text.trim().replace(/\s+/g, ' ')
	const letters = [...line]
	return letters.length > LINKED_LENGTH ? `${letters.slice(0, LINKED_LENGTH).join('').trimEnd()}…` : line
}
