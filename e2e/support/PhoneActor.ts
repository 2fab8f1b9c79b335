import type { Browser, CDPSession } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor, type Point } from './Actor.ts'

const PORTRAIT = { width: 390, height: 844 }
const LANDSCAPE = { width: 844, height: 390 }
/** Touch events of a swipe, enough for a realistic speed. */
const SWIPE_STEPS = 8

/** A participant on the canvas of a phone. */
export class PhoneActor extends Actor {
	private input: CDPSession | null = null

	static async onPhone(browser: Browser, name: string): Promise<PhoneActor> {
		const phone = { viewport: PORTRAIT, isMobile: true, hasTouch: true, locale: 'en' }
		const context = await browser.newContext({ ...phone, reducedMotion: 'reduce' })
		return new PhoneActor(await context.newPage(), name)
	}

	/** Switches from the list, in which a board opens on a phone, to the canvas. */
	override async waitForBoard(): Promise<void> {
		const canvas = this.page.getByRole('button', { name: 'Canvas', exact: true })
		await canvas.or(this.page.locator('.tl-canvas')).first().waitFor()
		if (await canvas.isVisible()) await canvas.tap()
		await super.waitForBoard()
		await expect(this.page.getByRole('toolbar', { name: 'Tools' })).toBeVisible()
	}

	/** Rotates the phone between portrait and landscape. */
	async rotate(): Promise<void> {
		const { width = 0 } = this.page.viewportSize() ?? {}
		const size = width === PORTRAIT.width ? LANDSCAPE : PORTRAIT
		await this.page.setViewportSize(size)
		// tldraw measures its container a few times a second.
		const canvas = this.page.locator('.tl-canvas')
		await expect.poll(async () => (await canvas.boundingBox())?.width).toBe(size.width)
	}

	/** Swipes with one or more fingers at once, each from its first point to its second. */
	async swipe(...paths: readonly (readonly [from: Point, to: Point])[]): Promise<void> {
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

	async doubleTap(at: Point): Promise<void> {
		for (const _tap of [1, 2]) {
			await this.touch('touchStart', [at])
			await this.touch('touchEnd', [])
		}
	}

	/**
	 * Simulates an on-screen keyboard of this height (0 hides it): it shrinks the visual viewport and leaves the layout
	 * viewport as it is. A headless browser has no keyboard of its own.
	 */
	async setKeyboardHeight(height: number): Promise<void> {
		await this.page.evaluate((covered) => {
			const viewport = window.visualViewport
			if (!viewport) throw new Error('this browser has no visual viewport')
			Object.defineProperty(viewport, 'height', { configurable: true, get: () => window.innerHeight - covered })
			viewport.dispatchEvent(new Event('resize'))
		}, height)
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
