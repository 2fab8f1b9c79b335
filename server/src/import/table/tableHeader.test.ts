import type { ImportOptions } from '@charrette/shared'
import { readBoard } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { makeWorkbook } from '../../../test/support/makeZip.ts'
import { readFile } from '../readFile.ts'

const GERMAN = 'Nummer;Karten;Ort\n1;Genehmigungen dauern lange;Wien\n2;Kein Geld;Graz\n'

function read(file: string | Uint8Array, choice: ImportOptions = {}, name = 'a.csv') {
	const { boards, skipped, table } = readFile(Buffer.from(file), name, choice)
	const { cards, clusters } = readBoard(boards[0]?.doc ?? expect.fail())
	const titleOf = (id: string | undefined) => clusters.find((one) => one.id === id)?.title
	const summaries = cards.map(({ text, city, kind, cluster }) => ({ text, city, kind, cluster: titleOf(cluster) }))
	return {
		cards: summaries,
		texts: summaries.map(({ text }) => text),
		skipped: skipped.map(({ entry }) => entry),
		table,
	}
}

describe('a table that is not ours', () => {
	it('[IMP2] has its texts in the column of words, not in the one that numbers the rows', () => {
		const { texts, skipped, table } = read(GERMAN)
		expect([texts, skipped]).toEqual([
			['Genehmigungen dauern lange', 'Kein Geld'],
			['Nummer', 'Ort'],
		])
		expect(table).toEqual({
			hasHead: true,
			layout: 'rows',
			columns: [
				{ name: 'Nummer', sample: '1' },
				{ name: 'Karten', sample: 'Genehmigungen dauern lange' },
				{ name: 'Ort', sample: 'Wien' },
			],
			at: { text: 2 },
		})
		expect(read('1,Permits\n2,Money\n').texts).toEqual(['Permits', 'Money'])
		expect(read('2050,1\n2060,2\n').texts).toEqual(['2050', '2060'])
		expect(read('ID,City,When,What we heard\n1,Dakar,May,Permits take long\n').texts).toEqual(['Permits take long'])
	})

	it('[IMP2] imports a first row that only looks like a header', () => {
		expect(read('Permits,slow\nMoney,none\n').texts).toEqual(['Permits', 'Money'])
		expect(read('Permits,12\nMoney,7\n').texts).toEqual(['Permits', 'Money'])
	})

	it('[IMP2] is read by the chosen columns, with or without a header', () => {
		const { cards, skipped, table } = read(GERMAN, { text: 3, city: 2 })
		expect(cards.map(({ text, city }) => [text, city])).toEqual([
			['Wien', 'Genehmigungen dauern lange'],
			['Graz', 'Kein Geld'],
		])
		expect([skipped, table?.at]).toEqual([['Nummer'], { text: 3, city: 2 }])
		const headless = read('Obstacle,Permits,Rules\nSolution,Office,Rules\n', { text: 2, kind: 1, cluster: 3 })
		expect(headless.cards).toMatchObject([
			{ kind: 'obstacle', text: 'Permits', cluster: 'Rules' },
			{ kind: 'solution', text: 'Office', cluster: 'Rules' },
		])
		expect(read('Permits,slow\nMoney,none\n', { head: '1', text: 2 }).texts).toEqual(['none'])
		expect(read(GERMAN, { head: '0', text: 2 }).texts).toContain('Karten')
		expect(read('Title,City\nPermits,Dakar\n', { city: 0 }).skipped).toEqual(['City'])
	})

	it('[IMP2f] has its header below titles, which are listed', () => {
		const titled = 'Workshop Dakar;;\nMorning;14 March;\n;;\nKind;Text;City\nObstacle;Permits;Dakar\n'
		const { cards, skipped, table } = read(titled)
		expect(cards).toMatchObject([{ kind: 'obstacle', text: 'Permits', city: 'Dakar' }])
		expect(skipped).toEqual(['Workshop Dakar', 'Morning 14 March'])
		expect(table).toMatchObject({ hasHead: true, at: { text: 2, kind: 1, city: 3 } })
		expect(read(`Ideen aus Wien\n${GERMAN}`).texts).toEqual(['Genehmigungen dauern lange', 'Kein Geld'])
		expect(read(titled, { head: '0', text: 1 }).texts).toContain('Workshop Dakar')
		const sheet = [['Workshop Dakar'], ['Kind', 'Text'], ['Solution', 'Office']]
		expect(read(makeWorkbook({ A: sheet, B: [['x']] }), {}, 'a.xlsx').cards).toMatchObject([
			{ kind: 'solution', text: 'Office' },
		])
	})

	it('[IMP2f] without a header keeps its first row, also one that begins like a header', () => {
		expect(read('A1,Permits\nA2,Money\n').texts).toEqual(['Permits', 'Money'])
		expect(read('Note,Permits\nObstacle,Money\nSolution,Fund\n', { kind: 1, text: 2 }).texts).toEqual([
			'Permits',
			'Money',
			'Fund',
		])
		expect(read('Note,City\nPermits,Dakar\n').texts).toEqual(['Permits'])
	})

	it('[IMP2h] of other whiteboards and Trello has frames as clusters, tags and colours as kinds and categories', () => {
		const mural = [
			'ID,BG Color,Text,Position X,Position Y,Area',
			'1,#FFC2E8,Permits,10,20,Rules',
			'2,#C2FFD6,Office,10,90,Rules',
			'3,#FFF9B1,Hm,400,90,',
		]
		expect(read(mural.join('\n')).cards).toMatchObject([
			{ kind: 'obstacle', text: 'Permits', cluster: 'Rules' },
			{ kind: 'solution', text: 'Office', cluster: 'Rules' },
			{ kind: 'note', text: 'Hm' },
		])
		const trello =
			'Card Name,Card Description,Labels,List Name,Board Name\nPermits,Nine months,"Obstacle, law",Rules,Streets\n'
		const { boards } = readFile(Buffer.from(trello), 'trello.csv')
		expect(readBoard(boards[0]?.doc ?? expect.fail()).cards).toMatchObject([
			{ kind: 'obstacle', category: 'law', text: 'Permits', description: 'Nine months' },
		])
	})

	it('[IMP2g] has its texts under Name or Summary, if there is no better heading', () => {
		expect(read('Name,Kind\nPermits,方案\n').cards).toMatchObject([{ text: 'Permits', kind: 'solution' }])
		expect(read('Key,Summary,Priority\nA-1,Permits take long,High\n').texts).toEqual(['Permits take long'])
		expect(read('Name,Idea,City\nAna,Permits,Dakar\n')).toMatchObject({ texts: ['Permits'], skipped: [] })
		expect(read('Title,Description\nPermits,Nine months\n')).toMatchObject({ texts: ['Permits'], skipped: [] })
		expect(read('Description,Title\nNine months,Permits\n')).toMatchObject({ texts: ['Permits'], skipped: [] })
	})

	it('[IMP2] offers its columns if it is the only table, and not ours', () => {
		const sheet = [
			['Text', 'Dream'],
			['a', 'b'],
		]
		expect(read(makeWorkbook({ A: sheet }), { text: 2 }, 'a.xlsx')).toMatchObject({
			texts: ['b'],
			table: { at: { text: 2 } },
		})
		expect(read(makeWorkbook({ A: sheet, B: sheet }), {}, 'a.xlsx').table).toBeUndefined()
		expect(read('ID,Text,Link IDs\n1,a,\n').table).toBeUndefined()
		expect(read('one\ntwo\n').table).toBeUndefined()
	})
})
