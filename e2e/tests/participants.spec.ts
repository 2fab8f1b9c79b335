import { type Browser, expect, type Page } from '@playwright/test'
import type { Actor } from '../support/Actor.ts'
import { joinOnCanvas, joinOnPhone } from '../support/joining.ts'
import type { ListActor } from '../support/ListActor.ts'
import { type ConductedWorkshop, openToConduct } from '../support/openToConduct.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** What those who take part are told of what the facilitator does, on the canvas and in the list. */
let stack: Stack
let workshop: ConductedWorkshop
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())
test.beforeEach(async () => {
	workshop = await openToConduct(stack.url)
})

const WRITE = {
	kind: 'write',
	title: { en: 'Write', 'zh-CN': '书写' },
	prompt: { en: 'What stands in the way?', 'zh-CN': '什么在阻碍？' },
	minutes: 5,
}
const LOOK = { kind: 'present', title: { en: 'Look around' } }

/** Ana at the canvas and Li at a phone's list, in one group. */
async function openScene(browser: Browser): Promise<{ ana: Actor; li: ListActor }> {
	const invitation = { url: stack.url, code: workshop.code }
	const [ana, li] = await Promise.all([
		joinOnCanvas(browser, invitation, 'Ana'),
		joinOnPhone(browser, invitation, 'Li', 'Wuhan'),
	])
	return { ana, li }
}

const bottomOf = (box: { y: number; height: number } | null) => (box ? box.y + box.height : Number.POSITIVE_INFINITY)

test('a phase that begins is told at once, in two languages, with what one may do', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	await workshop.addPhase(WRITE)
	await workshop.addPhase(LOOK)
	await workshop.command({ type: 'phase.next' })
	for (const person of [ana, li]) {
		const prompt = person.page.getByRole('button', { name: /1 · Write/ })
		await expect(prompt).toHaveAttribute('aria-expanded', 'true')
		await expect(person.page.getByText('什么在阻碍？', { exact: true })).toBeVisible()
		await expect(person.page.getByText('You can write and arrange cards now.', { exact: true })).toBeVisible()
		await person.page.getByRole('button', { name: 'Close', exact: true }).click()
		await expect(prompt).toHaveAttribute('aria-expanded', 'false')
	}
	await li.findsNoFault()
	await workshop.command({ type: 'phase.next' })
	for (const person of [ana, li]) {
		await expect(person.page.getByText('View only in this phase.', { exact: true })).toBeVisible()
		const banner = person.page.getByText('This phase is view only.')
		await expect(banner).toBeVisible()
		// The prompt covers nothing of it.
		const panel = person.page.getByRole('button', { name: 'Close', exact: true }).locator('..')
		const gap = async () => ((await banner.boundingBox())?.y ?? 0) - bottomOf(await panel.boundingBox())
		await expect.poll(gap).toBeGreaterThan(0)
	}
})

test('a prompt does not open over the words of somebody who is typing', async ({ browser }) => {
	const { ana } = await openScene(browser)
	await workshop.addPhase(WRITE)
	await ana.writeCard('Obstacle', 'Permits', { x: 600, y: 420 })
	await ana.startEditing('Permits')
	await ana.page.keyboard.type(' take long')
	await workshop.command({ type: 'phase.next' })
	await workshop.command({ type: 'people.gather', board: workshop.plenary })
	const prompt = ana.page.getByRole('button', { name: /1 · Write/ })
	await expect(prompt).toHaveAttribute('aria-expanded', 'false')
	await expect(ana.page.getByText('is bringing everyone')).toHaveCount(0)
	await ana.page.keyboard.press('Escape')
	await expect(prompt).toHaveAttribute('aria-expanded', 'true')
	await expect(ana.page.getByText('is bringing everyone')).toBeVisible()
})

