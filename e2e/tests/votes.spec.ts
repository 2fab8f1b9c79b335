import { type Browser, expect } from '@playwright/test'
import type { Actor } from '../support/Actor.ts'
import { joinOnCanvas, joinOnPhone } from '../support/joining.ts'
import type { ListActor } from '../support/ListActor.ts'
import { type ConductedWorkshop, openToConduct } from '../support/openToConduct.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** A vote with dots, from opening it at the desk to its result. */
let stack: Stack
let workshop: ConductedWorkshop
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())
test.beforeEach(async () => {
	workshop = await openToConduct(stack.url)
})

/** Ana at the canvas and Li at a phone's list, with two cards before them. */
async function openScene(browser: Browser): Promise<{ ana: Actor; li: ListActor }> {
	const invitation = { url: stack.url, code: workshop.code }
	const [ana, li] = await Promise.all([
		joinOnCanvas(browser, invitation, 'Ana'),
		joinOnPhone(browser, invitation, 'Li', 'Wuhan'),
	])
	await ana.writeCard('Solution', 'Permit desk', { x: 400, y: 420 })
	await ana.writeCard('Solution', 'Shared map', { x: 800, y: 420 })
	for (const text of ['Permit desk', 'Shared map']) await expect(li.card(text)).toHaveCount(1)
	return { ana, li }
}

/** Clicks a card at its words; the canvas hears the pointer, not the card. */
async function selectCard(person: Actor, text: string): Promise<void> {
	const box = await person.card(text).boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	await person.page.mouse.click(box.x + 60, box.y + 70)
}

const give = ({ page }: Actor, text: string) => page.getByRole('button', { name: `Add a dot to “${text}”` })
const take = ({ page }: Actor, text: string) => page.getByRole('button', { name: `Remove a dot from “${text}”` })

test('a hall votes: on the canvas, in the list and by proxy; the result is secret until it is closed', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	const leader = await workshop.enterAsFacilitator(browser)
	const desk = leader.page.getByRole('region', { name: 'Votes' })
	await desk.getByRole('button', { name: 'New vote' }).click()
	await leader.page.getByLabel('Title', { exact: true }).fill('Which first?')
	await leader.page.getByLabel('Maximum dots per card').fill('2')
	await leader.page.getByRole('button', { name: 'Open vote' }).click()
	for (const person of [ana, li])
		await expect(person.page.getByRole('status').filter({ hasText: '3 of 3 dots left' })).toBeVisible()

	// On the canvas: a click on the card's own mark, then the keys once it is selected.
	await ana.card('Permit desk').getByRole('button', { name: 'Add a dot' }).click()
	await expect(ana.page.getByText('2 of 3 dots left')).toBeVisible()
	await selectCard(ana, 'Permit desk')
	await ana.page.keyboard.press('+')
	await expect(ana.page.getByText('1 of 3 dots left')).toBeVisible()
	await ana.page.keyboard.press('+')
	await expect(give(ana, 'Permit desk')).toHaveAttribute('aria-disabled', 'true')
	await ana.page.keyboard.press('-')
	await expect(ana.page.getByText('2 of 3 dots left')).toBeVisible()
	await give(ana, 'Permit desk').click()

	await give(li, 'Permit desk').tap()
	await give(li, 'Shared map').tap()
	await take(li, 'Shared map').tap()
	await give(li, 'Shared map').tap()
	await expect(li.page.getByText('1 of 3 dots left')).toBeVisible()
	await li.findsNoFault()
	await expect(desk.getByText('2 of 2 people voted')).toBeVisible()
	await li.page.reload()
	await expect(li.page.getByText('1 of 3 dots left')).toBeVisible()

	await desk.getByRole('button', { name: 'People without a device' }).click()
	await leader.page.getByLabel('Name', { exact: true }).fill('Grandmother')
	await leader.page.getByLabel('City', { exact: true }).fill('Dakar')
	await leader.page.getByRole('button', { name: 'Add', exact: true }).click()
	await leader.page.getByRole('button', { name: 'Fill in the ballot of Grandmother' }).click()
	await give(leader, 'Permit desk').click()
	await expect(leader.page.getByText('2 of 3 dots left')).toBeVisible()
	await leader.page.keyboard.press('Escape')
	await expect(desk.getByText('3 of 3 people voted')).toBeVisible()

	await desk.getByRole('button', { name: 'Close vote and show result' }).click()
	await desk.getByRole('dialog').getByRole('button', { name: 'Close vote and show result' }).click()
	await expect(ana.card('Permit desk')).toContainText('4 dots, rank 1')
	await expect(li.card('Permit desk')).toContainText('4 dots, rank 1')
	await expect(li.card('Shared map')).toContainText('1 dot, rank 2')
	for (const person of [ana, li]) {
		await person.page.getByRole('button', { name: 'Vote result' }).click()
		await expect(person.page.getByRole('dialog', { name: 'Which first?' })).toContainText('3 of 3 people gave 5 dots.')
		await person.page.getByRole('button', { name: 'Close', exact: true }).click()
	}

	// Once more: the old result stays.
	await desk.getByRole('button', { name: 'Vote again' }).click()
	await leader.page.getByLabel('Title', { exact: true }).fill('And now?')
	await leader.page.getByRole('button', { name: 'Open vote' }).click()
	await expect(ana.page.getByText('3 of 3 dots left')).toBeVisible()
	await desk.getByRole('button', { name: 'Close vote and show result' }).click()
	await desk.getByRole('dialog').getByRole('button', { name: 'Close vote and show result' }).click()
	await expect(desk.getByRole('button', { name: 'Show result' })).toHaveCount(2)
	await desk
		.getByRole('listitem')
		.filter({ hasText: 'Which first?' })
		.getByRole('button', { name: 'Show result' })
		.click()
	await expect(leader.page.getByRole('dialog').getByRole('listitem').first()).toContainText('Permit desk')
})

