import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { readZip } from '../support/readZip.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { decodePng, invisibleWords, renderPdfPage, wordsInPdf } from '../support/visibleText.ts'
import { test } from './support/engineTest.ts'
import type { Person } from './support/Person.ts'

/**
 * The main flow in each engine: Ana and Li map obstacles and solutions on one board, from joining
 * to the exports.
 */
const PERMITS = 'Permits take nine months'
const ONE_OFFICE = '一个窗口办理许可'
const WHO_PAYS = '谁来付钱？'
const LEFT = { x: 330, y: 330 }
const RIGHT = { x: 800, y: 330 }
const LINKS = { css: '[data-shape-type="arrow"]' }

test.describe.configure({ mode: 'serial' })

let stack: Stack
let workshop: CreatedWorkshop
let ana: Person
let li: Person
test.beforeAll(async ({ openWindow }) => {
	stack = await startStack()
	workshop = await createWorkshop(stack.url)
	;[ana, li] = await Promise.all([openWindow('Ana'), openWindow('李伟')])
})
test.afterAll(async () => {
	await Promise.all([ana, li].map((person) => person?.window.close()))
	await stack.stop()
})

test('[ENGINE1] two people join with a code, and write on the canvas and in the list, also in Chinese', async () => {
	await Promise.all([ana.join(workshop, 'Dakar'), li.join(workshop, 'Wuhan')])
	await Promise.all([ana, li].map((person) => person.waitFor({ css: '.tl-canvas' })))
	await ana.writeCard('Obstacle', PERMITS, LEFT)
	await li.writeCard('Solution', ONE_OFFICE, RIGHT)
	await ana.waitFor(ana.card(ONE_OFFICE))

	await li.click({ role: 'button', name: 'List' })
	await li.click({ role: 'radio', name: 'Question' })
	await li.fill({ role: 'textbox', name: 'New card' }, WHO_PAYS)
	await li.window.press('Enter')
	await li.waitFor(li.card(WHO_PAYS))
	await ana.waitFor(ana.card(WHO_PAYS))
	await li.waitFor(li.card(PERMITS))
	await li.click({ role: 'button', name: 'Canvas' })
	await li.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual([PERMITS, ONE_OFFICE, WHO_PAYS])
})

test('[ENGINE1] a person sees another person’s text in a card while it is typed', async () => {
	await ana.window.doubleClick(await ana.centreOf(PERMITS))
	await ana.waitFor({ css: '[data-shape-type="card"] textarea' })
	await ana.window.type(', 九个月')
	await li.waitFor(li.card(`${PERMITS}, 九个月`))
	await ana.window.press('Control+z')
	await ana.window.press('Escape')
	await li.waitFor(li.card('九个月'), 0)
})

test('[ENGINE1] another person sees a card while it is dragged, and undo moves it back', async () => {
	const [before, seen] = [await ana.centreOf(ONE_OFFICE), await li.centreOf(ONE_OFFICE)]
	await ana.window.drag(before, { x: before.x + 90, y: before.y + 150 })
	const moved = await ana.centreOf(ONE_OFFICE)
	expect(moved.y - before.y).toBeGreaterThan(100)
	await expect
		.poll(async () => Math.round((await li.centreOf(ONE_OFFICE)).y - seen.y))
		.toBe(Math.round(moved.y - before.y))
	await ana.window.press('Control+z')
	await expect.poll(() => li.centreOf(ONE_OFFICE)).toEqual(seen)
})

test('[ENGINE1] an obstacle is linked with its solution, and both are put into a cluster', async () => {
	await ana.window.press('l')
	await ana.window.drag(await ana.centreOf(ONE_OFFICE), await ana.centreOf(PERMITS))
	await li.waitFor(LINKS)
	await ana.window.press('Escape')
	// A rectangle around both cards selects them.
	await ana.window.press('v')
	await ana.window.drag({ x: 150, y: 200 }, { x: 1100, y: 480 })
	await ana.click({ role: 'button', name: 'Cluster' })
	await ana.fill({ role: 'textbox', name: 'Cluster title' }, '许可 permits')
	await ana.window.press('Enter')
	await li.waitFor({ css: '[data-shape-type="frame"]' })
	await expect.poll(readMap).toEqual({
		links: [`${ONE_OFFICE} addresses ${PERMITS}`],
		clusters: ['许可 permits'],
		clustered: expect.arrayContaining([PERMITS, ONE_OFFICE]),
	})
})

