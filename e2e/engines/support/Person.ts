import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect } from '@playwright/test'
import type { CreatedWorkshop } from '../../support/createWorkshop.ts'
import type { EngineWindow, Point } from './EngineWindow.ts'
import { type Found, findInPage, type Query } from './findInPage.ts'

const require = createRequire(import.meta.url)
/** Finds elements by role and name, as assistive technology does. */
const QUERIES = readFileSync(require.resolve('@testing-library/dom/dist/@testing-library/dom.umd.min.js'), 'utf8')

/** A person in a window of any engine. */
export class Person {
	readonly window: EngineWindow
	readonly name: string

	constructor(window: EngineWindow, name: string) {
		this.window = window
		this.name = name
	}

	/** Joins through the join page: code, name, city. */
	async join({ url, code }: CreatedWorkshop, city: string): Promise<void> {
		await this.window.goto(`${url}/join`)
		await this.fill({ role: 'textbox', name: 'Join code' }, code)
		await this.fill({ role: 'textbox', name: 'Your name' }, this.name)
		await this.fill({ role: 'combobox', name: 'Your city' }, city)
		await this.window.press('Escape')
		await this.click({ role: 'button', name: 'Join' })
	}

	/** Returns the visible elements that currently match. */
	async find(query: Query): Promise<Found[]> {
		const isLoaded = await this.window.evaluate(() => 'TestingLibraryDom' in window)
		if (!isLoaded) await this.window.addScript(QUERIES)
		return this.window.evaluate(findInPage, serialise(query))
	}

	/** Waits until this many elements match; resolves with the first. */
	async waitFor(query: Query, count = 1): Promise<Found> {
		let found: Found[] = []
		await expect
			.poll(
				async () => {
					found = await this.find(query)
					return found.length
				},
				{ message: `${this.name}: ${describe(query)}` },
			)
			.toBe(count)
		return found[0] as Found
	}

	/** Clicks the first matching element, once it stands still and nothing covers it. */
	async click(query: Query): Promise<void> {
		await this.window.drag(await this.#pointOf(query))
	}

	/** Replaces the text of a field. */
	async fill(field: Query, text: string): Promise<void> {
		await this.click(field)
		await this.window.press('Control+a')
		await this.window.type(text)
		await expect.poll(async () => (await this.find(field))[0]?.value, { message: describe(field) }).toBe(text)
	}

	/** Returns the query for a card by its text, on the canvas or in the list. */
	card(text: string): Query {
		return { css: '[data-shape-type="card"], [data-card]', text }
	}

	/**
	 * Returns the centre of a card on the canvas, once it stands still: the camera moves back after
	 * editing.
	 */
	async centreOf(text: string): Promise<Point> {
		return this.#pointOf(this.card(text), { mayBeCovered: true })
	}

	/** Adds a card at a point of the canvas; `kind` is the label in the toolbar. */
	async writeCard(kind: string, text: string, at: Point): Promise<void> {
		await this.click({ role: 'button', name: `New card: ${kind}` })
		await this.window.drag(at)
		const editor = { css: '[data-shape-type="card"] textarea' }
		await this.waitFor(editor)
		await this.window.type(text)
		await expect.poll(async () => (await this.find(editor))[0]?.value).toBe(text)
		await this.window.press('Escape')
		await this.waitFor(editor, 0)
		await this.waitFor(this.card(text))
	}

	/** Waits until the save badge has this text. */
	async waitForSaveStatus(text: string | RegExp): Promise<void> {
		await this.waitFor({ css: '[role=status][data-state]', text })
	}

	/** Waits until the page would close without a warning. */
	async waitUntilSafeToClose(): Promise<void> {
		const isAllowed = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
		await expect.poll(() => this.window.evaluate(isAllowed)).toBe(true)
	}

	/** Exports the board in a format; resolves with the file. */
	async exportBoard(format: RegExp): Promise<{ name: string; bytes: Buffer }> {
		await this.click({ role: 'button', name: 'Export' })
		await this.click({ role: 'menuitem', name: /^All formats/ })
		await this.click({ role: 'radio', name: format })
		return this.window.download(() => this.click({ role: 'button', name: /^Export as/ }))
	}

	async #pointOf(query: Query, { mayBeCovered = false } = {}): Promise<Point> {
		let before = ''
		let point: Point = { x: 0, y: 0 }
		await expect
			.poll(
				async () => {
					const [found] = await this.find(query)
					if (!found) return 'missing'
					const { x, y, isDisabled, isCovered } = found
					point = { x, y }
					const now = `${x} ${y}`
					const isStill = now === before
					before = now
					if (isDisabled) return 'disabled'
					if (isCovered && !mayBeCovered) return 'covered'
					return isStill ? 'ready' : 'moving'
				},
				{ message: `${this.name}: ${describe(query)}`, intervals: [50, 50, 100, 100, 200] },
			)
			.toBe('ready')
		return point
	}
}

const describe = (query: Query) => Object.values(query).join(' ')

/** Serialises the patterns of a query, since a `RegExp` cannot be sent to a page. */
function serialise(query: Query): Query {
	const entries = Object.entries(query).map(([key, value]) => [
		key,
		value instanceof RegExp ? { source: value.source, flags: value.flags } : value,
	])
	return Object.fromEntries(entries) as Query
}
