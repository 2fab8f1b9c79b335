import { describe, expect, it } from 'vitest'
import type { Card } from './BoardContent.ts'
import { searchCards, splitList } from './cardTexts.ts'
import { LIMITS } from './limits.ts'

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

it('searches text, city and author name', () => {
	expect(found('nine months')).toEqual(['permits'])
	expect(found('武汉')).toEqual(['approval'])
	expect(found('李')).toEqual(['approval'])
	expect(found('nobody')).toEqual([])
})

it('ignores case, accents and character width', () => {
	expect(found('BOGOTA')).toEqual(['permits'])
	expect(found('gomez')).toEqual(['permits'])
	expect(found('DECIDE')).toEqual(['desk'])
	expect(found('３０')).toEqual(['desk'])
})

it('finds part of a Chinese sentence', () => {
	expect(found('审批')).toEqual(['approval'])
	expect(found('牵头')).toEqual(['approval'])
})

it('requires every word, in any order and field', () => {
	expect(found('bogota bus')).toEqual(['permits'])
	expect(found('bus dakar')).toEqual([])
})

it('finds nothing for an empty query', () => {
	expect(found('  ')).toEqual([])
})

describe('splitting a pasted text into cards', () => {
	it('makes one card per line and skips blank lines', () => {
		expect(splitList('Permits take long\r\n\r\n  No budget  \n五个部门各自审批\r')).toEqual([
			'Permits take long',
			'No budget',
			'五个部门各自审批',
		])
	})

	it('removes bullets and numbers', () => {
		expect(splitList('- one\n• two\n3. three\n4) four\n5、五')).toEqual(['one', 'two', 'three', 'four', '五'])
	})

	it('keeps numbers and dashes that belong to the text', () => {
		expect(splitList('2050 net zero\n3.5 million riders\n-')).toEqual(['2050 net zero', '3.5 million riders', '-'])
	})

	it('[TEXT1a] of a line or row longer than a card’s limit, the rest is the next text', () => {
		const long = `${'x'.repeat(LIMITS.maxCardTextLength - 1)}🚲 and more`
		const split = [long.slice(0, LIMITS.maxCardTextLength - 1), '🚲 and more']
		expect(splitList(`one\n- ${long}\ntwo`)).toEqual(['one', ...split, 'two'])
		expect(splitList(`${long}\tBogotá`)).toEqual([split[0], `${split[1]} · Bogotá`])
	})

	it('makes one card per row of a spreadsheet', () => {
		const copied = 'Permits\tBogotá\r\n"Budget\nyear by year"\tDakar\r\n\t\r\n"He said ""no"""\t\r\n'
		expect(splitList(copied)).toEqual(['Permits · Bogotá', 'Budget\nyear by year · Dakar', 'He said "no"'])
	})

	it('treats unbalanced quotation marks as text', () => {
		expect(splitList('"12" pipes\t5" gaps\nrest\tlast')).toEqual(['"12" pipes · 5" gaps', 'rest · last'])
	})

	it('treats a list indented by tabs as lines', () => {
		expect(splitList('one\n\t- two\n\t\t- three')).toEqual(['one', 'two', 'three'])
	})

	it('makes no card of blank lines', () => {
		expect(splitList(' \n\t\n')).toEqual([])
	})
})
