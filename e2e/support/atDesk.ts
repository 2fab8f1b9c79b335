import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Locator } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from './Actor.ts'

/** Somebody who runs the workshop, at the desk. */
export class DeskActor extends Actor {
	static async atDesk(browser: Browser, link: string, device: BrowserContextOptions = {}): Promise<DeskActor> {
		const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce', ...device })
		const facilitator = new DeskActor(await context.newPage(), 'Facilitator')
		await facilitator.page.goto(link)
		await expect(facilitator.runSheet).toBeVisible()
		return facilitator
	}

	get runSheet(): Locator {
		return this.page.getByRole('region', { name: 'Run sheet' })
	}

	get conducting(): Locator {
		return this.page.getByRole('region', { name: 'Session controls' })
	}

	get timer(): Locator {
		return this.conducting.getByRole('timer')
	}

	get dialog(): Locator {
		return this.page.getByRole('dialog')
	}

	/** The button of this name, wherever it is. */
	button(name: string): Locator {
		return this.page.getByRole('button', { name, exact: true })
	}

	async addPhase(kind: string, title: string): Promise<void> {
		await this.button('Add phase').click()
		await this.dialog.getByLabel('Kind').selectOption(kind)
		await this.dialog.getByLabel('Title').fill(title)
		await this.dialog.getByRole('button', { name: 'Save' }).click()
		await expect(this.button(title)).toBeVisible()
	}

	/** The phases stand in this order. */
	async seesPhases(titles: readonly string[]): Promise<void> {
		await expect(this.runSheet.getByRole('listitem')).toHaveText(titles.map((title) => new RegExp(title)))
	}

	/** By all rules, those beyond WCAG too. */
	async findsNoFault(): Promise<void> {
		const { violations } = await new AxeBuilder({ page: this.page }).analyze()
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
	}

	/** Chooses from the menu of this name. */
	async choose(menu: string, entry: string): Promise<void> {
		await this.button(menu).click()
		await this.page.getByRole('menuitem', { name: entry, exact: true }).click()
	}
}
