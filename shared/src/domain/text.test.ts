import { describe, expect, it } from 'vitest'
import type { Card } from './BoardContent.ts'
import { LIMITS } from './limits.ts'
import { searchCards, splitList } from './text.ts'

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

describe('splitting a pasted text into cards', () => {
	it('makes a card a line and leaves blank lines out', () => {
		expect(splitList('Permits take long\r\n\r\n  No budget  \n五个部门各自审批\r')).toEqual([
			'Permits take long',
			'No budget',
			'五个部门各自审批',
		])
	})

	it('takes bullets and numbers off', () => {
		expect(splitList('- one\n• two\n3. three\n4) four\n5、五')).toEqual(['one', 'two', 'three', 'four', '五'])
	})

	it('keeps numbers and dashes that belong to the text', () => {
		expect(splitList('2050 net zero\n3.5 million riders\n-')).toEqual(['2050 net zero', '3.5 million riders', '-'])
	})

	it('cuts a line that no card can hold', () => {
		expect(splitList('x'.repeat(LIMITS.maxCardTextLength + 1))[0]).toHaveLength(LIMITS.maxCardTextLength)
	})

	it('makes a card a row of what a spreadsheet copies', () => {
		const copied = 'Permits\tBogotá\r\n"Budget\nyear by year"\tDakar\r\n\t\r\n"He said ""no"""\t\r\n'
		expect(splitList(copied)).toEqual(['Permits · Bogotá', 'Budget\nyear by year · Dakar', 'He said "no"'])
	})

	it('takes quotation marks that close nothing for letters', () => {
		expect(splitList('"12" pipes\t5" gaps\nrest\tlast')).toEqual(['"12" pipes · 5" gaps', 'rest · last'])
	})

	it('takes a list that is set in by tabs for lines', () => {
		expect(splitList('one\n\t- two\n\t\t- three')).toEqual(['one', 'two', 'three'])
	})

	it('makes nothing of blanks', () => {
		expect(splitList(' \n\t\n')).toEqual([])
	})
})
