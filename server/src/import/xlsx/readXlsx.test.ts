import { type Locale, readBoard } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import type { Doc } from 'yjs'
import { makeWorkbook, makeWorkbookOf, makeZip } from '../../../test/support/makeZip.ts'
import { readFile } from '../readFile.ts'

const inline = (cell: string, text: string) => `<c r="${cell}" t="inlineStr"><is><t>${text}</t></is></c>`
const cardsOf = (bytes: Uint8Array) => readBoard(readFile(bytes, 'a.xlsx').boards[0]?.doc ?? expect.fail()).cards

it('[IMP2] reads the cards of all sheets, with shared, formatted, calculated and escaped texts', () => {
	const shared =
		'<si><t>Text</t></si><si><r><t>Per</t></r><r><t xml:space="preserve">mits </t></r><rPh><t>no</t></rPh></si>'
	const rows = [
		'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>City</t></is></c></row>',
		`<row r="3"><c r="A3" t="s"><v>1</v></c>${inline('C3', '武汉 &amp; Dakar')}</row>`,
		'<row r="4"><c r="A4" t="str"><f>1+1</f><v>calculated_x000A_text</v></c></row>',
		'<row r="5"><c r="A5"><v>2050</v></c></row>',
	]
	const bytes = makeWorkbookOf({ 'About us': inline('A1', 'Hello'), Cards: rows.join('') }, shared)
	const cards = cardsOf(bytes).map(({ text, city }) => [text, city])
	expect(cards).toEqual(
		expect.arrayContaining([
			['Permits', '武汉 & Dakar'],
			['calculated\ntext', ''],
			['2050', ''],
		]),
	)
	expect(cards).toHaveLength(3)
})

it('[IMP4] lists a bad row with its sheet and line', () => {
	const head = `<row r="1">${inline('A1', 'Kind')}${inline('B1', 'Text')}</row>`
	const bytes = makeWorkbookOf({
		A: `${head}<row r="7">${inline('A7', 'Obstacle')}</row>`,
		B: `${head}<row r="2">${inline('B2', 'x')}</row>`,
	})
	expect(readFile(bytes, 'a.xlsx').skipped).toEqual([{ sheet: 'A', line: 7, reason: 'no_text' }])
})

it('[IMP3] refuses a workbook with a forged size, custom entities or damaged parts, at no cost', () => {
	const far = [
		`<row r="1">${inline('A1', 'Text')}${inline('XFD1', 'City')}</row>`,
		`<row r="4294967295">${inline('XFD1048576', 'far out')}${inline('A2', 'near')}</row>`,
	]
	expect(cardsOf(makeWorkbookOf({ A: far.join('') }))).toMatchObject([{ text: 'near', city: '' }])
	const bomb =
		'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
	const named = ['xl/workbook.xml', 'xl/sharedStrings.xml']
	const typed = '<!DOCTYPE sst []><sst><si><t>x</t></si></sst>'
	for (const xml of [bomb, typed, '<sst><si><t>&b;</t></si></sst>', '<sst><si>', 'no xml at all'])
		expect(() => readFile(makeZip(named.map((name) => ({ name, bytes: xml }))), 'a.xlsx'), xml).toThrow('damaged_file')
})

