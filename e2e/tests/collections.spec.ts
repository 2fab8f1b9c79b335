import { expect, type Page } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { violationsOf } from '../support/axe.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { publishPractice } from '../support/publishPractice.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/** Collections: a facilitator's choice of practices for a session. */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const COUNTER = 'One-stop permit counter'
const GARDENS = 'Rain gardens in school yards'

async function expectAccessible(page: Page): Promise<void> {
	expect(await violationsOf(page)).toEqual([])
}

test('[COLLECT1] [COLLECT2] [COLLECT3] [COLLECT4] a collection is made, shared, found at the door and projected', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	await publishPractice(workshop, { title: COUNTER, city: 'Guangzhou', visibility: 'public' })
	await publishPractice(workshop, { title: GARDENS, city: 'Bogotá', visibility: 'public' })
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { page } = facilitator
	const results = page.getByRole('list').filter({ has: page.getByRole('article') })

	await test.step('a result begins a collection, and the page of a practice adds to it', async () => {
		await page.goto(`${stack.url}/exchange?w=${workshop.id}&r=facilitator&b=${workshop.board}`)
		await page.getByRole('button', { name: `Add to collection: ${GARDENS}` }).click()
		const dialog = page.getByRole('dialog')
		await dialog.getByLabel('New collection').fill('Water and permits')
		await dialog.getByLabel('New collection').press('Enter')
		await expect(dialog.getByRole('checkbox', { name: 'Water and permits' })).toBeChecked()
		await page.keyboard.press('Escape')
		await results.getByRole('link', { name: COUNTER }).click()
		await page.getByRole('button', { name: 'Add to collection' }).click()
		await dialog.getByRole('checkbox', { name: 'Water and permits' }).check()
		await expect(dialog.getByRole('checkbox', { name: 'Water and permits' })).toBeChecked()
		await dialog.getByRole('link', { name: 'Open' }).click()
		await expect(page.getByRole('heading', { level: 1, name: 'Water and permits' })).toBeVisible()
		await expect(results.getByRole('heading')).toHaveText([GARDENS, COUNTER])
	})
	await test.step('its text is written, and the order changes with the keyboard', async () => {
		await page.getByRole('button', { name: 'Edit' }).click()
		await page.getByLabel('Two sentences').pressSequentially('Both began small. Read what they needed.')
		await page.getByRole('button', { name: 'Save', exact: true }).click()
		await expect(page.getByText('Collection saved.')).toBeVisible()
		await expect(page.getByRole('paragraph').filter({ hasText: 'Both began small.' })).toBeVisible()
		const back = page.getByRole('button', { name: `Move back: ${GARDENS}` })
		await back.focus()
		await page.keyboard.press('Enter')
		await expect(results.getByRole('heading')).toHaveText([COUNTER, GARDENS])
		await expect(back).toBeFocused()
		await expectAccessible(page)
	})
	const link = await page.getByRole('textbox', { name: 'Link to share' }).inputValue()
	await test.step('a stranger reads it by its link', async () => {
		const stranger = await (await browser.newContext({ locale: 'en' })).newPage()
		await stranger.goto(link)
		await expect(stranger.getByRole('heading', { level: 1, name: 'Water and permits' })).toBeVisible()
		await expect(stranger.getByRole('article').getByRole('heading')).toHaveText([COUNTER, GARDENS])
		await expect(stranger.getByRole('button', { name: 'Edit' })).toBeHidden()
		await expectAccessible(stranger)
	})
	await test.step('the door of a board shows it first', async () => {
		const ana = await Actor.open(browser, 'Ana')
		await ana.join(stack.url, workshop.code, 'Bogotá')
		await ana.page.getByRole('button', { name: 'Ideas from other cities' }).click()
		const chosen = ana.page.locator('section').filter({ has: ana.page.getByText('Chosen for this session') })
		await expect(chosen.getByRole('link', { name: 'Water and permits' })).toBeVisible()
		await expect(ana.page.getByRole('button', { name: /Add to collection/ })).toHaveCount(0)
		await expectAccessible(ana.page)
	})
	await test.step('the projector shows it, practice by practice', async () => {
		await page.getByRole('button', { name: 'Show on the projector' }).click()
		const projector = await (await browser.newContext({ locale: 'en' })).newPage()
		await projector.setViewportSize({ width: 1920, height: 1080 })
		await projector.goto(workshop.projector)
		await expect(projector.getByText('Both began small.')).toBeVisible()
		await projector.keyboard.press('PageDown')
		await expect(projector.getByRole('heading', { level: 2, name: COUNTER })).toBeVisible()
		await expect(projector.getByText('Guangzhou')).toBeVisible()
	})
	await test.step('a withdrawn practice is left out, and the page says so', async () => {
		await page.getByRole('link', { name: COUNTER }).click()
		await page.getByRole('button', { name: 'Withdraw', exact: true }).click()
		await page.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click()
		await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible()
		await page.goto(link)
		await expect(page.getByText('1 practice was withdrawn')).toBeVisible()
		await expect(page.getByRole('link', { name: COUNTER })).toBeHidden()
	})
})
