import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'
import { joinAsStock } from '../support/stockClient.ts'

/** A facilitator plans and runs a workshop on the dashboard. */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})
test.beforeEach(async () => {
	workshop = await createWorkshop(stack.url)
})

test('phases are added, reordered, edited, removed, exported and imported', async ({ browser }) => {
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.addPhase('vote', 'Dot vote')
	await facilitator.addPhase('write', 'Obstacles')
	await facilitator.addPhase('link', 'Solutions')
	await facilitator.expectPhases(['Dot vote', 'Obstacles', 'Solutions'])

	await facilitator.button('Obstacles').press('Alt+ArrowUp')
	await facilitator.expectPhases(['Obstacles', 'Dot vote', 'Solutions'])
	await facilitator.button('Dot vote').press('Alt+ArrowDown')
	await facilitator.expectPhases(['Obstacles', 'Solutions', 'Dot vote'])
	await expect(facilitator.button('Dot vote')).toBeFocused()
	await facilitator.page.keyboard.press('Alt+ArrowUp')
	await facilitator.expectPhases(['Obstacles', 'Dot vote', 'Solutions'])
	const [vote, solutions] = ['Dot vote', 'Solutions'].map((title) =>
		facilitator.runSheet.getByRole('listitem').filter({ hasText: title }),
	)
	if (vote && solutions) await vote.dragTo(solutions)
	await facilitator.expectPhases(['Obstacles', 'Solutions', 'Dot vote'])

	await workshop.command({ type: 'workshop.change', locales: ['en', 'zh-CN'] })
	await facilitator.button('Obstacles').click()
	await facilitator.dialog.getByLabel('Minutes', { exact: true }).fill('25')
	await facilitator.dialog.getByLabel('Instructions · 简体中文').fill('每张卡片一个想法')
	await facilitator.dialog.getByLabel('Private writing until you reveal the cards').check()
	await facilitator.dialog.getByRole('button', { name: 'Save' }).click()
	await expect(facilitator.runSheet.getByRole('listitem').first()).toContainText('25 min')

	await facilitator.choose('Actions for Solutions', 'Remove')
	await facilitator.expectPhases(['Obstacles', 'Dot vote'])
	await facilitator.button('Undo').click()
	await facilitator.expectPhases(['Obstacles', 'Solutions', 'Dot vote'])

	const download = facilitator.page.waitForEvent('download')
	await facilitator.choose('Session actions', 'Export run sheet')
	const bytes = await readFile(await (await download).path())
	expect(JSON.parse(bytes.toString())).toMatchObject({
		charrette: 'run sheet',
		phases: [
			{ minutes: 25, isPrivate: true, prompt: { 'zh-CN': '每张卡片一个想法' } },
			{ kind: 'link' },
			{ kind: 'vote' },
		],
	})
	await facilitator.page
		.getByLabel('Import run sheet…')
		.setInputFiles({ name: 'sheet.json', mimeType: 'application/json', buffer: bytes })
	await expect(facilitator.button('Start this session')).toBeVisible()
	await facilitator.expectPhases(['Obstacles', 'Solutions', 'Dot vote'])
	await facilitator.page
		.getByLabel('Import run sheet…')
		.setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
	await expect(facilitator.page.getByText('This file is not a run sheet.')).toBeVisible()
	await facilitator.expectNoViolations()
})

