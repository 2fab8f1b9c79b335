import AxeBuilder from '@axe-core/playwright'
import type { Browser, Locator } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from './Actor.ts'

/** WCAG 2.2 AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
/** What only the canvas's code says. */
const OF_THE_CANVAS = 'tl-canvas'

/** A person who works in the list: on a phone, where a board opens in it. */
export class ListActor extends Actor {
	/** The scripts that the page has fetched. */
	readonly scripts: Promise<string>[] = []

	static async onPhone(browser: Browser, name: string, options: { locale?: string } = {}): Promise<ListActor> {
		const context = await browser.newContext({ ...PHONE, locale: options.locale ?? 'en', reducedMotion: 'reduce' })
		const person = new ListActor(await context.newPage(), name)
		person.page.on('response', (response) => {
			if (response.request().resourceType() === 'script') person.scripts.push(response.text())
		})
		return person
	}

	override async seesBoard(): Promise<void> {
		await expect(this.composer).toBeVisible()
	}

	get composer(): Locator {
		return this.page.getByRole('textbox', { name: 'New card' })
	}

	/** The card with this text, as the list has it. */
	override card(text: string): Locator {
		return this.page.locator('[data-card]').filter({ has: this.page.locator('[data-main]', { hasText: text }) })
	}

	override get cards(): Locator {
		return this.page.locator('[data-card]')
	}

	/** What a card's links say, in the list's order. */
	linksOf(text: string): Locator {
		return this.card(text).getByRole('list', { name: 'Links' }).getByRole('listitem')
	}

	override get editor(): Locator {
		return this.page.locator('[data-card] textarea')
	}

	/** Writes cards one after the other, as one does in a brainstorm: a kind, then line, Enter, line, Enter. */
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
		await this.card(text).locator('[data-main]').tap()
		await expect(this.editor).toBeFocused()
	}

	/** Pastes as a phone's menu does. */
	async paste(text: string): Promise<void> {
		await this.composer.evaluate((field, pasted) => {
			const clipboardData = new DataTransfer()
			clipboardData.setData('text/plain', pasted)
			field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
		}, text)
	}

	protected override get takeHomeMenu(): Locator {
		return this.page.getByRole('button', { name: 'More' })
	}

	/** What the list tells those who listen. */
	async hears(words: string): Promise<void> {
		await expect(this.page.getByRole('log', { name: 'Changes by others' })).toContainText(words)
	}

	async findsNoFault(): Promise<void> {
		const { violations } = await new AxeBuilder({ page: this.page }).withTags(RULES).analyze()
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
	}

	/** The canvas is not merely hidden: nothing of it was ever fetched. */
	async neverFetchedTheCanvas(): Promise<void> {
		const sources = await Promise.all(this.scripts)
		expect(sources.length).toBeGreaterThan(0)
		expect(sources.filter((source) => source.includes(OF_THE_CANVAS))).toHaveLength(0)
	}
}
