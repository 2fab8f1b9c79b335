import { expect, it } from 'vitest'
import type { Card } from './BoardContent.ts'
import type { BoardId, GroupId } from './ids.ts'
import { sessionCards } from './sessionCards.ts'

const card = (id: string, text: string, kind: Card['kind'] = 'note'): Card => ({ id, kind, text, city: '' })
const source = (id: string, ...cards: Card[]) => ({
	board: { id: id as BoardId, group: id.startsWith('group') ? (id as GroupId) : null },
	content: { cards, links: [] },
})
const idsOf = (cards: readonly Card[]) => cards.map(({ id }) => id)

it('[FAN5d] the plenary board’s copies of groups’ cards count once, by their id or by kind and text', () => {
	const groups = [source('group 1', card('a', 'Permits'), card('b', '')), source('group 2', card('c', 'Élan'))]
	const plenary = source(
		'plenary',
		card('a', 'Permits, reworded'),
		card('x', 'elan'),
		card('y', 'Permits', 'obstacle'),
		card('z', ''),
		card('b', ''),
	)
	const { cards, copies } = sessionCards([plenary, ...groups])
	expect([idsOf(cards), copies]).toEqual([['a', 'b', 'c', 'y', 'z'], 3])
})

it('[FAN5d] equal cards of two groups, or on one board, count as two cards', () => {
	const { cards, copies } = sessionCards([
		source('group 1', card('a', 'Permits'), card('b', 'Permits')),
		source('group 2', card('c', 'Permits')),
	])
	expect([idsOf(cards), copies]).toEqual([['a', 'b', 'c'], 0])
	expect(sessionCards([source('plenary', card('a', 'Same'), card('b', 'Same'))]).cards).toHaveLength(2)
})

it('[FAN5d] a restored board can have copies of cards of the plenary board, too', () => {
	const { cards, copies } = sessionCards([
		source('plenary', card('a', 'A')),
		source('copy', card('a', 'A'), card('b', 'B')),
	])
	expect([idsOf(cards), copies]).toEqual([['a', 'b'], 1])
})
