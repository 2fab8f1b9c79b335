import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator } from '@playwright/test'
import * as Y from 'yjs'
import type { CreatedWorkshop } from '../support/createWorkshop.ts'
import { missingPrograms, runProgram } from '../support/externalPrograms.ts'
import { test } from '../support/fixtures.ts'
import { png } from '../support/imageFiles.ts'
import { fillMultilingualBoard, TEXTS } from '../support/multilingualBoard.ts'
import { joinOnPhone } from '../support/participants.ts'
import { openBoardAsStock } from '../support/stockClient.ts'
import { invisibleWords, renderPdfPage, wordsInPdf } from '../support/visibleText.ts'

/** Posters and cards to cut out, read by poppler. */
let folder: string
test.beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'charrette-printed-'))
})
test.afterEach(() => rmSync(folder, { recursive: true }))

function store(name: string, bytes: Buffer): string {
	const file = join(folder, name)
	writeFileSync(file, bytes)
	return file
}

/** Chooses options of the dialog by group and label. */
async function choose(dialog: Locator, choices: Record<string, string>): Promise<void> {
	for (const [group, label] of Object.entries(choices)) {
		const option = dialog.getByRole('radiogroup', { name: group }).getByRole('radio', { name: label, exact: true })
		await option.check({ force: true })
	}
}

/** Returns the sizes of the pages in millimetres, rounded to a tenth. */
async function pageSizes(file: string): Promise<string[]> {
	const lines = (await runProgram('pdfinfo', ['-f', '1', '-l', '999', file])).toString()
	const inMm = (points: string) => Number(((Number(points) / 72) * 25.4).toFixed(1))
	return [...lines.matchAll(/Page +\d+ size: +([\d.]+) x ([\d.]+) pts/g)].map(
		([, w = '', h = '']) => `${inMm(w)} x ${inMm(h)}`,
	)
}

/** Removes white space, non-joiners and marks of writing direction from a text. */
const squeeze = (text: string) => text.replace(/[\s\u200c\u200e\u200f\u202a-\u202e]/g, '')
const textOf = async (file: string) => squeeze((await runProgram('pdftotext', ['-raw', file, '-'])).toString())

/** Uploads an image to the board; returns its path. */
async function uploadImage({ url, board, token }: CreatedWorkshop): Promise<string> {
	const answer = await fetch(`${url}/api/boards/${board}/images`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png' },
		body: new Uint8Array(png('plan', 600, 400).buffer),
	})
	return ((await answer.json()) as { path: string }).path
}

/** A text that does not fit on a card even at the smallest size. */
const LONG = Array.from({ length: 120 }, (_, at) => `word${at}`).join(' ')

const missing = missingPrograms(['pdfimages', 'pdfinfo', 'pdftoppm', 'pdftotext'])
if (missing.length > 0) {
	test(`${missing.join(', ')} not installed: the tests of printed exports cannot run`, () => {
		expect(missing).not.toEqual([])
	})
} else {
	test('[EXP8] [EXP9] a board in many scripts becomes a poster, a poster cut into sheets, and cards to cut out', async ({
		browser,
		workshop,
	}) => {
		const board = await openBoardAsStock(workshop.url, workshop.code)
		fillMultilingualBoard(board)
		const ana = await joinOnPhone(browser, workshop, '王小明')
		await ana.card(TEXTS[0]).scrollIntoViewIfNeeded()
		const all = [...TEXTS, 'Permits 许可 تصاريح', 'القاهرة', 'law & regulation'].map(squeeze)

		await test.step('a poster', async () => {
			const { bytes } = await ana.exportBoard(/^PDF/, async (dialog) => {
				await choose(dialog, { Layout: 'Poster', 'Poster size': 'A2', Orientation: 'Landscape' })
				await ana.expectNoViolations()
			})
			const file = store('poster.pdf', bytes)
			expect(await pageSizes(file)).toEqual(['594 x 420'])
			const text = await textOf(file)
			for (const each of [...all, 'Streets', 'Group1']) expect(text).toContain(each)
			// At 72 dpi the dot between title and date is paler than a text.
			expect(invisibleWords(await renderPdfPage(file, 144), await wordsInPdf(file))).toEqual([])
		})

		await test.step('a poster cut into sheets', async () => {
			const { bytes } = await ana.exportBoard(/^PDF/, (dialog) =>
				choose(dialog, { Layout: 'Poster', 'Poster size': 'A3', Orientation: 'Portrait', 'Print on': 'A4' }),
			)
			const file = store('sheets.pdf', bytes)
			const sizes = await pageSizes(file)
			// A plan of the sheets, then the sheets.
			expect(new Set(sizes).size).toBe(1)
			expect(sizes[0]).toMatch(/^(210 x 297|297 x 210)$/)
			const text = await textOf(file)
			for (const each of [...all, 'Row1of', 'PosterA3']) expect(text).toContain(each)
			for (const page of sizes.keys()) {
				const { pixels } = await renderPdfPage(file, 36, page + 1)
				expect(pixels.some((grey) => grey < 150)).toBe(true)
			}
		})

		await test.step('cards to cut out', async () => {
			board.write('shape:long', {
				type: 'card',
				parentId: 'shape:scripts',
				xy: [700, 300],
				index: 'e1',
				text: new Y.Text(LONG),
			})
			board.write('shape:script1', { 'meta.image': await uploadImage(workshop) })
			await expect(ana.card('word119')).toHaveCount(1)
			const { bytes } = await ana.exportBoard(/^PDF/, (dialog) =>
				choose(dialog, { Layout: 'Cards to cut out', 'Per sheet': '12', Paper: 'A4' }),
			)
			const file = store('cards.pdf', bytes)
			const sizes = await pageSizes(file)
			expect(sizes).toEqual(['297 x 210', '297 x 210'])
			const text = await textOf(file)
			for (const each of [...all, 'OBSTACLE', 'SOLUTION', '→2/']) expect(text).toContain(each)
			for (const word of LONG.split(' ')) expect(text).toContain(word)
			expect((await runProgram('pdfimages', ['-list', '-l', '1', file])).toString()).toMatch(/ image +600 +400 /)
			for (const page of sizes.keys()) {
				const words = await wordsInPdf(file, page + 1)
				expect(invisibleWords(await renderPdfPage(file, 144, page + 1), words)).toEqual([])
			}
		})
		board.leave()
	})

	test('[EXP9] blank cards are printed for a board that has none yet, on the chosen paper', async ({
		browser,
		workshop,
	}) => {
		const ana = await joinOnPhone(browser, workshop, 'Ana')
		const { bytes } = await ana.exportBoard(/^PDF/, (dialog) =>
			choose(dialog, {
				Layout: 'Cards to cut out',
				Cards: 'Blank obstacles and solutions',
				'Per sheet': '6',
				Paper: 'Letter',
			}),
		)
		const file = store('blank.pdf', bytes)
		expect(await pageSizes(file)).toEqual(['215.9 x 279.4', '215.9 x 279.4'])
		const text = await textOf(file)
		for (const [word, count] of [
			['OBSTACLE', 6],
			['SOLUTION', 6],
			['City', 12],
		] as const)
			expect(text.split(word)).toHaveLength(count + 1)
	})
}
