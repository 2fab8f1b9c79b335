import type { Browser, BrowserContextOptions, Locator } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from './Actor.ts'
import { violationsOf } from './axe.ts'

/** A facilitator on the dashboard. */
export class FacilitatorActor extends Actor {
	static async openDashboard(
		browser: Browser,
		link: string,
		device: BrowserContextOptions = {},
	): Promise<FacilitatorActor> {
		const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce', ...device })
		const facilitator = new FacilitatorActor(await context.newPage(), 'Facilitator')
		await facilitator.page.goto(link)
		await expect(facilitator.runSheet).toBeVisible()
		return facilitator
	}

	get runSheet(): Locator {
		return this.page.getByRole('region', { name: 'Run sheet' })
	}

	get controls(): Locator {
		return this.page.getByRole('region', { name: 'Session controls' })
	}

	get timer(): Locator {
		return this.controls.getByRole('timer')
	}

	get dialog(): Locator {
		return this.page.getByRole('dialog')
	}

	button(name: string): Locator {
		return this.page.getByRole('button', { name, exact: true })
	}

	/** The row of a person in the list of participants. */
	person(name: string): Locator {
		const people = this.page.getByRole('region', { name: /^Participants \d+/ })
		return people.getByRole('listitem').filter({ has: this.page.getByText(name, { exact: true }) })
	}

	async addPhase(kind: string, title: string): Promise<void> {
		await this.button('Add phase').click()
		await this.dialog.getByLabel('Kind').selectOption(kind)
		await this.dialog.getByLabel('Title').fill(title)
		await this.dialog.getByRole('button', { name: 'Save' }).click()
		await expect(this.button(title)).toBeVisible()
	}

	/** Expects the run sheet to list these phases, in this order. */
	async expectPhases(titles: readonly string[]): Promise<void> {
		await expect(this.runSheet.getByRole('listitem')).toHaveText(titles.map((title) => new RegExp(title)))
	}

	/** Expects no violation of any axe rule, including those beyond WCAG. */
	async expectNoViolations(): Promise<void> {
		expect(await violationsOf(this.page)).toEqual([])
	}

	/** Opens the menu with this name and clicks an item. */
	async choose(menu: string, item: string): Promise<void> {
		await this.button(menu).click()
		await this.page.getByRole('menuitem', { name: item, exact: true }).click()
	}
}
