import { pause } from '../load/until.mjs'
import { percentile } from '../medians.mjs'

const WHEEL_MS = 1000 / 60

/**
 * Counts the frames that a page paints while `act` runs. Returns the frames per second, and of the
 * times between frames the 95th percentile and the longest.
 */
export async function countFrames(page, act) {
	await page.evaluate(() => {
		// A count ends before the next one begins, but its last frame callback may still be pending.
		const frames = []
		window.frames_ = frames
		const count = (now) => {
			if (window.frames_ !== frames) return
			frames.push(now)
			requestAnimationFrame(count)
		}
		requestAnimationFrame(count)
	})
	await act()
	const at = await page.evaluate(() => {
		const frames = window.frames_
		window.frames_ = null
		return frames
	})
	const gaps = at.slice(1).map((now, index) => now - at[index])
	return { fps: (1000 * gaps.length) / (at.at(-1) - at[0]), p95: percentile(gaps, 0.95), longest: Math.max(...gaps) }
}

/**
 * Turns the wheel sixty times a second for this long, back and forth, so that the cards stay in the
 * viewport.
 */
export async function turnWheel(page, { forMs, dx, dy, withControl = false }) {
	const { keyboard, mouse } = page
	if (withControl) await keyboard.down('Control')
	const start = performance.now()
	for (let turn = 0; performance.now() - start < forMs; turn++) {
		const sign = Math.floor(turn / 30) % 2 ? -1 : 1
		await mouse.wheel(sign * dx, sign * dy)
		await pause(Math.max(0, start + (turn + 1) * WHEEL_MS - performance.now()))
	}
	if (withControl) await keyboard.up('Control')
}

/** Returns the bytes of live JavaScript objects, after a garbage collection. */
export async function heapOf(page) {
	const session = await page.context().newCDPSession(page)
	for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage')
	const { usedSize } = await session.send('Runtime.getHeapUsage')
	await session.detach()
	return usedSize
}

/** Turns of the wheel in a trace, back and forth. */
const TURNS = 120

/**
 * Returns the work of the page's main thread in ms for each frame of a pan or, with Control, a
 * zoom: the CPU time of its tasks in a trace (script, style, layout, paint), without the time that
 * other processes took. The wheel turns once in each frame, so a slow machine has no more to do.
 */
export async function traceFrames(page, { dx, dy, withControl = false }) {
	const { keyboard, mouse } = page
	const browser = page.context().browser()
	await browser.startTracing(page, {
		categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'],
	})
	if (withControl) await keyboard.down('Control')
	for (let turn = 0; turn < TURNS; turn++) {
		const sign = Math.floor(turn / 30) % 2 ? -1 : 1
		await mouse.wheel(sign * dx, sign * dy)
		await page.evaluate(() => new Promise(requestAnimationFrame))
	}
	if (withControl) await keyboard.up('Control')
	const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
	const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
	const isMain = ({ pid, tid }) => mains.some((main) => main.pid === pid && main.tid === tid)
	const done = traceEvents.filter((event) => event.ph === 'X' && isMain(event))
	const tasks = done.filter(({ name }) => name === 'RunTask')
	const frames = done.filter(({ name }) => name === 'Commit').length
	return tasks.reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0) / frames
}
