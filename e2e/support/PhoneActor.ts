import type { Browser, CDPSession } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor, type Point } from './Actor.ts'

const UPRIGHT = { width: 390, height: 844 }
const ON_ITS_SIDE = { width: 844, height: 390 }
/** A step of a finger's way, so that its speed is a person's. */
const STEPS = 8

/** A person at the canvas with a phone in hand. */
export class PhoneActor extends Actor {
	private input: CDPSession | null = null

	static async onPhone(browser: Browser, name: string): Promise<PhoneActor> {
		const phone = { viewport: UPRIGHT, isMobile: true, hasTouch: true, locale: 'en' }
		const context = await browser.newContext({ ...phone, reducedMotion: 'reduce' })
		return new PhoneActor(await context.newPage(), name)
	}

	/** A board opens in the list on a phone; from there to the canvas. */
	override async seesBoard(): Promise<void> {
		const canvas = this.page.getByRole('button', { name: 'Canvas', exact: true })
		await canvas.or(this.page.locator('.tl-canvas')).first().waitFor()
		if (await canvas.isVisible()) await canvas.tap()
		await super.seesBoard()
		await expect(this.page.getByRole('toolbar', { name: 'Tools' })).toBeVisible()
	}

	/** Turns the phone on its side, or upright again. */
	async turn(): Promise<void> {
		const { width = 0 } = this.page.viewportSize() ?? {}
		const size = width === UPRIGHT.width ? ON_ITS_SIDE : UPRIGHT
		await this.page.setViewportSize(size)
		// The canvas looks at its size a few times a second.
		const canvas = this.page.locator('.tl-canvas')
		await expect.poll(async () => (await canvas.boundingBox())?.width).toBe(size.width)
	}

	/** Lets fingers go down, wander to where they end, and up again: each from its first point to its second. */
	async swipe(...ways: readonly (readonly [from: Point, to: Point])[]): Promise<void> {
		await this.touch(
			'touchStart',
			ways.map(([from]) => from),
		)
		for (let step = 1; step <= STEPS; step++)
			await this.touch(
				'touchMove',
				ways.map(([from, to]) => between(from, to, step / STEPS)),
			)
		await this.touch('touchEnd', [])
	}

	/** Lays a finger down and leaves it there until something comes of it. */
	async press(at: Point, until: () => Promise<void>): Promise<void> {
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
	 * What a phone does when its keyboard comes (or goes, at 0): the page stays as it is, and less of it is seen. No browser
	 * here has one of its own, so this tells the page what a phone's would.
	 */
	async keyboardCovers(height: number): Promise<void> {
		await this.page.evaluate((covered) => {
			const view = window.visualViewport
			if (!view) throw new Error('this browser does not tell what is seen')
			Object.defineProperty(view, 'height', { configurable: true, get: () => window.innerHeight - covered })
			view.dispatchEvent(new Event('resize'))
		}, height)
	}

	private async touch(type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: readonly Point[]): Promise<void> {
		this.input ??= await this.page.context().newCDPSession(this.page)
		const points = touchPoints.map(({ x, y }, id) => ({ x, y, id }))
		await this.input.send('Input.dispatchTouchEvent', { type, touchPoints: points })
	}
}

const between = (from: Point, to: Point, part: number): Point => ({
	x: from.x + (to.x - from.x) * part,
	y: from.y + (to.y - from.y) * part,
})
