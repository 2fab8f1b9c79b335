import { buildCardGrid } from '../canvas/buildCardGrid.mjs'
import { openBoard } from '../canvas/charretteBoard.mjs'
import { countFrames } from '../canvas/frames.mjs'
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

/**
 * Measures the list of a large board on a phone whose processor is slowed down: opening it, and
 * typing.
 */
export async function phoneList({ rounds, log }) {
	const results = await withServer(charrette, async ({ url }) => {
		const { joinCode } = await openBoard(url, buildCardGrid(CARDS))
		const found = []
		for (let round = 0; round < rounds; round++) {
			const browser = await launchBrowser()
			found.push(await measure(browser, `${url}/join#${joinCode}`).finally(() => browser.close()))
		}
		log(`  ${JSON.stringify(found)}`)
		return found
	})
	return { text: describe(results), results }
}

async function measure(browser, address) {
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
	return { openMs, composer, card }
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

function describe(results) {
	const of = (read) => median(results.map(read))
	const openMs = of((one) => one.openMs)
	const fields = [
		['the field for new cards', 'composer'],
		['a card of the list', 'card'],
	].map(([name, key]) => ({ name, fps: of((one) => one[key].fps), p95: of((one) => one[key].p95) }))
	return [
		`A phone-sized screen, with the CPU slowed down ${SLOWDOWN} times. The list of ${CARDS} cards is opened with the scripts in the cache, until the first card is painted. Then ten letters per second are typed. p95 is the 95th percentile of the time between frames.`,
		table(
			['typing in', 'frames/s', 'p95'],
			[...fields.map(({ name, fps, p95 }) => [name, number(fps, 0), `${number(p95, 0)} ms`])],
		),
		goals([
			{ goal: 'the list opens in < 2 s', found: `${number(openMs / 1000, 1)} s`, isMet: openMs < 2000 },
			...fields.map(({ name, fps }) => ({
				goal: `typing in ${name}: ≥ 57 fps`,
				found: `${number(fps, 0)} fps`,
				isMet: fps >= 57,
			})),
		]),
	].join('\n\n')
}
