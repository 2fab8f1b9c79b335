import { type Browser, expect } from '@playwright/test'
import * as Y from 'yjs'
import { Actor, type Point } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoardAsStock } from '../support/stockClient.ts'

/** Presence: cursors, following, laser, reactions and status signals. */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})
test.beforeEach(async () => {
	workshop = await createWorkshop(stack.url)
})

/** Opens a board with one card for Ana and Li. */
async function openScene(browser: Browser): Promise<{ ana: Actor; li: Actor }> {
	const [ana, li] = await Promise.all([Actor.open(browser, 'Ana'), Actor.open(browser, 'Li')])
	await Promise.all([ana.join(stack.url, workshop.code, 'Dakar'), li.join(stack.url, workshop.code, 'Wuhan')])
	await ana.writeCard('Obstacle', 'Permits', { x: 600, y: 420 })
	await expect(li.card('Permits')).toHaveCount(1)
	return { ana, li }
}

/** Returns the upper left corner of the card in a participant's window. */
async function cornerOn(person: Actor): Promise<Point> {
	const { x, y } = await person.boxOf('Permits')
	return { x, y }
}

/**
 * Waits until the card is at the expected point, within a tolerance: presence uses whole board
 * units.
 */
async function waitForCorner(person: Actor, expected: () => Promise<Point>): Promise<void> {
	await expect(async () => {
		const [own, other] = [await cornerOn(person), await expected()]
		expect(Math.hypot(own.x - other.x, own.y - other.y)).toBeLessThan(TOLERANCE_PX)
	}).toPass()
}

/** Pans by dragging with the middle mouse button; a positive offset scrolls right and down. */
async function pan({ page: { mouse } }: Actor, x: number, y: number): Promise<void> {
	const from = { x: 400, y: 420 }
	await mouse.move(from.x, from.y)
	await mouse.down({ button: 'middle' })
	await mouse.move(from.x - x, from.y - y, { steps: 4 })
	await mouse.up({ button: 'middle' })
}

const TOLERANCE_PX = 3

const avatar = (person: Actor, name: string) => person.page.getByRole('button', { name: `Follow ${name}` }).first()

test('following a person ends with Esc or when panning', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	const banner = ana.page.getByText('Following Li')
	const start = await cornerOn(li)
	await pan(li, -80, -40)
	await waitForCorner(li, async () => ({ x: start.x + 80, y: start.y + 40 }))
	await waitForCorner(ana, async () => start)

	await avatar(ana, 'Li').click()
	await expect(banner).toBeVisible()
	await waitForCorner(ana, () => cornerOn(li))
	await pan(li, 60, 120)
	await waitForCorner(ana, async () => ({ x: start.x + 20, y: start.y - 80 }))

	await ana.page.keyboard.press('Escape')
	await expect(banner).toHaveCount(0)
	await pan(li, 0, -200)
	await waitForCorner(li, async () => ({ x: start.x + 20, y: start.y + 120 }))
	await waitForCorner(ana, async () => ({ x: start.x + 20, y: start.y - 80 }))

	await avatar(ana, 'Li').click()
	await expect(banner).toBeVisible()
	// What Ana follows has reached Li when a later move of hers has.
	await pan(li, 20, 0)
	await waitForCorner(ana, () => cornerOn(li))
	await avatar(li, 'Ana').click()
	await expect(li.page.getByText('Ana is already following you.')).toBeVisible()
	await pan(ana, 40, 40)
	await expect(banner).toHaveCount(0)
	// On Linux the middle button also pastes.
	for (const person of [ana, li]) await expect(person.cards).toHaveCount(1)
})

test('laser and reactions are shown to others and disappear', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	const { mouse, keyboard } = li.page
	const trail = ana.page.locator('.tl-collaborator__scribble path')
	await keyboard.press('k')
	await mouse.move(300, 600)
	await mouse.down()
	for (let step = 1; step <= 12; step++) await mouse.move(300 + step * 20, 600 + step * 4)
	await expect(trail).toHaveAttribute('d', /\d/)
	await mouse.up()
	await expect(trail).toHaveCount(0)
	await expect(ana.page.locator('[data-shape-type="draw"]')).toHaveCount(0)
	await li.waitForSaveStatus('Saved')

	await li.page.getByRole('button', { name: 'React' }).click()
	await li.page.getByRole('button', { name: 'Send 👏' }).click()
	for (const person of [ana, li]) await expect(person.page.getByTestId('reaction')).toHaveText('👏')
	for (const person of [ana, li]) await expect(person.page.getByTestId('reaction')).toHaveCount(0)
})

test('the signals for help and done are shown to others and on the dashboard until revoked', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const people = facilitator.page.getByRole('region', { name: /Participants/ }).getByRole('listitem')
	await expect(people.first()).toContainText('Ana')

	const [help, done] = ['I need help', 'I’m done'].map((name) => li.page.getByRole('button', { name })) as [
		ReturnType<typeof li.page.getByRole>,
		ReturnType<typeof li.page.getByRole>,
	]
	await help.click()
	await expect(help).toHaveAttribute('aria-pressed', 'true')
	await expect(avatar(ana, 'Li, Wuhan, needs help')).toBeVisible()
	await expect(people.first()).toContainText('Li')
	await expect(people.first()).toContainText('needs help')

	await li.page.reload()
	await li.waitForBoard()
	await expect(people.first()).toContainText('needs help')
	await help.click()
	await done.click()
	await expect(avatar(ana, 'Li, Wuhan, is done')).toBeVisible()
	await expect(people.filter({ hasText: 'Wuhan' })).toContainText('is done')
	await expect(people.filter({ hasText: 'needs help' })).toHaveCount(0)
	await done.click()
	await expect(people.filter({ hasText: 'is done' })).toHaveCount(0)
})

test('the name of a person who types in a card is shown below it', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	await li.startEditing('Permits')
	const label = ana.page.getByText('Li is typing…')
	await expect(label).toBeVisible()
	const [card, box] = await Promise.all([ana.card('Permits').boundingBox(), label.boundingBox()])
	if (!card || !box) throw new Error('the label is not visible')
	expect(box.y).toBeGreaterThanOrEqual(card.y + card.height)
	await li.page.keyboard.press('Escape')
	await expect(label).toHaveCount(0)
})

test('with more than 25 people cursors are hidden, with a notice, and can be shown', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	await li.page.mouse.move(500, 600)
	const cursor = (name: string) => ana.page.locator('.tl-overlays').getByText(name)
	await expect(cursor('Li · Wuhan')).toBeVisible()
	const crowd = await Promise.all(Array.from({ length: 24 }, () => openBoardAsStock(stack.url, workshop.code)))
	for (const [index, person] of crowd.entries()) person.setPresence({ cursor: { x: index * 20, y: 100 } })
	await expect(ana.page.getByText('More than 25 people are here')).toBeVisible()
	await expect(cursor('Li · Wuhan')).toHaveCount(0)
	await expect(cursor('Stock · Bogotá')).toHaveCount(0)

	crowd[0]?.write('shape:crowd', { type: 'card', xy: [0, 400], index: 'a9', text: new Y.Text('still live') })
	await expect(ana.card('still live')).toHaveCount(1)
	await ana.page.getByRole('button', { name: 'People here' }).click()
	await ana.page.getByLabel('Show everyone’s cursors').check()
	await expect(cursor('Li · Wuhan')).toBeVisible()
	await ana.page.getByLabel('Show everyone’s cursors').uncheck()
	await expect(cursor('Li · Wuhan')).toHaveCount(0)
	for (const person of crowd) person.leave()
})
