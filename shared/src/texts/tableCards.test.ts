import { describe, expect, it } from 'vitest'
import { tableRows } from '../domain/cardTexts.ts'
import { LIMITS } from '../domain/limits.ts'
import { readPaste, tableCards } from './tableCards.ts'

const cardsIn = (text: string) => tableCards(tableRows(text) ?? [])

describe('pasted tables', () => {
	it('[PASTE1] with headings give cards by their columns, in any order and language', () => {
		expect(
			cardsIn('City\tKind\tText\tCategory\nDakar\tObstacles\tPermits\tlaw & regulation\nWuhan\t对策\t一站式窗口\t'),
		).toEqual([
			{ text: 'Permits', kind: 'obstacle', category: 'law', city: 'Dakar' },
			{ text: '一站式窗口', kind: 'solution', city: 'Wuhan' },
		])
		expect(cardsIn('类型\t内容\t城市\n障碍\t审批慢\t武汉')).toEqual([
			{ text: '审批慢', kind: 'obstacle', city: '武汉' },
		])
		expect(cardsIn('Ville\tCatégorie\tRemarques de tous\nParis\targent\tPas de budget')).toEqual([
			{ text: 'Pas de budget', category: 'money', city: 'Paris' },
		])
	})

	it('[PASTE1] from another whiteboard’s CSV give clusters by frame, and kinds by tag or colour', () => {
		const csv =
			'Text,Frame,Color,Tags,Position\n"Slow, unclear permits",Rules,red,"law & regulation, urgent","10,20"\nPilot street,Rules,light_green,,"30,40"\nWho pays?,,gray,Question,"0,0"'
		expect(cardsIn(csv)).toEqual([
			{ text: 'Slow, unclear permits', kind: 'obstacle', category: 'law', cluster: 'Rules' },
			{ text: 'Pilot street', kind: 'solution', cluster: 'Rules' },
			{ text: 'Who pays?', kind: 'question' },
		])
	})

	it('[TEXT1a] with a text longer than a card’s limit give the rest as another card of the same kind', () => {
		const text = 'x'.repeat(LIMITS.maxCardTextLength)
		expect(cardsIn(`Text\tKind\n${text}more\tSolution`)).toEqual([
			{ text, kind: 'solution' },
			{ text: 'more', kind: 'solution' },
		])
	})

	it('[PASTE1] tables without headings, and texts with commas, are not read by columns', () => {
		for (const text of [
			'Permits\tBogotá\nBudget\tDakar',
			'Text, by the city\nOf trees, and streets',
			'Text\nPermits',
			'',
		])
			expect(cardsIn(text)).toBeNull()
	})

	it('[PASTE1] without headings are returned as tables, unless they have one column or one row', () => {
		const rows = [
			['What hinders', 'Where'],
			['Permits', 'Bogotá'],
		]
		expect(readPaste('What hinders\tWhere\nPermits\tBogotá', null)).toEqual({ table: rows })
		expect(readPaste('What hinders Where', rows)).toEqual({ table: rows })
		expect(readPaste('Permits\tBogotá', null)).toEqual({ cards: [{ text: 'Permits · Bogotá' }] })
		const column = [['Permits'], [''], ['Who pays?', '']]
		expect(readPaste('…', column)).toEqual({ cards: [{ text: 'Permits' }, { text: 'Who pays?' }] })
		expect(readPaste('Permits, by city\nOf trees, and streets', null)).toEqual({
			cards: [{ text: 'Permits, by city' }, { text: 'Of trees, and streets' }],
		})
		expect(readPaste('Text\tCity\nPermits\tLima', null)).toEqual({ cards: [{ text: 'Permits', city: 'Lima' }] })
	})

	it('[PASTE1] with a column of another meaning, or a column per kind, are returned as tables', () => {
		const table = (...rows: string[][]) => ({ table: rows })
		expect(readPaste('Text\tCity\tWhen\nPermits\tLima\tMay', null)).toEqual(
			table(['Text', 'City', 'When'], ['Permits', 'Lima', 'May']),
		)
		expect(readPaste('Obstacles\tSolutions\nPermits\tOffice\nMoney\t', null)).toMatchObject({ table: [{}, {}, {}] })
		expect(readPaste('Text\tCity\tWhen\nPermits\tLima\t\n', null)).toEqual({
			cards: [{ text: 'Permits', city: 'Lima' }],
		})
	})

	it('[PASTE1] skip rows without a text', () => {
		expect(cardsIn('Text\tCity\n\tDakar\nPermits\t')).toEqual([{ text: 'Permits' }])
	})
})
