import { expect, type Page } from '@playwright/test'
import { startApertium } from '../../server/test/support/startApertium.ts'
import type { Actor } from '../support/Actor.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { missingPrograms } from '../support/externalPrograms.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/* People read, correct and confirm translations, with Apertium's real engine. It has no French and
 * English, so that such a text is translated by people alone. */

const missing = missingPrograms(['apertium-apy'])
test.skip(missing.length > 0, `${missing.join(', ')} cannot be found`)

let apertium: Awaited<ReturnType<typeof startApertium>>
let stack: Stack
test.beforeAll(async () => {
	apertium = await startApertium()
	stack = await startStack({ TRANSLATE_URL: apertium.url, TRANSLATE_KIND: 'apertium' })
})
test.afterAll(async () => {
	await stack.stop()
	await apertium.stop()
})

const SPANISH = 'Nadie está a cargo del puente y la calle de la ciudad'
const FRENCH = 'Personne n’est responsable du pont de la ville'
const ENGLISH = 'The bridge and the street of the city are very old'

const openWorkshop = () => createWorkshop(stack.url, { cities: ['Dakar'], groups: 1, locales: ['en', 'es', 'fr'] })

/** Returns the text of a card as it is shown. `has` is a part of it. */
const textIn = (person: Actor, has: string) => person.card(has).locator('[lang]').first()

async function readIn(page: Page, locale: string): Promise<void> {
	await page.evaluate((tag) => localStorage.setItem('charrette.locale', tag), locale)
	await page.reload()
}