describe('[IMP2d] a number in a workbook', () => {
	/** Returns the texts of cells with these formats, each given by its number or its code. */
	function shown(cells: readonly [number | string, string][], { locale = 'en' as Locale, properties = '' } = {}) {
		const codes = cells.map(([format], n) => (typeof format === 'string' ? { id: 164 + n, code: format } : null))
		const styles = [
			codes
				.map((one) => one && `<numFmt numFmtId="${one.id}" formatCode="${one.code}"/>`)
				.filter(Boolean)
				.join(''),
			`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>`,
			`<cellXfs>${cells.map(([format], n) => `<xf numFmtId="${codes[n]?.id ?? format}"/>`).join('')}</cellXfs>`,
		].join('')
		const rows = cells.map(([, value], n) => `<row r="${n + 2}"><c r="A${n + 2}" s="${n}"><v>${value}</v></c></row>`)
		const sheet = `<row r="1">${inline('A1', 'Text')}</row>${rows.join('')}`
		const { boards } = readFile(makeWorkbookOf({ A: sheet }, '', { styles, properties }), 'a.xlsx', { locale })
		return readBoard(boards[0]?.doc ?? expect.fail())
			.cards.map(({ text }) => text)
			.sort()
	}

	it('is a date or a time if its format is one', () => {
		const cells: [number | string, string][] = [
			[14, '46095'],
			[22, '46095.395833333336'],
			[17, '46095'],
			[31, '46096'],
			[21, '0.52125'],
			[46, '1.25'],
			['yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;', '46097'],
			['[$-409]d\\-mmm\\-yy;@', '46098'],
			['yyyy', '46099'],
			['dd/mm/yy hh:mm', '46100.5'],
			['[h]:mm', '1.0625'],
			[14, '1'],
			[14, '60'],
		]
		expect(shown(cells)).toEqual(
			[
				'2026-03-14',
				'2026-03-14 09:30',
				'2026-03',
				'2026-03-15',
				'12:30:36',
				'30:00:00',
				'2026-03-16',
				'2026-03-17',
				'2026',
				'2026-03-19 12:00',
				'25:30',
				'1900-01-01',
				'1900-02-28',
			].sort(),
		)
		expect(shown([[14, '44633']], { properties: '<workbookPr date1904="1"/>' })).toEqual(['2026-03-14'])
	})

	it('is a percentage if its format is one, in the notation of its language', () => {
		expect(
			shown([
				[9, '0.25'],
				[10, '0.125'],
				['0.0%', '1'],
			]),
		).toEqual(['100.0%', '12.50%', '25%'])
		expect(shown([[9, '0.25']], { locale: 'fr' })).toEqual([expect.stringMatching(/^25\s%$/)])
		expect(shown([['0.0%', '0.255']], { locale: 'es' })).toEqual([expect.stringMatching(/^25,5\s%$/)])
	})

	it('is a number if its format is none of these', () => {
		const plain = ['General', '0.00', '# ##0 [$€-40C]', '0 &quot;days&quot;', '[Red]0', '0.0E+00', '_-* 0_-', '@']
		expect(shown(plain.map((code, n) => [code, `${n}.5`]))).toEqual(plain.map((_, n) => `${n}.5`))
		expect(
			shown([
				[0, '0.30000000000000004'],
				[14, '-3'],
				[14, '1e300'],
				[0, '2050'],
			]),
		).toEqual(['-3', '0.3', '1e+300', '2050'].sort())
	})
})

it('[IMP2d] writes booleans in the language of the workshop', () => {
	const row = `<row r="1">${inline('A1', 'Text')}${inline('B1', 'City')}</row>`
	const rows = `${row}<row r="2">${inline('A2', 'Paid')}<c r="B2" t="b"><v>1</v></c></row>`
	const cityIn = (locale: Locale) =>
		readBoard(readFile(makeWorkbookOf({ A: rows }), 'a.xlsx', { locale }).boards[0]?.doc ?? expect.fail()).cards[0]
			?.city
	expect((['en', 'zh-CN', 'es', 'fr'] as const).map(cityIn)).toEqual(['yes', '是', 'sí', 'oui'])
})

