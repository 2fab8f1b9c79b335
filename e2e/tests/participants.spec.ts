import { type Browser, expect, type Page } from '@playwright/test'
import type { Actor } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import type { ListActor } from '../support/ListActor.ts'
import { probeNotices } from '../support/noticeProbe.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

/** The effects of the facilitator's actions for participants, on the canvas and in the list. */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})
test.beforeEach(async () => {
	workshop = await createWorkshop(stack.url)
})

const WRITE = {
	kind: 'write',
	title: { en: 'Write', 'zh-CN': '书写' },
	prompt: { en: 'What stands in the way?', 'zh-CN': '什么在阻碍？' },
	minutes: 5,
}
const VIEW_ONLY = { kind: 'present', title: { en: 'Look around' } }

/** Opens the board for Ana on the canvas and for Li in the list on a phone, in one group. */
async function openScene(browser: Browser): Promise<{ ana: Actor; li: ListActor }> {
	const [ana, li] = await Promise.all([
		joinOnCanvas(browser, workshop, 'Ana'),
		joinOnPhone(browser, workshop, 'Li', 'Wuhan'),
	])
	return { ana, li }
}

test('a new phase is shown at once, in two languages, with the permissions of participants', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	await workshop.command({ type: 'workshop.change', locales: ['en', 'zh-CN'] })
	await workshop.addPhase(WRITE)
	await workshop.addPhase(VIEW_ONLY)
	await workshop.command({ type: 'phase.next' })
	for (const person of [ana, li]) {
		const prompt = person.page.getByRole('button', { name: /1 · Write/ })
		await expect(prompt).toHaveAttribute('aria-expanded', 'true')
		await expect(person.page.getByText('什么在阻碍？', { exact: true })).toBeVisible()
		await expect(person.page.getByText('You can write and arrange cards now.', { exact: true })).toBeVisible()
		await person.page.getByRole('button', { name: 'Close', exact: true }).click()
		await expect(prompt).toHaveAttribute('aria-expanded', 'false')
	}
	await li.expectNoViolations()
	await workshop.command({ type: 'phase.next' })
	for (const person of [ana, li]) {
		await expect(person.page.getByText('View only in this phase.', { exact: true })).toBeVisible()
		const banner = person.page.getByText('This phase is view only.')
		await expect(banner).toBeVisible()
		// The prompt and the banner do not cover each other.
		await expect(person.page.getByRole('button', { name: 'Close', exact: true })).toBeVisible()
		await expect.poll(() => probeNotices(person.page)).toEqual({ covered: [], outside: [] })
	}
})

