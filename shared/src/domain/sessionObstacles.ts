import { withJoined } from './BoardContent.ts'
import { boardObstacles, type Obstacle } from './boardObstacles.ts'
import type { BoardId } from './ids.ts'
import { createOriginals, type SessionSource, splitSources } from './sessionCards.ts'

/**
 * An obstacle of a session, with its copies on the plenary board: it has the cities of all of them,
 * and is answered on any of these boards.
 */
export interface SessionObstacle extends Obstacle {
	/** The board with the obstacle's card. */
	board: BoardId
}

/** Returns the obstacles of the boards of a session, each once, merged with its copies (FAN5d). */
export function sessionObstacles(sources: readonly SessionSource[]): SessionObstacle[] {
	const [ofGroups, others] = splitSources(sources)
	const originals = createOriginals<SessionObstacle>()
	const found: SessionObstacle[] = []
	const take = (added: readonly SessionObstacle[], { content: { cards } }: SessionSource) => {
		const byId = new Map(cards.map((card) => [card.id, card]))
		for (const obstacle of added) {
			// A copy of a joined card is one of its head, too.
			for (const card of withJoined([byId.get(obstacle.card) ?? []].flat())) originals.add(card, obstacle)
			found.push(obstacle)
		}
	}
	for (const source of ofGroups) take(obstaclesOf(source), source)
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
			source,
		)
	return found
}

const identityOf = ({ card, text }: SessionObstacle) => ({ id: card, kind: 'obstacle' as const, text })

function obstaclesOf({ board, content: { cards, links } }: SessionSource): SessionObstacle[] {
	return boardObstacles(cards, links).map((obstacle) => ({ ...obstacle, board: board.id }))
}
