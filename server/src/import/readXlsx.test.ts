import { readBoard } from '@charrette/shared'
import { expect, it } from 'vitest'
import { makeWorkbookOf, makeZip } from '../../test/support/makeZip.ts'
import { readFile } from './readFile.ts'

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

it('[IMP3] refuses a workbook with a forged size, with entities of its own, or damaged, at no cost', () => {
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