test('two dashboards of one workshop show the same phase, timer and message', async ({ browser }) => {
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const other = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.addPhase('write', 'Obstacles')
	await facilitator.addPhase('present', 'Report')
	await facilitator.button('Next: Obstacles →').click()
	await expect(other.controls).toContainText('Phase 1 of 2')
	await expect(other.timer).toHaveText('10:00')

	await other.button('Start timer').click()
	await expect(facilitator.timer).toHaveText(/09:5\d/)
	await facilitator.button('Pause').click()
	await expect(other.button('Resume')).toBeVisible()
	await other.button('+1 min').click()
	await expect(facilitator.timer).toHaveText(/10:5\d/)
	const reading = await facilitator.timer.textContent()
	await facilitator.page.reload()
	await expect(facilitator.timer).toHaveText(reading ?? '')

	await facilitator.button('Message to everyone').click()
	await facilitator.dialog.getByLabel('Your message').fill('Two minutes left')
	// A click outside the dialog does not discard the text.
	await facilitator.page.mouse.click(4, 400)
	await facilitator.dialog.getByLabel('Your message').press('Control+Enter')
	await expect(other.page.getByText('Message shown: Two minutes left')).toBeVisible()
	await other.button('Remove message').click()
	await expect(facilitator.page.getByText('Message shown:')).toHaveCount(0)

	await facilitator.button('Hide authors').click()
	await expect(other.button('Hide authors')).toHaveAttribute('aria-pressed', 'true')
	await other.button('Freeze all').click()
	await expect(facilitator.button('Unfreeze all')).toBeVisible()
	await facilitator.button('Start: Report').click()
	await expect(other.controls).toContainText('Phase 2 of 2')
})

test('the dashboard shows when the time is up', async ({ browser }) => {
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.page.clock.install()
	await facilitator.page.reload()
	await facilitator.page.getByLabel('min', { exact: true }).fill('2')
	await facilitator.button('Start timer').click()
	await expect(facilitator.timer).toHaveText(/02:00|01:5\d/)
	await facilitator.page.clock.fastForward('02:05')
	await expect(facilitator.page.getByText('Time is up')).toBeVisible()
	await expect(facilitator.timer).toHaveText(/^\+00:0\d/)
})

test('groups are mixed by city as previewed, and a removed participant is let back in', async ({ browser }) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana', 'Bogotá')
	for (const [name, city] of [
		['Luisa', 'Bogotá'],
		['Kofi', 'Dakar'],
		['Ndeye', 'Dakar'],
	] as const)
		await joinOnCanvas(browser, workshop, name, city)
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.button('Mix groups').click()
	await facilitator.dialog.getByRole('combobox', { name: 'First person' }).pressSequentially('ana')
	await facilitator.dialog.getByRole('option', { name: 'Ana, Bogotá' }).click()
	await facilitator.dialog.getByRole('combobox', { name: 'Second person' }).pressSequentially('kofi')
	await facilitator.dialog.getByRole('option', { name: 'Kofi, Dakar' }).click()
	await facilitator.dialog.getByLabel('Rule', { exact: true }).selectOption('apart')
	await facilitator.button('Add rule').click()
	await expect(facilitator.dialog.getByRole('status')).toContainText('Ana and Kofi couldn’t be separated')
	await facilitator.dialog.getByRole('spinbutton').fill('2')
	await facilitator.dialog.getByRole('spinbutton').press('Enter')
	await expect(facilitator.dialog.getByRole('status')).toBeEmpty()
	const preview = facilitator.dialog.getByRole('list', { name: 'Preview' })
	await expect(preview.getByText('2 people · 2 cities')).toHaveCount(2)
	await facilitator.button('Apply groups').click()
	await expect(facilitator.dialog).toHaveCount(0)
	const groupOf = async (name: string) =>
		/Group \d/.exec((await facilitator.person(name).textContent()) ?? '')?.[0] ?? ''
	await expect.poll(() => Promise.all(['Ana', 'Kofi'].map(groupOf))).not.toContain('')
	const seats = await Promise.all(['Ana', 'Luisa', 'Kofi', 'Ndeye'].map(groupOf))
	expect(seats[0]).toBe(seats[3])
	expect(seats[1]).toBe(seats[2])
	expect(seats[0]).not.toBe(seats[1])

	await facilitator.choose('Actions for Ana', 'Remove…')
	await facilitator.dialog.getByRole('button', { name: 'Remove', exact: true }).click()
	await expect(ana.page.locator('.tl-canvas')).toHaveCount(0)
	await facilitator.page.getByText('1 person removed').click()
	await facilitator.button('Let back in: Ana').click()
	await expect(facilitator.person('Ana')).toContainText(seats[0] ?? '')
})

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

