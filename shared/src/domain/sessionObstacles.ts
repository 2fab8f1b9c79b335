import { citiesOfObstacles, findObstacles } from './BoardContent.ts'
import type { BoardId } from './ids.ts'
import { createOriginals, type SessionSource, splitSources } from './sessionCards.ts'

/** An obstacle of a session, with its copies on the plenary board. */
export interface SessionObstacle {
	/** The id of the obstacle's card, and the board with that card. */
	card: string
	board: BoardId
	text: string
	/** The cities of the card, its copies, and the cards linked to them. */
	cities: string[]
	/** Whether a solution addresses the obstacle, on any of these boards. */
	isAnswered: boolean
}

/** Returns the obstacles of the boards of a session, each once, merged with its copies (FAN5d). */
export function sessionObstacles(sources: readonly SessionSource[]): SessionObstacle[] {
	const [ofGroups, others] = splitSources(sources)
	const originals = createOriginals<SessionObstacle>()
	const found: SessionObstacle[] = []
	const take = (added: readonly SessionObstacle[]) => {
		for (const obstacle of added) {
			originals.add(identityOf(obstacle), obstacle)
			found.push(obstacle)
		}
	}
	for (const source of ofGroups) take(obstaclesOf(source))
	for (const source of others)
		take(
			obstaclesOf(source).filter((copy) => {
				const copied = originals.of(identityOf(copy))
				for (const original of copied) {
					original.isAnswered ||= copy.isAnswered
					original.cities = [...new Set([...original.cities, ...copy.cities])]
				}
				return copied.length === 0
			}),
		)
	return found
}

const identityOf = ({ card, text }: SessionObstacle) => ({ id: card, kind: 'obstacle' as const, text })

function obstaclesOf({ board, content: { cards, links } }: SessionSource): SessionObstacle[] {
	const open = new Set(findObstacles(cards, links).open)
	const cities = citiesOfObstacles(cards, links)
	return cards
		.filter(({ kind }) => kind === 'obstacle')
		.map(({ id, text }) => ({
			card: id,
			board: board.id,
			text,
			cities: [...(cities.get(id) ?? [])],
			isAnswered: !open.has(id),
		}))
}