it('[IMP2d] lists hidden sheets, and columns with formulas whose results were not saved', () => {
	const formula = (cell: string, value: string) => `<c r="${cell}"><f>A1</f>${value}</c>`
	const rows = [
		`<row r="1">${inline('A1', 'Text')}${inline('B1', 'City')}</row>`,
		`<row r="2">${inline('A2', 'a')}${formula('B2', '<v>1</v>')}</row>`,
		`<row r="3">${inline('A3', 'b')}${formula('B3', '')}</row>`,
		`<row r="4">${inline('A4', 'c')}${formula('B4', '<v></v>')}</row>`,
		`<row r="5">${inline('A5', 'd')}<c r="B5" t="str"><f>A1</f><v></v></c></row>`,
	].join('')
	const secret = `<row r="1">${inline('A1', 'Text')}</row><row r="2">${inline('A2', 'secret')}</row>`
	const { boards, skipped } = readFile(
		makeWorkbookOf({ Cards: rows, Notes: secret }, '', { hidden: ['Notes'] }),
		'a.xlsx',
	)
	expect(
		readBoard(boards[0]?.doc ?? expect.fail())
			.cards.map(({ text }) => text)
			.sort(),
	).toEqual(['a', 'b', 'c', 'd'])
	expect(skipped).toEqual([
		{ sheet: 'Notes', reason: 'hidden_sheet' },
		{ line: 3, entry: 'B', reason: 'formula_without_result' },
	])
})

it('[IMP2e] imports each board of our workbook of several boards, with its own links and clusters', () => {
	const head = ['Session', 'Board', 'Group', 'Kind', 'Text', 'Cluster', 'Link IDs', 'Cluster ID', 'ID']
	const cards = [
		head,
		['Morning', 'Group 1', 'Lions', 'Obstacle', 'Permits', 'Rules', '', 'shape:k', 'shape:a'],
		['Morning', 'Group 1', 'Lions', 'Solution', 'Office', '', 'addresses shape:a', '', 'shape:b'],
		['Morning', 'Group 2', 'Bears', 'Obstacle', 'Money', 'Rules', '', 'shape:k', 'shape:a'],
		['Afternoon', 'Group 1', 'Lions', 'Solution', 'Fund', '', 'addresses shape:a', '', 'shape:c'],
	]
	const clusters = [
		['Session', 'Board', 'Group', 'Cluster', 'Cards', 'Cluster ID'],
		['Morning', 'Group 2', 'Bears', 'Empty', '0', 'shape:e'],
	]
	const { boards, skipped } = readFile(makeWorkbook({ Cards: cards, Clusters: clusters }), 'workbook.xlsx')
	const read = boards.map(({ title, doc }) => ({ title, ...readBoard(doc) }))
	expect(
		read.map(({ title, cards, links, clusters }) => [
			title,
			cards.map(({ text }) => text).sort(),
			links.length,
			clusters.map(({ title }) => title).sort(),
		]),
	).toEqual([
		['Morning – Group 1', ['Office', 'Permits'], 1, ['Rules']],
		['Morning – Group 2', ['Money'], 0, ['Empty', 'Rules']],
		['Afternoon – Group 1', ['Fund'], 0, []],
	])
	expect(skipped).toEqual([{ sheet: 'Cards', line: 5, entry: 'shape:a', reason: 'link_without_end' }])
	const one = cards.map(([, ...cells]) => cells).slice(0, 4)
	expect(readFile(makeWorkbook({ Cards: one }), 'a.xlsx').boards.map(({ title }) => title)).toEqual([
		'Group 1',
		'Group 2',
	])
	const twins = [
		['Board', 'Text', 'Link IDs', 'ID', 'Board ID'],
		['Plenary', 'one', '', 'shape:a', 'p1'],
		['Plenary', 'two', '', 'shape:a', 'p2'],
		['Group', 'moved', '', 'shape:b', 'p2'],
		['Group', 'three', '', 'shape:a', 'g'],
	]
	const apart = readFile(makeWorkbook({ Cards: twins }), 'a.xlsx').boards
	const textsOf = (doc: Doc) =>
		readBoard(doc)
			.cards.map(({ text }) => text)
			.sort()
	expect(apart.map(({ title, doc }) => [title, ...textsOf(doc)])).toEqual([
		['Plenary', 'one'],
		['Plenary', 'two'],
		['Group', 'moved', 'three'],
	])
	const foreign = [
		['Session', 'Board', 'Text'],
		['s', 'b', 'x'],
	]
	expect(readFile(makeWorkbook({ A: foreign }), 'a.xlsx').boards).toMatchObject([{ title: 'a' }])
})
