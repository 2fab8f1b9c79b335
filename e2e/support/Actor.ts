import { readFile } from 'node:fs/promises'
import type { Browser, Download, Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

export interface Point {
	x: number
	y: number
}

/** A downloaded file. */
interface Downloaded {
	name: string
	bytes: Buffer
}

/** A person with a browser context of their own, on the canvas. */
export class Actor {
	readonly page: Page
	readonly name: string

	constructor(page: Page, name: string) {
		this.page = page
		this.name = name
	}

	static async open(browser: Browser, name: string, options: { locale?: string } = {}): Promise<Actor> {
		const context = await browser.newContext({ locale: options.locale ?? 'en', reducedMotion: 'reduce' })
		return new Actor(await context.newPage(), name)
	}

	/** Joins through the join page: code, name, city. */
	async join(url: string, code: string, city: string): Promise<void> {
		await this.page.goto(`${url}/join`)
		await this.page.getByLabel('Join code').fill(code)
		await this.page.getByLabel('Your name').fill(this.name)
		await this.page.getByRole('combobox', { name: 'Your city' }).fill(city)
		await this.page.getByRole('button', { name: 'Join', exact: true }).click()
		await this.waitForBoard()
	}

	async waitForBoard(): Promise<void> {
		await expect(this.page.locator('.tl-canvas')).toBeVisible()
	}

	/**
	 * Waits until the canvas handles the keyboard, which happens a little after its toolbar appears.
	 */
	async waitForKeyboard(): Promise<void> {
		const { keyboard } = this.page
		const moveTool = this.page.getByRole('button', { name: 'Move', exact: true, pressed: true })
		await expect(async () => {
			await keyboard.press('h')
			await expect(moveTool).toHaveCount(1, { timeout: 500 })
		}).toPass()
		await keyboard.press('v')
		await expect(moveTool).toHaveCount(0)
	}

	/** Locates the card with this text. */
	card(text: string): Locator {
		return this.page.locator('[data-shape-type="card"]').filter({ hasText: text })
	}

	get cards(): Locator {
		return this.page.locator('[data-shape-type="card"]')
	}

	/** Locates the text field of the card that is being edited. */
	get editor(): Locator {
		return this.page.locator('[data-shape-type="card"] textarea')
	}

	/** Returns the bounding box of a card in the window. */
	async boxOf(text: string): Promise<Point & { width: number; height: number }> {
		const box = await this.card(text).boundingBox()
		if (!box) throw new Error(`the card "${text}" is not in the window`)
		return box
	}

	/**
	 * Returns the centre of a card in the window, once it stands still: the camera moves back after
	 * editing. The canvas receives all pointer events, so tests click points, not elements.
	 */
	async centreOf(text: string): Promise<Point> {
		await this.card(text).evaluate(async (element) => {
			const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
			for (let before = ''; ; ) {
				const { x, y, width } = element.getBoundingClientRect()
				const now = `${x} ${y} ${width}`
				if (now === before) return
				before = now
				await nextFrame()
				await nextFrame()
			}
		})
		const { x, y, width, height } = await this.boxOf(text)
		return { x: x + width / 2, y: y + height / 2 }
	}

	/**
	 * Waits until an element has stood still for longer than the pause after which the camera moves
	 * back from editing.
	 */
	async waitForRest(element: Locator): Promise<void> {
		await element.evaluate(async (moving) => {
			const PAUSE_MS = 900
			let before = ''
			for (let since = performance.now(); performance.now() - since < PAUSE_MS; ) {
				await new Promise((resolve) => requestAnimationFrame(resolve))
				const { x, y, width } = moving.getBoundingClientRect()
				const now = `${x} ${y} ${width}`
				if (now !== before) since = performance.now()
				before = now
			}
		})
	}

	/** Selects a card with a click. */
	async select(text: string): Promise<void> {
		const { x, y } = await this.centreOf(text)
		await this.page.mouse.click(x, y)
	}

	/** Adds a card at a point of the window; `kind` is the label in the toolbar. */
	async writeCard(kind: string, text: string, at: Point): Promise<void> {
		const { mouse, keyboard } = this.page
		await this.page.getByRole('button', { name: `New card: ${kind}` }).click()
		await mouse.click(at.x, at.y)
		await this.editor.waitFor()
		await keyboard.type(text)
		await keyboard.press('Escape')
		await expect(this.card(text)).toHaveCount(1)
	}

	async startEditing(text: string): Promise<void> {
		// Right after another gesture a double click may only select the card, so it is repeated.
		await expect(async () => {
			const { x, y } = await this.centreOf(text)
			await this.page.mouse.dblclick(x, y)
			await expect(this.editor).toBeVisible({ timeout: 10_000 })
		}).toPass()
	}

	/** Drags a card by an offset; with `release: false` the button stays pressed. */
	async drag(text: string, by: Point, { release = true } = {}): Promise<void> {
		const from = await this.centreOf(text)
		const { mouse } = this.page
		await mouse.move(from.x, from.y)
		await mouse.down()
		await mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 })
		await mouse.move(from.x + by.x, from.y + by.y, { steps: 4 })
		if (release) await mouse.up()
	}

	/** Draws a link from one card to another, from centre to centre. */
	async link(from: string, to: string): Promise<void> {
		const [start, end] = [await this.centreOf(from), await this.centreOf(to)]
		const { mouse, keyboard } = this.page
		await keyboard.press('l')
		await mouse.move(start.x, start.y)
		await mouse.down()
		await mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
		await mouse.move(end.x, end.y, { steps: 4 })
		await mouse.up()
		await keyboard.press('Escape')
	}

	/** Selects cards and puts them into a new cluster. */
	async cluster(title: string, texts: readonly string[]): Promise<void> {
		const { keyboard } = this.page
		await keyboard.press('Escape')
		for (const [index, text] of texts.entries()) {
			if (index > 0) await keyboard.down('Shift')
			await this.select(text)
			await keyboard.up('Shift')
		}
		await this.page.getByRole('button', { name: 'Cluster', exact: true }).click()
		await this.page.getByLabel('Cluster title').fill(title)
		await keyboard.press('Enter')
		await expect(this.page.getByLabel('Cluster title')).toHaveCount(0)
	}

	/** Waits until the save badge matches a pattern, or starts with a text. */
	async waitForSaveStatus(text: string | RegExp): Promise<void> {
		const badge = this.page.locator('[role=status][data-state]')
		const pattern = typeof text === 'string' ? new RegExp(`^${text}`) : text
		await expect(badge.filter({ hasText: pattern })).toBeVisible()
	}

	/** Waits until the page would close without a warning. */
	async waitUntilSafeToClose(): Promise<void> {
		const isAllowed = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
		await expect.poll(() => this.page.evaluate(isAllowed)).toBe(true)
	}

	/**
	 * Records the tldraw editors of the pages that this person opens from now on, for `countEditors`.
	 */
	async followEditors(): Promise<void> {
		await this.page.addInitScript(() => {
			const editors: WeakRef<Element>[] = []
			const seen = new WeakSet<Element>()
			Object.assign(window, { editors })
			new MutationObserver(() => {
				for (const editor of document.querySelectorAll('.tl-container')) {
					if (seen.has(editor)) continue
					seen.add(editor)
					editors.push(new WeakRef(editor))
				}
			}).observe(document, { childList: true, subtree: true })
		})
	}

	/**
	 * Returns how many tldraw editors the page has had, and how many of them are still in memory
	 * after garbage collection, in the document or detached. The browser's own query for objects
	 * crashes a page that uses WebAssembly.
	 */
	async countEditors(): Promise<{ opened: number; kept: number }> {
		const devtools = await this.page.context().newCDPSession(this.page)
		try {
			await devtools.send('HeapProfiler.collectGarbage')
			return await this.page.evaluate(() => {
				const { editors } = window as unknown as { editors: WeakRef<Element>[] }
				return { opened: editors.length, kept: editors.filter((editor) => editor.deref()).length }
			})
		} finally {
			await devtools.detach()
		}
	}

	protected get exportMenu(): Locator {
		return this.page.getByRole('button', { name: 'Export', exact: true })
	}

	/** Exports the board in a format; `choose` may set further options in the dialog. */
	async exportBoard(format: RegExp, choose?: (dialog: Locator) => Promise<void>): Promise<Downloaded> {
		const dialog = await this.openExportDialog()
		const option = dialog.getByRole('radio', { name: format })
		// On a phone the option may be below the sticky footer.
		await option.evaluate((input) => input.scrollIntoView({ block: 'center' }))
		await option.check({ force: true })
		await choose?.(dialog)
		return this.#download(() => dialog.getByRole('button', { name: /^Export as/ }).click())
	}

	openExportMenu(): Promise<void> {
		return this.exportMenu.click()
	}

	/** Opens the dialog with all formats. */
	async openExportDialog(): Promise<Locator> {
		await this.openExportMenu()
		await this.page.getByRole('menuitem', { name: 'All formats' }).click()
		return this.page.getByRole('dialog', { name: 'Export' })
	}

	/** Exports a PNG through the menu, without the dialog. */
	async exportPngNow(): Promise<Downloaded> {
		await this.openExportMenu()
		return this.#download(() => this.page.getByRole('menuitem', { name: 'PNG image now' }).click())
	}

	async #download(click: () => Promise<void>): Promise<Downloaded> {
		const pending = this.page.waitForEvent('download')
		await click()
		const download: Download = await pending
		return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
	}
}
