import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { DeskActor } from '../support/atDesk.ts'
import { joinAsStock } from '../support/boardAsStock.ts'
import { joinOnCanvas } from '../support/joining.ts'
import { type OpenedWorkshop, openByApi } from '../support/openByApi.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** A workshop is planned and conducted at the desk. */
let stack: Stack
let workshop: OpenedWorkshop
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())
test.beforeEach(async () => {
	workshop = await openByApi(stack.url)
})

test('a run sheet is planned, put in order, saved as a file and opened', async ({ browser }) => {
	const desk = await DeskActor.atDesk(browser, workshop.desk)
	await desk.addPhase('vote', 'Dot vote')
	await desk.addPhase('write', 'Obstacles')
	await desk.addPhase('link', 'Solutions')
	await desk.seesPhases(['Dot vote', 'Obstacles', 'Solutions'])

	await desk.button('Obstacles').press('Alt+ArrowUp')
	await desk.seesPhases(['Obstacles', 'Dot vote', 'Solutions'])
	await desk.button('Dot vote').press('Alt+ArrowDown')
	await desk.seesPhases(['Obstacles', 'Solutions', 'Dot vote'])
	await expect(desk.button('Dot vote')).toBeFocused()
	await desk.page.keyboard.press('Alt+ArrowUp')
	await desk.seesPhases(['Obstacles', 'Dot vote', 'Solutions'])
	const [vote, solutions] = ['Dot vote', 'Solutions'].map((title) =>
		desk.runSheet.getByRole('listitem').filter({ hasText: title }),
	)
	if (vote && solutions) await vote.dragTo(solutions)
	await desk.seesPhases(['Obstacles', 'Solutions', 'Dot vote'])

	await desk.button('Obstacles').click()
	await desk.dialog.getByLabel('Minutes', { exact: true }).fill('25')
	await desk.dialog.getByLabel('Second language').selectOption('zh-CN')
	await desk.dialog.getByLabel('Instructions · 简体中文').fill('每张卡片一个想法')
	await desk.dialog.getByLabel('Private writing until you reveal the cards').check()
	await desk.dialog.getByRole('button', { name: 'Save' }).click()
	await expect(desk.runSheet.getByRole('listitem').first()).toContainText('25 min')

	await desk.choose('Actions for Solutions', 'Remove')
	await desk.seesPhases(['Obstacles', 'Dot vote'])
	await desk.button('Undo').click()
	await desk.seesPhases(['Obstacles', 'Solutions', 'Dot vote'])

	const coming = desk.page.waitForEvent('download')
	await desk.choose('Session actions', 'Export run sheet')
	const bytes = await readFile(await (await coming).path())
	expect(JSON.parse(bytes.toString())).toMatchObject({
		charrette: 'run sheet',
		phases: [
			{ minutes: 25, isPrivate: true, prompt: { 'zh-CN': '每张卡片一个想法' } },
			{ kind: 'link' },
			{ kind: 'vote' },
		],
	})
	await desk.page
		.getByLabel('Import run sheet…')
		.setInputFiles({ name: 'sheet.json', mimeType: 'application/json', buffer: bytes })
	await expect(desk.button('Start this session')).toBeVisible()
	await desk.seesPhases(['Obstacles', 'Solutions', 'Dot vote'])
	await desk.page
		.getByLabel('Import run sheet…')
		.setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
	await expect(desk.page.getByText('This file is not a run sheet.')).toBeVisible()
	await desk.findsNoFault()
})

test('two conduct one workshop: phases, time and messages are the same at both desks', async ({ browser }) => {
	const [desk, other] = [await DeskActor.atDesk(browser, workshop.desk), await DeskActor.atDesk(browser, workshop.desk)]
	await desk.addPhase('write', 'Obstacles')
	await desk.addPhase('present', 'Report')
	await desk.button('Next: Obstacles →').click()
	await expect(other.conducting).toContainText('Phase 1 of 2')
	await expect(other.timer).toHaveText('10:00')

	await other.button('Start').click()
	await expect(desk.timer).toHaveText(/09:5\d/)
	await desk.button('Pause').click()
	await expect(other.button('Resume')).toBeVisible()
	await other.button('+1 min').click()
	await expect(desk.timer).toHaveText(/10:5\d/)
	const reading = await desk.timer.textContent()
	await desk.page.reload()
	await expect(desk.timer).toHaveText(reading ?? '')

	await desk.button('Message to everyone').click()
	await desk.dialog.getByLabel('Your message').fill('Two minutes left')
	// A press beside it loses nothing that was written.
	await desk.page.mouse.click(4, 400)
	await desk.dialog.getByLabel('Your message').press('Control+Enter')
	await expect(other.page.getByText('Message shown: Two minutes left')).toBeVisible()
	await other.button('Remove message').click()
	await expect(desk.page.getByText('Message shown:')).toHaveCount(0)

	await desk.button('Hide names').click()
	await expect(other.button('Hide names')).toHaveAttribute('aria-pressed', 'true')
	await other.button('Freeze all').click()
	await expect(desk.button('Unfreeze all')).toBeVisible()
	await desk.button('Start: Report').click()
	await expect(other.conducting).toContainText('Phase 2 of 2')
})

