import type { Browser, Page, WebSocketRoute } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { ListActor } from '../support/ListActor.ts'
import { joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

/** Private writing: cards are visible to their author only, until the facilitator reveals them. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

const PRIVATE_NOTICE = 'Private writing: no one else sees your cards'

async function startPrivateWriting(workshop: CreatedWorkshop): Promise<void> {
	const phase = { kind: 'write', title: { en: 'What stands in the way?' }, isPrivate: true }
	await workshop.command({ type: 'phase.goto', phase: await workshop.command({ type: 'phase.add', phase }) })
}

/** Counts the frames of a page that have no board, neither as canvas nor as list. */
async function countEmptyFrames(page: Page): Promise<() => Promise<number>> {
	await page.evaluate(() => {
		const frames = { empty: 0 }
		Object.assign(window, { boardFrames: frames })
		const look = () => {
			if (!document.querySelector('.tl-canvas, [data-composer]')) frames.empty++
			requestAnimationFrame(look)
		}
		look()
	})
	return () => page.evaluate(() => (window as unknown as { boardFrames: { empty: number } }).boardFrames.empty)
}

/** Joins a participant on the canvas. */
async function joinAs(browser: Browser, workshop: CreatedWorkshop, name: string): Promise<Actor> {
	const person = await Actor.open(browser, name)
	await person.join(stack.url, workshop.code, 'Dakar')
	return person
}

test('[ROOM3i] three participants write privately, and the reveal puts all cards on the board', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await joinAs(browser, workshop, 'Ana')
	const li = await joinAs(browser, workshop, 'Li')
	const sam = await ListActor.onPhone(browser, 'Sam')
	await sam.join(stack.url, workshop.code, 'Bogotá')
	await ana.writeCard('Question', 'From before', { x: 300, y: 300 })
	await expect(li.card('From before')).toBeVisible()
	const paul = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await paul.page.goto(`${paul.page.url()}/b/${workshop.board}`)
	await paul.waitForBoard()

	await test.step('each participant has a private document, also on a phone', async () => {
		await startPrivateWriting(workshop)
		for (const person of [ana, li, sam]) {
			await expect(person.page.getByText(PRIVATE_NOTICE)).toBeVisible()
			await expect(person.cards).toHaveCount(0)
		}
		await ana.writeCard('Obstacle', 'Permits take months', { x: 600, y: 400 })
		await li.writeCard('Obstacle', 'No money for it', { x: 600, y: 400 })
		await sam.addCards('Solution', ['One office for all'])
	})

	await test.step('others see the number of cards, but not the cards', async () => {
		for (const person of [ana, li, sam]) {
			await expect(person.page.getByText('3 cards here so far')).toBeVisible()
			await expect(person.cards).toHaveCount(1)
		}
		await expect(paul.page.getByText('3 private cards here')).toBeVisible()
		await expect(paul.cards).toHaveCount(1)
		expect(await workshop.textsOn(workshop.board)).toEqual(['From before'])
		// Exports in every format contain the board only.
		for (const format of [/^SVG/, /^CSV/]) {
			const { bytes } = await ana.exportBoard(format, (dialog) =>
				expect(dialog.getByText('are not included until they are revealed')).toBeVisible(),
			)
			expect(bytes.toString()).toContain('From before')
			expect(bytes.toString()).not.toContain('Permits take months')
		}
	})

	await test.step('undo and save status work, and a reload keeps the private cards', async () => {
		await ana.writeCard('Question', 'A slip', { x: 300, y: 600 })
		await ana.page.keyboard.press('Control+z')
		await expect(ana.card('A slip')).toHaveCount(0)
		await ana.page.keyboard.press('Control+z')
		await expect(ana.cards).toHaveCount(1)
		await ana.waitForSaveStatus('Saved')
		await ana.page.reload()
		await expect(ana.card('Permits take months')).toBeVisible()
	})

	await test.step('the board can be viewed meanwhile', async () => {
		await ana.page.getByRole('button', { name: 'View the board' }).click()
		await expect(ana.card('From before')).toBeVisible()
		await expect(ana.cards).toHaveCount(1)
		await expect(ana.page.getByRole('button', { name: 'New card: Question' })).toHaveCount(0)
		await ana.page.getByRole('button', { name: 'Back to my cards' }).click()
		await expect(ana.card('Permits take months')).toBeVisible()
	})

	await test.step('the reveal returns everyone to the board, where the cards do not overlap', async () => {
		const dashboard = await paul.page.context().newPage()
		await dashboard.goto(workshop.dashboard)
		await expect(dashboard.getByText('3 private cards so far.')).toBeVisible()
		const tile = dashboard
			.getByRole('listitem')
			.filter({ has: dashboard.getByRole('heading', { name: 'Group 1', exact: true }) })
		await expect(tile.getByText('Private: 3 cards by 3 people')).toBeVisible()
		const emptyFrames = await Promise.all([ana, sam].map(({ page }) => countEmptyFrames(page)))
		await dashboard.getByRole('button', { name: 'Reveal with names' }).click()
		await dashboard.getByRole('dialog').getByRole('button', { name: 'Reveal with names' }).click()
		await expect(dashboard.getByText('private cards so far')).toHaveCount(0)
		await expect(tile.getByText('Private:')).toHaveCount(0)
		await dashboard.close()
		for (const person of [ana, li, sam, paul]) {
			await expect(person.cards).toHaveCount(4)
			await expect(person.page.getByText(PRIVATE_NOTICE)).toHaveCount(0)
		}
		for (const person of [ana, li, sam, paul]) await expect(person.page.getByText('3 cards revealed.')).toBeVisible()
		for (const count of emptyFrames) expect(await count()).toBe(0)
		expect(await workshop.authorOf(workshop.board, 'No money for it')).toBe('Li')
		const boxes = await Promise.all((await paul.cards.all()).map((card) => card.boundingBox()))
		for (const [index, a] of boxes.entries())
			for (const b of boxes.slice(index + 1))
				expect(
					a && b && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
				).toBe(false)
		await ana.writeCard('Question', 'Together again', { x: 300, y: 600 })
		await expect(li.card('Together again')).toHaveCount(1)
	})
})

