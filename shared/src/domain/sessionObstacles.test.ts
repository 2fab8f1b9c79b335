import { describe, expect, it } from 'vitest'
import type { Card, Link } from './BoardContent.ts'
import type { BoardId, GroupId } from './ids.ts'
import { coverageOfObstacles, joinObstacles } from './joinObstacles.ts'
import type { SessionSource } from './sessionCards.ts'
import { sessionObstacles } from './sessionObstacles.ts'

const card = (id: string, text: string, city: string, kind: Card['kind'] = 'obstacle'): Card => ({
	id,
	kind,
	text,
	city,
})
const addresses = (from: string, to: string): Link => ({ id: `${from} ${to}`, from, to, meaning: 'addresses' })
const source = (board: string, cards: Card[], links: Link[] = []): SessionSource => ({
	board: { id: board as BoardId, group: board === 'plenary' ? null : (board as GroupId) },
	content: { cards, links },
})

describe('the obstacles of a session', () => {
	it('[FAN5d] a copy on the plenary board, with the same id or the same text, is counted once', () => {
		const groups = [source('one', [card('a', 'Permits', 'Dakar')]), source('two', [card('b', 'No money', 'Wuhan')])]
		const plenary = source('plenary', [
			card('a', 'Permits', 'Dakar'),
			card('c', 'no Money', 'Paris'),
			card('d', 'New one', 'Lima'),
		])
		const found = sessionObstacles([plenary, ...groups])
		expect(found.map(({ board, card: id, text }) => [board, id, text])).toEqual([
			['one', 'a', 'Permits'],
			['two', 'b', 'No money'],
			['plenary', 'd', 'New one'],
		])
		expect(found[1]?.cities).toEqual(['Wuhan', 'Paris'])
	})

	it('[FAN5d] an obstacle is answered if any of its copies is', () => {
		const group = source('one', [card('a', 'Permits', 'Dakar'), card('b', 'No money', 'Dakar')])
		const plenary = source(
			'plenary',
			[card('x', 'Permits', 'Dakar'), card('s', 'One office', 'Wuhan', 'solution')],
			[addresses('s', 'x')],
		)
		const found = sessionObstacles([group, plenary])
		expect(coverageOfObstacles(joinObstacles(found))).toEqual({ obstacles: 2, answered: 1, open: 1, shared: 0 })
	})

	it('[SHARED1] the same obstacle written by two groups stays on both boards, and is joined for reading', () => {
		const found = sessionObstacles([
			source('one', [card('a', 'Permits', 'Dakar')]),
			source('two', [card('b', 'Permits', 'Wuhan')]),
		])
		expect(found).toHaveLength(2)
		expect(joinObstacles(found)).toMatchObject([{ obstacles: found, cities: ['Dakar', 'Wuhan'] }])
	})
})