test('the end of a time is seen at the desk', async ({ browser }) => {
	const desk = await DeskActor.atDesk(browser, workshop.desk)
	await desk.page.clock.install()
	await desk.page.reload()
	await desk.page.getByLabel('min', { exact: true }).fill('2')
	await desk.button('Start').click()
	await expect(desk.timer).toHaveText(/02:00|01:5\d/)
	await desk.page.clock.fastForward('02:05')
	await expect(desk.page.getByText('Time is up')).toBeVisible()
	await expect(desk.timer).toHaveText(/^\+00:0\d/)
})

test('groups are mixed by city as they were shown, and somebody is taken out and let in again', async ({ browser }) => {
	const to = { url: stack.url, code: workshop.code }
	const ana = await joinOnCanvas(browser, to, 'Ana', 'Bogotá')
	for (const [name, city] of [
		['Luisa', 'Bogotá'],
		['Kofi', 'Dakar'],
		['Ndeye', 'Dakar'],
	] as const)
		await joinOnCanvas(browser, to, name, city)
	const desk = await DeskActor.atDesk(browser, workshop.desk)
	await desk.button('Mix groups').click()
	await desk.dialog.getByLabel('First person').selectOption({ label: 'Ana · Bogotá' })
	await desk.dialog.getByLabel('Second person').selectOption({ label: 'Kofi · Dakar' })
	await desk.dialog.getByLabel('Rule', { exact: true }).selectOption('apart')
	await desk.button('Add rule').click()
	await expect(desk.dialog.getByRole('status')).toContainText('Ana and Kofi could not be kept apart')
	await desk.dialog.getByRole('spinbutton').fill('2')
	await expect(desk.dialog.getByRole('status')).toBeEmpty()
	const shown = desk.dialog.getByRole('list', { name: 'Preview' })
	await expect(shown.getByText('2 people · 2 cities')).toHaveCount(2)
	await desk.button('Apply groups').click()
	const groupOf = (name: string) => desk.page.getByRole('combobox', { name: `Group of ${name}` })
	await expect(groupOf('Ana').getByRole('option')).toHaveCount(2)
	const seats = await Promise.all(['Ana', 'Luisa', 'Kofi', 'Ndeye'].map((name) => groupOf(name).inputValue()))
	expect(seats[0]).toBe(seats[3])
	expect(seats[1]).toBe(seats[2])
	expect(seats[0]).not.toBe(seats[1])

	await desk.choose('Actions for Ana', 'Remove')
	await expect(ana.page.locator('.tl-canvas')).toHaveCount(0)
	await desk.page.getByText('1 person removed').click()
	await desk.button('Let Ana back in').click()
	await expect(groupOf('Ana')).toHaveValue(seats[0] ?? '')

	// A rotation cannot be taken back, so it is asked for.
	await desk.button('Rotate').click()
	await desk.dialog.getByRole('button', { name: 'Cancel' }).click()
	await expect(desk.dialog).toHaveCount(0)
	await expect(groupOf('Ana')).toHaveValue(seats[0] ?? '')
	await desk.button('Rotate').click()
	await desk.dialog.getByRole('button', { name: 'Rotate' }).click()
	await expect(groupOf('Ana')).not.toHaveValue(seats[0] ?? '')
})

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

test('the desk and its dialogs are without a fault on a phone', async ({ browser }) => {
	const [, out] = [
		await joinAsStock(stack.url, workshop.code, { name: 'Ana', city: 'Dakar' }),
		await joinAsStock(stack.url, workshop.code, { name: 'Li', city: 'Wuhan' }),
	]
	await workshop.command({ type: 'participant.remove', participant: out.participant.id })
	const desk = await DeskActor.atDesk(browser, workshop.desk, PHONE)
	await desk.page.getByText('1 person removed').tap()
	await desk.findsNoFault()
	for (const name of ['Invite', 'Add phase', 'Mix groups', 'Groups', 'Message to everyone', 'New vote']) {
		await desk.button(name).tap()
		await expect(desk.dialog).toBeVisible()
		await desk.findsNoFault()
		await desk.page.keyboard.press('Escape')
		await expect(desk.dialog).toHaveCount(0)
	}
	const round = await workshop.command({ type: 'vote.open', title: 'What matters most?' })
	await workshop.command({ type: 'vote.proxy', round, name: 'Grandmother', city: 'Dakar' })
	await desk.button('People without a device').tap()
	await expect(desk.dialog.getByText('Grandmother')).toBeVisible()
	await desk.findsNoFault()
})

test('a facilitator brings everyone to what is on the own screen, and lets them go', async ({ browser }) => {
	const ana = await joinOnCanvas(browser, { url: stack.url, code: workshop.code }, 'Ana', 'Bogotá')
	const desk = await DeskActor.atDesk(browser, workshop.desk)
	await desk.page.getByRole('link', { name: 'Open Plenary' }).click()
	await desk.seesBoard()
	await desk.button('Bring everyone to my view').click()
	const call = ana.page.getByRole('alert').filter({ hasText: 'The facilitator is bringing everyone to' })
	await expect(call).toBeVisible()
	await desk.button('Stop bringing everyone here').click()
	await expect(call).toHaveCount(0)
})
