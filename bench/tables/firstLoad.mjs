import { buildCardGrid } from '../canvas/buildCardGrid.mjs'
import { openBoard } from '../canvas/charretteBoard.mjs'
import { launchBrowser } from '../canvas/launchBrowser.mjs'
import { bytesOf, recordScripts, throttleNetwork } from '../canvas/pageLoad.mjs'
import { charrette } from '../contenders/charrette.mjs'
import { goals, kilobytes, number, table } from '../markdown.mjs'
import { median } from '../medians.mjs'
import { withServer } from '../withServer.mjs'

const CARDS = 100
const desktop = { viewport: { width: 1440, height: 900 }, locale: 'en' }
const phone = { viewport: { width: 390, height: 844 }, locale: 'en', isMobile: true, hasTouch: true }
const PAGES = ['join', 'list', 'board']

/**
 * Measures how much a fresh browser must fetch until a page can be used, and how long that takes on
 * a phone.
 */
export async function firstLoad({ rounds, log }) {
	const results = await withServer(charrette, async ({ url }) => {
		const { joinCode } = await openBoard(url, buildCardGrid(CARDS))
		const browser = await launchBrowser()
		try {
			const found = []
			for (let round = 0; round < rounds; round++) {
				found.push(...(await visit(browser, { url, joinCode, context: phone, last: 'list' })))
				found.push(...(await visit(browser, { url, joinCode, context: desktop, last: 'board' })))
			}
			log(`  ${JSON.stringify(found)}`)
			return found
		} finally {
			await browser.close()
		}
	})
	return { text: describe(results), results }
}

/**
 * Joins as a person does, on a fresh device. Returns the time and scripts of each page until it
 * could be used.
 */
async function visit(browser, { url, joinCode, context: options, last }) {
	const context = await browser.newContext(options)
	const page = await context.newPage()
	const scripts = recordScripts(page)
	if (last === 'list') await throttleNetwork(page)
	const start = performance.now()
	await page.goto(`${url}/join#${joinCode}`, { waitUntil: 'commit' })
	await page.getByLabel('Your name').waitFor({ timeout: 120_000 })
	const join = { name: 'join', ms: performance.now() - start, scripts: scripts() }
	await page.getByLabel('Your name').fill('Ana')
	await page.getByRole('combobox', { name: 'Your city' }).fill('Lyon')
	const joinedAt = performance.now()
	await page.getByRole('button', { name: 'Join', exact: true }).click()
	await SIGNS[last](page).waitFor({ timeout: 120_000 })
	const board = { name: last, ms: performance.now() - joinedAt, scripts: scripts() }
	await context.close()
	const sized = [join, board].map(async ({ scripts: urls, ...rest }) => ({
		...rest,
		isPhone: last === 'list',
		gzip: await bytesOf(urls, 'gzip'),
		brotli: await bytesOf(urls, 'br'),
	}))
	return Promise.all(sized)
}

/** The elements that are visible once a page can be used. */
const SIGNS = {
	list: (page) => page.getByRole('listitem').first(),
	board: (page) => page.locator('[data-shape-type="card"]').first(),
}

function describe(results) {
	const of = (name, key, isPhone) =>
		median(
			results
				.filter((one) => one.name === name && (isPhone === undefined || one.isPhone === isPhone))
				.map((one) => one[key]),
		)
	const rows = PAGES.map((name) => [name, kilobytes(of(name, 'gzip')), kilobytes(of(name, 'brotli'))])
	const [join, list] = [of('join', 'ms', true), of('list', 'ms', true)]
	const seconds = (ms) => `${number(ms / 1000, 1)} s`
	return [
		`A browser with an empty cache. All JavaScript that is fetched until the page can be used, including that of the pages before it; a board of ${CARDS} cards.`,
		table(['', 'JS, gzip', 'JS, brotli'], rows),
		goals([
			{
				goal: 'join page: ≤ 90 KB of JS, gzip',
				found: kilobytes(of('join', 'gzip')),
				isMet: of('join', 'gzip') <= 90e3,
			},
			{
				goal: 'board on the canvas: ≤ 600 KB of JS, gzip',
				found: kilobytes(of('board', 'gzip')),
				isMet: of('board', 'gzip') <= 600e3,
			},
			{ goal: 'phone, 1.6 Mbit/s, 150 ms: join page in < 2.5 s', found: seconds(join), isMet: join < 2500 },
			{ goal: 'phone, 1.6 Mbit/s, 150 ms: list < 4 s after joining', found: seconds(list), isMet: list < 4000 },
		]),
	].join('\n\n')
}
