import { type Browser, expect } from '@playwright/test'
import type { Actor } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import type { ListActor } from '../support/ListActor.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

/** Dot votes, from opening one on the dashboard to its result. */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})
test.beforeEach(async () => {
	workshop = await createWorkshop(stack.url)
})

/** Opens a board with two cards for Ana on the canvas and for Li in the list on a phone. */
async function openScene(browser: Browser): Promise<{ ana: Actor; li: ListActor }> {
	const [ana, li] = await Promise.all([
		joinOnCanvas(browser, workshop, 'Ana'),
		joinOnPhone(browser, workshop, 'Li', 'Wuhan'),
	])
	await ana.writeCard('Solution', 'Permit office', { x: 400, y: 420 })
	await ana.writeCard('Solution', 'Shared map', { x: 800, y: 420 })
	for (const text of ['Permit office', 'Shared map']) await expect(li.card(text)).toHaveCount(1)
	return { ana, li }
}

/** Selects a card with a click on its text, clear of the vote button. */
async function selectCard(person: Actor, text: string): Promise<void> {
	const { x, y } = await person.boxOf(text)
	await person.page.mouse.click(x + 60, y + 70)
}

const give = ({ page }: Actor, text: string) => page.getByRole('button', { name: `Add a dot to “${text}”` })
const take = ({ page }: Actor, text: string) => page.getByRole('button', { name: `Remove a dot from “${text}”` })

test('a vote on the canvas, in the list and by proxy; its result is secret until it is closed', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const votes = facilitator.page.getByRole('region', { name: 'Votes' })
	await votes.getByRole('button', { name: 'New vote' }).click()
	await facilitator.page.getByLabel('Title', { exact: true }).fill('Which first?')
	await facilitator.page.getByLabel('Maximum dots per card').fill('2')
	await facilitator.page.getByRole('button', { name: 'Open vote' }).click()
	for (const person of [ana, li])
		await expect(person.page.getByRole('status').filter({ hasText: '3 of 3 dots left' })).toBeVisible()

	// On the canvas: with the button on the card, then with the keyboard on the selected card.
	await ana.card('Permit office').getByRole('button', { name: 'Add a dot' }).click()
	await expect(ana.page.getByText('2 of 3 dots left')).toBeVisible()
	await selectCard(ana, 'Permit office')
	await ana.page.keyboard.press('+')
	await expect(ana.page.getByText('1 of 3 dots left')).toBeVisible()
	await ana.page.keyboard.press('+')
	await expect(give(ana, 'Permit office')).toHaveAttribute('aria-disabled', 'true')
	await ana.page.keyboard.press('-')
	await expect(ana.page.getByText('2 of 3 dots left')).toBeVisible()
	await give(ana, 'Permit office').click()

	await give(li, 'Permit office').tap()
	await give(li, 'Shared map').tap()
	await take(li, 'Shared map').tap()
	await give(li, 'Shared map').tap()
	await expect(li.page.getByText('1 of 3 dots left')).toBeVisible()
	await li.expectNoViolations()
	await expect(votes.getByText('2 of 2 people voted')).toBeVisible()
	await li.page.reload()
	await expect(li.page.getByText('1 of 3 dots left')).toBeVisible()

	await votes.getByRole('button', { name: 'People without a device' }).click()
	await facilitator.page.getByLabel('Name', { exact: true }).fill('Grandmother')
	await facilitator.page.getByLabel('City', { exact: true }).fill('Dakar')
	await facilitator.page.getByRole('button', { name: 'Add', exact: true }).click()
	await facilitator.page.getByRole('button', { name: 'Fill in the ballot of Grandmother' }).click()
	await give(facilitator, 'Permit office').click()
	await expect(facilitator.page.getByText('2 of 3 dots left')).toBeVisible()
	await facilitator.page.keyboard.press('Escape')
	await expect(votes.getByText('3 of 3 people voted')).toBeVisible()

	await votes.getByRole('button', { name: 'Close vote and show result' }).click()
	await votes.getByRole('dialog').getByRole('button', { name: 'Close vote and show result' }).click()
	await expect(ana.card('Permit office')).toContainText('4 dots, rank 1')
	await expect(li.card('Permit office')).toContainText('4 dots, rank 1')
	await expect(li.card('Shared map')).toContainText('1 dot, rank 2')
	for (const person of [ana, li]) {
		await person.page.getByRole('button', { name: 'Vote result' }).click()
		await expect(person.page.getByRole('dialog', { name: 'Which first?' })).toContainText(
			'3 of 3 people voted. First: Permit office',
		)
		await person.page.getByRole('button', { name: 'Close', exact: true }).click()
	}

	// Another round keeps the old result.
	await votes.getByRole('button', { name: 'Vote again' }).click()
	await facilitator.page.getByLabel('Title', { exact: true }).fill('And now?')
	await facilitator.page.getByRole('button', { name: 'Open vote' }).click()
	await expect(ana.page.getByText('3 of 3 dots left')).toBeVisible()
	await votes.getByRole('button', { name: 'Close vote and show result' }).click()
	await votes.getByRole('dialog').getByRole('button', { name: 'Close vote and show result' }).click()
	await expect(votes.getByText('0 of 3 people voted.')).toBeVisible()
	await votes.getByRole('button', { name: '1 earlier vote' }).click()
	await votes
		.getByRole('listitem')
		.filter({ hasText: 'Which first?' })
		.getByRole('button', { name: 'Show result' })
		.click()
	await expect(facilitator.page.getByRole('dialog').getByRole('listitem').first()).toContainText('Permit office')
})

