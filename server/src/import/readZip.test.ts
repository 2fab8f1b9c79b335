import { readBoard } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import type { ZipFile } from '../../test/support/makeZip.ts'
import { makeWorkbook, makeZip } from '../../test/support/makeZip.ts'
import { readFile } from './readFile.ts'

const JSON_BOARD = '{"format":"charrette.board","formatVersion":1,"board":{"title":"From JSON"},"cards":[]}'

function read(files: readonly ZipFile[]) {
	const { boards, skipped } = readFile(makeZip(files), 'a.zip')
	const texts = boards.map(({ title, doc }) => [title, ...readBoard(doc).cards.map(({ text }) => text)])
	return { texts, skipped: skipped.map(({ file, reason }) => [file, reason]) }
}

describe('an archive', () => {
	it('[IMP2] becomes a board for each list, table and workbook in it', () => {
		const book = makeWorkbook({ Sheet: [['Text'], ['from a workbook']] })
		const { texts, skipped } = read([
			{ name: 'day 1/list.txt', bytes: '- one\n- two' },
			{ name: 'notes.md', bytes: '- in Markdown' },
			{ name: 'table.csv', bytes: 'Text\nfrom a table' },
			{ name: 'book.xlsx', bytes: book },
		])
		expect(texts).toEqual([
			['book', 'from a workbook'],
			['list', 'one', 'two'],
			['notes', 'in Markdown'],
			['table', 'from a table'],
		])
		expect(skipped).toEqual([])
	})

	it('[IMP4] lists each skipped file by its name, with the reason', () => {
		const files = [
			{ name: 'photo.png', bytes: 'x' },
			{ name: 'inner.zip', bytes: makeZip([{ name: 'a.csv', bytes: 'Text\nx' }]) },
			{ name: 'hidden.xlsx', bytes: makeZip([{ name: 'a.csv', bytes: 'Text\nx' }]) },
			{ name: 'broken.json', bytes: '{' },
			{ name: 'broken.csv', bytes: 'Text\nall the same' },
			{ name: 'ideas.csv', bytes: 'Text\nx' },
			{ name: 'ideas.txt', bytes: 'others' },
			{ name: 'empty.txt', bytes: ' ' },
			{ name: '__MACOSX/._photo.png', bytes: 'x' },
		]
		const expected = [
			['broken.json', 'not_readable'],
			['empty.txt', 'no_text'],
			['hidden.xlsx', 'not_readable'],
			['ideas.txt', 'same_name'],
			['inner.zip', 'other_file'],
			['photo.png', 'other_file'],
		]
		expect(read(files)).toEqual({
			texts: [
				['broken', 'all the same'],
				['ideas', 'x'],
			],
			skipped: expected,
		})
		expect(read(files.slice(0, 1))).toEqual({ texts: [], skipped: [['photo.png', 'other_file']] })
	})

	it('[IMP2] of ours becomes its boards, each once, and does not list their other formats', () => {
		const forms = (stem: string, ...endings: string[]) =>
			endings.map((ending) => ({
				name: `${stem}.${ending}`,
				bytes: ending === 'json' ? JSON_BOARD : `Text\n${ending}`,
			}))
		const files = [
			...forms('01 A/W - A', 'csv', 'json', 'md', 'pdf', 'png', 'tsv'),
			...forms('02 B/W - B', 'csv', 'md', 'html'),
			...forms('report', 'html', 'docx'),
			...forms('viewer', 'html'),
			{ name: 'workbook.xlsx', bytes: makeWorkbook({ Sheet: [['Text'], ['all again']] }) },
			...forms('READ ME', 'txt'),
		]
		for (const folder of ['', 'packed again/']) {
			const { texts, skipped } = read(files.map(({ name, bytes }) => ({ name: folder + name, bytes })))
			expect([texts, skipped]).toEqual([[['From JSON'], ['W - B', 'csv']], []])
		}
	})
})
