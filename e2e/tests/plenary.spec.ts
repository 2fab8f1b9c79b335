import { expect } from '@playwright/test'
import { createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

/** The plenary board gets the cards of the groups (PLEN3). */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

test('[PLEN3] cards are sent to the plenary from the canvas, the list and the dashboard, and lead back', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 2 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.writeCard('Obstacle', 'Permits take a year', { x: 400, y: 400 })
	await ana.writeCard('Solution', 'One office', { x: 800, y: 400 })
	await ana.waitForSaveStatus('Saved')
	const ben = await joinOnPhone(browser, workshop, 'Ben')
	await ben.addCards('Obstacle', ['No money'])
	await ben.waitForSaveStatus('Saved')

	await test.step('from the menu of a card on the canvas; the toast leads to the plenary', async () => {
		const { x, y } = await ana.centreOf('Permits take a year')
		await ana.page.mouse.click(x, y, { button: 'right' })
		await ana.page.getByRole('menuitem', { name: 'Send to plenary' }).click()
		const toast = ana.page.getByRole('status').filter({ hasText: '1 card was copied to Plenary.' })
		await toast.getByRole('button', { name: 'Open' }).click()
		await expect(ana.page.getByRole('heading', { level: 1, name: 'Plenary' })).toBeVisible()
		await expect(ana.card('Permits take a year')).toContainText('Dakar · Group 1')
	})
	await test.step('its details lead back to the original, which is selected', async () => {
		await ana.select('Permits take a year')
		await ana.page.keyboard.press('i')
		await ana.page.getByRole('link', { name: 'Original on Group 1' }).click()
		await expect(ana.page.getByRole('heading', { level: 1, name: 'Group 1' })).toBeVisible()
		await expect(ana.cards).toHaveCount(2)
		await expect(ana.page.getByRole('toolbar', { name: 'Card' })).toBeVisible()
	})
	await test.step('from the menu of a card in the list', async () => {
		await ben.card('No money').locator('[data-main]').click({ button: 'right' })
		await ben.page.getByRole('menuitem', { name: 'Send to plenary' }).tap()
		await expect(ben.page.getByText('1 card was copied to Plenary.')).toBeVisible()
	})
	await test.step('from the dashboard: the rest, into the clusters of the groups', async () => {
		await workshop.addPhase({ kind: 'present', title: { en: 'Report back' } })
		const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
		await facilitator.button('Collect from the groups…').click()
		await facilitator.expectNoViolations()
		await facilitator.dialog.getByRole('radio', { name: 'All cards', exact: true }).press('Enter')
		await expect(facilitator.page.getByText('1 card was copied to Plenary.')).toBeVisible()
		const { cards, clusters } = await workshop.contentOf(workshop.plenary)
		expect(cards.map(({ text }) => text).sort()).toEqual(['No money', 'One office', 'Permits take a year'])
		expect(clusters.map(({ title }) => title).sort()).toEqual(['Group 1', 'Group 2'])
	})
})

test('[DOC6b] whoever deletes the cards of others, and everyone else at the board, can undo it', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1 })
	const ben = await joinOnPhone(browser, workshop, 'Ben')
	const texts = ['One', 'Two', 'Three', 'Four', 'Five', 'Six']
	await ben.addCards('Obstacle', texts)
	await ben.waitForSaveStatus('Saved')
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await expect(ana.cards).toHaveCount(6)
	await ana.waitForKeyboard()
	await ana.page.keyboard.press('ControlOrMeta+a')
	await ana.page.keyboard.press('Delete')
	const toast = ana.page.getByRole('status').filter({ hasText: 'You deleted 6 cards of others.' })
	const notice = ben.page.getByRole('status').filter({ hasText: 'Ana deleted 6 cards of others.' })
	await expect(notice).toBeVisible()
	await toast.getByRole('button', { name: 'Undo' }).click()
	await expect(ana.cards).toHaveCount(6)

	await ana.page.keyboard.press('ControlOrMeta+a')
	await ana.page.keyboard.press('Delete')
	await expect(ben.cards).toHaveCount(0)
	await notice.getByRole('button', { name: 'Undo' }).tap()
	await expect(ana.cards).toHaveCount(6)
	await expect(ana.card('Six')).toContainText('Ben')
})

test('[ROOM3m] private writing is a switch on the control bar, also after a reveal', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 1 })
	await workshop.addPhase({ kind: 'write', title: { en: 'Obstacles' } })
	await workshop.command({ type: 'phase.next' })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const isPrivate = ana.page.getByText('Private writing: no one else sees your cards')
	await facilitator.button('Private writing').press('Enter')
	await expect(facilitator.button('Private writing')).toHaveAttribute('aria-pressed', 'true')
	await expect(facilitator.runSheet).toContainText('private')
	await expect(isPrivate).toBeVisible()
	await ana.writeCard('Obstacle', 'Permits', { x: 500, y: 400 })
	await expect(facilitator.controls).toContainText('1 private card so far.')
	await facilitator.button('Private writing').click()
	await facilitator.dialog.getByRole('button', { name: 'Reveal with names' }).click()
	await expect(isPrivate).toHaveCount(0)
	await expect(facilitator.button('Private writing')).toHaveAttribute('aria-pressed', 'false')

	await facilitator.button('Private writing').click()
	await expect(isPrivate).toBeVisible()
	await ana.writeCard('Obstacle', 'Money', { x: 700, y: 500 })
	await expect(facilitator.controls).toContainText('1 private card so far.')
	await facilitator.button('Reveal with names').click()
	await facilitator.dialog.getByRole('button', { name: 'Reveal with names' }).click()
	await expect(facilitator.controls).toContainText('The cards of this phase are revealed.')
	await expect(facilitator.runSheet).toContainText('revealed')
	await facilitator.button('Write in private again').click()
	await expect(isPrivate).toBeVisible()
})
