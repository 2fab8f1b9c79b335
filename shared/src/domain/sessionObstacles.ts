import {
	type BoardContent,
	type Coverage,
	citiesOfObstacles,
	findObstacles,
	SHARED_FROM_CITIES,
} from './BoardContent.ts'
import type { BoardId } from './ids.ts'
import { foldText } from './locales.ts'

/** The cards and links of one board of a session. */
export interface ObstacleSource {
	board: BoardId
	/** Whether it is the plenary board, on which cards of the groups are copied. */
	isPlenary: boolean
	content: Pick<BoardContent, 'cards' | 'links'>
}

/** An obstacle of a session, with its copies on the plenary board. */
export interface SessionObstacle {
	/** The id of its card, and the board on which that lies. */
	card: string
	board: BoardId
	text: string
	/** The cities of the card, its copies, and the cards linked to them. */
	cities: string[]
	/** Whether a solution addresses it, on any of these boards. */
	isAnswered: boolean
}

/**
 * The obstacles of several boards, each once. A card of the plenary board is a copy of a group's
 * card if it has the same id or, without regard to case and accents, the same text.
 */
export function sessionObstacles(sources: readonly ObstacleSource[]): SessionObstacle[] {
	const ofGroups = sources.filter(({ isPlenary }) => !isPlenary).flatMap(obstaclesOf)
	const originals = new Map<string, SessionObstacle[]>()
	for (const obstacle of ofGroups)
		for (const key of keysOf(obstacle)) {
			const known = originals.get(key)
			if (known) known.push(obstacle)
			else originals.set(key, [obstacle])
		}
	const ofPlenary = sources.filter(({ isPlenary }) => isPlenary).flatMap(obstaclesOf)
	const added = ofPlenary.filter((copy) => {
		const [id, text] = keysOf(copy)
		const copied = originals.get(id) ?? originals.get(text) ?? []
		for (const original of copied) {
			original.isAnswered ||= copy.isAnswered
			original.cities = [...new Set([...original.cities, ...copy.cities])]
		}
		return copied.length === 0
	})
	return [...ofGroups, ...added]
}

/** By its id, and by its text; a card without text is only known by its id. */
function keysOf({ card, text }: SessionObstacle): [id: string, text: string] {
	return [`id ${card}`, text.trim() === '' ? `id ${card}` : `text ${foldText(text)}`]
}

function obstaclesOf({ board, content: { cards, links } }: ObstacleSource): SessionObstacle[] {
	const open = new Set(findObstacles(cards, links).open)
	const cities = citiesOfObstacles(cards, links)
	return cards
		.filter(({ kind }) => kind === 'obstacle')
		.map(({ id, text }) => ({
			card: id,
			board,
			text,
			cities: [...(cities.get(id) ?? [])],
			isAnswered: !open.has(id),
		}))
}

/** Counts obstacles that were found on several boards. */
export function coverageOfObstacles(obstacles: readonly SessionObstacle[]): Coverage {
	const answered = obstacles.filter(({ isAnswered }) => isAnswered).length
	const shared = obstacles.filter(({ cities }) => cities.length >= SHARED_FROM_CITIES).length
	return { obstacles: obstacles.length, answered, open: obstacles.length - answered, shared }
}
