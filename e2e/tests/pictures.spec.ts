import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import * as Y from 'yjs'
import { boardAsStock, type StockBoard } from '../support/boardAsStock.ts'
import { drawPdf, readPng, unseenIn, wordsOf } from '../support/ink.ts'
import { joinOnCanvas, joinOnPhone } from '../support/joining.ts'
import { TEXTS, writeManyScripts } from '../support/manyScripts.ts'
import { type OpenedWorkshop, openByApi } from '../support/openByApi.ts'
import { missingOf, runProgram } from '../support/programs.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** A board taken home as pictures, opened with programs that are not ours and compared with what was written. */
let stack: Stack
let workshop: OpenedWorkshop
let board: StockBoard
let folder: string
test.beforeEach(async () => {
	stack = await startStack()
	workshop = await openByApi(stack.url)
	board = await boardAsStock(stack.url, workshop.code)
	folder = mkdtempSync(join(tmpdir(), 'charrette-pictures-'))
})
test.afterEach(async () => {
	board.leave()
	rmSync(folder, { recursive: true })
	await stack.stop()
})
const place = () => ({ url: stack.url, code: workshop.code })

/** A text whatever its lines, and without the marks that tell in which direction it is read. */
const flat = (text: string) => text.replace(/[\s\u200e\u200f\u202a-\u202e]/g, '')

/** In an SVG they are outlines, each with its character as its title. */
const EMOJI = /\p{RI}|\p{Extended_Pictographic}|\u200d/gu

function put(name: string, bytes: Buffer): string {
	const file = join(folder, name)
	writeFileSync(file, bytes)
	return file
}

