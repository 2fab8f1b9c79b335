import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { violationsOf } from '../support/axe.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/** A city asks another one about its practice. */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const TITLE = 'Bus lane by agreement'
const QUESTION = 'Who paid for the drivers, and how?'
const ANSWER = 'The region paid, from fines.'

test('[ASK1] [ASK2] a participant of another workshop asks, a facilitator answers, and everybody reads both', async ({
	browser,
}) => {
	const guangzhou = await createWorkshop(stack.url)
	const bogota = await createWorkshop(stack.url)
	const facilitator = await FacilitatorActor.openDashboard(browser, guangzhou.dashboard)
	const { page } = facilitator
	await page.getByRole('link', { name: 'Exchange', exact: true }).click()
	await page.getByRole('button', { name: 'Write a practice' }).click()
	await page.getByLabel('Title', { exact: true }).fill(TITLE)
	await page.getByLabel('Summary').fill('Ten owners agreed.')
	await expect(page.getByText('Saved', { exact: true })).toBeVisible()
	await page.getByLabel('Who sees it').selectOption('public')
	await facilitator.button('Publish').click()
	await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
	// The practice's own workshop does not ask itself.
	await expect(page.getByRole('button', { name: 'Ask this city' })).toHaveCount(0)

	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, bogota.code, 'Bogotá')
	await ana.page.goto(`${stack.url}/exchange`)
	await ana.page.getByRole('link', { name: TITLE }).click()
	await ana.page.getByRole('button', { name: 'Ask this city' }).click()
	const dialog = ana.page.getByRole('dialog', { name: 'Ask this city' })
	await expect(dialog.getByLabel('Your city')).toHaveValue('Bogotá')
	await dialog.getByLabel('Your question').pressSequentially(QUESTION)
	await dialog.getByLabel('Your name or office').pressSequentially('Ana')
	await ana.page.keyboard.press('Enter')
	await expect(dialog).toBeHidden()
	await expect(ana.page.getByText('Waiting for an answer')).toBeVisible()
	await ana.page.setViewportSize({ width: 390, height: 844 })
	expect(await violationsOf(ana.page)).toEqual([])

	await page.goto(`${stack.url}/exchange?w=${guangzhou.id}&r=facilitator`)
	await expect(page.getByText('1 open question')).toBeVisible()
	await page.getByRole('link', { name: TITLE }).first().click()
	const open = page.getByRole('region', { name: 'Open questions' })
	await expect(open).toContainText(QUESTION)
	await open.getByRole('button', { name: 'Answer' }).click()
	await page.getByRole('dialog').getByLabel(QUESTION).pressSequentially(ANSWER)
	await page.getByRole('button', { name: 'Publish answer' }).click()
	await expect(open).toHaveCount(0)
	await expect(page.getByText(ANSWER)).toBeVisible()
	expect(await violationsOf(page)).toEqual([])

	await ana.page.reload()
	await expect(ana.page.getByText(ANSWER)).toBeVisible()
	await page.getByRole('button', { name: 'Remove' }).click()
	await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
	await expect(page.getByText(ANSWER)).toHaveCount(0)
	await ana.page.reload()
	await expect(ana.page.getByText('The city does not answer this question.')).toBeVisible()
})
