import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor, type Point } from './Actor.ts'
import { Fingers, type Path, setKeyboardHeight } from './touch.ts'

const PORTRAIT = { width: 390, height: 844 }
const LANDSCAPE = { width: 844, height: 390 }

/** A participant on the canvas of a phone. */
export class PhoneActor extends Actor {
	private readonly fingers = new Fingers(this.page)

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
	swipe(...paths: readonly Path[]): Promise<void> {
		return this.fingers.swipe(...paths)
	}

	/** Presses a point until a condition is met. */
	longPress(at: Point, until: () => Promise<void>): Promise<void> {
		return this.fingers.longPress(at, until)
	}

	async doubleTap(at: Point): Promise<void> {
		for (const _tap of [1, 2]) await this.fingers.longPress(at, async () => {})
	}

	setKeyboardHeight(height: number): Promise<void> {
		return setKeyboardHeight(this.page, height)
	}
}