test('[VOTE1] other kinds than those that are voted on take no dots; the result is seen from afar and in pictures', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	await ana.writeCard('Obstacle', 'Slow permits', { x: 600, y: 600 })
	const leader = await workshop.enterAsFacilitator(browser)
	const desk = leader.page.getByRole('region', { name: 'Votes' })
	await desk.getByRole('button', { name: 'New vote' }).click()
	const kinds = leader.page.getByRole('group', { name: 'Cards' })
	await kinds.getByRole('radio', { name: 'Only these' }).check()
	await expect(leader.page.getByRole('button', { name: 'Open vote' })).toBeDisabled()
	await kinds.getByRole('checkbox', { name: 'Obstacle' }).check()
	await leader.page.getByRole('button', { name: 'Open vote' }).click()

	const panel = ana.page.getByRole('toolbar', { name: 'Vote for this card' })
	for (const { page } of [ana, li])
		await expect(page.getByRole('status').filter({ hasText: 'Vote on obstacles' })).toBeVisible()
	await selectCard(ana, 'Permit desk')
	await expect(panel).toHaveText('Vote on obstacles')
	await expect(panel.getByRole('button')).toHaveCount(0)
	await selectCard(ana, 'Slow permits')
	await expect(panel).toContainText('Vote on obstacles')
	await give(ana, 'Slow permits').click()
	await expect(give(li, 'Shared map')).toHaveCount(0)
	await give(li, 'Slow permits').tap()
	await expect(li.page.getByText('2 of 3 dots left')).toBeVisible()
	await expect(desk.getByText('2 of 2 people voted')).toBeVisible()
	await desk.getByRole('button', { name: 'Close vote and show result' }).click()
	await desk.getByRole('dialog').getByRole('button', { name: 'Close vote and show result' }).click()

	await expect(ana.card('Slow permits')).toContainText('2 dots, rank 1')
	const svg = (await ana.takeHome(/SVG/)).bytes.toString()
	expect(svg.match(/>2<\/text>/g)).toHaveLength(1)
	expect((await li.takeHome(/SVG/)).bytes.toString() === svg).toBe(true)
	await expect(async () => {
		await ana.page.getByRole('button', { name: 'Zoom out' }).click()
		await expect(ana.page.locator('[data-dots]')).toHaveCount(1, { timeout: 300 })
	}).toPass()
	await expect(ana.page.locator('[data-dots]')).toHaveAttribute('data-dots', '2')
})

test('without a connection nobody votes, and is told so; what the server refuses is taken back', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	const { made: round } = await workshop.command({ type: 'vote.open', title: 'Which first?' })
	for (const { page } of [ana, li]) await expect(page.getByText('3 of 3 dots left')).toBeVisible()
	await ana.page.context().setOffline(true)
	await expect(ana.page.getByText('Offline: you can’t vote right now')).toBeVisible()
	await ana.card('Permit desk').getByRole('button', { name: 'Add a dot' }).click()
	await expect(ana.page.getByText('You can vote once you are connected again.')).toBeVisible()
	await ana.page.context().setOffline(false)
	await expect(ana.page.getByText('3 of 3 dots left')).toBeVisible()

	await li.page.route('**/ballots', async (route) => {
		await workshop.command({ type: 'vote.cancel', round })
		await route.continue()
	})
	await give(li, 'Permit desk').tap()
	await expect(li.page.getByText('This vote is closed.')).toBeVisible()
	await expect(give(li, 'Permit desk')).toHaveCount(0)
})

test('who has not written yet is seen at the desk, and reminded kindly', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	const leader = await workshop.enterAsFacilitator(browser)
	await leader.page.getByRole('button', { name: 'Participants without a card' }).click()
	const dialog = leader.page.getByRole('dialog')
	await expect(dialog.getByRole('listitem')).toHaveText(/Li/)
	await dialog.getByRole('button', { name: 'Remind Li' }).click()
	const words = 'looking forward to your first card'
	await expect(li.page.getByText(words)).toBeVisible()
	await expect(ana.page.getByText(words)).toHaveCount(0)
	await li.page.getByRole('button', { name: 'OK', exact: true }).tap()
	await expect(li.page.getByText(words)).toHaveCount(0)
	await li.addCards('Obstacle', ['Rules differ'])
	await li.badgeSays('Saved')
	await dialog.getByRole('button', { name: 'Refresh' }).click()
	await expect(dialog.getByText('Everyone has written a card.')).toBeVisible()
})
