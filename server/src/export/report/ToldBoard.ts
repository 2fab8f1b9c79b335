import type { BoardContent, Card, Link } from '@charrette/shared'

/** A board's content by what a report looks for in it. */
export interface ToldBoard {
	content: BoardContent
	cards: ReadonlyMap<string, Card>
	/** The links that leave a card. */
	leaving: ReadonlyMap<string, Link[]>
	/** The solutions that address an obstacle, each once. */
	addressing: ReadonlyMap<string, string[]>
}

export function toldBoard(content: BoardContent): ToldBoard {
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
