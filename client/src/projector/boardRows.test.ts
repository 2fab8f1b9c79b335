import type { BoardContent, Card, Link } from '@charrette/shared'
import { expect, it } from 'vitest'
import { boardRows } from './boardRows.ts'

const card = (id: string, kind: Card['kind']): Card => ({ id, kind, text: id, city: '' })
const link = (from: string, to: string): Link => ({ id: `${from} ${to}`, from, to, meaning: 'addresses' })
const content = (cards: Card[], links: Link[] = []): BoardContent => ({
	cards,
	links,
	clusters: [],
	images: [],
	coverage: { obstacles: 0, answered: 0, open: 0, shared: 0 },
})
const read = (rows: ReturnType<typeof boardRows>) => rows.map(({ id, isAnswer }) => (isAnswer ? `> ${id}` : id))

it('the cards of a board are listed by kind, each solution below the first obstacle that it addresses', () => {
	const cards = [
		card('bus', 'case'),
		card('office', 'solution'),
		card('permits', 'obstacle'),
		card('money', 'obstacle'),
	]
	const links = [link('office', 'permits'), link('office', 'money')]
	expect(read(boardRows(content([...cards, card('fund', 'solution')], links), new Map()))).toEqual([
		'permits',
		'> office',
		'money',
		'fund',
		'bus',
	])
})

it('new cards come first, with the obstacle that they address; cards without text are left out', () => {
	const cards = [card('a', 'obstacle'), card('b', 'obstacle'), card('c', 'note'), card('new', 'solution')]
	const seen = new Map([
		['c', 1],
		['new', 2],
	])
	const empty = { ...card('empty', 'obstacle'), text: ' ' }
	expect(read(boardRows(content([...cards, empty], [link('new', 'b')]), seen))).toEqual(['b', '> new', 'c', 'a'])
})
