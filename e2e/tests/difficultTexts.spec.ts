import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import * as Y from 'yjs'
import { createWorkshop } from '../support/createWorkshop.ts'
import { missingPrograms, runProgram } from '../support/externalPrograms.ts'
import { test } from '../support/fixtures.ts'
import { joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoardAsStock } from '../support/stockClient.ts'
import { decodePng, type GreyImage, renderPdfPage } from '../support/visibleText.ts'

/**
 * Exports the corpus of difficult texts to the formats that browsers render. Independent programs
 * read the files, and the renderings are examined: no card may be as blank as an empty one.
 * `server/test/difficultTexts.test.ts` tests the formats that the server writes, with the same
 * corpus.
 */
interface StoredText {
	name: string
	text: string
	repeat?: number
}

const CORPUS = new URL('../../server/test/support/difficultTexts.json', import.meta.url)
const COLUMNS = 8
const texts = (JSON.parse(readFileSync(CORPUS, 'utf8')) as StoredText[]).map(({ name, text, repeat = 1 }, at) => ({
	name,
	text: text.repeat(repeat).trim(),
	x: (at % COLUMNS) * 260,
	y: Math.floor(at / COLUMNS) * 260,
	isLong: repeat > 100,
}))
const BELOW = Math.max(...texts.map(({ y }) => y)) + 400
const CARD = { w: 200, h: 100 }

let stack: Stack
let folder: string
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
	folder = mkdtempSync(join(tmpdir(), 'charrette-difficult-'))
})
test.afterAll(async () => {
	rmSync(folder, { recursive: true })
})

function store(name: string, bytes: Buffer): string {
	const file = join(folder, name)
	writeFileSync(file, bytes)
	return file
}

/**
 * Normalises a text to the characters that a rendering has: without white space, marks of bold
 * parts, hyphens (the marks of items), emoji, and characters that are not drawn.
 */
function drawn(text: string): string {
	return text
		.replace(/\*\*([^*]+)\*\*/g, '$1')
		.replace(/[\s•\-\p{Cc}\p{Cf}\ufffe\uffff\p{Extended_Pictographic}\p{RI}\p{EMod}]|\ufe0f|\u20e3/gu, '')
		.normalize('NFC')
}

function missingIn(found: string): string[] {
	const all = drawn(found)
	return texts.filter(({ text }) => !all.includes(drawn(text))).map(({ name }) => name)
}

/**
 * Returns the names of the texts whose card has scarcely more dark pixels than the empty card.
 * `box` is the part of the board that the image shows.
 */
function blankIn(image: GreyImage, box: Box): string[] {
	const darkIn = (x: number, y: number) => {
		const scale = image.width / box.w
		let dark = 0
		for (let row = Math.floor((y - box.y) * scale); row < (y - box.y + CARD.h) * scale; row++)
			for (let column = Math.floor((x - box.x) * scale); column < (x - box.x + CARD.w) * scale; column++)
				if ((image.pixels[row * image.width + column] ?? 255) < 150) dark++
		return dark / scale / scale
	}
	const empty = darkIn(0, BELOW)
	return texts.filter(({ x, y, isLong }) => !isLong && darkIn(x, y) < empty + 30).map(({ name }) => name)
}

interface Box {
	x: number
	y: number
	w: number
	h: number
}

/** Renders an SVG in this browser. */
async function drawSvg(page: Page, svg: string): Promise<GreyImage> {
	const png = await page.evaluate(async (source) => {
		const image = new Image()
		image.src = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }))
		await image.decode()
		const canvas = document.createElement('canvas')
		canvas.width = image.naturalWidth
		canvas.height = image.naturalHeight
		canvas.getContext('2d')?.drawImage(image, 0, 0)
		return canvas.toDataURL('image/png')
	}, svg)
	return decodePng(page, Buffer.from(png.slice(png.indexOf(',') + 1), 'base64'))
}

const missing = missingPrograms(['pdftotext', 'pdftoppm', 'qpdf', 'unzip', 'xmllint'])
if (missing.length > 0) {
	test(`${missing.join(', ')} not installed: the tests of difficult texts cannot run`, () => {
		expect(missing).not.toEqual([])
	})
} else {
	test('[EXP1] [CHARS1] SVG, PDF, PNG and PowerPoint contain the difficult texts, and draw none of them blank', async ({
		browser,
	}) => {
		const workshop = await createWorkshop(stack.url)
		const board = await openBoardAsStock(stack.url, workshop.code)
		board.transact(() => {
			const write = (id: string, { x, y, w, text }: { x: number; y: number; w: number; text: string }) =>
				board.write(`shape:${id}`, {
					type: 'card',
					xy: [x, y],
					wh: [w, CARD.h],
					index: 'a1',
					'props.kind': 'note',
					text: new Y.Text(text),
				})
			// The long text lies below all others, and is as wide as all of them together.
			for (const [at, { x, y, text, isLong }] of texts.entries())
				write(`text${at}`, isLong ? { x: 260, y: BELOW, w: 1800, text } : { x, y, w: CARD.w, text })
			write('empty', { x: 0, y: BELOW, w: CARD.w, text: '' })
		})
		const ana = await joinOnPhone(browser, workshop, 'Ana')
		await expect(ana.cards).toHaveCount(texts.length + 1)

		const svg = (await ana.exportBoard(/^SVG/)).bytes.toString()
		const [x = 0, y = 0, w = 0, h = 0] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '').split(' ').map(Number)
		const box = { x, y, w, h }
		await test.step('SVG', async () => {
			const file = store('board.svg', Buffer.from(svg))
			await runProgram('xmllint', ['--noout', '--huge', file])
			expect(missingIn((await runProgram('xmllint', ['--huge', '--xpath', 'string(/)', file])).toString())).toEqual([])
			expect(blankIn(await drawSvg(ana.page, svg), box)).toEqual([])
			// [EXP10e]
			for (const language of ['zh-CN', 'ar-SA']) expect(svg).toMatch(new RegExp(`<text[^>]* lang="${language}"`))
		})

		await test.step('PDF', async () => {
			const file = store('board.pdf', (await ana.exportBoard(/^PDF/)).bytes)
			expect((await runProgram('qpdf', ['--check', file])).toString()).toContain('No syntax or stream encoding errors')
			expect(missingIn((await runProgram('pdftotext', ['-raw', file, '-'])).toString())).toEqual([])
			expect(blankIn(await renderPdfPage(file, 144), box)).toEqual([])
		})

		await test.step('PNG', async () => {
			expect(blankIn(await decodePng(ana.page, (await ana.exportBoard(/^PNG/)).bytes), box)).toEqual([])
		})

		await test.step('PowerPoint', async () => {
			const file = store('board.pptx', (await ana.exportBoard(/^PowerPoint/)).bytes)
			const slides = (await runProgram('unzip', ['-p', file, 'ppt/slides/slide*.xml'])).toString()
			const words = [...slides.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, run]) => run).join('')
			const shown = words.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '')
			// A text that is too long for a slide continues on the next one, below its title.
			const continued = texts.filter(({ isLong }) => isLong).map(({ name }) => name)
			expect(missingIn(shown).filter((name) => !continued.includes(name))).toEqual([])
			expect(shown.match(/permits/g)?.length).toBeGreaterThan(900)
		})
		board.leave()
	})
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