test('[PHONE7b] a participant who is writing in the list when the cards are revealed continues there', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	const sam = await joinOnPhone(browser, workshop, 'Sam')
	await startPrivateWriting(workshop)
	await expect(sam.page.getByText(PRIVATE_NOTICE)).toBeVisible()
	await sam.addCards('Obstacle', ['Permits take months'])
	await sam.page.keyboard.type('No money')
	await sam.waitForSaveStatus('Saved')
	await workshop.command({ type: 'private.reveal', names: true })
	await expect(sam.page.getByText('1 card revealed.')).toBeVisible()
	await expect(sam.composer).toBeFocused()
	await sam.page.keyboard.press('Backspace')
	await sam.page.keyboard.type('y for it')
	await expect(sam.composer).toHaveValue('No money for it')
	await expect(sam.cards).toHaveCount(1)
})

test('[PHONE7c] a participant who edits a card in the list when the cards are revealed continues in it', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	const sam = await joinOnPhone(browser, workshop, 'Sam')
	await startPrivateWriting(workshop)
	await expect(sam.page.getByText(PRIVATE_NOTICE)).toBeVisible()
	await sam.addCards('Obstacle', ['Permits take months', 'No money'])
	await sam.startEditing('Permits take months')
	for (let at = 0; at < 'months'.length; at++) await sam.page.keyboard.press('ArrowLeft')
	const typing = sam.page.keyboard.type('eight or nine or ten or eleven ', { delay: 120 })
	await expect(sam.editor).toHaveValue(/take eight or/)
	await workshop.command({ type: 'private.reveal', names: true })
	await typing
	await expect(sam.page.getByText('2 cards revealed.')).toBeVisible()
	await expect(sam.editor).toBeFocused()
	await sam.page.keyboard.type('long ')
	await expect(sam.editor).toHaveValue('Permits take eight or nine or ten or eleven long months')
	await expect(sam.composer).toHaveValue('')
	await sam.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual([
		'No money',
		'Permits take eight or nine or ten or eleven long months',
	])
})

