import { type Card, citiesOfCard, type Link } from './BoardContent.ts'

/** An obstacle of a board. */
export interface Obstacle {
	/** The id of its card. */
	card: string
	text: string
	/** The cities of the card and of the cards that are linked to it. */
	cities: string[]
	/** Whether a solution addresses it. */
	isAnswered: boolean
}

/** Returns the obstacles among the cards of a board, in their order. */
export function boardObstacles(cards: readonly Card[], links: readonly Link[]): Obstacle[] {
	const byId = new Map(cards.map((card) => [card.id, card]))
	const isObstacle = ({ kind }: Card) => kind === 'obstacle'
	const cities = new Map(cards.filter(isObstacle).map((card) => [card.id, new Set(citiesOfCard(card))]))
	const answered = new Set<string>()
	for (const link of links) {
		const from = byId.get(link.from)
		const to = byId.get(link.to)
		if (from && link.meaning === 'addresses') answered.add(link.to)
		if (!from || !to) continue
		for (const city of citiesOfCard(from)) cities.get(to.id)?.add(city)
		for (const city of citiesOfCard(to)) cities.get(from.id)?.add(city)
	}
	return cards.filter(isObstacle).map(({ id, text }) => ({
		card: id,
		text,
		cities: [...(cities.get(id) ?? [])].filter((city) => city !== ''),
		isAnswered: answered.has(id),
	}))
}