const missing = missingOf(['pdffonts', 'pdftoppm', 'pdftotext', 'rsvg-convert', 'unzip', 'xmllint'])
if (missing.length > 0) {
	test(`${missing.join(', ')} cannot be found here: pictures are not looked at on this machine`, () => {
		expect(missing).not.toEqual([])
	})
} else {
	test('[EXP1] [EXP3] [EXP5] every text of a board in many scripts is found and seen in its PDF, its SVG and its PNG', async ({
		browser,
	}) => {
		writeManyScripts(board)
		const ana = await joinOnPhone(browser, place(), '王小明')
		await ana.addCards('Note', ['One desk for all'])
		await ana.badgeSays('Saved')
		const texts = [
			...TEXTS,
			'One desk for all',
			'Permits 许可 تصاريح',
			'王小明',
			'القاهرة',
			'addresses',
			'law & regulation',
		]

		const pdf = put('board.pdf', (await ana.takeHome(/^PDF/)).bytes)
		const words = await wordsOf(pdf)
		await test.step('PDF', async () => {
			const found = flat((await runProgram('pdftotext', ['-raw', pdf, '-'])).toString())
			for (const text of texts) expect(found).toContain(flat(text))
			const fonts = (await runProgram('pdffonts', [pdf])).toString().split('\n').slice(2).filter(Boolean)
			expect(fonts.length).toBeGreaterThan(6)
			for (const font of fonts) expect(font).toMatch(/Identity-H +yes +\w+ +yes/)
			expect(words.length).toBeGreaterThan(40)
			expect(unseenIn(await drawPdf(pdf, 144), words)).toEqual([])
		})

		await test.step('SVG', async () => {
			const { bytes } = await ana.takeHome(/^SVG/)
			const svg = put('board.svg', bytes)
			await runProgram('xmllint', ['--noout', svg])
			expect(bytes.toString()).not.toMatch(/foreignObject|url\(http/)
			const written = flat((await runProgram('xmllint', ['--xpath', 'string(/)', svg])).toString())
			for (const text of texts) expect(written.replace(EMOJI, '')).toContain(flat(text).replace(EMOJI, ''))
			for (const emoji of ['🚲', '🌳', '👩‍💻🇫🇷']) expect(written).toContain(emoji)
			expect(await tagIn(ana.page, bytes.toString(), 'Untitled cluster')).toEqual({ isInside: true, weight: '400' })
			// Drawn by librsvg, which knows the typefaces of this machine alone: a lone letter may stand beside its place.
			const wide = words.filter(({ text }) => text.length > 1)
			const drawn = put('drawn.pdf', await runProgram('rsvg-convert', ['-f', 'pdf', svg]))
			expect(unseenIn(await drawPdf(drawn, 144), wide)).toEqual([])
		})

		await test.step('PNG', async () => {
			const { bytes } = await ana.takeHome(/^PNG/)
			expect(unseenIn(await readPng(ana.page, bytes), words)).toEqual([])
		})
	})

	test('[EXP4] [ANON1] the chosen part of a board goes on paper, without names if so wished or while nobody is named', async ({
		browser,
	}) => {
		const ana = await joinOnCanvas(browser, place(), 'Ana')
		await ana.writeCard('Obstacle', 'Permits take nine months', { x: 400, y: 400 })
		await ana.writeCard('Solution', 'One permit desk', { x: 800, y: 400 })
		await ana.badgeSays('Saved')
		const textOf = async (bytes: Buffer) => (await runProgram('pdftotext', [put('a.pdf', bytes), '-'])).toString()

		const all = await textOf(
			(await ana.takeHome(/^PDF/, (dialog) => dialog.getByText('A4', { exact: true }).click())).bytes,
		)
		for (const words of ['Permits take', 'One permit', 'Ana', 'Group 1', 'Streets', '1/1']) expect(all).toContain(words)

		const part = await ana.takeHome(/^PDF/, async (dialog) => {
			await dialog.getByText('Selection').click()
			await dialog.getByRole('checkbox', { name: /names/ }).uncheck()
		})
		const chosen = await textOf(part.bytes)
		expect(chosen).toContain('One permit desk')
		for (const words of ['Permits take', 'Ana']) expect(chosen).not.toContain(words)

		// What was chosen for one format is chosen, and seen to be, for another.
		const json = await ana.takeHome(/^PNG/, async (dialog) => {
			await dialog.getByText('Selection').click()
			await dialog.getByRole('radio', { name: /^JSON/ }).check({ force: true })
			await expect(dialog.getByRole('radio', { name: 'Selection' })).toBeChecked()
		})
		expect(JSON.parse(json.bytes.toString()).cards).toMatchObject([{ text: 'One permit desk' }])

		await workshop.command({ type: 'anonymity.set', isAnonymous: true })
		await expect(ana.page.getByText('Ana', { exact: true })).toHaveCount(0)
		const nobody = await ana.takeHome(/^PDF/, (dialog) => expect(dialog.getByRole('checkbox')).toHaveCount(0))
		expect(await textOf(nobody.bytes)).not.toContain('Ana')
	})

	test('[EXP6] a board that is too large for one picture goes home as several, as sharp as the screen, with an overview', async ({
		browser,
	}) => {
		const corners = [
			['North', 0, 0],
			['South', 19_500, 14_600],
		] as const
		board.together(() => {
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
		const ana = await joinOnPhone(browser, place(), 'Ana')
		await expect(ana.cards).toHaveCount(2)
		const { name, bytes } = await ana.takeHome(/^PNG/, async (dialog) => {
			await ana.findsNoFault()
			await dialog.getByText('As on screen').click()
		})
		expect(name).toMatch(/\.zip$/)
		const zip = put('board.zip', bytes)
		const names = (await runProgram('unzip', ['-Z1', zip])).toString().trim().split('\n')
		expect(names.map((one) => /Group 1 (.*) - /.exec(one)?.[1])).toEqual(['00', '01 North', '02 South'])
		for (const part of names.slice(1)) {
			const { width, height, pixels } = await readPng(ana.page, await runProgram('unzip', ['-p', zip, part]))
			// The cluster with the paper around it, and a card of 200 board units whose fill is as many pixels wide, but for its bar.
			expect([width, height]).toEqual([500 + 48 * 2, 400 + 48 * 2])
			expect(longestRun(pixels.subarray(width * 203, width * 204), 0xf2)).toBeGreaterThan(190)
		}
		const overview = await readPng(ana.page, await runProgram('unzip', ['-p', zip, names[0] ?? '']))
		expect(overview.width).toBe(4096)
	})
}

/** How a cluster's title lies in its tag, the rectangle before it. */
function tagIn(page: Page, svg: string, title: string) {
	return page.evaluate(
		([source, sought]) => {
			const holder = document.createElement('div')
			holder.innerHTML = source
			document.body.append(holder)
			const text = [...holder.querySelectorAll('text')].find(({ textContent }) => textContent === sought)
			const [words, tag] = [text?.getBBox(), (text?.previousElementSibling as SVGRectElement | undefined)?.getBBox()]
			holder.remove()
			const isInside = words && tag && words.x > tag.x && words.x + words.width < tag.x + tag.width
			return { isInside, weight: text?.getAttribute('font-weight') }
		},
		[svg, title] as const,
	)
}

/** The longest run of one grey in a row of pixels. */
function longestRun(row: Uint8Array, grey: number): number {
	let [longest, run] = [0, 0]
	for (const pixel of row) {
		run = pixel === grey ? run + 1 : 0
		longest = Math.max(longest, run)
	}
	return longest
}
