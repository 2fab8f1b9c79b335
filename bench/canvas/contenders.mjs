import { charrette } from '../contenders/charrette.mjs'
import { withServer } from '../withServer.mjs'
import { dragCards, openBoard } from './charretteBoard.mjs'

/** How often a dragging person's changes reach the others, per second. */
const PER_SECOND = 12
const READY_MS = 120_000

/*
 * A contender opens a page with cards and returns `{ openMs, startMovers }`: the time from having
 * the cards to having painted them, and a function that lets this many people move one card each
 * and returns a function that stops them.
 */

/** The built product with its server. Its movers are people on their own sockets. */
export const ours = {
	name: 'Charrette',
	measure(browser, { cards, context }, use) {
		return withServer(charrette, async ({ url }) => {
			const { joinCode, joinBoard } = await openBoard(url, cards)
			const page = await (await browser.newContext(context)).newPage()
			await page.addInitScript(noteOpening)
			await page.goto(`${url}/join#${joinCode}`)
			await page.getByLabel('Your name').fill('Ana')
			await page.getByRole('combobox', { name: 'Your city' }).fill('Lyon')
			await page.getByRole('button', { name: 'Join', exact: true }).click()
			await page.locator('.tl-canvas').waitFor({ timeout: READY_MS })
			// The page is loaded a second time, with the program cached, as after the first board.
			await page.reload()
			await page.waitForFunction(isPainted, cards.length, { timeout: READY_MS, polling: 'raf' })
			const openMs = await page.evaluate(() => window.paintedAt_ - window.openedAt_)
			await page.mouse.click(720, 450)
			await page.keyboard.press('Escape')
			await page.keyboard.press('Shift+1')
			const startMovers = (people) => dragCards(joinBoard, { cards, people, perSecond: PER_SECOND })
			return use({ page, openMs, startMovers })
		})
	},
}

/** Records when the board's socket opens. */
function noteOpening() {
	const Native = window.WebSocket
	window.WebSocket = class extends Native {
		constructor(url, protocols) {
			super(url, protocols)
			if (String(url).includes('/sync/board:'))
				this.addEventListener('open', () => {
					window.openedAt_ ??= performance.now()
				})
		}
	}
}

/** Whether all cards are in the page and a frame has been painted since; called once per frame. */
function isPainted(count) {
	if (window.paintedAt_) return true
	if (window.areThere_) window.paintedAt_ = performance.now()
	window.areThere_ = document.querySelectorAll('[data-shape-type="card"]').length >= count
	return false
}

/**
 * Creates a contender: another whiteboard's own notes, in its own page, without a server. Its
 * movers run in the page.
 */
export const createContender = (name, url) => ({
	name,
	async measure(browser, { cards, context }, use) {
		const page = await (await browser.newContext(context)).newPage()
		await page.goto(url)
		await page.waitForFunction(() => window.board !== undefined, null, { timeout: READY_MS })
		const openMs = await page.evaluate(async (notes) => {
			const start = performance.now()
			window.board.fill(notes)
			await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
			return performance.now() - start
		}, cards)
		await page.mouse.click(720, 450)
		await page.keyboard.press('Escape')
		await page.evaluate(() => window.board.fit())
		const startMovers = (people) => moveInPage(page, cards.slice(0, people))
		return use({ page, openMs, startMovers })
	},
})

/** Moves cards in the page. The moves since the last frame are applied together in the next one. */
async function moveInPage(page, cards) {
	await page.evaluate(
		({ cards, everyMs }) => {
			const due = new Map()
			let step = 0
			window.movers_ = cards.map(({ id, x, y }) =>
				setInterval(() => {
					const angle = (step++ / cards.length) * 0.2
					if (due.size === 0)
						requestAnimationFrame(() => {
							window.board.move([...due.values()])
							due.clear()
						})
					due.set(id, { id, x: Math.round(x + 90 * Math.cos(angle)), y: Math.round(y + 90 * Math.sin(angle)) })
				}, everyMs),
			)
		},
		{ cards, everyMs: 1000 / PER_SECOND },
	)
	return () => page.evaluate(() => window.movers_.forEach(clearInterval))
}
