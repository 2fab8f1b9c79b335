import { expect, it } from 'vitest'
import type { Card } from './Card.ts'
import { searchCards } from './searchCards.ts'

const cards: Card[] = [
	{ id: 'permits', kind: 'obstacle', text: 'Permits for bus lanes take nine months', city: 'Bogotá', author: 'p1' },
	{ id: 'approval', kind: 'obstacle', text: '五个部门各自审批，没有牵头单位', city: '武汉', author: 'p2' },
	{ id: 'desk', kind: 'solution', text: 'Un guichet unique, décidé en 30 jours', city: 'Dakar' },
]
const names = new Map([
	['p1', 'Ana Gómez'],
	['p2', '李伟'],
])
const found = (typed: string) => searchCards(cards, typed, (author) => names.get(author)).map((card) => card.id)

it('looks into text, city and the name of the author', () => {
	expect(found('nine months')).toEqual(['permits'])
	expect(found('武汉')).toEqual(['approval'])
	expect(found('李')).toEqual(['approval'])
	expect(found('nobody')).toEqual([])
})

it('takes no notice of case, accents and width', () => {
	expect(found('BOGOTA')).toEqual(['permits'])
	expect(found('gomez')).toEqual(['permits'])
	expect(found('DECIDE')).toEqual(['desk'])
	expect(found('３０')).toEqual(['desk'])
})

it('finds a part of a Chinese sentence', () => {
	expect(found('审批')).toEqual(['approval'])
	expect(found('牵头')).toEqual(['approval'])
})

it('wants every word, in any order and place', () => {
	expect(found('bogota bus')).toEqual(['permits'])
	expect(found('bus dakar')).toEqual([])
})

it('finds nothing for nothing', () => {
	expect(found('  ')).toEqual([])
})