test('the time is the same for everybody; its end is told, and sounds unless it is turned off', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	for (const { page } of [ana, li]) {
		await page.addInitScript(() => {
			const { createOscillator } = AudioContext.prototype
			AudioContext.prototype.createOscillator = function () {
				document.documentElement.dataset['tones'] = String(Number(document.documentElement.dataset['tones'] ?? 0) + 1)
				return createOscillator.call(this)
			}
		})
		await page.clock.install()
		await page.reload()
	}
	await workshop.command({ type: 'timer.start', minutes: 2 })
	for (const person of [ana, li]) await expect(person.page.getByRole('timer')).toHaveText(/^(2:00|1:5\d)$/)
	await li.page.getByRole('button', { name: 'Mute the sound at the end' }).tap()
	await ana.page.getByRole('button', { name: 'Fit' }).or(ana.page.locator('.tl-canvas')).first().click()
	for (const { page } of [ana, li]) {
		await page.clock.fastForward(100_000)
		await expect(page.getByRole('timer')).toHaveText(/^0:\d\d$/)
		await page.clock.fastForward(21_000)
		await expect(page.getByRole('timer')).toHaveText('Time is up')
	}
	await expect(ana.page.locator('html')).toHaveAttribute('data-tones', '2')
	await expect(li.page.locator('html')).not.toHaveAttribute('data-tones')

	await workshop.command({ type: 'timer.add', minutes: 3 })
	await workshop.command({ type: 'timer.pause' })
	for (const { page } of [ana, li]) await expect(page.getByRole('timer')).toHaveAccessibleName(/Time left/)
	await workshop.command({ type: 'timer.stop' })
	for (const { page } of [ana, li]) await expect(page.getByRole('timer')).toHaveCount(0)
})

test('a message reaches everybody, is closed for oneself, and does not come back', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	await workshop.command({ type: 'message.send', text: 'Coffee is ready' })
	for (const person of [ana, li])
		await expect(person.page.getByRole('status').filter({ hasText: 'Coffee is ready' })).toBeVisible()
	await ana.page.getByRole('button', { name: 'Dismiss message' }).click()
	await expect(ana.page.getByText('Coffee is ready')).toHaveCount(0)
	await expect(li.page.getByText('Coffee is ready')).toBeVisible()
	await ana.page.reload()
	await ana.seesBoard()
	await expect(ana.page.getByText('Coffee is ready')).toHaveCount(0)
	await workshop.command({ type: 'message.clear' })
	await expect(li.page.getByText('Coffee is ready')).toHaveCount(0)
	await workshop.command({ type: 'message.send', text: 'Coffee is cold' })
	for (const person of [ana, li]) await expect(person.page.getByText('Coffee is cold')).toBeVisible()
})

test('[HIST8] who looks back at a board is told what happens now, and comes back to it when called or moved', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	await ana.page.getByRole('button', { name: 'Version history', exact: true }).click()
	await li.page.getByRole('button', { name: 'More' }).tap()
	await li.page.getByRole('menuitem', { name: 'Version history' }).tap()
	const both = [ana, li].map(({ page }) => page)
	for (const page of both) await expect(page.getByRole('heading', { level: 1, name: /Version history/ })).toBeFocused()

	await workshop.addPhase(WRITE)
	await workshop.command({ type: 'phase.next' })
	await workshop.command({ type: 'timer.start', minutes: 0.01 })
	await workshop.command({ type: 'message.send', text: 'Coffee is ready' })
	await workshop.command({ type: 'people.gather', board: workshop.board })
	for (const page of both) {
		await expect(page.getByRole('button', { name: /1 · Write/ })).toHaveAttribute('aria-expanded', 'true')
		await expect(page.getByRole('timer')).toHaveText('Time is up')
		await expect(page.getByRole('status').filter({ hasText: 'Coffee is ready' })).toBeVisible()
	}
	await li.findsNoFault()
	await li.page.getByRole('button', { name: 'Dismiss message' }).tap()

	const callOn = (page: Page) => page.getByRole('alert').filter({ hasText: 'is bringing everyone' })
	await callOn(ana.page).getByRole('button', { name: 'Not now' }).click()
	await callOn(li.page).getByRole('button', { name: 'Go there' }).tap()
	await li.seesBoard()
	await expect(li.page.getByText('Coffee is ready')).toHaveCount(0)
	await expect(callOn(ana.page)).toHaveCount(0)
	await expect(ana.page.getByRole('heading', { level: 1, name: /Version history/ })).toBeVisible()

	await li.composer.fill('Half a thought')
	const { made } = await workshop.command({ type: 'groups.add', name: 'Harbour' })
	for (const name of ['Ana', 'Li'])
		await workshop.command({ type: 'participant.move', participant: await workshop.idOf(name), group: made })
	await expect(ana.page.getByRole('status').filter({ hasText: 'You are in Harbour now' })).toBeVisible()
	await ana.seesBoard()
	for (const { page } of [ana, li]) await expect(page.getByRole('heading', { level: 1, name: 'Harbour' })).toBeVisible()
	// What was not added yet comes along.
	await expect(li.composer).toHaveValue('Half a thought')
})