test('[STAGE3] notices wait until a participant stops typing', async ({ browser }) => {
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

test('[STAGE3a] everyone sees the same timer; its end is shown, with a sound unless muted, and vibration', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	for (const { page } of [ana, li]) {
		await page.addInitScript(() => {
			const { createOscillator } = AudioContext.prototype
			navigator.vibrate = () => document.documentElement.toggleAttribute('data-vibrated', true)
			AudioContext.prototype.createOscillator = function () {
				document.documentElement.dataset['tones'] = String(Number(document.documentElement.dataset['tones'] ?? 0) + 1)
				return createOscillator.call(this)
			}
		})
		await page.clock.install()
		await page.reload()
	}
	await workshop.command({ type: 'timer.start', minutes: 2 })
	for (const person of [ana, li]) await expect(person.page.getByRole('timer')).toHaveText(/^(02:00|01:5\d)$/)
	await li.page.getByRole('button', { name: 'Mute the end signal' }).tap()
	await ana.page.getByRole('button', { name: 'Fit' }).or(ana.page.locator('.tl-canvas')).first().click()
	for (const { page } of [ana, li]) {
		await page.clock.fastForward(100_000)
		await expect(page.getByRole('timer')).toHaveText(/^00:\d\d$/)
		// Just past the end: a page that is much later stays silent.
		const [, seconds] = ((await page.getByRole('timer').textContent()) ?? '').split(':')
		await page.clock.fastForward((Number(seconds) + 1) * 1000)
		await expect(page.getByRole('timer')).toHaveText('Time is up')
	}
	await expect(ana.page.locator('html')).toHaveAttribute('data-tones', '2')
	await expect(li.page.locator('html')).not.toHaveAttribute('data-tones')
	await expect(li.page.locator('html')).toHaveAttribute('data-vibrated')

	await workshop.command({ type: 'timer.add', minutes: 3 })
	await workshop.command({ type: 'timer.pause' })
	for (const { page } of [ana, li]) await expect(page.getByRole('timer')).toHaveAccessibleName(/Time left/)
	await workshop.command({ type: 'timer.stop' })
	for (const { page } of [ana, li]) await expect(page.getByRole('timer')).toHaveCount(0)
})

test('a message is shown to everyone, and stays dismissed for participants who close it', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	await workshop.command({ type: 'message.send', text: 'Coffee is ready' })
	for (const person of [ana, li])
		await expect(person.page.getByRole('status').filter({ hasText: 'Coffee is ready' })).toBeVisible()
	await ana.page.getByRole('button', { name: 'Dismiss message' }).click()
	await expect(ana.page.getByText('Coffee is ready')).toHaveCount(0)
	await expect(li.page.getByText('Coffee is ready')).toBeVisible()
	await ana.page.reload()
	await ana.waitForBoard()
	await expect(ana.page.getByText('Coffee is ready')).toHaveCount(0)
	await workshop.command({ type: 'message.clear' })
	await expect(li.page.getByText('Coffee is ready')).toHaveCount(0)
	await workshop.command({ type: 'message.send', text: 'Coffee is cold' })
	for (const person of [ana, li]) await expect(person.page.getByText('Coffee is cold')).toBeVisible()
})

test('[HIST8] a participant in the version history sees notices, and returns to the board when gathered or moved', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	await ana.page.getByRole('button', { name: 'Version history', exact: true }).click()
	await li.page.getByRole('button', { name: 'More' }).tap()
	await li.page.getByRole('menuitem', { name: 'Version history' }).tap()
	const pages = [ana, li].map(({ page }) => page)
	for (const page of pages) await expect(page.getByRole('heading', { level: 1, name: /Version history/ })).toBeFocused()

	await workshop.addPhase(WRITE)
	await workshop.command({ type: 'phase.next' })
	await workshop.command({ type: 'timer.start', minutes: 0.01 })
	await workshop.command({ type: 'message.send', text: 'Coffee is ready' })
	await workshop.command({ type: 'people.gather', board: workshop.board })
	for (const page of pages) {
		await expect(page.getByRole('button', { name: /1 · Write/ })).toHaveAttribute('aria-expanded', 'true')
		await expect(page.getByRole('timer')).toHaveText('Time is up')
		await expect(page.getByRole('status').filter({ hasText: 'Coffee is ready' })).toBeVisible()
	}
	await li.expectNoViolations()
	await li.page.getByRole('button', { name: 'All 2 notices' }).tap()
	await li.page.getByRole('button', { name: 'Dismiss message' }).tap()

	const gatheringOn = (page: Page) => page.getByRole('alert').filter({ hasText: 'is bringing everyone' })
	await gatheringOn(ana.page).getByRole('button', { name: 'Not now' }).click()
	await gatheringOn(li.page).getByRole('button', { name: 'Go there' }).tap()
	await li.waitForBoard()
	await expect(li.page.getByText('Coffee is ready')).toHaveCount(0)
	await expect(gatheringOn(ana.page)).toHaveCount(0)
	await expect(ana.page.getByRole('heading', { level: 1, name: /Version history/ })).toBeVisible()

	await li.composer.fill('Half a thought')
	const group = await workshop.command({ type: 'groups.add', name: 'Harbour' })
	for (const name of ['Ana', 'Li'])
		await workshop.command({ type: 'participant.move', participant: await workshop.participantId(name), group })
	await expect(ana.page.getByText('You are on your board now: Harbour.')).toBeVisible()
	await ana.waitForBoard()
	for (const { page } of [ana, li]) await expect(page.getByRole('heading', { level: 1, name: 'Harbour' })).toBeVisible()
	// The text in the composer moves with the participant.
	await expect(li.composer).toHaveValue('Half a thought')
})