async function correct(page: Page, text: string): Promise<void> {
	await page.keyboard.press('Control+Shift+Enter')
	await page.getByRole('menuitem', { name: /^(Translate|Correct translation)…$/ }).press('Enter')
	await expect(page.getByRole('textbox', { name: 'Translation into English' })).toBeFocused()
	await page.keyboard.press('Control+A')
	await page.keyboard.type(text)
	await page.keyboard.press('Control+Enter')
	await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('[READ5] three languages on a board are read in each, by the machine and as people corrected it', async ({
	browser,
}) => {
	const workshop = await openWorkshop()
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.writeCard('Obstacle', SPANISH, { x: 450, y: 250 })
	await ana.writeCard('Obstacle', FRENCH, { x: 750, y: 250 })
	await ana.writeCard('Obstacle', ENGLISH, { x: 450, y: 480 })
	await ana.waitForSaveStatus('Saved')
	const eva = await joinOnCanvas(browser, workshop, 'Eva')
	const ben = await joinOnPhone(browser, workshop, 'Ben')

	await test.step('each person reads the cards in their language, as far as the machine knows it', async () => {
		await expect(textIn(eva, 'bridge')).toHaveAttribute('lang', 'en')
		await expect(eva.card('charge of the bridge')).toBeVisible()
		await expect(eva.card(FRENCH)).toBeVisible()
		await expect(ana.card(SPANISH)).toBeVisible()
		await readIn(ben.page, 'es')
		await expect(ben.card('ciudad')).toHaveCount(3)
		await readIn(ben.page, 'fr')
		await expect(ben.page.locator('[data-card]').filter({ hasText: 'ville' })).toHaveCount(2)
		await readIn(ben.page, 'en')
		await expect(ben.card('charge of the bridge')).toBeVisible()
	})

	await test.step('a person corrects a translation, and writes one that the machine lacks', async () => {
		await eva.select('charge of the bridge')
		await correct(eva.page, 'No office looks after the bridge')
		await eva.select(FRENCH)
		await correct(eva.page, 'Nobody feels responsible, for the bridge')
		for (const text of ['No office looks after the bridge', 'Nobody feels responsible, for the bridge'])
			for (const person of [eva, ben]) await expect(person.card(text)).toBeVisible()
		await expect(ben.page.getByRole('button', { name: 'Translated by Eva' })).toHaveCount(2)
		await expect(ana.card(SPANISH)).toBeVisible()
		await ben.expectNoViolations()
	})

	await test.step('the list has it in a card’s menu, too', async () => {
		await ben.card('Nobody feels responsible').locator('[data-main]').click({ button: 'right' })
		await ben.page.getByRole('menuitem', { name: 'Correct translation…' }).tap()
		await expect(ben.page.getByRole('textbox', { name: 'Translation into English' })).toHaveValue(/^Nobody feels/)
		await ben.page.keyboard.press('Escape')
		await expect(ben.page.getByRole('dialog')).toHaveCount(0)
	})

	await test.step('undo is one step', async () => {
		await eva.page.keyboard.press('Control+Z')
		await expect(eva.card(FRENCH)).toBeVisible()
		await expect(ben.card(FRENCH)).toBeVisible()
		await eva.page.keyboard.press('Control+Shift+Z')
		await expect(ben.card('Nobody feels responsible')).toBeVisible()
	})

	await test.step('[READ5a] an edit of the original makes it stale: the machine’s is newer, or it is marked', async () => {
		for (const text of [SPANISH, FRENCH]) {
			await ana.startEditing(text)
			await ana.page.keyboard.press('End')
			await ana.page.keyboard.type('!')
			await ana.page.keyboard.press('Escape')
		}
		await expect(ben.card('charge of the bridge')).toBeVisible()
		await expect(ben.page.getByRole('button', { name: 'Translation older than the text' })).toHaveCount(1)
		await expect(ben.card('Nobody feels responsible')).toBeVisible()
	})

	await test.step('it is confirmed on a phone, from the details', async () => {
		const row = ben.card('Nobody feels responsible')
		await row.getByRole('button', { name: 'Details' }).tap()
		await ben.page.getByRole('button', { name: 'English: older than the text' }).tap()
		const dialog = ben.page.getByRole('dialog')
		await expect(dialog.getByText(`${FRENCH}!`)).toHaveAttribute('lang', 'fr')
		await ben.expectNoViolations()
		await dialog.getByRole('button', { name: 'Still right' }).tap()
		await expect(dialog).toHaveCount(0)
		await ben.page.keyboard.press('Escape')
		await expect(eva.card('Nobody feels responsible').getByRole('button', { name: 'Translated by Ben' })).toBeVisible()
	})

	await test.step('the originals are unchanged, and an anonymous workshop names nobody', async () => {
		expect(await workshop.textsOn(workshop.board)).toEqual([`${SPANISH}!`, `${FRENCH}!`, ENGLISH].sort())
		await workshop.command({ type: 'anonymity.set', isAnonymous: true })
		await expect(
			eva.card('Nobody feels responsible').getByRole('button', { name: 'Translated by a person' }),
		).toBeVisible()
	})
})

test('[READ5] what a person translates privately is shown after the reveal, and a frozen board takes none', async ({
	browser,
}) => {
	const workshop = await openWorkshop()
	const phase = await workshop.addPhase({
		kind: 'write',
		title: { en: 'Write' },
		prompt: {},
		minutes: 5,
		isPrivate: true,
	})
	await workshop.command({ type: 'phase.goto', phase })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const eva = await joinOnPhone(browser, workshop, 'Eva')
	await ana.writeCard('Obstacle', FRENCH, { x: 450, y: 300 })
	await ana.select(FRENCH)
	await correct(ana.page, 'Nobody feels responsible')
	await ana.waitForSaveStatus('Saved')
	await expect(ana.card(FRENCH)).toBeVisible()
	await expect(eva.cards).toHaveCount(0)
	await workshop.command({ type: 'private.reveal', names: false })
	await expect(eva.card('Nobody feels responsible')).toBeVisible()
	await workshop.freeze(true)
	await eva.card('Nobody feels responsible').getByRole('button', { name: 'Details' }).tap()
	await eva.page.getByRole('button', { name: 'English' }).tap()
	const field = eva.page.getByRole('textbox', { name: 'Translation into English' })
	await expect(field).toHaveAttribute('readonly')
	await expect(eva.page.getByRole('button', { name: 'Save translation' })).toHaveCount(0)
})
