import { readBoard } from '@charrette/shared'
import { expect, it } from 'vitest'
import { makeWorkbook } from '../../../test/support/makeZip.ts'
import { readFile } from '../readFile.ts'

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const TURNS = 120
const HEADINGS = [
	...['Text', 'City', 'Kind', 'Name', 'Cluster', 'Category', 'Description', 'Source', 'Author', 'Timestamp'],
	...['Obstacles', 'Solutions', 'Questions', 'When', 'Kitchen table', 'What hinders trees in your street?'],
]

function createRandom(seed: number): (below: number) => number {
	let state = seed >>> 0
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0
		return Math.floor((state / 2 ** 32) * below)
	}
}

/** Returns a sheet of random headings, whose cells are empty or have a text of their own. */
function randomSheet(random: (below: number) => number, name: string): string[][] {
	const width = 1 + random(5)
	const headings = Array.from({ length: width }, () => HEADINGS[random(HEADINGS.length)] ?? '')
	const cell = (row: number, column: number) =>
		random(4) === 0 ? '' : `${name}${row}x${column}${random(2) === 0 ? '' : ' as was said by many people'}`
	const rows = Array.from({ length: 1 + random(6) }, (_, row) => headings.map((_, column) => cell(row, column)))
	return random(3) === 0 ? rows : [headings, ...rows]
}

/** Whether this is a cell's own text, not a heading. */
const isCell = (text: string) => /\dx\d/.test(text)

it(`[IMP4] each text of a table is on a card, in a cluster, or listed (seed ${SEED})`, () => {
	const random = createRandom(SEED)
	for (let turn = 0; turn < TURNS; turn++) {
		const names = ['Water', 'Streets', 'Solutions'].slice(0, 1 + random(3))
		const sheets = Object.fromEntries(names.map((name) => [name, randomSheet(random, name)]))
		if (!Object.values(sheets).flat(2).some(isCell)) continue
		const file = readFile(makeWorkbook(sheets), 'a.xlsx')
		const kept = JSON.stringify(file.boards.map(({ doc }) => readBoard(doc, (_, name) => name)))
		for (const [sheet, rows] of Object.entries(sheets)) {
			const own = file.skipped.filter((entry) => entry.sheet === sheet || names.length === 1)
			for (const [index, cells] of rows.entries())
				for (const [column, text] of cells.entries()) {
					if (!isCell(text)) continue
					const names = [rows[0]?.[column], String.fromCharCode(65 + column)]
					const isListed = own.some(
						({ line, entry = '', reason }) =>
							(reason === 'unknown_column' && names.includes(entry)) || (line === index + 1 && reason !== 'text_cut'),
					)
					expect(isListed || kept.includes(text), `turn ${turn}: ${text} of ${JSON.stringify(rows)}`).toBe(true)
				}
		}
	}
})