test('[PHONE7c] what is typed in a card that is not on the board after private writing is in the composer', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	const next = await workshop.addPhase({ kind: 'write', title: { en: 'Together' } })
	const sam = await joinOnPhone(browser, workshop, 'Sam')
	await startPrivateWriting(workshop)
	await expect(sam.page.getByText(PRIVATE_NOTICE)).toBeVisible()
	await sam.addCards('Obstacle', ['Permits'])
	await sam.startEditing('Permits')
	const typing = sam.page.keyboard.type(' take eight or nine or ten or eleven or twelve months', { delay: 120 })
	await expect(sam.editor).toHaveValue(/take eight or/)
	await workshop.command({ type: 'phase.goto', phase: next })
	await typing
	await expect(sam.cards).toHaveCount(0)
	await expect(sam.composer).toBeFocused()
	await expect(sam.composer).toHaveValue(/twelve months$/)
	const composed = await sam.composer.inputValue()
	await sam.page.getByRole('button', { name: 'Back to my cards' }).tap()
	await expect(sam.cards.locator('[data-main]')).toContainText('Permits take eight or')
	const kept = (await sam.cards.locator('[data-main]').textContent()) ?? ''
	expect(kept + composed).toContain('Permits take')
})

test('a participant who was offline during the reveal loses nothing', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await joinAs(browser, workshop, 'Ana')
	await startPrivateWriting(workshop)
	await expect(ana.page.getByText(PRIVATE_NOTICE)).toBeVisible()
	await ana.page.context().setOffline(true)
	await ana.writeCard('Obstacle', 'Written in the tunnel', { x: 500, y: 400 })
	await ana.waitForSaveStatus(/offline/i)
	await workshop.command({ type: 'private.reveal', names: true })
	await ana.page.context().setOffline(false)
	await expect(ana.page.getByText(PRIVATE_NOTICE)).toHaveCount(0)
	await ana.waitForSaveStatus('Saved')
	await expect(ana.cards).toHaveCount(0)
	const waiting = ana.page.getByText('Your private card is not revealed yet. Only you can see it.')
	await expect(waiting).toBeVisible()
	await ana.page.getByRole('button', { name: 'Back to my cards' }).click()
	await expect(ana.card('Written in the tunnel')).toBeVisible()
	await ana.page.getByRole('button', { name: 'View the board' }).click()
	await expect(waiting).toBeVisible()
	await workshop.command({ type: 'private.reveal', names: true })
	await expect(ana.card('Written in the tunnel')).toBeVisible()
	await expect(waiting).toHaveCount(0)
})

/** The facilitator's steps that end private writing, or take its board from a participant. */
const STEPS: Record<string, (workshop: CreatedWorkshop, ana: string) => Promise<unknown>> = {
	'the board was frozen': (workshop) => workshop.freeze(true),
	'the phase was left backwards': (workshop) => workshop.command({ type: 'phase.goto', phase: null }),
	'the phase was removed': async (workshop) => {
		const phase = (await workshop.view()).workshop.sessions[0]?.phase
		await workshop.command({ type: 'phase.goto', phase: null })
		await workshop.command({ type: 'phase.remove', phase })
	},
	'their group was changed': async (workshop, ana) => {
		const group = await workshop.command({ type: 'groups.add', name: 'Two' })
		await workshop.command({ type: 'participant.move', participant: ana, group })
	},
}

for (const [step, run] of Object.entries(STEPS))
	test(`[ROOM3j] a card written offline is sent and revealed after ${step}`, async ({ browser }) => {
		const workshop = await createWorkshop(stack.url)
		const ana = await joinAs(browser, workshop, 'Ana')
		await startPrivateWriting(workshop)
		await expect(ana.page.getByText(PRIVATE_NOTICE)).toBeVisible()
		await ana.page.context().setOffline(true)
		await ana.writeCard('Obstacle', 'Written in the tunnel', { x: 500, y: 400 })
		await ana.waitForSaveStatus('Offline: 1 card is only on this device')
		await ana.waitUntilSafeToClose()
		await run(workshop, await workshop.participantId('Ana'))
		const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
		await ana.page.context().setOffline(false)
		await expect(facilitator.page.getByText('1 private card so far.')).toBeVisible()
		await workshop.command({ type: 'private.reveal', names: true })
		expect(await workshop.textsOn(workshop.board)).toEqual(['Written in the tunnel'])
	})

