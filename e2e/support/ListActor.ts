import type { Browser, Locator } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from './Actor.ts'
import { violationsOf } from './axe.ts'
import { recordScripts } from './recordScripts.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
/** A class name that occurs in the code of the canvas only. */
const CANVAS_MARKER = 'tl-shapes'

/** A participant in the list view, in which a board opens on a phone. */
export class ListActor extends Actor {
	private readonly fetchedScripts = recordScripts(this.page)

	static async onPhone(browser: Browser, name: string, options: { locale?: string } = {}): Promise<ListActor> {
		const context = await browser.newContext({ ...PHONE, locale: options.locale ?? 'en', reducedMotion: 'reduce' })
		return new ListActor(await context.newPage(), name)
	}

	override async waitForBoard(): Promise<void> {
		await expect(this.composer).toBeVisible()
	}

	/** The header of a scrolled list collapses, and then shows only the state of unsaved cards. */
	override async waitForSaveStatus(text: string | RegExp): Promise<void> {
		if (text !== 'Saved') return super.waitForSaveStatus(text)
		await expect(this.page.locator('[role=status][data-state="saved"]')).toBeAttached()
	}

	/** Locates the field for a new card. */
	get composer(): Locator {
		return this.page.getByRole('textbox', { name: 'New card' })
	}

	override card(text: string): Locator {
		return this.page.locator('[data-card]').filter({ has: this.page.locator('[data-main]', { hasText: text }) })
	}

	override get cards(): Locator {
		return this.page.locator('[data-card]')
	}

	/** Locates the links listed under a card. */
	linksOf(text: string): Locator {
		return this.card(text).getByRole('list', { name: 'Links' }).getByRole('listitem')
	}

	override get editor(): Locator {
		return this.page.locator('[data-card] textarea')
	}

	/** Chooses a kind and adds cards one after the other, each with Enter. */
	async addCards(kind: string, texts: readonly string[]): Promise<void> {
		await this.page.getByText(kind, { exact: true }).last().tap()
		await expect(this.page.getByRole('radio', { name: kind })).toBeChecked()
		await this.composer.tap()
		for (const text of texts) {
			await this.page.keyboard.type(text)
			await this.page.keyboard.press('Enter')
			await expect(this.composer).toHaveValue('')
		}
		for (const text of texts) await expect(this.card(text)).toHaveCount(1)
	}

	override async startEditing(text: string): Promise<void> {
		// A tap while the list still glides from a swipe stops it, and opens nothing.
		await expect(async () => {
			if ((await this.editor.count()) === 0) await this.card(text).locator('[data-main]').tap()
			await expect(this.editor).toBeFocused({ timeout: 3_000 })
		}).toPass()
	}

	/** Dispatches the paste event of a phone's context menu. */
	async paste(text: string): Promise<void> {
		await this.composer.evaluate((field, pasted) => {
			const clipboardData = new DataTransfer()
			clipboardData.setData('text/plain', pasted)
			field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
		}, text)
	}

	protected override get exportMenu(): Locator {
		return this.page.getByRole('button', { name: 'More' })
	}

	/** Waits until the list announces this text to screen readers. */
	async waitForAnnouncement(text: string): Promise<void> {
		await expect(this.page.getByRole('log', { name: 'Changes by others' })).toContainText(text)
	}

	async expectNoViolations(): Promise<void> {
		expect(await violationsOf(this.page, 'wcag')).toEqual([])
	}

	/** Expects that the page has not fetched the code of the canvas. */
	async expectNoCanvasCode(): Promise<void> {
		const sources = await this.fetchedScripts()
		expect(sources.length).toBeGreaterThan(0)
		expect(sources.filter((source) => source.includes(CANVAS_MARKER))).toHaveLength(0)
	}
}
