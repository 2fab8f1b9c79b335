import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

/** The path of a participant through the phases, boards and sessions of a half-day. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('[STAGE6] the way back to the own board is always visible, and a new session moves everyone to their boards', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { groups: 2 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const li = await joinOnPhone(browser, workshop, 'Li', 'Wuhan')
	await workshop.command({ type: 'people.gather', board: workshop.plenary })
	await button(ana.page, 'Go there').click()
	await button(li.page, 'Go there').tap()
	for (const { page } of [ana, li]) {
		await expect(title(page, 'Plenary')).toBeVisible()
		await expect(page.getByText('You are on your board now')).toHaveCount(0)
	}
	await workshop.command({ type: 'people.gather', board: null })
	for (const { page } of [ana, li]) await button(page, 'Stay here').click()
	await button(ana.page, 'Back to my board: Group 1').click()
	await expect(title(ana.page, 'Group 1')).toBeVisible()
	await expect(ana.page.getByText('Back to my board')).toHaveCount(0)
	await expect(button(li.page, 'Back to my board: Group 2')).toBeVisible()

	await ana.writeCard('Obstacle', 'Permits', { x: 600, y: 420 })
	await ana.startEditing('Permits')
	await ana.page.keyboard.type(' take')
	const session = await workshop.command({ type: 'session.add', title: 'Afternoon', groups: 2 })
	await workshop.command({ type: 'session.goto', session })
	// Ana is writing, so her move to the new board is delayed.
	await expect(ana.page.getByText('Your board is Group 1 now. It opens in a moment.')).toBeVisible()
	await expect(li.page.getByText('You are on your board now: Group 2.')).toBeVisible()
	await expect(title(li.page, 'Group 2')).toBeVisible()
	await expect(li.page.getByText('Back to my board')).toHaveCount(0)
	await expect(ana.page.getByText('You are on your board now: Group 1.')).toBeVisible()
	await expect(ana.cards).toHaveCount(0)
	expect(await workshop.textsOn(workshop.board)).toEqual(['Permits take'])
})

/** Returns the size in px at which the text of a field appears. */
const apparentSize = (field: Locator) =>
	field.evaluate((element: HTMLElement) => {
		const zoom = element.getBoundingClientRect().width / element.offsetWidth
		return Number.parseFloat(getComputedStyle(element).fontSize) * zoom
	})

test('[STAGE6] a participant who joins during a phase reads its prompt; new cards have its kind, or the column’s, and are readable', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, {
		template: 'obstacle-solution',
		cities: ['Dakar', 'Wuhan'],
		groups: 1,
	})
	for (const _ of ['Cases', 'Obstacles']) await workshop.command({ type: 'phase.next' })
	await workshop.command({ type: 'private.set', isPrivate: false })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const li = await joinOnPhone(browser, workshop, 'Li', 'Wuhan')
	for (const { page } of [ana, li]) {
		const prompt = page.getByRole('button', { name: /^2 · Write obstacles/ })
		await expect(prompt).toHaveAttribute('aria-expanded', 'true')
		await button(page, 'Close').click()
	}
	await expect(li.page.getByRole('radio', { name: 'Obstacle' })).toBeChecked()

	await test.step('a double click in a column adds a card of its kind, which is readable while it is edited', async () => {
		const column = ana.page.locator('[data-shape-type="frame"]').filter({ hasText: 'Solutions' })
		const whole = await column.boundingBox()
		if (!whole) throw new Error('there is no column')
		await ana.page.mouse.dblclick(whole.x + whole.width / 2, whole.y + whole.height / 2)
		await ana.editor.waitFor()
		await ana.page.keyboard.type('One office')
		await expect.poll(() => apparentSize(ana.editor)).toBeGreaterThanOrEqual(11)
		await ana.page.keyboard.press('Escape')
		await expect(ana.card('One office')).toContainText('Solution')
		await expect.poll(async () => (await column.boundingBox())?.width).toBeCloseTo(whole.width, 0)
	})
	await test.step('the next phase ends the signals and sets its kind for new cards', async () => {
		await button(ana.page, 'I’m done').click()
		await expect(button(ana.page, 'I’m done')).toHaveAttribute('aria-pressed', 'true')
		for (const _ of ['Cluster', 'Map solutions']) await workshop.command({ type: 'phase.next' })
		await expect(button(ana.page, 'I’m done')).toHaveAttribute('aria-pressed', 'false')
		await expect(li.page.getByRole('radio', { name: 'Solution' })).toBeChecked()
	})
})