/**
 * Returns the links and clusters that the server has for the board, by the texts of their cards.
 */
async function readMap() {
	const { cards, links, clusters } = await workshop.contentOf(workshop.board)
	const textOf = (id: string) => cards.find((card) => card.id === id)?.text
	return {
		links: links.map(({ from, meaning, to }) => `${textOf(from)} ${meaning} ${textOf(to)}`),
		clusters: clusters.map(({ title }) => title),
		clustered: clusters.flatMap((cluster) => cluster.cards.map(textOf)),
	}
}

test('[ENGINE1] a dot is given to a card, and the result is shown', async () => {
	const round = await workshop.command({ type: 'vote.open', title: 'What first?', kinds: ['solution'] })
	await ana.click({ role: 'button', name: /^Add a dot/ })
	await ana.waitFor({ css: '[role=status]', text: '2 of 3 dots left' })
	// Ana sees her dot at once; it counts when the server has it.
	const progress = () => workshop.request<{ voted: number }>(`rounds/${round}/progress`)
	await expect.poll(async () => (await progress()).voted).toBe(1)
	await workshop.command({ type: 'vote.close', round })
	await li.waitFor({ ...li.card(ONE_OFFICE), text: /1 dot, rank 1/ })
	await li.click({ role: 'button', name: 'Vote result' })
	await li.waitFor({ css: 'dialog[open]', text: `First: ${ONE_OFFICE}` })
	await li.click({ role: 'button', name: 'Close' })
})

test('[ENGINE1] the browser keeps a card written while the server is down, and sends it when the server is back', async () => {
	const address = await ana.window.evaluate(() => location.href)
	await stack.kill()
	await ana.waitForSaveStatus('Offline')
	await ana.writeCard('Question', 'written off-line 离线', { x: 500, y: 640 })
	await ana.waitForSaveStatus(/Offline: \d+ changes? kept on this device/)
	await ana.waitUntilSafeToClose()
	await ana.window.goto('about:blank')
	await stack.start()
	await li.waitForSaveStatus('Saved')
	await li.waitFor(li.card('离线'), 0)
	await ana.window.goto(address)
	for (const person of [ana, li]) await person.waitFor(person.card('离线'))
	await ana.waitForSaveStatus('Saved')
})

test('[ENGINE1] the exports contain all texts, and draw none of them blank', async () => {
	const texts = [PERMITS, ONE_OFFICE, WHO_PAYS]
	const json = await ana.exportBoard(/^JSON/)
	for (const text of texts) expect(json.bytes.toString()).toContain(text)

	const sheet = await readZip((await ana.exportBoard(/Excel|XLSX/)).bytes)
	const cells = [...sheet].filter(([path]) => path.endsWith('.xml')).map(([, bytes]) => bytes.toString())
	for (const text of texts) expect(cells.join('')).toContain(text)

	const png = await ana.exportBoard(/^PNG/)
	expect(png.name).toMatch(/\.png$/)
	const image = await decodePng(ana.window, png.bytes)
	const dark = image.pixels.filter((grey) => grey < 110).length / image.pixels.length
	expect(image.width).toBeGreaterThan(800)
	expect(dark).toBeGreaterThan(0.002)
	expect(dark).toBeLessThan(0.2)

	const folder = mkdtempSync(join(tmpdir(), 'charrette-exports-'))
	const file = join(folder, 'board.pdf')
	writeFileSync(file, (await ana.exportBoard(/^PDF/)).bytes)
	const words = await wordsInPdf(file)
	const written = words.map(({ text }) => text).join('')
	for (const text of texts) expect(written).toContain(text.replaceAll(' ', ''))
	expect(invisibleWords(await renderPdfPage(file, 150), words)).toEqual([])
	rmSync(folder, { recursive: true })
})
