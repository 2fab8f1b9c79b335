import type { BoardContent, Card } from '@charrette/shared'
import { LOCALES } from '@charrette/shared'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ExportedBoard } from '../ExportedBoard.ts'
import { sheetLabelsIn } from './sheetLabels.ts'
import { cellText, needsTextMark, xmlText } from './sheetXml.ts'
import { toXlsx } from './toXlsx.ts'

describe('a text in a cell', () => {
	it('keeps all characters that XML allows, and normalizes line breaks', () => {
		expect(cellText('a\r\nb\rc\n𠮷👩🏽‍🔬\t')).toBe('a\nb\nc\n𠮷👩🏽‍🔬\t')
		expect(cellText('a\0\u0008\u000b\u001f\ufffe\ud800b\udc00')).toBe('ab')
	})

	it('is truncated at the limit of Excel, never within a character', () => {
		expect(cellText('x'.repeat(32_767))).toHaveLength(32_767)
		const cut = cellText(`${'x'.repeat(32_765)}👩👩`)
		expect([cut.length, cut.slice(-2)]).toEqual([32_766, 'x…'])
	})

	it('is marked as text if editing would change its type', () => {
		for (const text of ['=1', '+1', '-1', '@x', '＝1', '0012', '3/4', 'TRUE', "'a"])
			expect(needsTextMark(text)).toBe(true)
		for (const text of ['a', '许可', '(1)']) expect(needsTextMark(text)).toBe(false)
	})

	it('is escaped for XML and for spreadsheets', () => {
		expect(xmlText('</t>&"_x000D_ _x1_')).toBe('&lt;/t&gt;&amp;&quot;_x005F_x000D_ _x1_')
	})
})

const card = (id: string, text: string): Card => ({ id, kind: 'obstacle', text, city: 'Lima' })
const board = (title: string, cards: Card[]): ExportedBoard => {
	const coverage = { obstacles: cards.length, answered: 0, open: cards.length, shared: 0 }
	const content: BoardContent = { cards, links: [], clusters: [], images: [], coverage }
	const session = { title: 'Morning', groups: [{ id: 'g', name: `${title}’s` }] }
	const workshop = { title: 'W\u0007', cities: [], participants: [] }
	return {
		workshop,
		session,
		board: { id: title, title, group: 'g' },
		content,
		hasAuthors: true,
		result: null,
	} as never
}
const about = { at: new Date(2025, 10, 24), locale: 'en' as const, origin: '' }
const partsOf = async (boards: ExportedBoard[], locale: (typeof LOCALES)[number] = 'en') => {
	const parts = unzipSync(await toXlsx(boards, { ...about, locale }))
	return (path: string) => strFromU8(parts[path] ?? new Uint8Array())
}

describe('a workbook', () => {
	it('[SHARED1] has obstacles of a board that say the same in one row, and on each board again', async () => {
		const same = (city: string, votes?: number) => ({ ...card(city, 'No permits'), city, ...(votes && { votes }) })
		const boards = [board('A', [same('Lima', 2), same('Dakar', 3), same('Lyon')]), board('B', [same('Quito')])]
		const part = await partsOf(boards)
		const texts = [...part('xl/sharedStrings.xml').matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(
			([, text]) => text,
		)
		const cellsOf = (row: string) =>
			[...row.matchAll(/<c ([^>]*)><v>([^<]*)</g)].map(([, attributes, value]) =>
				attributes?.includes('t="s"') ? texts[Number(value)] : value,
			)
		const rows = [...part('xl/worksheets/sheet2.xml').matchAll(/<row .*?<\/row>/g)].map(([row]) => cellsOf(row))
		expect(rows).toHaveLength(3)
		expect(rows[1]).toEqual(
			expect.arrayContaining(['No permits', 'Lima, Dakar, Lyon', 'no', 'yes', '5', 'Lima Dakar Lyon']),
		)
		expect(rows[2]).toEqual(expect.arrayContaining(['No permits', 'Quito']))
	})

	it('has each text once, with surrounding spaces', async () => {
		const words = ['constructor', '__proto__', 'constructor', ' x ']
		const part = await partsOf([
			board(
				'A',
				words.map((text, at) => card(`c${at}`, text)),
			),
		])
		const texts = [...part('xl/sharedStrings.xml').matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(
			([, text]) => text,
		)
		const cells = [...part('xl/worksheets/sheet1.xml').matchAll(/<c r="B\d+"[^>]*><v>(\d+)</g)].map(
			([, at]) => texts[Number(at)],
		)
		expect(cells).toEqual(['Text', ...words])
		expect(new Set(texts).size).toBe(texts.length)
	})

	it('of several boards names the board of each row', async () => {
		const part = await partsOf([board('A', [card('a', 'x')]), board('B', [card('a', 'y')])])
		for (const text of ['Session', 'Board', 'Group', 'A’s', 'B’s'])
			expect(part('xl/sharedStrings.xml')).toContain(`>${text}<`)
		expect(part('xl/worksheets/sheet1.xml')).toContain('<autoFilter ref="A1:P3"/>')
	})

	it('of no cards has the header of the card sheet', async () => {
		const part = await partsOf([board('A', [])])
		expect(part('xl/worksheets/sheet1.xml')).toContain('<autoFilter ref="A1:L1"/>')
		expect(part('docProps/core.xml')).toContain('<dc:title>W – A</dc:title>')
	})

	it.each(LOCALES)('has valid sheet names in %s', (locale) => {
		const { cards, links, clusters, coverage, votes, cities, people, images, boards } = sheetLabelsIn(locale)
		const names = [cards, links, clusters, coverage, votes, cities, people, images, boards]
		expect(new Set(names).size).toBe(names.length)
		for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\']{1,31}$/)
	})
})
