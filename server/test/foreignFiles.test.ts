import { readFileSync } from 'node:fs'
import { readBoard, readRecords } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { readFile } from '../src/import/readFile.ts'

/** Reads a file of the folder: the texts in each cluster of its boards, their links, its losses. */
function read(name: string) {
	const { boards, skipped } = readFile(readFileSync(new URL(`foreignFiles/${name}`, import.meta.url)), name)
	const links: string[] = []
	const read = boards.map(({ title, doc }) => {
		const { cards, clusters, ...board } = readBoard(doc)
		const textOf = (id: string) => cards.find((card) => card.id === id)?.text.split('\n')[0]
		links.push(...board.links.map(({ from, meaning, to }) => `${textOf(from)} ${meaning} ${textOf(to)}`).sort())
		const titles = new Map(clusters.map((cluster) => [cluster.id, cluster.title]))
		const lines = cards.map(({ kind, text, cluster = '' }) => `${titles.get(cluster) ?? ''}/${kind}: ${text}`)
		return [title, ...lines.sort()]
	})
	return { boards: read, ...(links.length > 0 && { links }), skipped }
}

describe('[IMP4] a file by the library of another program gives its cards and lists its losses', () => {
	it('[IMP2d] a workbook of openpyxl', () => {
		expect(read('sheets.xlsx')).toEqual({
			boards: [
				[
					'sheets',
					'Streets/note: Cars park on the pavement',
					'Streets/note: No shade',
					'Streets/note: See the plan',
					'Streets/note: https://example.org/city',
					'Water/note: Bills are too high',
					'Water/note: Pipes leak',
				],
			],
			skipped: [
				{ sheet: 'Budget', reason: 'hidden_sheet' },
				{ sheet: 'Water', line: 3, entry: 'Draft, do not show', reason: 'hidden_row' },
				{ sheet: 'Water', line: 1, entry: 'Ask the utility', reason: 'comment_left_out' },
				{ sheet: 'Streets', line: 3, entry: 'https://example.org/plan', reason: 'address_left_out' },
			],
		})
	})

	it('[IMP2d] a spreadsheet of odfpy', () => {
		expect(read('kinds.ods')).toEqual({
			boards: [
				[
					'kinds',
					'/obstacle: No budget',
					'/obstacle: Permits\ntake long',
					'/solution: 2026-03-14',
					'/solution: One office',
				],
			],
			skipped: [
				{ sheet: 'Budget', reason: 'hidden_sheet' },
				{ line: 1004, entry: 'Which year?', reason: 'comment_left_out' },
				{ line: 1005, entry: 'Draft, do not show', reason: 'hidden_row' },
			],
		})
	})

	it('[IMP2h] a text of odfpy', () => {
		expect(read('outline.odt')).toEqual({
			boards: [
				[
					'Streets',
					'Ideas/note: Office\nDakar',
					'Obstacles/note: No budget',
					'Obstacles/note: Permits\n- five offices',
				],
			],
			skipped: [
				{ entry: '1In 2026', reason: 'comment_left_out' },
				{ entry: 'Really?', reason: 'comment_left_out' },
			],
		})
	})

	it.each(['release3', 'release4', 'release5'])('[IMP2h] a drawing of tldraw, %s', (name) => {
		expect(read(`${name}.tldr`)).toEqual({
			boards: [[name, '/note: Our streets', '/solution: One office', 'Rules/obstacle: Permits\ntake long']],
			links: ['One office addresses Permits', 'One office relatesTo Our streets'],
			skipped: [
				{ entry: 'geo shape:f', reason: 'not_for_boards' },
				{ entry: 'highlight shape:k', reason: 'not_for_boards' },
				{ entry: 'by 2027', reason: 'label_lost' },
				{ entry: 'arrow shape:i', reason: 'link_without_end' },
			],
		})
		const { boards } = readFile(readFileSync(new URL(`foreignFiles/${name}.tldr`, import.meta.url)), '')
		const strokes = Object.values(readRecords(boards[0]?.doc ?? expect.fail())).filter(({ type }) => type === 'draw')
		const points = [0, 1, 2, 3].map((at) => ({ x: at * 10, y: at * at * 5, z: 0.5 }))
		expect(strokes).toMatchObject([{ xy: [200, 900], 'props.segments': [{ type: 'free', points }] }])
	})

	it('[IMP2n] a drawing of Excalidraw', () => {
		expect(read('map.excalidraw')).toEqual({
			boards: [
				[
					'map',
					'/case: Grouped before labels',
					'/note: Our streets',
					'/note: See the office',
					'/solution: One office',
					'Rules/obstacle: Permits\ntake long',
				],
			],
			links: [
				'One office addresses Permits',
				'One office relatesTo Our streets',
				'See the office relatesTo One office',
			],
			skipped: [
				{ entry: 'diamond decoration', reason: 'not_for_boards' },
				{ entry: 'by 2027', reason: 'label_lost' },
				{ entry: 'arrow loose', reason: 'link_without_end' },
			],
		})
	})

	it('[IMP2n] a library of Excalidraw', () => {
		expect(read('library.excalidrawlib')).toEqual({
			boards: [['library', '/case: Grouped before labels', 'Streets/obstacle: Permits\ntake long']],
			skipped: [],
		})
	})
})