test('[ROOM3k] a card that is only on this device is sent after the page was closed, once private writing has ended', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await joinAs(browser, workshop, 'Ana')
	await startPrivateWriting(workshop)
	await expect(ana.page.getByText(PRIVATE_NOTICE)).toBeVisible()
	await ana.page.context().setOffline(true)
	await ana.writeCard('Obstacle', 'Written in the tunnel', { x: 500, y: 400 })
	await ana.waitUntilSafeToClose()
	const { page } = ana
	const path = page.url()
	await page.goto('about:blank')
	await workshop.command({ type: 'phase.goto', phase: null })
	await page.context().setOffline(false)
	await page.goto(path)
	await expect(page.getByText('Your private card is not revealed yet. Only you can see it.')).toBeVisible()
	await workshop.command({ type: 'private.reveal', names: true })
	await expect(ana.card('Written in the tunnel')).toBeVisible()
})

test('[ROOM3k] the facilitator sees how many cards are only on a device', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await Actor.open(browser, 'Ana')
	let isDropping = false
	const sockets: WebSocketRoute[] = []
	await ana.page.routeWebSocket(/\/sync\/private/, (socket) => {
		sockets.push(socket)
		const server = socket.connectToServer()
		socket.onMessage((frame) => {
			if (!isDropping) server.send(frame)
		})
	})
	await ana.join(stack.url, workshop.code, 'Dakar')
	await startPrivateWriting(workshop)
	await expect(ana.page.getByText(PRIVATE_NOTICE)).toBeVisible()
	await ana.waitForSaveStatus('Saved')
	isDropping = true
	await ana.writeCard('Obstacle', 'Written in the tunnel', { x: 500, y: 400 })
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await expect(facilitator.controls.getByText('1 card is only on a device.')).toBeVisible()
	isDropping = false
	await sockets.at(-1)?.close({ code: 1012 })
	await expect(facilitator.controls.getByText('1 private card so far.')).toBeVisible()
	await expect(facilitator.controls.getByText('only on a device')).toHaveCount(0)
})

test('[ROOM3] [STAGE4] leaving private writing asks about its cards; revealed cards are in their columns and in the viewport', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	const session = await workshop.command({ type: 'session.add', template: 'obstacle-solution' })
	await workshop.command({ type: 'session.goto', session })
	const phase = { kind: 'write', title: { en: 'Obstacles' }, isPrivate: true }
	const write = await workshop.command({ type: 'phase.add', phase, at: 0 })
	await workshop.command({ type: 'phase.goto', phase: write })
	const ana = await joinAs(browser, workshop, 'Ana')
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await ana.writeCard('Obstacle', 'Permits take months', { x: 1100, y: 700 })
	await ana.waitForSaveStatus('Saved')
	await expect(facilitator.controls.getByText('1 private card so far.')).toBeVisible()

	await test.step('unrevealed cards stay private, and a notice informs their author', async () => {
		await facilitator.button('Next: Cases →').click()
		await expect(facilitator.dialog).toHaveAccessibleName('1 card is still private')
		await facilitator.dialog.getByRole('button', { name: 'Keep private' }).click()
		await expect(ana.page.getByText('Your private card is not revealed yet. Only you can see it.')).toBeVisible()
	})
	await test.step('revealed cards are in their columns, and the camera shows them', async () => {
		await workshop.command({ type: 'phase.goto', phase: write })
		await expect(ana.card('Permits take months')).toBeVisible()
		await facilitator.button('Next: Cases →').click()
		await facilitator.dialog.getByRole('button', { name: 'Reveal with names' }).click()
		await expect(ana.page.getByText('1 card revealed.')).toBeVisible()
		await expect(ana.card('Permits take months')).toBeInViewport({ ratio: 1 })
		const card = await ana.boxOf('Permits take months')
		const column = await ana.page.locator('[data-shape-type="frame"]').filter({ hasText: 'Obstacles' }).boundingBox()
		expect(column && card.x > column.x && card.x + card.width < column.x + column.width).toBe(true)
		await expect(facilitator.controls).toContainText('Cases')
	})
})
