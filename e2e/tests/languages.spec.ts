import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { isTooWide, layoutProblemsOf } from '../support/layoutProblems.ts'
import { recordScripts } from '../support/recordScripts.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/** Languages that the host of the server has added, with a file each. */
const POLISH = {
	name: 'Polski',
	base: 'fr',
	texts: {
		app: {
			language: 'Język',
			home: {
				title: 'Przeszkody i rozwiązania na jednej mapie',
				cityCount_one: '{{count}} miasto',
				cityCount_few: '{{count}} miasta',
				cityCount_many: '{{count}} miast',
			},
		},
	},
}
const ARABIC = {
	name: 'العربية',
	texts: { app: { language: 'اللغة', home: { title: 'خريطة العوائق والحلول' } }, board: { tools: { undo: 'تراجع' } } },
}

let stack: Stack
test.beforeAll(async () => {
	stack = await startStack({}, (dataDir) => {
		const folder = join(dataDir, 'languages')
		mkdirSync(folder)
		writeFileSync(join(folder, 'pl.json'), JSON.stringify(POLISH))
		writeFileSync(join(folder, 'ar.json'), JSON.stringify(ARABIC))
	})
})
test.afterAll(() => stack.stop())

const shownIn = (page: Page) => page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`)

test('[LANG1] [LANG2] a language from a file is chosen by the browser or in the menu; its missing texts come from its base', async ({
	browser,
}) => {
	const page = await (await browser.newContext({ locale: 'pl-PL' })).newPage()
	await page.goto(stack.url)
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(POLISH.texts.app.home.title)
	expect(await shownIn(page)).toBe('pl ltr')
	await expect(page.getByRole('heading', { name: 'Créer un atelier' })).toBeVisible()
	const cities = page.getByRole('textbox', { name: 'Villes participantes' })
	await cities.fill('Kraków, Dakar, Wuhan')
	await cities.press('Enter')
	await expect(page.getByText('3 miasta')).toBeVisible()

	await page.getByRole('combobox', { name: 'Język' }).selectOption('English')
	await expect(page.getByText('3 cities')).toBeVisible()
	await page.getByRole('combobox', { name: 'Language' }).selectOption('Polski')
	await expect(page.getByText('3 miasta')).toBeVisible()
	await page.reload()
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(POLISH.texts.app.home.title)
})

test('the prefetched texts of the home page are fetched in one language only', async ({ browser }) => {
	const page = await (await browser.newContext({ locale: 'fr' })).newPage()
	const fetchedScripts = recordScripts(page)
	await page.goto(stack.url)
	await expect(page.getByRole('heading', { name: 'Créer un atelier' })).toBeVisible()
	const scripts = await fetchedScripts()
	const having = (text: string) => scripts.filter((script) => script.includes(text)).length
	expect([having('Vos ateliers'), having('Your workshops')]).toEqual([1, 0])
})

test('[LANG5] right-to-left pages are mirrored and fit; positions on a board are the same', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { template: 'sample' })
	const page = await (await browser.newContext({ locale: 'ar', reducedMotion: 'reduce' })).newPage()
	const fits = () => expect.poll(() => isTooWide(page)).toBe(false)
	const sizes = [1280, 320]
	const open = async (path: string, ready: string) => {
		for (const width of sizes) {
			await page.setViewportSize({ width, height: 800 })
			await page.goto(path)
			await page.locator(ready).first().waitFor()
			await fits()
		}
		await page.setViewportSize({ width: 1280, height: 800 })
	}
	await open(stack.url, 'main h1')
	expect(await shownIn(page)).toBe('ar rtl')
	const logo = await page.getByRole('link', { name: 'Charrette' }).first().boundingBox()
	expect(logo?.x).toBeGreaterThan(640)
	await page.goto(workshop.dashboard)
	await page.waitForURL('**/dashboard')
	await open(page.url(), '#people')
	const board = `${page.url()}/b/${workshop.boards[0]}`
	await open(`${board}?view=list`, '[data-card]')
	await open(`${board}?view=canvas`, '[data-shape-type="card"]')
	await expect.poll(() => layoutProblemsOf(page)).toEqual([])
	const directionOf = (selector: string) =>
		page
			.locator(selector)
			.first()
			.evaluate((element) => getComputedStyle(element).direction)
	expect([await directionOf('.tl-canvas'), await directionOf('[role=toolbar]')]).toEqual(['ltr', 'rtl'])
})