test('the dashboard and its dialogs are accessible on a phone', async ({ browser }) => {
	await joinAsStock(stack.url, workshop.code, { name: 'Ana', city: 'Dakar' })
	const { participant: li } = await joinAsStock(stack.url, workshop.code, { name: 'Li', city: 'Wuhan' })
	await workshop.command({ type: 'participant.remove', participant: li.id })
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard, PHONE)
	await facilitator.page.getByText('1 person removed').tap()
	await facilitator.expectNoViolations()
	for (const name of ['Invite', 'Add phase', 'Mix groups', 'Groups', 'Message to everyone', 'New vote']) {
		await facilitator.button(name).tap()
		await expect(facilitator.dialog).toBeVisible()
		await facilitator.expectNoViolations()
		await facilitator.page.keyboard.press('Escape')
		await expect(facilitator.dialog).toHaveCount(0)
	}
	const round = await workshop.command({ type: 'vote.open', title: 'What matters most?' })
	await workshop.command({ type: 'vote.proxy', round, name: 'Grandmother', city: 'Dakar' })
	await facilitator.button('People without a device').tap()
	await expect(facilitator.dialog.getByText('Grandmother')).toBeVisible()
	await facilitator.expectNoViolations()
})

test('a facilitator brings everyone to a board, and stops', async ({ browser }) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana', 'Bogotá')
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.page.getByRole('link', { name: 'Open Plenary' }).click()
	await facilitator.waitForBoard()
	await facilitator.button('Bring everyone to my view').click()
	const banner = ana.page.getByRole('alert').filter({ hasText: 'The facilitator is bringing everyone to' })
	await expect(banner).toBeVisible()
	await facilitator.button('Let everyone go back').click()
	await expect(banner).toHaveCount(0)
})

test('[KEY7a] the focus stays where a vote is opened and closed, and beside a dialog that ends by itself', async ({
	browser,
}) => {
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { keyboard } = facilitator.page
	const votes = facilitator.page.getByRole('region', { name: 'Votes' })
	await facilitator.button('New vote').press('Enter')
	await facilitator.dialog.getByRole('button', { name: 'Open vote' }).press('Enter')
	await expect(votes).toBeFocused()
	await facilitator.button('Close vote and show result').press('Enter')
	await facilitator.dialog.getByRole('button', { name: 'Close vote and show result' }).press('Enter')
	await expect(facilitator.button('Show result')).toBeVisible()
	await expect(votes).toBeFocused()
	await keyboard.press('Tab')
	await expect(facilitator.button('Show result')).toBeFocused()

	const session = await workshop.command({ type: 'session.add', title: 'Spare', groups: 1 })
	await facilitator.page.getByRole('combobox', { name: 'Session' }).selectOption(session)
	await keyboard.press('Enter')
	await facilitator.choose('Session actions', 'Rename this session…')
	await expect(facilitator.dialog.getByRole('textbox')).toHaveValue('Spare')
	await workshop.command({ type: 'session.remove', session })
	await expect(facilitator.dialog).toHaveCount(0)
	await expect(facilitator.button('Session actions')).toBeFocused()
})

test('[TILE2] small tiles show who is there, and their actions cover no count', async ({ browser }) => {
	workshop = await createWorkshop(stack.url, { cities: ['Dakar'], groups: 13 })
	await joinOnCanvas(browser, workshop, 'Ana')
	const { page } = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const tile = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Group 1', exact: true }) })
	const here = tile.getByText('1 of 1 online')
	await expect(here).toBeVisible()
	await here.hover()
	await expect(tile.getByRole('group', { name: 'Actions for Group 1' })).toHaveCSS('opacity', '1')
	for (const count of [here, tile.getByText('0 of 1 have written'), tile.getByText('0 cards', { exact: true })]) {
		const isOnTop = count.evaluate((element) => {
			const { x, y, width, height } = element.getBoundingClientRect()
			return element.contains(document.elementFromPoint(x + width / 2, y + height / 2))
		})
		expect(await isOnTop).toBe(true)
	}
})
