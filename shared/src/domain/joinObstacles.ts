import type { Card, Coverage, Link } from './BoardContent.ts'
import { boardObstacles, type Obstacle } from './boardObstacles.ts'
import { groupEqualTexts } from './equalTexts.ts'
import { foldText, nameKey } from './locales.ts'
import type { SessionObstacle } from './sessionObstacles.ts'

/** The number of cities from which an obstacle counts as shared. */
const SHARED_FROM_CITIES = 3

/** Obstacles of a board or a session that say the same, joined for reading (SHARED1). */
export interface JoinedObstacle<Each extends Obstacle = SessionObstacle> {
	/** The obstacles in their order; the text shown is that of the first. */
	obstacles: [Each, ...Each[]]
	/** The cities of all of them, each once. */
	cities: string[]
	/** Whether a solution addresses any of them. */
	isAnswered: boolean
}

/**
 * Joins the obstacles that say the same (SHARED1). Those of most cities come first, then those of
 * most cards, then in their order. Only the joined list is changed, not the boards.
 */
export function joinObstacles<Each extends Obstacle>(obstacles: readonly Each[]): JoinedObstacle<Each>[] {
	const groups = groupEqualTexts(obstacles.map(({ text }) => text))
	const joined = new Map<number, JoinedObstacle<Each>>()
	for (const [index, obstacle] of obstacles.entries()) {
		const group = joined.get(groups[index] ?? index)
		if (group) group.obstacles.push(obstacle)
		else joined.set(index, { obstacles: [obstacle], cities: [], isAnswered: false })
	}
	const all = [...joined.values()].map((group) => ({
		obstacles: group.obstacles,
		cities: distinctCities(group.obstacles.flatMap(({ cities }) => cities)),
		isAnswered: group.obstacles.some(({ isAnswered }) => isAnswered),
	}))
	return all.sort((a, b) => b.cities.length - a.cities.length || b.obstacles.length - a.obstacles.length)
}

/** Returns the cities, each in its first spelling. Case, accents and spaces are ignored. */
function distinctCities(names: readonly string[]): string[] {
	const byKey = new Map<string, string>()
	for (const name of names) {
		const key = foldText(nameKey(name))
		if (key !== '' && !byKey.has(key)) byKey.set(key, name)
	}
	return [...byKey.values()]
}

/** Whether so many cities have an obstacle that it counts as shared. */
export function isShared({ cities }: JoinedObstacle<Obstacle>): boolean {
	return cities.length >= SHARED_FROM_CITIES
}

/** Counts joined obstacles, each once. */
export function coverageOfObstacles(joined: readonly JoinedObstacle<Obstacle>[]): Coverage {
	const answered = joined.filter(({ isAnswered }) => isAnswered).length
	const shared = joined.filter(isShared).length
	return { obstacles: joined.length, answered, open: joined.length - answered, shared }
}

/** Joins the obstacles of one board. */
export function joinedObstaclesOf(cards: readonly Card[], links: readonly Link[]): JoinedObstacle<Obstacle>[] {
	return joinObstacles(boardObstacles(cards, links))
}

/** Counts the coverage of a board. */
export function coverageOf(cards: readonly Card[], links: readonly Link[]): Coverage {
	return coverageOfObstacles(joinedObstaclesOf(cards, links))
}

/** The cards of the open obstacles of a board, and those of the obstacles that cities share. */
export interface MarkedObstacles {
	open: string[]
	shared: string[]
}

/**
 * Returns the number of cities that have each open obstacle of a board, by the id of each of its
 * cards (COVER2). An obstacle of one city is left out.
 */
export function citiesOfOpenObstacles(cards: readonly Card[], links: readonly Link[]): Map<string, number> {
	const several = joinedObstaclesOf(cards, links).filter(({ isAnswered, cities }) => !isAnswered && cities.length > 1)
	return new Map(several.flatMap(({ obstacles, cities }) => obstacles.map(({ card }) => [card, cities.length])))
}

/** Returns the cards that the figures `open` and `shared` of a board count, by their ids. */
export function markedObstacles(cards: readonly Card[], links: readonly Link[]): MarkedObstacles {
	const joined = joinedObstaclesOf(cards, links)
	const cardsOf = (some: typeof joined) => some.flatMap(({ obstacles }) => obstacles.map(({ card }) => card))
	return { open: cardsOf(joined.filter(({ isAnswered }) => !isAnswered)), shared: cardsOf(joined.filter(isShared)) }
}
