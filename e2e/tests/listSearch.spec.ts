import { expect } from '@playwright/test'
import { test } from '../support/fixtures.ts'
import { joinOnPhone } from '../support/participants.ts'

/** Search and filter in the list. */

test('[COVER1][COVER2] cards are searched and filtered by touch and keyboard, and editing is not interrupted', async ({
	browser,
	workshop,
}) => {
	const li = await joinOnPhone(browser, workshop, '李伟', '武汉')
	await li.addCards('Question', ['Who pays?'])
	await li.addCards('Obstacle', ['Permits: take nine months'])
	const ana = await joinOnPhone(browser, workshop, 'Ana', 'Bogotá')
	await ana.addCards('Obstacle', ['Permits take nine months', '五个部门各自审批'])
	await ana.addCards('Solution', ['One permit office'])
	await expect(ana.cards).toHaveCount(5)
	const { page } = ana
	const open = page.getByRole('button', { name: 'Search and filter' })
	const field = page.getByRole('combobox', { name: 'Text, city or name' })
	const waitForSummary = (text: string) => expect(page.getByRole('status').filter({ hasText: text })).toBeVisible()

	await test.step('search in text, city and name, ignoring case and accents', async () => {
		await open.tap()
		await expect(field).toBeFocused()
		await page.keyboard.type('PERMIT')
		await expect(ana.cards).toHaveCount(3)
		await waitForSummary('3 of 5 cards shown')
		await field.fill('bogota')
		await expect(ana.cards).toHaveCount(3)
		await field.fill('李')
		await expect(ana.card('Who pays?')).toBeVisible()
		await field.fill('metro')
		await expect(page.getByText('No results')).toBeVisible()
		await ana.expectNoViolations()
		await page.getByRole('button', { name: 'Clear filter' }).tap()
		await expect(ana.cards).toHaveCount(5)
	})

	await test.step('filters with the same counts as the content API, also where a hint leaves no room', async () => {
		await page.getByRole('button', { name: 'Filter cards' }).tap()
		await expect(page.getByText('1 other card says nearly the same.')).toBeVisible()
		await page.setViewportSize({ width: 390, height: 700 })
		const { cards } = await workshop.contentOf(workshop.board)
		const counts = [
			['Open obstacles', 3],
			['Obstacle', cards.filter(({ kind }) => kind === 'obstacle').length],
			['Question', cards.filter(({ kind }) => kind === 'question').length],
			['My cards', cards.filter(({ author }) => author === 'Ana').length],
		] as const
		for (const [label, count] of counts)
			await expect(page.getByRole('button', { name: `${label} ${count}` })).toBeVisible()
		await ana.expectNoViolations()
		await page.getByRole('button', { name: 'Open obstacles 3' }).tap()
		await waitForSummary('2 obstacles nobody has answered')
		await expect(ana.cards.getByText('open · 2 cities')).toHaveCount(2)
		await page.getByRole('button', { name: 'My cards 3' }).tap()
		await field.fill('nine')
		await waitForSummary('1 of 5 cards shown')
		await expect(ana.card('Permits take nine months')).toBeVisible()
	})

	await test.step('a new card stays visible although it does not match', async () => {
		await ana.addCards('Note', ['Ask the mayor'])
		await waitForSummary('2 of 6 cards shown')
		await page.getByRole('button', { name: 'Clear filter' }).tap()
		await expect(ana.cards).toHaveCount(6)
	})

	await test.step('by keyboard only', async () => {
		await field.fill('审批')
		await waitForSummary('1 of 6 cards shown')
		await field.press('Enter')
		await expect(ana.card('五个部门各自审批').locator('[data-main]')).toBeFocused()
		await field.press('Escape')
		await expect(open).toBeFocused()
		await expect(field).toHaveCount(0)
		await expect(ana.cards).toHaveCount(6)
	})
	await test.step('the open obstacles are one entry of the menu', async () => {
		await page.getByRole('button', { name: 'More', exact: true }).tap()
		await page.getByRole('menuitem', { name: 'Show open obstacles' }).tap()
		await waitForSummary('2 obstacles nobody has answered')
		await expect(ana.cards).toHaveCount(3)
	})
	await ana.expectNoCanvasCode()
	await Promise.all([ana, li].map((person) => person.page.context().close()))
})