test('while names are hidden, cards and cursors show none', async ({ browser }) => {
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

test('[PEOPLE1] a removed participant sees a notice, also later, and can be let back in as the same person', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	const { page } = ana
	const notice = page.getByRole('heading', { name: 'You were removed from this workshop' })
	const participant = await workshop.participantId('Ana')
	await workshop.command({ type: 'participant.remove', participant })
	await expect(notice).toBeVisible()
	await expect(li.composer).toBeVisible()
	await page.reload()
	await expect(notice).toBeVisible()

	await page.getByRole('link', { name: 'Join with a code' }).click()
	await page.getByRole('button', { name: 'I’m someone else' }).click()
	await page.getByRole('button', { name: 'I’m a different person' }).click()
	await page.getByLabel('Your name').fill('Zoé')
	await page.getByRole('combobox', { name: 'Your city' }).fill('Dakar')
	await page.getByRole('button', { name: 'Join', exact: true }).click()
	await expect(page.getByText('The facilitator removed you.')).toBeVisible()

	await page.goto(`${stack.url}/join`)
	await page.getByRole('button', { name: 'Continue as Ana' }).click()
	await expect(notice).toBeVisible()
	await workshop.command({ type: 'participant.readmit', participant })
	await page.getByRole('button', { name: 'Try again' }).click()
	await ana.waitForBoard()
	expect(await workshop.participantId('Ana')).toBe(participant)
})

test('[STAGE2a] a facilitator brings everyone to their view, which participants can decline until they are moved', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	await ana.writeCard('Obstacle', 'Permits', { x: 300, y: 300 })
	await ana.writeCard('Obstacle', 'Money', { x: 1000, y: 600 })
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.page.goto(`${stack.url}/w/${workshop.id}/dashboard/b/${workshop.board}`)
	await facilitator.waitForBoard()
	await facilitator.page.mouse.move(640, 400)
	await facilitator.page.mouse.wheel(0, 900)
	await facilitator.page.getByRole('button', { name: 'Bring everyone to my view' }).click()
	const gathering = ana.page.getByRole('alert').filter({ hasText: 'is showing everyone a part' })
	await expect(gathering).toBeVisible()
	const before = await ana.card('Permits').boundingBox()
	await gathering.getByRole('button', { name: 'Not now' }).click()
	await expect(gathering).toHaveCount(0)
	expect(await ana.card('Permits').boundingBox()).toEqual(before)
	await expect(li.page.getByRole('alert')).toHaveCount(0)

	await facilitator.page.getByRole('button', { name: 'Let everyone go back' }).click()
	await facilitator.page.getByRole('button', { name: 'Bring everyone to my view' }).click()
	await gathering.getByRole('button', { name: 'Show me' }).click()
	await expect
		.poll(async () => {
			const [own, other] = await Promise.all([
				ana.card('Permits').boundingBox(),
				facilitator.card('Permits').boundingBox(),
			])
			return Math.hypot((own?.x ?? 0) - (other?.x ?? 0), (own?.y ?? 0) - (other?.y ?? 0))
		})
		.toBeLessThan(4)
	await expect(gathering).toHaveCount(0)
	await workshop.command({ type: 'people.gather', board: workshop.plenary })
	const progress = facilitator.page.getByRole('status').filter({ hasText: 'to come to Plenary' })
	await expect(progress).toContainText('0 of 2 came. Not here: Ana and Li.')
	await expect(facilitator.page.getByRole('alert')).toHaveCount(0)
	await li.composer.fill('Half a thought')
	await facilitator.button('Move everyone').click()
	await expect(ana.page.getByRole('heading', { level: 1, name: 'Plenary' })).toBeVisible()
	await expect(progress).toContainText('1 of 2 came. Not here: Li.')
	await expect(li.composer).toHaveValue('Half a thought')
	await facilitator.waitForBoard()
})
