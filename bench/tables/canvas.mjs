import { buildCardGrid } from '../canvas/buildCardGrid.mjs'
import { buildPages } from '../canvas/buildPages.mjs'
import { createContender, ours } from '../canvas/contenders.mjs'
import { countFrames, heapOf, turnWheel } from '../canvas/frames.mjs'
import { launchBrowser } from '../canvas/launchBrowser.mjs'
import { servePages } from '../canvas/servePages.mjs'
import { pause } from '../load/until.mjs'
import { goals, megabytes, number, table } from '../markdown.mjs'
import { interleave, medianOf } from './interleave.mjs'

const MOVERS = 30
const context = { viewport: { width: 1440, height: 900 }, locale: 'en' }

/**
 * Measures boards of many cards in headless Chromium, all in the viewport: pan, zoom, other people
 * who move cards, and memory.
 */
export async function canvas({ isQuick, rounds, log }) {
	const { folder, versions } = await buildPages()
	const pages = await servePages(folder)
	const contenders = [
		ours,
		createContender(`tldraw ${versions['@tldraw/tldraw']}, own notes`, `${pages.url}/tldraw.html`),
		createContender(`Excalidraw ${versions['@excalidraw/excalidraw']}`, `${pages.url}/excalidraw.html`),
	]
	const sizes = isQuick ? [500, 2000] : [500, 2000, 4000]
	const forMs = isQuick ? 2000 : 4000
	try {
		const results = {}
		for (const count of sizes) {
			const cards = buildCardGrid(count)
			const measure = (contender) => measureOne(contender, { cards, forMs })
			results[count] = await interleave({ contenders, rounds, measure, log })
		}
		return { text: describe(results, contenders), results }
	} finally {
		pages.stop()
	}
}

/** Measures in a fresh browser each time, so that no measurement inherits the memory of another. */
async function measureOne(contender, { cards, forMs }) {
	const browser = await launchBrowser()
	try {
		return await contender.measure(browser, { cards, context }, async ({ page, openMs, startMovers }) => {
			await page.mouse.move(720, 450)
			await pause(1500)
			const pan = await countFrames(page, () => turnWheel(page, { forMs, dx: 12, dy: 6 }))
			const zoom = await countFrames(page, () => turnWheel(page, { forMs, dx: 0, dy: 6, withControl: true }))
			const stop = await startMovers(MOVERS)
			await pause(1000)
			const movers = await countFrames(page, () => pause(forMs))
			await stop()
			return {
				openMs,
				...named('pan', pan),
				...named('zoom', zoom),
				...named('movers', movers),
				heap: await heapOf(page),
			}
		})
	} finally {
		await browser.close()
	}
}

const named = (act, { fps, p95 }) => ({ [`${act}Fps`]: fps, [`${act}P95`]: p95 })

function describe(results, contenders) {
	const frames = (found, name, act) =>
		`${number(medianOf(found, name, `${act}Fps`), 0)} (${number(medianOf(found, name, `${act}P95`), 0)})`
	const rows = Object.entries(results).flatMap(([count, found]) =>
		contenders.map(({ name }) => [
			name,
			count,
			`${number(medianOf(found, name, 'openMs'), 0)} ms`,
			...['pan', 'zoom', 'movers'].map((act) => frames(found, name, act)),
			megabytes(medianOf(found, name, 'heap'), 0),
		]),
	)
	return [
		`All cards are in the viewport. The figures are frames per second and, in brackets, the 95th percentile of the time between frames in ms. “${MOVERS} movers”: ${MOVERS} other people move one card each, 12 times per second; with Charrette through its server, with the others in the page itself. “Open”: time until the cards are painted; with Charrette from the opening of the socket, with the others from the call that adds the notes.`,
		table(['', 'cards', 'open', 'pan', 'zoom', `${MOVERS} movers`, 'heap'], rows),
		goals(GOALS.map((goal) => judge(goal, results))),
	].join('\n\n')
}

const fps = (value) => `${number(value, 0)} fps`
const ms = (value) => `${number(value, 0)} ms`
const mb = (value) => megabytes(value, 0)
const GOALS = [
	{ count: 2000, what: 'pan', key: 'panFps', least: 57, say: fps },
	{ count: 2000, what: 'pan, p95', key: 'panP95', most: 22, say: ms },
	{ count: 2000, what: `${MOVERS} movers`, key: 'moversFps', least: 57, say: fps },
	{ count: 2000, what: 'heap', key: 'heap', most: 60e6, say: mb },
	{ count: 2000, what: 'open', key: 'openMs', most: 800, say: ms },
	{ count: 4000, what: 'pan', key: 'panFps', least: 57, say: fps },
	{ count: 4000, what: `${MOVERS} movers`, key: 'moversFps', least: 57, say: fps },
	{ count: 4000, what: 'heap', key: 'heap', most: 80e6, say: mb },
	{ count: 4000, what: 'open', key: 'openMs', most: 1000, say: ms },
]

function judge({ count, what, key, least = null, most = null, say }, results) {
	const value = medianOf(results[count] ?? [], ours.name, key)
	const goal = `${count} cards, ${what} ${least === null ? `≤ ${say(most)}` : `≥ ${say(least)}`}`
	const isMet = value === null ? null : least === null ? value <= most : value >= least
	return { goal, found: say(value), isMet }
}
