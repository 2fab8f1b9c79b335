import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import * as Y from 'yjs'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { missingPrograms, runProgram } from '../support/externalPrograms.ts'
import { test } from '../support/fixtures.ts'
import { fillMultilingualBoard, TEXTS } from '../support/multilingualBoard.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { openBoardAsStock, type StockBoard } from '../support/stockClient.ts'
import { decodePng, invisibleWords, renderPdfPage, wordsInPdf } from '../support/visibleText.ts'

/** Exports as PDF, SVG and PNG, read by independent programs and compared with the board. */
let stack: Stack
let workshop: CreatedWorkshop
let board: StockBoard
let folder: string
test.beforeEach(async () => {
	stack = await startStack()
	workshop = await createWorkshop(stack.url)
	board = await openBoardAsStock(stack.url, workshop.code)
	folder = mkdtempSync(join(tmpdir(), 'charrette-exports-'))
})
test.afterEach(async () => {
	board.leave()
	rmSync(folder, { recursive: true })
	await stack.stop()
})

/** Removes white space, non-joiners and marks of writing direction from a text. */
const squeeze = (text: string) => text.replace(/[\s\u200c\u200e\u200f\u202a-\u202e]/g, '')

/** In an SVG every emoji is drawn as outlines, with its character as the title. */
const EMOJI = /\p{RI}|\p{Extended_Pictographic}|\u200d/gu

function store(name: string, bytes: Buffer): string {
	const file = join(folder, name)
	writeFileSync(file, bytes)
	return file
}