test('[VOTE1] cards of other kinds take no dots; the result is shown on zoomed-out cards and in exports', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	await ana.writeCard('Obstacle', 'Slow permits', { x: 600, y: 600 })
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const votes = facilitator.page.getByRole('region', { name: 'Votes' })
	await votes.getByRole('button', { name: 'New vote' }).click()
	const kinds = facilitator.page.getByRole('group', { name: 'Cards' })
	await kinds.getByRole('radio', { name: 'Only these' }).check()
	await expect(facilitator.page.getByRole('button', { name: 'Open vote' })).toBeDisabled()
	await kinds.getByRole('checkbox', { name: 'Obstacle' }).check()
	await facilitator.page.getByRole('button', { name: 'Open vote' }).click()

	const panel = ana.page.getByRole('toolbar', { name: 'Vote for this card' })
	for (const { page } of [ana, li])
		await expect(page.getByRole('status').filter({ hasText: 'Vote on obstacles' })).toBeVisible()
	await selectCard(ana, 'Permit office')
	await expect(panel).toHaveText('Vote on obstacles')
	await expect(panel.getByRole('button')).toHaveCount(0)
	await selectCard(ana, 'Slow permits')
	await expect(panel).toContainText('Vote on obstacles')
	await give(ana, 'Slow permits').click()
	await expect(give(li, 'Shared map')).toHaveCount(0)
	await give(li, 'Slow permits').tap()
	await expect(li.page.getByText('2 of 3 dots left')).toBeVisible()
	await expect(votes.getByText('2 of 2 people voted')).toBeVisible()
	await votes.getByRole('button', { name: 'Close vote and show result' }).click()
	await votes.getByRole('dialog').getByRole('button', { name: 'Close vote and show result' }).click()

	await expect(ana.card('Slow permits')).toContainText('2 dots, rank 1')
	const svg = (await ana.exportBoard(/SVG/)).bytes.toString()
	expect(svg.match(/>2<\/text>/g)).toHaveLength(1)
	expect((await li.exportBoard(/SVG/)).bytes.toString() === svg).toBe(true)
	await expect(async () => {
		await ana.page.getByRole('button', { name: 'Zoom out' }).click()
		await expect(ana.page.locator('[data-dots]')).toHaveCount(1, { timeout: 300 })
	}).toPass()
	await expect(ana.page.locator('[data-dots]')).toHaveAttribute('data-dots', '2')
})

test('[LEVEL1b] [VOTE5] dots can be given at any zoom; the question is on the screen once; rows of a phone have one line for dots', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	const question = 'Which of these first?'
	const phase = await workshop.addPhase({ kind: 'vote', title: { en: 'Vote' }, prompt: { en: question }, minutes: 5 })
	await workshop.command({ type: 'phase.goto', phase })
	const left = (count: number) => ana.page.getByRole('status').filter({ hasText: `${count} of 3 dots left` })
	await expect(left(3)).toBeVisible()
	// Texts for screen readers are 1 px wide.
	const countShown = () =>
		ana.page
			.getByText(question)
			.evaluateAll((texts) => texts.filter((text) => text.getBoundingClientRect().width > 2).length)
	await expect.poll(countShown).toBe(1)
	const prompt = ana.page.getByRole('button', { name: /^1 · Vote/ })
	await prompt.click()
	await expect.poll(countShown).toBe(1)
	await prompt.click()
	await expect.poll(countShown).toBe(1)

	for (const [card, steps, size, count] of [
		[0, 3, 'small', 2],
		[1, 8, 'flat', 1],
	] as const) {
		for (let step = 0; step < steps; step++) await ana.page.getByRole('button', { name: 'Zoom out' }).click()
		const button = ana.cards.nth(card).locator('button[data-size]')
		await expect(button).toHaveAttribute('data-size', size)
		await button.click()
		await expect(left(count)).toBeVisible()
	}

	const row = li.card('Shared map')
	const [details, dots] = [row.getByRole('button', { name: 'Details' }), give(li, 'Shared map')]
	const boxes = await Promise.all([details.boundingBox(), dots.boundingBox()])
	const [a, b] = boxes.map((box) => (box ? box.y + box.height / 2 : 0))
	expect(Math.abs((a ?? 0) - (b ?? 99))).toBeLessThan(6)
})

