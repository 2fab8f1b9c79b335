import { type Coverage, SHARED_FROM_CITIES } from './BoardContent.ts'
import { groupEqualTexts } from './equalTexts.ts'
import { foldText, nameKey } from './locales.ts'
import type { SessionObstacle } from './sessionObstacles.ts'

/** Obstacles of several groups that say the same, joined for reading (SHARED1). */
export interface JoinedObstacle {
	/** The obstacles in their order; the text shown is that of the first. */
	obstacles: [SessionObstacle, ...SessionObstacle[]]
	/** The cities of all of them, each once. */
	cities: string[]
	/** Whether a solution addresses any of them. */
	isAnswered: boolean
}

/**
 * Joins the obstacles of sessions that say the same (SHARED1). Those of most cities come first,
 * then those of most cards, then in their order. Only the joined list is changed, not the boards.
 */
export function joinObstacles(obstacles: readonly SessionObstacle[]): JoinedObstacle[] {
	const groups = groupEqualTexts(obstacles.map(({ text }) => text))
	const joined = new Map<number, JoinedObstacle>()
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
export function isShared({ cities }: JoinedObstacle): boolean {
	return cities.length >= SHARED_FROM_CITIES
}

/** Computes the coverage of obstacles that were found on several boards, each group once. */
export function coverageOfObstacles(joined: readonly JoinedObstacle[]): Coverage {
	const answered = joined.filter(({ isAnswered }) => isAnswered).length
	const shared = joined.filter(isShared).length
	return { obstacles: joined.length, answered, open: joined.length - answered, shared }
}
