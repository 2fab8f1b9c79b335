import { launchBrowser } from '../canvas/launchBrowser.mjs'
import { slowestOf } from './traceTasks.mjs'

const desktop = { viewport: { width: 1440, height: 900 }, locale: 'en' }
/** The time between two keys of a fast typist. */
const KEY_MS = 120

/**
 * Opens the exchange in a fresh browser, and types there.
 * @returns {Promise<{ scripts: number, styles: number, answers: number, fonts: number, keyMs: number, taskMs: number }>} bytes
 *   as they were sent, the longest handling of a key, and the longest task of the main thread
 */
export async function openExchange(url, text) {
	const browser = await launchBrowser()
	try {
		const page = await (await browser.newContext(desktop)).newPage()
		const bytes = await countBytes(page)
		await page.goto(`${url}/exchange`)
		await page.locator('ol article').first().waitFor()
		await page.waitForLoadState('networkidle')
		const first = bytes()
		const field = page.getByRole('searchbox')
		await field.focus()
		await browser.startTracing(page, { categories: ['devtools.timeline', 'toplevel'] })
		await page.keyboard.type(text, { delay: KEY_MS })
		await page.locator('mark').first().waitFor()
		await page.waitForLoadState('networkidle')
		return { ...first, ...slowestOf(await browser.stopTracing()) }
	} finally {
		await browser.close()
	}
}

/** Counts the bytes on the wire that a page fetches, by kind. */
async function countBytes(page) {
	const devtools = await page.context().newCDPSession(page)
	await devtools.send('Network.enable')
	const kinds = new Map()
	const sizes = { scripts: 0, styles: 0, answers: 0, fonts: 0 }
	const names = {
		Script: 'scripts',
		Stylesheet: 'styles',
		Document: 'answers',
		Fetch: 'answers',
		XHR: 'answers',
		Font: 'fonts',
	}
	devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, names[type]))
	devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		const kind = kinds.get(requestId)
		if (kind) sizes[kind] += encodedDataLength
	})
	return () => ({ ...sizes })
}
