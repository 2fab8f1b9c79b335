import { describe, expect, it } from 'vitest'
import type { BoardId } from './ids.ts'
import { coverageOfObstacles, joinObstacles } from './joinObstacles.ts'
import type { SessionObstacle } from './sessionObstacles.ts'

const obstacle = (text: string, city: string, isAnswered = false): SessionObstacle => ({
	card: `${city} ${text}`,
	board: city as BoardId,
	text,
	cities: [city].filter(Boolean),
	isAnswered,
})

describe('[SHARED1] obstacles that several cities share', () => {
	const all = [
		obstacle('Only here', 'Lima'),
		obstacle('No permits', 'Dakar'),
		obstacle('审批太慢', '武汉'),
		obstacle('no permits.', 'Bogotá', true),
		obstacle('No permit', 'Bogota'),
		obstacle('审批太慢！', 'Wuhan'),
		obstacle('NO PERMITS', 'Paris'),
	]

	it('are joined across boards, with each city once, those of most cities first', () => {
		const joined = joinObstacles(all).map(({ obstacles, cities, isAnswered }) => [
			obstacles[0].text,
			obstacles.length,
			cities,
			isAnswered,
		])
		expect(joined).toEqual([
			['No permits', 4, ['Dakar', 'Bogotá', 'Paris'], true],
			['审批太慢', 2, ['武汉', 'Wuhan'], false],
			['Only here', 1, ['Lima'], false],
		])
	})

	it('are counted once, as answered if one of them is, and as shared from three cities', () => {
		expect(coverageOfObstacles(joinObstacles(all))).toEqual({ obstacles: 3, answered: 1, open: 2, shared: 1 })
	})

	it('are not joined if they have no text', () => {
		expect(joinObstacles([obstacle('', 'Lima'), obstacle(' ', 'Dakar')])).toHaveLength(2)
	})
})
