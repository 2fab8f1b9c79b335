import { expect } from '@playwright/test'
import { test } from '../support/fixtures.ts'
import { openWorkshop } from '../support/openWorkshop.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import { type Stack, startStack } from '../support/startStack.ts'

let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

test('[DETAIL1] [REACT1] details and reactions of a card, on the canvas, in the list and for a visitor', async ({
	browser,
}) => {
	const workshop = await openWorkshop(stack.url, { cities: ['Dakar'], groups: 2 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const { page } = ana
	await ana.writeCard('Solution', 'One office', { x: 500, y: 400 })
	const details = page.getByRole('complementary', { name: 'Solution: details' })

	await test.step('the description is written when the field is left, and undone in one step', async () => {
		// The card that was just written is still selected.
		await page.keyboard.press('i')
		await details.getByLabel('Description').fill('Open on Saturdays, see https://office.example')
		await details.getByLabel('Source').fill('The mayor of Dakar')
		await details.getByRole('button', { name: 'React with 💡' }).click()
		await expect(details.getByRole('button', { name: '💡: 1 person' })).toHaveAttribute('aria-pressed', 'true')
		await expect(details.getByRole('link', { name: 'https://office.example' })).toBeVisible()
		await expect(details).toContainText(/Written by Ana · Dakar · \w/)
		await page.keyboard.press('Escape')
		await expect(details).toHaveCount(0)
		await expect(ana.card('One office').getByRole('img', { name: 'Reactions: 💡 1' })).toBeVisible()
		await page.keyboard.press('Control+z')
		await page.keyboard.press('i')
		await expect(details.getByLabel('Source')).toHaveValue('')
		await expect(details.getByLabel('Description')).toHaveValue(/Saturdays/)
		await ana.waitForSaveStatus('Saved')
	})

	await test.step('a visitor reads them in the list, and reacts', async () => {
		const ben = await joinOnPhone(browser, workshop, 'Ben')
		const board = workshop.board
		await ben.page.goto(`${new URL(ben.page.url()).origin}/w/${workshop.id}/b/${board}`)
		await expect(ben.card('One office')).toBeVisible()
		await ben.card('One office').getByRole('button', { name: 'Details' }).tap()
		const panel = ben.page.getByRole('complementary', { name: 'Solution: details' })
		await expect(panel).toContainText('Open on Saturdays')
		await panel.getByRole('button', { name: '💡: 1 person' }).tap()
		await expect(ana.page.getByRole('button', { name: '💡: 2 people' })).toBeVisible()
	})

	const { cards } = await workshop.contentOf(workshop.board)
	expect(cards).toMatchObject([{ description: 'Open on Saturdays, see https://office.example' }])
})