const missing = missingPrograms([
	'pdffonts',
	'pdfinfo',
	'pdftohtml',
	'pdftoppm',
	'pdftotext',
	'rsvg-convert',
	'unzip',
	'xmllint',
])
if (missing.length > 0) {
	test(`${missing.join(', ')} not installed: the tests of rendered exports cannot run`, () => {
		expect(missing).not.toEqual([])
	})
} else {
	test('[EXP1] [EXP3] [EXP5] PDF, SVG and PNG contain and show all texts of a board in many scripts', async ({
		browser,
	}) => {
		fillMultilingualBoard(board)
		const ana = await joinOnPhone(browser, workshop, '王小明')
		await ana.addCards('Note', ['One office for all'])
		await ana.waitForSaveStatus('Saved')
		// The header of the list, with its menu, returns when the list scrolls up. The list may still
		// be scrolling to the new card.
		await expect(async () => {
			await ana.card(TEXTS[0]).scrollIntoViewIfNeeded()
			await expect(ana.page.getByRole('button', { name: 'More' })).toBeVisible({ timeout: 1000 })
		}).toPass()
		const texts = [
			...TEXTS,
			'One office for all',
			'Permits 许可 تصاريح',
			'王小明',
			'القاهرة',
			'addresses',
			'law & regulation',
		]

		const pdf = store('board.pdf', (await ana.exportBoard(/^PDF/)).bytes)
		const words = await wordsInPdf(pdf)
		await test.step('PDF', async () => {
			const found = squeeze((await runProgram('pdftotext', ['-raw', pdf, '-'])).toString())
			for (const text of texts) expect(found).toContain(squeeze(text))
			const fonts = (await runProgram('pdffonts', [pdf])).toString().split('\n').slice(2).filter(Boolean)
			expect(fonts.length).toBeGreaterThan(6)
			for (const font of fonts) expect(font).toMatch(/Identity-H +yes +\w+ +yes/)
			expect(words.length).toBeGreaterThan(40)
			expect(invisibleWords(await renderPdfPage(pdf, 144), words)).toEqual([])
			const links = (await runProgram('pdfinfo', ['-url', pdf])).toString()
			for (const address of ['https://a.example/%E8%B7%AF%E7%BA%BF', 'mailto:li@b.example'])
				expect(links).toContain(address)
			const xml = (await runProgram('pdftohtml', ['-xml', '-i', '-stdout', pdf])).toString()
			const bookmarks = [...xml.matchAll(/<item page="(\d+)">([^<]*)/g)].map(([, page, title]) => [page, title])
			expect(bookmarks).toEqual([
				['1', 'Permits 许可 تصاريح'],
				['1', 'Untitled cluster'],
			])
		})

		await test.step('SVG', async () => {
			const { bytes } = await ana.exportBoard(/^SVG/)
			const svg = store('board.svg', bytes)
			await runProgram('xmllint', ['--noout', svg])
			expect(bytes.toString()).not.toMatch(/foreignObject|url\(http/)
			const written = squeeze((await runProgram('xmllint', ['--xpath', 'string(/)', svg])).toString())
			for (const text of texts) expect(written.replace(EMOJI, '')).toContain(squeeze(text).replace(EMOJI, ''))
			const { lines, right } = linesOfText(bytes.toString(), '2025')
			expect(lines.map((line) => line.map(({ text }) => text))).toEqual([
				[')', '2025', 'رقم', '(', 'البناء', 'تصريح'],
				['!', 'أشهر', 'تسعة'],
			])
			// The card is 200 units wide, and its text begins on the right.
			expect(right).toBeGreaterThan(140)
			for (const emoji of ['🚲', '🌳', '👩‍💻🇫🇷']) expect(written).toContain(emoji)
			expect(await clusterLabelIn(ana.page, bytes.toString(), 'Untitled cluster')).toEqual({
				isInside: true,
				weight: '400',
			})
			// librsvg uses the fonts of this machine, so single letters may be slightly displaced.
			const longer = words.filter(({ text }) => text.length > 1)
			const drawn = store('drawn.pdf', await runProgram('rsvg-convert', ['-f', 'pdf', svg]))
			expect(invisibleWords(await renderPdfPage(drawn, 144), longer)).toEqual([])
		})

		await test.step('PNG', async () => {
			const { bytes } = await ana.exportBoard(/^PNG/)
			expect(invisibleWords(await decodePng(ana.page, bytes), words)).toEqual([])
		})
	})

	test('[EXP4] [ANON1] a selection is exported to A4, without names if unchecked or while names are hidden', async ({
		browser,
	}) => {
		const ana = await joinOnCanvas(browser, workshop, 'Ana')
		await ana.writeCard('Obstacle', 'Permits take nine months', { x: 400, y: 400 })
		await ana.writeCard('Solution', 'One permit office', { x: 800, y: 400 })
		await ana.waitForSaveStatus('Saved')
		const textOf = async (bytes: Buffer) => (await runProgram('pdftotext', [store('a.pdf', bytes), '-'])).toString()

		const all = await textOf(
			(await ana.exportBoard(/^PDF/, (dialog) => dialog.getByText('A4', { exact: true }).click())).bytes,
		)
		for (const words of ['Permits take', 'One permit', 'Ana', 'Group 1', 'Streets', '1/1']) expect(all).toContain(words)

		const part = await ana.exportBoard(/^PDF/, async (dialog) => {
			await dialog.getByText('Selection').click()
			await dialog.getByRole('checkbox', { name: /names/ }).uncheck()
		})
		const selection = await textOf(part.bytes)
		expect(selection).toContain('One permit office')
		for (const words of ['Permits take', 'Ana']) expect(selection).not.toContain(words)

		// The chosen area is kept when the format changes.
		const json = await ana.exportBoard(/^PNG/, async (dialog) => {
			await dialog.getByText('Selection').click()
			await dialog.getByRole('radio', { name: /^JSON/ }).check({ force: true })
			await expect(dialog.getByRole('radio', { name: 'Selection' })).toBeChecked()
		})
		expect(JSON.parse(json.bytes.toString()).cards).toMatchObject([{ text: 'One permit office' }])

		await workshop.command({ type: 'anonymity.set', isAnonymous: true })
		await expect(ana.page.getByText('Ana', { exact: true })).toHaveCount(0)
		const anonymous = await ana.exportBoard(/^PDF/, (dialog) => expect(dialog.getByRole('checkbox')).toHaveCount(0))
		expect(await textOf(anonymous.bytes)).not.toContain('Ana')
	})

	test('[EXP6] a board that is too large for one PNG is exported as several at screen resolution, with an overview', async ({
		browser,
	}) => {
		const corners = [
			['North', 0, 0],
			['South', 19_500, 14_600],
		] as const
		board.transact(() => {
			for (const [name, x, y] of corners) {
				board.write(`shape:${name}`, {
					type: 'frame',
					xy: [x, y],
					wh: [500, 400],
					index: `a${x ? 1 : 2}`,
					'props.name': name,
				})
				const card = { type: 'card', parentId: `shape:${name}`, xy: [40, 60], index: 'a1', 'props.kind': 'solution' }
				board.write(`shape:${name}card`, { ...card, text: new Y.Text(`Idea of the ${name}`) })
			}
		})
		const ana = await joinOnPhone(browser, workshop, 'Ana')
		await expect(ana.cards).toHaveCount(2)
		const { name, bytes } = await ana.exportBoard(/^PNG/, async (dialog) => {
			await ana.expectNoViolations()
			await dialog.getByText('As on screen').click()
		})
		expect(name).toMatch(/\.zip$/)
		const zip = store('board.zip', bytes)
		const names = (await runProgram('unzip', ['-Z1', zip])).toString().trim().split('\n')
		expect(names.map((file) => /Group 1 (.*) - /.exec(file)?.[1])).toEqual(['00', '01 North', '02 South'])
		for (const part of names.slice(1)) {
			const { width, height, pixels } = await decodePng(ana.page, await runProgram('unzip', ['-p', zip, part]))
			// The cluster with its margin, and a card of 200 board units. Its background, without the
			// bar, is as many pixels wide.
			expect([width, height]).toEqual([500 + 48 * 2, 400 + 48 * 2])
			expect(longestRun(pixels.subarray(width * 203, width * 204), 0xf2)).toBeGreaterThan(190)
		}
		const overview = await decodePng(ana.page, await runProgram('unzip', ['-p', zip, names[0] ?? '']))
		expect(overview.width).toBe(4096)

		const now = await ana.exportPngNow()
		expect(now.name).toMatch(/\.png$/)
		await expect(ana.page.getByText(/was downloaded, at 28 % of the size/)).toBeVisible()
		const { width, height } = await decodePng(ana.page, now.bytes)
		expect(width * height).toBeLessThanOrEqual(24_000_000)
		expect(width).toBeGreaterThan(5500)
	})
}

/**
 * Returns whether the title of a cluster is inside its label, which is the rectangle before it, and
 * the font weight of the title.
 */
function clusterLabelIn(page: Page, svg: string, title: string) {
	return page.evaluate(
		([source, sought]) => {
			const holder = document.createElement('div')
			holder.innerHTML = source
			document.body.append(holder)
			const text = [...holder.querySelectorAll('text')].find(({ textContent }) => textContent === sought)
			const [textBox, labelBox] = [
				text?.getBBox(),
				(text?.previousElementSibling as SVGRectElement | undefined)?.getBBox(),
			]
			holder.remove()
			const isInside =
				textBox && labelBox && textBox.x > labelBox.x && textBox.x + textBox.width < labelBox.x + labelBox.width
			return { isInside, weight: text?.getAttribute('font-weight') }
		},
		[svg, title] as const,
	)
}

/**
 * Returns the runs of the text with this word, line by line from left to right, and the x at which
 * its last run begins.
 */
function linesOfText(svg: string, word: string): { lines: { text: string; x: number }[][]; right: number } {
	const element = svg.match(/<text .*?<\/text>/gs)?.find((text) => text.includes(`>${word}<`)) ?? ''
	const runs = [...element.matchAll(/<tspan x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</g)].map(([, x, y, text = '']) => ({
		text: text.replaceAll('\u200f', ''),
		x: Number(x),
		y: Number(y),
	}))
	const lines = [...new Set(runs.map(({ y }) => y))].map((line) =>
		runs.filter(({ y }) => y === line).sort((one, other) => one.x - other.x),
	)
	return { lines, right: Math.max(...runs.map(({ x }) => x)) }
}

/** Returns the length of the longest run of a grey value in a row of pixels. */
function longestRun(row: Uint8Array, grey: number): number {
	let [longest, run] = [0, 0]
	for (const pixel of row) {
		run = pixel === grey ? run + 1 : 0
		longest = Math.max(longest, run)
	}
	return longest
}
