import type { BoardContent, Card } from '@charrette/shared'
import type { Labels } from './labels.ts'

/** What a table says of a card, in words; `votes` as it is. */
export interface ToldCard {
	id: string
	kind: string
	text: string
	city: string
	author: string
	category: string
	cluster: string
	/** Of an obstacle: whether a solution addresses it. */
	answered: string
	votes: number | null
	/** For people: what leaves the card and what comes to it, "addresses → text", each on its own line. */
	links: string
	/** For programs: the links that leave the card, "<link id> <meaning> <card id>"; so each link is told of one card. */
	linkIds: string
}

/** Tells a card of a board as a row of a table. */
export function tellCard(card: Card, { cards, links, clusters }: BoardContent, labels: Labels): ToldCard {
	const textOf = (id: string) => cards.find((other) => other.id === id)?.text ?? ''
	const leaving = links.filter((link) => link.from === card.id)
	const coming = links.filter((link) => link.to === card.id)
	const isAnswered = coming.some((link) => link.meaning === 'addresses')
	return {
		id: card.id,
		kind: labels.kinds[card.kind],
		text: card.text,
		city: card.city,
		author: card.author ?? '',
		category: card.category ? labels.categories[card.category] : '',
		cluster: clusters.find(({ id }) => id === card.cluster)?.title ?? '',
		answered: card.kind === 'obstacle' ? labels[isAnswered ? 'yes' : 'no'] : '',
		votes: card.votes ?? null,
		links: [
			...leaving.map((link) => `${labels.meanings[link.meaning]} → ${textOf(link.to)}`),
			...coming.map((link) => `← ${labels.meanings[link.meaning]}: ${textOf(link.from)}`),
		].join('\n'),
		linkIds: leaving.map((link) => `${link.id} ${link.meaning} ${link.to}`).join('\n'),
	}
}
