import { describe, expect, it } from 'vitest'
import type { Card, Link } from './BoardContent.ts'
import type { BoardId } from './ids.ts'
import {
	citiesOfOpenObstacles,
	coverageOf,
	coverageOfObstacles,
	joinObstacles,
	markedObstacles,
} from './joinObstacles.ts'
import { type SessionObstacle, sessionObstacles } from './sessionObstacles.ts'

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

describe('[SHARED1] the coverage of a board', () => {
	const card = (id: string, text: string, city: string, kind: Card['kind'] = 'obstacle'): Card => ({
		id,
		kind,
		text,
		city,
	})
	const cards = [
		card('a', 'No permits', 'Dakar'),
		card('b', 'no permits.', 'Lima'),
		card('c', 'No permit', 'lima'),
		card('d', 'Nobody answers', 'Paris'),
		card('e', 'Nobody answers!', ''),
		card('s', 'One office', 'Quito', 'solution'),
		card('f', 'Case', 'Bogotá', 'case'),
	]
	const links: Link[] = [
		{ id: 'l', from: 's', to: 'e', meaning: 'addresses' },
		{ id: 'm', from: 'f', to: 'b', meaning: 'relatesTo' },
	]

	it('counts obstacles that say the same once: their cities together, answered if one of them is', () => {
		expect(coverageOf(cards, links)).toEqual({ obstacles: 2, answered: 1, open: 1, shared: 1 })
		expect(coverageOf(cards, [])).toEqual({ obstacles: 2, answered: 0, open: 2, shared: 0 })
		expect(coverageOf([], [])).toEqual({ obstacles: 0, answered: 0, open: 0, shared: 0 })
	})

	it('is that of a session with this board alone, a group’s or another one', () => {
		for (const group of ['g', null]) {
			const board = { id: 'b' as BoardId, group: group as never }
			const inSession = sessionObstacles([{ board, content: { cards, links } }])
			expect(coverageOfObstacles(joinObstacles(inSession))).toEqual(coverageOf(cards, links))
		}
	})

	it('marks the cards that its figures count', () => {
		expect(markedObstacles(cards, links)).toEqual({ open: ['a', 'b', 'c'], shared: ['a', 'b', 'c'] })
	})
})

it('[COVER2] the cities of an open obstacle are those of all its cards and of the cards linked to them', () => {
	const cards: Card[] = [
		{ id: 'a', kind: 'obstacle', text: 'No permits', city: 'Dakar' },
		{ id: 'b', kind: 'obstacle', text: 'no permit', city: 'Lima' },
		{ id: 'c', kind: 'obstacle', text: 'No money', city: 'Lima' },
		{ id: 'd', kind: 'obstacle', text: 'No trust', city: 'Lima' },
		{ id: 'e', kind: 'solution', text: 'Meet', city: 'Dakar' },
		{ id: 'f', kind: 'case', text: 'How it began', city: 'Paris' },
	]
	const links: Link[] = [
		{ id: 'd', from: 'e', to: 'd', meaning: 'addresses' },
		{ id: 'f', from: 'f', to: 'b', meaning: 'faces' },
	]
	expect([...citiesOfOpenObstacles(cards, links)]).toEqual([
		['a', 3],
		['b', 3],
	])
})
