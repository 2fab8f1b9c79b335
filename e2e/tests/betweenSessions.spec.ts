import { expect, type Page } from '@playwright/test'
import { violationsOf } from '../support/axe.ts'
import type { CreatedWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Goes to a new session, so that the first one is over. Returns the ids of both. */
async function endFirstSession(workshop: CreatedWorkshop): Promise<[string, string]> {
	const next = await workshop.command({ type: 'session.add' })
	await workshop.command({ type: 'session.goto', session: next })
	return [workshop.sessions[0]?.id ?? '', next]
}

const boardPage = (page: Page, workshop: CreatedWorkshop) =>
	page.goto(`${workshop.url}/w/${workshop.id}/b/${workshop.board}`)

test('[ASYNC1] a facilitator opens a session with the keyboard, and its people go on there until it ends', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const li = await joinOnPhone(browser, workshop, 'Li', 'Wuhan')
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard, { timezoneId: 'Asia/Shanghai' })
	const { page, dialog } = facilitator
	await test.step('date and time are of the facilitator’s time zone, which is named', async () => {
		await facilitator.button('Session actions').focus()
		await page.keyboard.press('Enter')
		await page.getByRole('menuitem', { name: 'Open between sessions…' }).press('Enter')
		await expect(dialog.getByText('In your time zone: Asia/Shanghai (GMT+8)')).toBeVisible()
		const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10)
		await dialog.getByLabel('Open until').fill('2020-01-01T18:00')
		await dialog.getByRole('button', { name: 'Open the boards' }).press('Enter')
		await expect(dialog.getByRole('alert')).toHaveText('Choose a time in the future, within a year.')
		await facilitator.expectNoViolations()
		await dialog.getByLabel('Open until').fill(`${tomorrow}T18:00`)
		await page.keyboard.press('Enter')
		await expect(dialog).toHaveCount(0)
		await expect(facilitator.runSheet.getByText(/^Open for everyone until .* 6:00 PM\.$/)).toBeVisible()
		const { workshop: state } = await workshop.view()
		expect(state.sessions[0]).toMatchObject({ asyncWindow: { takes: 'all', until: Date.parse(`${tomorrow}T10:00Z`) } })
	})
	const [first] = await endFirstSession(workshop)
	await test.step('people write at their earlier board, on canvas and phone, which says until when', async () => {
		for (const person of [ana, li]) {
			await boardPage(person.page, workshop)
			await expect(person.page.getByText(/^Open until /)).toBeVisible()
		}
		await ana.writeCard('Obstacle', 'Slow permits', { x: 400, y: 420 })
		await li.addCards('Solution', ['One office'])
		await expect.poll(() => workshop.textsOn(workshop.board)).toEqual(['One office', 'Slow permits'])
	})
	await test.step('the window ends by itself, for everyone who is there', async () => {
		const window = { takes: 'all', until: Date.now() + 2500 }
		await workshop.command({ type: 'session.window', session: first, window })
		for (const { page } of [ana, li]) await expect(page.getByText(/^Open until /)).toHaveCount(0)
		await expect(ana.page.getByRole('button', { name: 'New card: Obstacle' })).toHaveCount(0)
	})
	await expect(facilitator.runSheet.getByText(/^Open for everyone until/)).toHaveCount(0)
})

const MINUTE_MS = 60_000

/** Makes the visits that the device has noted so much older, as if the person had been away. */
async function goAway(page: Page, minutes: number): Promise<void> {
	await page.goto('about:blank')
	await page.goBack()
	await page.evaluate((ms) => {
		for (const key of Object.keys(localStorage).filter((one) => one.startsWith('charrette.visits.'))) {
			const older = (_: string, value: unknown) => (typeof value === 'number' ? value - ms : value)
			localStorage.setItem(key, JSON.stringify(JSON.parse(localStorage.getItem(key) ?? '{}', older)))
		}
	}, minutes * MINUTE_MS)
}

const sinceView = (page: Page) => page.getByRole('main').filter({ hasText: 'Since you were here' })

test('[VISIT2] a person who returns on a phone sees what others have changed, and opens a card of it', async ({
	browser,
	workshop,
}) => {
	const li = await joinOnPhone(browser, workshop, 'Li', 'Wuhan')
	await li.addCards('Solution', ['One office'])
	await li.page.goto(workshop.url)
	await goAway(li.page, 60)
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.writeCard('Obstacle', 'Slow permits', { x: 400, y: 420 })
	await expect.poll(() => workshop.textsOn(workshop.board)).toContain('Slow permits')
	const { page } = li
	await test.step('the home page marks the workshop and names the board', async () => {
		await page.goto(workshop.url)
		await page.getByRole('link', { name: 'New: Group 1' }).tap()
	})
	const view = sinceView(page)
	await expect(view.getByRole('status')).toHaveText('News on 1 board')
	await expect(view.getByText('Slow permits')).toBeVisible()
	await expect(view.getByText('One office')).toHaveCount(0)
	expect(await violationsOf(page, 'every', 'main')).toEqual([])
	await view.getByRole('link', { name: 'Slow permits' }).tap()
	await expect(li.card('Slow permits')).toBeVisible()
	await expect(view).toHaveCount(0)
	await test.step('having been there, nothing is marked', async () => {
		await page.goto(workshop.url)
		await expect(page.getByRole('link', { name: /Streets/ })).toBeVisible()
		await expect(page.getByRole('link', { name: /^New:/ })).toHaveCount(0)
	})
})

test('[VISIT2] the changes are read with the keyboard, by board, with votes, and close with Back', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const { page } = ana
	const { keyboard } = page
	await page.goto(workshop.url)
	await goAway(page, 60)
	const li = await joinOnPhone(browser, workshop, 'Li', 'Wuhan')
	await li.addCards('Solution', ['One office'])
	await workshop.command({ type: 'vote.open', title: 'Which first?', budget: 3 })
	await boardPage(page, workshop)
	await ana.waitForBoard()
	const view = sinceView(page)
	await page.getByRole('button', { name: 'Since you were here' }).press('Enter')
	await expect(view.getByRole('heading', { level: 1 })).toBeFocused()
	await expect(view.getByText('“Which first?” is open.')).toBeVisible()
	const board = view.getByRole('group').filter({ hasText: 'Group 1' })
	await expect(board.getByText('1 change')).toBeVisible()
	await board.locator('summary').focus()
	await keyboard.press('Enter')
	await expect(board.getByRole('link', { name: 'One office' })).toBeHidden()
	await keyboard.press('Enter')
	await board.getByRole('link', { name: 'One office' }).press('Enter')
	await expect(ana.card('One office')).toBeVisible()
	await page.goBack()
	await expect(view.getByRole('combobox', { name: 'Period' })).toHaveValue('visit')
	await page.goBack()
	await expect(view).toHaveCount(0)
})
