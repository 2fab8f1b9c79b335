import { readFileSync } from 'node:fs'
import { readBoard } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { readFile } from '../src/import/readFile.ts'

/** Reads a file of the folder: its boards with the texts of each cluster, and its losses. */
function read(name: string) {
	const { boards, skipped } = readFile(readFileSync(new URL(`foreignFiles/${name}`, import.meta.url)), name)
	const read = boards.map(({ title, doc }) => {
		const { cards, clusters } = readBoard(doc)
		const titles = new Map(clusters.map((cluster) => [cluster.id, cluster.title]))
		const lines = cards.map(({ kind, text, cluster = '' }) => `${titles.get(cluster) ?? ''}/${kind}: ${text}`)
		return [title, ...lines.sort()]
	})
	return { boards: read, skipped }
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
})
