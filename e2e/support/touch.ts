import type { CDPSession, Page } from '@playwright/test'
import type { Point } from './Actor.ts'

/** The path of a finger. */
export type Path = readonly [from: Point, to: Point]

/** Number of touch events in a swipe, enough for a realistic speed. */
const SWIPE_STEPS = 8

/** Fingers on the touch screen that shows a page. */
export class Fingers {
	private readonly page: Page
	private input: CDPSession | null = null

	constructor(page: Page) {
		this.page = page
	}

	/** Swipes with one or more fingers at once. */
	async swipe(...paths: readonly Path[]): Promise<void> {
		await this.touch(
			'touchStart',
			paths.map(([from]) => from),
		)
		for (let step = 1; step <= SWIPE_STEPS; step++)
			await this.touch(
				'touchMove',
				paths.map(([from, to]) => interpolate(from, to, step / SWIPE_STEPS)),
			)
		await this.touch('touchEnd', [])
	}

	/** Presses a point until a condition is met. */
	async longPress(at: Point, until: () => Promise<void>): Promise<void> {
		await this.touch('touchStart', [at])
		await until()
		await this.touch('touchEnd', [])
	}

	private async touch(type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: readonly Point[]): Promise<void> {
		this.input ??= await this.page.context().newCDPSession(this.page)
		const points = touchPoints.map(({ x, y }, id) => ({ x, y, id }))
		await this.input.send('Input.dispatchTouchEvent', { type, touchPoints: points })
	}
}

const interpolate = (from: Point, to: Point, share: number): Point => ({
	x: from.x + (to.x - from.x) * share,
	y: from.y + (to.y - from.y) * share,
})

/**
 * Simulates an on-screen keyboard of this height (0 hides it): it shrinks the visual viewport and
 * leaves the layout viewport as it is. A headless browser has no keyboard of its own.
 */
export async function setKeyboardHeight(page: Page, height: number): Promise<void> {
	await page.evaluate((covered) => {
		const viewport = window.visualViewport
		if (!viewport) throw new Error('this browser has no visual viewport')
		Object.defineProperty(viewport, 'height', { configurable: true, get: () => window.innerHeight - covered })
		viewport.dispatchEvent(new Event('resize'))
	}, height)
}
