import { type Browser, expect } from '@playwright/test'
import * as Y from 'yjs'
import { Actor, type Point } from '../support/Actor.ts'
import { boardAsStock } from '../support/boardAsStock.ts'
import { type OpenedWorkshop, openByApi } from '../support/openByApi.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** People at one board: what they see of each other, and what they say without a word. */
let stack: Stack
let workshop: OpenedWorkshop
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())
test.beforeEach(async () => {
	workshop = await openByApi(stack.url)
})

/** Ana and Li at a board with one card. */
async function openScene(browser: Browser): Promise<{ ana: Actor; li: Actor }> {
	const [ana, li] = await Promise.all([Actor.enter(browser, 'Ana'), Actor.enter(browser, 'Li')])
	await Promise.all([ana.join(stack.url, workshop.code, 'Dakar'), li.join(stack.url, workshop.code, 'Wuhan')])
	await ana.writeCard('Obstacle', 'Permits', { x: 600, y: 420 })
	await expect(li.card('Permits')).toHaveCount(1)
	return { ana, li }
}

async function placeOn(person: Actor): Promise<Point> {
	const box = await person.card('Permits').boundingBox()
	if (!box) throw new Error('the card is not on the screen')
	return { x: box.x, y: box.y }
}

/** Waits until the card lies on this screen where it lies there; presence tells places in whole board units. */
async function sees(person: Actor, place: () => Promise<Point>): Promise<void> {
	await expect(async () => {
		const [own, other] = [await placeOn(person), await place()]
		expect(Math.hypot(own.x - other.x, own.y - other.y)).toBeLessThan(NOT_FAR)
	}).toPass()
}

/** Moves the board with the middle button of the mouse, as far as a wheel of this turn would. */
async function pan({ page: { mouse } }: Actor, x: number, y: number): Promise<void> {
	const from = { x: 400, y: 420 }
	await mouse.move(from.x, from.y)
	await mouse.down({ button: 'middle' })
	await mouse.move(from.x - x, from.y - y, { steps: 4 })
	await mouse.up({ button: 'middle' })
}

const NOT_FAR = 3

const face = (person: Actor, name: string) => person.page.getByRole('button', { name: `Follow ${name}` }).first()

test('one follows a person until Esc, or until one moves the board oneself', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	const banner = ana.page.getByText('Following Li')
	const start = await placeOn(li)
	await pan(li, -80, -40)
	await sees(li, async () => ({ x: start.x + 80, y: start.y + 40 }))
	await sees(ana, async () => start)

	await face(ana, 'Li').click()
	await expect(banner).toBeVisible()
	await sees(ana, () => placeOn(li))
	await pan(li, 60, 120)
	await sees(ana, async () => ({ x: start.x + 20, y: start.y - 80 }))

	await ana.page.keyboard.press('Escape')
	await expect(banner).toHaveCount(0)
	await pan(li, 0, -200)
	await sees(li, async () => ({ x: start.x + 20, y: start.y + 120 }))
	await sees(ana, async () => ({ x: start.x + 20, y: start.y - 80 }))

	await face(ana, 'Li').click()
	await expect(banner).toBeVisible()
	await face(li, 'Ana').click()
	await expect(li.page.getByText('Ana is already following you.')).toBeVisible()
	await pan(ana, 40, 40)
	await expect(banner).toHaveCount(0)
	// On Linux the middle button would paste, too.
	for (const person of [ana, li]) await expect(person.cards).toHaveCount(1)
})

test('a laser and a reaction are seen by the others, and pass', async ({ browser }) => {
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
	await li.badgeSays('Saved')

	await li.page.getByRole('button', { name: 'React' }).click()
	await li.page.getByRole('button', { name: 'Send 👏' }).click()
	for (const person of [ana, li]) await expect(person.page.getByTestId('reaction')).toHaveText('👏')
	for (const person of [ana, li]) await expect(person.page.getByTestId('reaction')).toHaveCount(0)
})

test('help and done are seen by the others and at the desk, until they are taken back', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	const desk = await Actor.enter(browser, 'Facilitator')
	await desk.page.goto(workshop.desk)
	const people = desk.page.getByRole('region', { name: /Participants/ }).getByRole('listitem')
	await expect(people.first()).toContainText('Ana')

	const [help, done] = ['I need help', 'I’m done'].map((name) => li.page.getByRole('button', { name })) as [
		ReturnType<typeof li.page.getByRole>,
		ReturnType<typeof li.page.getByRole>,
	]
	await help.click()
	await expect(help).toHaveAttribute('aria-pressed', 'true')
	await expect(face(ana, 'Li, Wuhan, needs help')).toBeVisible()
	await expect(people.first()).toContainText('Li')
	await expect(people.first()).toContainText('needs help')

	await li.page.reload()
	await li.seesBoard()
	await expect(people.first()).toContainText('needs help')
	await help.click()
	await done.click()
	await expect(face(ana, 'Li, Wuhan, is done')).toBeVisible()
	await expect(people.filter({ hasText: 'Li' })).toContainText('is done')
	await expect(people.filter({ hasText: 'needs help' })).toHaveCount(0)
	await done.click()
	await expect(people.filter({ hasText: 'is done' })).toHaveCount(0)
})

test('who types in a card is told under it', async ({ browser }) => {
	const { ana, li } = await openScene(browser)
	await li.startEditing('Permits')
	const mark = ana.page.getByText('Li is typing…')
	await expect(mark).toBeVisible()
	const [card, tag] = await Promise.all([ana.card('Permits').boundingBox(), mark.boundingBox()])
	if (!card || !tag) throw new Error('the mark is not on the screen')
	expect(tag.y).toBeGreaterThanOrEqual(card.y + card.height)
	await li.page.keyboard.press('Escape')
	await expect(mark).toHaveCount(0)
})

test('the cursors of more than 25 people are hidden, which is said once, and shown if one wants', async ({
	browser,
}) => {
	const { ana, li } = await openScene(browser)
	await li.page.mouse.move(500, 600)
	const cursor = (name: string) => ana.page.locator('.tl-overlays').getByText(name)
	await expect(cursor('Li · Wuhan')).toBeVisible()
	const crowd = await Promise.all(Array.from({ length: 24 }, () => boardAsStock(stack.url, workshop.code)))
	for (const [index, one] of crowd.entries()) one.say({ cursor: { x: index * 20, y: 100 } })
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
	for (const one of crowd) one.leave()
})
