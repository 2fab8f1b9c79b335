import { type Browser, expect, type Page } from '@playwright/test'
import {
	installTestBrowserTranslator,
	type TestBrowserTranslator,
} from '../../client/src/reading/testBrowserTranslator.ts'
import { translateAll } from '../../server/test/support/translatorServer.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { ListActor } from '../support/ListActor.ts'
import { joinOnPhone } from '../support/participants.ts'
import { startTranslatedStack, type TranslatedStack } from '../support/startTranslatedStack.ts'

const FRENCH = 'Personne n’est responsable du couloir de bus'
const FRENCH_TO_ENGLISH = { available: ['fr en'], downloadable: [] }
const LOCALES = { cities: ['Dakar'], groups: 1, locales: ['en', 'fr'] }

let stack: TranslatedStack['stack']
let translator: TranslatedStack['translator']
let stop: TranslatedStack['stop']
test.beforeAll(async () => {
	;({ stack, translator, stop } = await startTranslatedStack())
})
test.beforeEach(() => {
	translator.answer = translateAll
	translator.requests = []
})
test.afterAll(() => stop())

/** Opens a phone whose browser has a translator, and joins. */
async function joinWithTranslator(
	browser: Browser,
	workshop: CreatedWorkshop,
	has: Parameters<typeof installTestBrowserTranslator>[0],
	name = 'Eva',
): Promise<ListActor> {
	const eva = await ListActor.onPhone(browser, name)
	await eva.page.addInitScript(installTestBrowserTranslator, has)
	await eva.join(workshop.url, workshop.code, 'Dakar')
	return eva
}

const textOf = (page: Page) => page.locator('[data-card] [data-main] [lang]').first()

async function openSettings(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'More' }).tap()
	await page.getByRole('menuitem', { name: 'Language and appearance' }).tap()
}

/** Calls a function of the browser's translator in a page. */
function control(page: Page, call: (translator: TestBrowserTranslator) => unknown): Promise<unknown> {
	return page.evaluate(`(${call})(globalThis.testTranslator)`)
}

test('[READ8] a browser with a translator translates by itself, and no text goes to the server’s translator', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, LOCALES)
	const ana = await joinWithTranslator(browser, workshop, FRENCH_TO_ENGLISH, 'Ana')
	await ana.addCards('Obstacle', [FRENCH])
	const eva = await joinWithTranslator(browser, workshop, FRENCH_TO_ENGLISH)
	await expect(textOf(eva.page)).toHaveText(`[device fr en] ${FRENCH}`)
	await expect(textOf(eva.page)).toHaveAttribute('lang', 'en')
	await expect(eva.page.getByRole('button', { name: 'Translated from French' })).toBeVisible()

	await test.step('a text is translated once: after a reload it is on the device', async () => {
		await eva.page.reload()
		await expect(textOf(eva.page)).toHaveText(`[device fr en] ${FRENCH}`)
		expect(await control(eva.page, ({ translated }) => translated)).toEqual([])
	})
	expect(translator.requests).toEqual([])
})

test('[READ8a] a language is downloaded at a press, with its progress in the settings; a refusal changes nothing', async ({
	browser,
	sharedStack,
}) => {
	const workshop = await createWorkshop(sharedStack.url, LOCALES)
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	await ana.addCards('Obstacle', [FRENCH])
	const eva = await joinWithTranslator(browser, workshop, { available: [], downloadable: ['fr en'] })
	const { page } = eva
	await expect(textOf(page)).toHaveAttribute('lang', 'fr')
	await openSettings(page)
	const languages = page.getByRole('region', { name: 'This browser translates on this device' })
	await expect(languages.getByRole('listitem').filter({ hasText: 'French' })).toBeVisible()
	await eva.expectNoViolations()

	await test.step('the browser refuses', async () => {
		await languages.getByRole('button', { name: 'Download French' }).tap()
		await expect(languages.getByRole('progressbar', { name: 'Downloading French' })).toBeVisible()
		await control(page, (one) => one.finish(false))
		await expect(languages).toContainText('The download did not work. Try again.')
		await expect(textOf(page)).toHaveText(FRENCH)
	})

	await test.step('the language is downloaded', async () => {
		await languages.getByRole('button', { name: 'Download French' }).tap()
		await control(page, (one) => one.progress())
		await expect(languages.getByRole('progressbar')).toHaveJSProperty('value', 0.5)
		await eva.expectNoViolations()
		await control(page, (one) => one.finish(true))
		await expect(languages.getByRole('listitem').filter({ hasText: 'French' })).toContainText('Ready')
		await expect(textOf(page)).toHaveText(`[device fr en] ${FRENCH}`)
	})
})

test('[READ8b] if machine translation is forbidden, the browser translates only for those who switch it on', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, LOCALES)
	await workshop.command({ type: 'translation.set', isAllowed: false })
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	await ana.addCards('Obstacle', [FRENCH])
	const eva = await joinWithTranslator(browser, workshop, FRENCH_TO_ENGLISH)
	await expect(textOf(eva.page)).toHaveAttribute('lang', 'fr')
	await openSettings(eva.page)
	await eva.page.getByRole('checkbox', { name: 'Show in my language' }).check()
	await expect(textOf(eva.page)).toHaveText(`[device fr en] ${FRENCH}`)
	expect(translator.requests).toEqual([])
})
