import { buildCardGrid } from '../canvas/buildCardGrid.mjs'
import { openBoard, typeInCards } from '../canvas/charretteBoard.mjs'
import { countFrames, turnWheel } from '../canvas/frames.mjs'
import { launchBrowser } from '../canvas/launchBrowser.mjs'
import { charrette } from '../contenders/charrette.mjs'
import { pause } from '../load/until.mjs'
import { goals, number, table } from '../markdown.mjs'
import { median } from '../medians.mjs'
import { withServer } from '../withServer.mjs'

const CARDS = 500
const SLOWDOWN = 6
const phone = { viewport: { width: 390, height: 844 }, locale: 'en', isMobile: true, hasTouch: true }
const SENTENCE = 'A permit takes nine months here and nobody knows why'
const KEY_MS = 100
const WRITERS = 30
const SCROLL = { forMs: 3000, dx: 0, dy: 40 }

/**
 * Measures the list of a large board on a phone whose processor is slowed down: opening it, typing,
 * and scrolling, alone and while other people type.
 */
export async function phoneList({ rounds, log }) {
	const cards = buildCardGrid(CARDS)
	const results = await withServer(charrette, async ({ url }) => {
		const { joinCode, joinBoard } = await openBoard(url, cards)
		const found = []
		for (let round = 0; round < rounds; round++) {
			const browser = await launchBrowser()
			const write = () => typeInCards(joinBoard, { cards, people: WRITERS, perSecond: 5 })
			found.push(await measure(browser, `${url}/join#${joinCode}`, write).finally(() => browser.close()))
		}
		log(`  ${JSON.stringify(found)}`)
		return found
	})
	return { text: describe(results), results }
}

async function measure(browser, address, write) {
	const page = await (await browser.newContext(phone)).newPage()
	await page.addInitScript(noteFirstCard)
	await page.goto(address)
	await page.getByLabel('Your name').fill('Ana')
	await page.getByRole('combobox', { name: 'Your city' }).fill('Lyon')
	await page.getByRole('button', { name: 'Join', exact: true }).click()
	const cards = page.locator('[data-card]')
	await cards.first().waitFor()
	const session = await page.context().newCDPSession(page)
	await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
	// The page is loaded a second time, with the program cached.
	await page.reload()
	const openMs = await (await page.waitForFunction(() => window.paintedAt_)).jsonValue()
	await pause(2000)
	await page.getByRole('textbox', { name: 'New card' }).tap()
	const composer = await type(page)
	await page.keyboard.press('Enter')
	await pause(1500)
	await cards.nth(2).locator('[data-main]').tap()
	await cards.nth(2).getByRole('textbox').waitFor()
	const card = await type(page)
	await page.keyboard.press('Escape')
	const scroll = await scrolling(page)
	const stopWriting = await write()
	const crowd = await scrolling(page)
	stopWriting()
	return { openMs, composer, card, scroll, crowd }
}

/** Records when the first card has been painted, relative to the request of the page. */
function noteFirstCard() {
	const look = () => {
		if (!document.querySelector('[data-card]')) return requestAnimationFrame(look)
		const { port1, port2 } = new MessageChannel()
		port1.onmessage = () => {
			window.paintedAt_ = performance.now()
		}
		return requestAnimationFrame(() => port2.postMessage(null))
	}
	requestAnimationFrame(look)
}

async function type(page) {
	await pause(800)
	return countFrames(page, async () => {
		for (const letter of SENTENCE) {
			const next = performance.now() + KEY_MS
			await page.keyboard.type(letter)
			await pause(Math.max(0, next - performance.now()))
		}
	})
}

async function scrolling(page) {
	await page.mouse.move(phone.viewport.width / 2, phone.viewport.height / 2)
	await pause(800)
	return countFrames(page, () => turnWheel(page, SCROLL))
}

function describe(results) {
	const of = (read) => median(results.map(read))
	const openMs = of((one) => one.openMs)
	const fields = [
		['typing in the field for new cards', 'composer', 57],
		['typing in a card of the list', 'card', 57],
		['scrolling', 'scroll', 50],
		[`scrolling while ${WRITERS} people type`, 'crowd', 50],
	].map(([name, key, least]) => ({ name, least, fps: of((one) => one[key].fps), p95: of((one) => one[key].p95) }))
	return [
		`A phone-sized screen, with the CPU slowed down ${SLOWDOWN} times. The list of ${CARDS} cards is opened with the scripts in the cache, until the first card is painted. Then ten letters per second are typed, and the list is scrolled back and forth. p95 is the 95th percentile of the time between frames.`,
		table(
			['', 'frames/s', 'p95'],
			[...fields.map(({ name, fps, p95 }) => [name, number(fps, 0), `${number(p95, 0)} ms`])],
		),
		goals([
			{ goal: 'the list opens in < 2 s', found: `${number(openMs / 1000, 1)} s`, isMet: openMs < 2000 },
			...fields.map(({ name, fps, least }) => ({
				goal: `${name}: ≥ ${least} fps`,
				found: `${number(fps, 0)} fps`,
				isMet: fps >= least,
			})),
		]),
	].join('\n\n')
}
