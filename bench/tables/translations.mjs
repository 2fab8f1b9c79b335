import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { buildCardGrid } from '../canvas/buildCardGrid.mjs'
import { openBoard } from '../canvas/charretteBoard.mjs'
import { countFrames, turnWheel } from '../canvas/frames.mjs'
import { launchBrowser } from '../canvas/launchBrowser.mjs'
import { startNode } from '../contenders/charrette.mjs'
import { pause } from '../load/until.mjs'
import { goals, number, table } from '../markdown.mjs'
import { median } from '../medians.mjs'
import { withServer } from '../withServer.mjs'

/** As many cards as have words when all of them are in the viewport. */
const CARDS = 150
const READY_MS = 60_000
const GOAL_SHARE = 0.95
const CODES = ['en', 'zh', 'es', 'fr']
const context = { viewport: { width: 1440, height: 900 }, locale: 'en' }

/**
 * Measures the canvas in headless Chromium while somebody pans and the translations of all cards
 * arrive, beside a reader who reads the originals.
 */
export async function translations({ rounds, isQuick, log }) {
	const forMs = isQuick ? 3000 : 5000
	const runs = []
	for (let round = 0; round < rounds; round++)
		for (const reading of ['original', 'own']) {
			runs.push({ reading, ...(await measure(reading, forMs)) })
			log(`  ${JSON.stringify(runs.at(-1))}`)
		}
	return { text: describe(runs), results: runs }
}

async function measure(reading, forMs) {
	const translator = await startTranslator()
	const contender = { start: (place) => startNode({ ...place, shared: translator.settings }) }
	const browser = await launchBrowser()
	try {
		return await withServer(contender, async ({ url }) => {
			const { joinCode } = await openBoard(url, buildCardGrid(CARDS))
			const page = await openCanvas(browser, { url, joinCode, reading })
			const found = await countFrames(page, () =>
				Promise.all([turnWheel(page, { forMs, dx: 12, dy: 6 }), pause(forMs / 4).then(translator.release)]),
			)
			if (reading === 'own') await page.waitForFunction(hasTranslations, CARDS / 3, { timeout: READY_MS })
			return { ...found, requests: translator.count() }
		})
	} finally {
		await browser.close()
		translator.stop()
	}
}

/** Whether more cards than these show a translation; half of the cards are English. */
function hasTranslations(count) {
	const texts = [...document.querySelectorAll('[data-shape-type="card"]')].map((card) => card.textContent)
	return texts.filter((one) => one.includes('[en]')).length > count
}

async function openCanvas(browser, { url, joinCode, reading }) {
	const page = await (await browser.newContext(context)).newPage()
	await page.addInitScript((chosen) => localStorage.setItem('charrette.reading', chosen), reading)
	await page.goto(`${url}/join#${joinCode}`)
	await page.getByLabel('Your name').fill('Ana')
	await page.getByRole('combobox', { name: 'Your city' }).fill('Lyon')
	await page.getByRole('button', { name: 'Join', exact: true }).click()
	await page.locator('[data-shape-type="card"]').first().waitFor({ timeout: READY_MS })
	await page.mouse.click(720, 450)
	await page.keyboard.press('Escape')
	await page.keyboard.press('Shift+1')
	await pause(2000)
	return page
}

/** Starts a server like LibreTranslate, which answers once it is released. */
async function startTranslator() {
	let count = 0
	let release = () => {}
	const released = new Promise((resolve) => {
		release = resolve
	})
	const server = createServer(async (request, response) => {
		if (request.url === '/languages') {
			response.end(JSON.stringify(CODES.map((code) => ({ code, targets: CODES }))))
			return
		}
		const { q, target } = JSON.parse(await text(request))
		count++
		await released
		response.end(JSON.stringify({ translatedText: q.map((one) => `[${target}] ${one}`) }))
	})
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
	return {
		settings: { TRANSLATE_URL: `http://127.0.0.1:${server.address().port}`, TRANSLATE_KIND: 'libretranslate' },
		count: () => count,
		release,
		stop() {
			server.close()
			server.closeAllConnections()
		},
	}
}

function describe(runs) {
	const of = (reading, key) => median(runs.filter((run) => run.reading === reading).map((run) => run[key]))
	const row = (name, reading) => [
		name,
		number(of(reading, 'fps'), 0),
		number(of(reading, 'p95'), 0),
		number(of(reading, 'longest'), 0),
		String(of(reading, 'requests')),
	]
	const share = of('own', 'fps') / of('original', 'fps')
	return [
		`${CARDS} cards in four languages, all in the viewport, and a person who pans. A quarter into the measurement the translator answers, so that the translations of all cards in another language arrive at once.`,
		table(
			['', 'frames per second', 'p95 between frames, ms', 'longest, ms', 'requests to the translator'],
			[row('originals', 'original'), row('translations arrive', 'own')],
		),
		goals([
			{
				goal: `while translations arrive ≥ ${100 * GOAL_SHARE} % of the frames without them`,
				found: `${number(100 * share, 0)} %`,
				isMet: share >= GOAL_SHARE,
			},
		]),
	].join('\n\n')
}
