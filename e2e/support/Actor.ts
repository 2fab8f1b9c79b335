import { readFile } from 'node:fs/promises'
import type { Browser, Download, Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

export interface Point {
	x: number
	y: number
}

/** A person at a browser of their own. */
export class Actor {
	readonly page: Page
	readonly name: string

	constructor(page: Page, name: string) {
		this.page = page
		this.name = name
	}

	static async enter(browser: Browser, name: string, options: { locale?: string } = {}): Promise<Actor> {
		const context = await browser.newContext({ locale: options.locale ?? 'en', reducedMotion: 'reduce' })
		return new Actor(await context.newPage(), name)
	}

	/** Joins as people do: the code, a name, a city. */
	async join(url: string, code: string, city: string): Promise<void> {
		await this.page.goto(`${url}/join`)
		await this.page.getByLabel('Join code').fill(code)
		await this.page.getByLabel('Your name').fill(this.name)
		await this.page.getByRole('combobox', { name: 'Your city' }).fill(city)
		await this.page.getByRole('button', { name: 'Join', exact: true }).click()
		await this.seesBoard()
	}

	async seesBoard(): Promise<void> {
		await expect(this.page.locator('.tl-canvas')).toBeVisible()
	}

	/** Waits until the board listens to the keyboard: a key that is pressed the moment the tools are there may be too early. */
	async hearsKeys(): Promise<void> {
		const { keyboard } = this.page
		const moves = this.page.getByRole('button', { name: 'Move', exact: true, pressed: true })
		await expect(async () => {
			await keyboard.press('h')
			await expect(moves).toHaveCount(1, { timeout: 500 })
		}).toPass()
		await keyboard.press('v')
		await expect(moves).toHaveCount(0)
	}

	/** The card with this text, wherever it lies. */
	card(text: string): Locator {
		return this.page.locator('[data-shape-type="card"]').filter({ hasText: text })
	}

	get cards(): Locator {
		return this.page.locator('[data-shape-type="card"]')
	}

	/** Puts a card at this place of the window, and writes. `kind` as the toolbar says it. */
	async writeCard(kind: string, text: string, at: Point): Promise<void> {
		const { mouse, keyboard } = this.page
		await this.page.getByRole('button', { name: `New card: ${kind}` }).click()
		await mouse.click(at.x, at.y)
		await this.editor.waitFor()
		await keyboard.type(text)
		await keyboard.press('Escape')
		await expect(this.card(text)).toHaveCount(1)
	}

	get editor(): Locator {
		return this.page.locator('[data-shape-type="card"] textarea')
	}

	async startEditing(text: string): Promise<void> {
		const { x, y } = await middleOf(this.card(text))
		await this.page.mouse.dblclick(x, y)
		await this.editor.waitFor()
	}

	/** Draws an arrow from one card to another, from edge to edge through their middles. */
	async link(from: string, to: string): Promise<void> {
		const [start, end] = [await middleOf(this.card(from)), await middleOf(this.card(to))]
		const { mouse, keyboard } = this.page
		await keyboard.press('l')
		await mouse.move(start.x, start.y)
		await mouse.down()
		await mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
		await mouse.move(end.x, end.y, { steps: 4 })
		await mouse.up()
		await keyboard.press('Escape')
	}

	/** Selects these cards and puts them in a cluster with a title. */
	async cluster(title: string, texts: readonly string[]): Promise<void> {
		const { keyboard } = this.page
		await keyboard.press('Escape')
		for (const [index, text] of texts.entries()) {
			const { x, y } = await middleOf(this.card(text))
			if (index > 0) await keyboard.down('Shift')
			await this.page.mouse.click(x, y)
			await keyboard.up('Shift')
		}
		await this.page.getByRole('button', { name: 'Cluster', exact: true }).click()
		await this.page.getByLabel('Cluster title').fill(title)
		await keyboard.press('Enter')
	}

	async badgeSays(words: string | RegExp): Promise<void> {
		await expect(this.page.getByRole('status').filter({ hasText: words })).toBeVisible()
	}

	/** Waits until the page would let one go without a warning. */
	async mayLeave(): Promise<void> {
		const isLetGo = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
		await expect.poll(() => this.page.evaluate(isLetGo)).toBe(true)
	}

	protected get takeHomeMenu(): Locator {
		return this.page.getByRole('button', { name: 'Export', exact: true })
	}

	/** Takes the board home in this format, and otherwise as `choose` ticks it; gives the file's name and bytes. */
	async takeHome(
		format: RegExp,
		choose?: (dialog: Locator) => Promise<void>,
	): Promise<{ name: string; bytes: Buffer }> {
		const dialog = await this.openTakeHome()
		await dialog.getByRole('radio', { name: format }).check({ force: true })
		await choose?.(dialog)
		return this.#download(() => dialog.getByRole('button', { name: /^Export as/ }).click())
	}

	/** Opens the dialog with all formats. */
	async openTakeHome(): Promise<Locator> {
		await this.takeHomeMenu.click()
		await this.page.getByRole('menuitem', { name: 'All formats' }).click()
		return this.page.getByRole('dialog', { name: 'Export' })
	}

	/** Takes a picture of the board home at one press. */
	async takePicture(): Promise<{ name: string; bytes: Buffer }> {
		await this.takeHomeMenu.click()
		return this.#download(() => this.page.getByRole('menuitem', { name: 'PNG image now' }).click())
	}

	async #download(press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
		const coming = this.page.waitForEvent('download')
		await press()
		const download: Download = await coming
		return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
	}
}

/** Where a card lies on the screen. The canvas itself hears the pointer, not the cards' elements. */
async function middleOf(card: Locator): Promise<Point> {
	const box = await card.boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