test('while names are hidden, no card and no cursor has one', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	await ana.writeCard('Obstacle', 'Permits', { x: 600, y: 420 })
	await expect(li.card('Permits')).toContainText('Ana')
	await workshop.command({ type: 'anonymity.set', isAnonymous: true })
	for (const person of [ana, li]) {
		await expect(person.page.getByText('Names are hidden')).toBeAttached()
		await expect(person.card('Permits')).not.toContainText('Ana')
	}
	await workshop.command({ type: 'anonymity.set', isAnonymous: false })
	await expect(li.card('Permits')).toContainText('Ana')
	await expect(li.page.getByText('Names are hidden')).toHaveCount(0)
})

test('[PEOPLE1] who is taken out reads a kind word, at once and later, and is let in again as the same person', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	const { page } = ana
	const kindWord = page.getByRole('heading', { name: 'You were removed from this workshop' })
	const participant = await workshop.idOf('Ana')
	await workshop.command({ type: 'participant.remove', participant })
	await expect(kindWord).toBeVisible()
	await expect(li.composer).toBeVisible()
	await page.reload()
	await expect(kindWord).toBeVisible()

	await page.getByRole('link', { name: 'Join with a code' }).click()
	await page.getByRole('button', { name: 'I’m someone else' }).click()
	await page.getByLabel('Your name').fill('Zoé')
	await page.getByRole('combobox', { name: 'Your city' }).fill('Dakar')
	await page.getByRole('button', { name: 'Join', exact: true }).click()
	await expect(page.getByText('The facilitator removed you.')).toBeVisible()

	await page.goto(`${stack.url}/join`)
	await page.getByRole('button', { name: 'Continue as Ana' }).click()
	await expect(kindWord).toBeVisible()
	await workshop.command({ type: 'participant.readmit', participant })
	await page.getByRole('button', { name: 'Try again' }).click()
	await ana.seesBoard()
	expect(await workshop.idOf('Ana')).toBe(participant)
})

test('a facilitator brings everybody to what is before their own eyes; not now is an answer', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	await ana.writeCard('Obstacle', 'Permits', { x: 300, y: 300 })
	await ana.writeCard('Obstacle', 'Money', { x: 1000, y: 600 })
	const leader = await workshop.enterAsFacilitator(browser)
	await leader.page.goto(`${stack.url}/w/${workshop.id}/desk/b/${workshop.board}`)
	await leader.seesBoard()
	await leader.page.mouse.move(640, 400)
	await leader.page.mouse.wheel(0, 900)
	await leader.page.getByRole('button', { name: 'Bring everyone to my view' }).click()
	const call = ana.page.getByRole('alert').filter({ hasText: 'is showing everyone a part' })
	await expect(call).toBeVisible()
	const before = await ana.card('Permits').boundingBox()
	await call.getByRole('button', { name: 'Not now' }).click()
	await expect(call).toHaveCount(0)
	expect(await ana.card('Permits').boundingBox()).toEqual(before)
	await expect(li.page.getByRole('alert')).toHaveCount(0)

	await leader.page.getByRole('button', { name: 'Stop bringing everyone here' }).click()
	await leader.page.getByRole('button', { name: 'Bring everyone to my view' }).click()
	await call.getByRole('button', { name: 'Show me' }).click()
	await expect
		.poll(async () => {
			const [own, other] = await Promise.all([ana.card('Permits').boundingBox(), leader.card('Permits').boundingBox()])
			return Math.hypot((own?.x ?? 0) - (other?.x ?? 0), (own?.y ?? 0) - (other?.y ?? 0))
		})
		.toBeLessThan(4)
	await expect(call).toHaveCount(0)
	await workshop.command({ type: 'people.gather', board: workshop.plenary })
	await leader.page.getByRole('alert').getByRole('button', { name: 'Go there' }).click()
	await expect(leader.page.getByRole('heading', { level: 1, name: 'Plenary' })).toBeVisible()
	await leader.seesBoard()
})