test('[VOTE6a] each group votes on its own board, then all on the best of each in the plenary', async ({ browser }) => {
	workshop = await createWorkshop(stack.url, { cities: ['Dakar', 'Wuhan'], groups: 2 })
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	await ana.addCards('Obstacle', ['Permits', 'Money'])
	const li = await joinOnPhone(browser, workshop, 'Li', 'Wuhan')
	await li.addCards('Obstacle', ['Noise'])
	await Promise.all([ana, li].map((person) => person.waitForSaveStatus('Saved')))
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { page } = facilitator
	const votes = page.getByRole('region', { name: 'Votes' })
	await votes.getByRole('button', { name: 'New vote' }).click()
	await page.getByRole('radio', { name: 'Each group on its own board' }).check()
	await page.getByRole('button', { name: 'Open vote' }).click()
	const projector = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage()
	await projector.goto(workshop.projector)
	await workshop.command({ type: 'projection.set', shows: 'result' })
	await expect(projector.getByRole('status').filter({ hasText: '0 of 2 voted' })).toBeVisible()
	await give(ana, 'Money').tap()
	await expect(projector.getByRole('status').filter({ hasText: '1 of 2 voted' })).toBeVisible()
	await expect(votes).toContainText('Still voting: Group 2: 0 of 1')
	await give(li, 'Noise').tap()
	await expect(votes).not.toContainText('Still voting')

	await votes.getByRole('button', { name: 'Close vote and show result' }).click()
	await page.getByRole('dialog').getByRole('button', { name: 'Close vote and show result' }).click()
	await expect(projector.getByRole('listitem').filter({ hasText: 'Group 1 Money' })).toBeVisible()
	await expect(projector.getByRole('listitem').filter({ hasText: 'Group 2 Noise' })).toBeVisible()
	await votes.getByRole('button', { name: 'Vote on the best in the plenary' }).click()
	await page.getByRole('dialog').getByLabel('Cards per group').fill('1')
	await page.getByRole('dialog').getByRole('button', { name: 'Open vote' }).click()
	await expect(votes).toContainText('0 of 2 people voted')
	expect(await workshop.textsOn(workshop.plenary)).toEqual(['Money', 'Noise'])
})

test('voting offline is refused with a notice, and a dot that the server rejects is removed', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	const round = await workshop.command({ type: 'vote.open', title: 'Which first?' })
	for (const { page } of [ana, li]) await expect(page.getByText('3 of 3 dots left')).toBeVisible()
	await ana.page.context().setOffline(true)
	await expect(ana.page.getByText('Offline: you can’t vote right now')).toBeVisible()
	await ana.card('Permit office').getByRole('button', { name: 'Add a dot' }).click()
	await expect(ana.page.getByText('You can vote once you are connected again.')).toBeVisible()
	await ana.page.context().setOffline(false)
	await expect(ana.page.getByText('3 of 3 dots left')).toBeVisible()

	await li.page.route('**/ballots', async (route) => {
		await workshop.command({ type: 'vote.cancel', round })
		await route.continue()
	})
	await give(li, 'Permit office').tap()
	await expect(li.page.getByText('This vote is closed.')).toBeVisible()
	await expect(give(li, 'Permit office')).toHaveCount(0)
})

test('the dashboard lists participants without a card and can remind them', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.page.getByRole('button', { name: 'Participants without a card' }).click()
	const dialog = facilitator.page.getByRole('dialog')
	await expect(dialog.getByRole('listitem')).toHaveText(/Li/)
	await dialog.getByRole('button', { name: 'Remind Li' }).click()
	const reminder = 'looking forward to your first card'
	await expect(li.page.getByText(reminder)).toBeVisible()
	await expect(ana.page.getByText(reminder)).toHaveCount(0)
	await li.page.getByRole('button', { name: 'OK', exact: true }).tap()
	await expect(li.page.getByText(reminder)).toHaveCount(0)
	await li.addCards('Obstacle', ['Rules differ'])
	await li.waitForSaveStatus('Saved')
	await dialog.getByRole('button', { name: 'Refresh' }).click()
	await expect(dialog.getByText('Everyone has written a card.')).toBeVisible()
})

test('[STAGE1a] a message to one table is seen there only', async ({ browser }) => {
	workshop = await createWorkshop(stack.url, { cities: ['Dakar', 'Wuhan'], groups: 2 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const li = await joinOnPhone(browser, workshop, 'Li', 'Wuhan')
	const { page } = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await page.getByRole('button', { name: 'More: Group 2' }).click()
	await page.getByRole('menuitem', { name: 'Message to this table' }).click()
	await page.getByRole('dialog').getByLabel('Your message').pressSequentially('Please come to the front.')
	await page.keyboard.press('ControlOrMeta+Enter')
	await expect(page.getByText('Message to Group 2: Please come to the front.')).toBeVisible()
	const message = li.page.getByText('Please come to the front.')
	await expect(message).toBeVisible()
	await workshop.command({ type: 'message.send', text: 'Five minutes left.' })
	await expect(ana.page.getByText('Five minutes left.')).toBeVisible()
	await expect(ana.page.getByText('Please come to the front.')).toHaveCount(0)
	await page.getByText('Message to Group 2').locator('..').getByRole('button', { name: 'Remove message' }).click()
	await expect(message).toHaveCount(0)
})
