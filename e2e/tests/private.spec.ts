import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { ListActor } from '../support/ListActor.ts'
import type { OpenedWorkshop } from '../support/openByApi.ts'
import { openByApi } from '../support/openByApi.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** Everybody writes alone, and all cards are on the board at once when the facilitator reveals them. */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const ALONE = 'Private writing: no one else sees your cards'

async function beginToWriteAlone(workshop: OpenedWorkshop): Promise<void> {
	const phase = { kind: 'write', title: { en: 'What stands in the way?' }, isPrivate: true }
	await workshop.command({ type: 'phase.goto', phase: await workshop.command({ type: 'phase.add', phase }) })
}

/** Somebody who has joined, at the canvas. */
async function arrive(browser: Browser, workshop: OpenedWorkshop, name: string): Promise<Actor> {
	const person = await Actor.enter(browser, name)
	await person.join(stack.url, workshop.code, 'Dakar')
	return person
}

test('three people write alone, and everything is on the board once it is revealed', async ({ browser }) => {
	const workshop = await openByApi(stack.url)
	const ana = await arrive(browser, workshop, 'Ana')
	const li = await arrive(browser, workshop, 'Li')
	const sam = await ListActor.onPhone(browser, 'Sam')
	await sam.join(stack.url, workshop.code, 'Bogotá')
	await ana.writeCard('Question', 'From before', { x: 300, y: 300 })
	await expect(li.card('From before')).toBeVisible()
	const paul = await Actor.enter(browser, 'Paul')
	await paul.page.goto(workshop.desk)
	await paul.page.waitForURL('**/desk')
	await paul.page.goto(`${paul.page.url()}/b/${workshop.board}`)
	await paul.seesBoard()

	await test.step('each has a document of their own, also on a phone', async () => {
		await beginToWriteAlone(workshop)
		for (const person of [ana, li, sam]) {
			await expect(person.page.getByText(ALONE)).toBeVisible()
			await expect(person.cards).toHaveCount(0)
		}
		await ana.writeCard('Obstacle', 'Permits take months', { x: 600, y: 400 })
		await li.writeCard('Obstacle', 'No money for it', { x: 600, y: 400 })
		await sam.addCards('Solution', ['One desk for all'])
	})

	await test.step('others are told how many cards there are, and see none of them', async () => {
		for (const person of [ana, li, sam]) {
			await expect(person.page.getByText('3 cards here so far')).toBeVisible()
			await expect(person.cards).toHaveCount(1)
		}
		await expect(paul.page.getByText('3 private cards here')).toBeVisible()
		await expect(paul.cards).toHaveCount(1)
		expect(await workshop.textsOn(workshop.board)).toEqual(['From before'])
		// What one takes home is the board, whatever the format.
		for (const format of [/^SVG/, /^CSV/]) {
			const { bytes } = await ana.takeHome(format, (dialog) =>
				expect(dialog.getByText('are not included until they are revealed')).toBeVisible(),
			)
			expect(bytes.toString()).toContain('From before')
			expect(bytes.toString()).not.toContain('Permits take months')
		}
	})

	await test.step('undo and the badge are as on a board, and who comes back finds theirs', async () => {
		await ana.writeCard('Question', 'A slip', { x: 300, y: 600 })
		await ana.page.keyboard.press('Control+z')
		await expect(ana.card('A slip')).toHaveCount(0)
		await ana.page.keyboard.press('Control+z')
		await expect(ana.cards).toHaveCount(1)
		await ana.badgeSays('Saved')
		await ana.page.reload()
		await expect(ana.card('Permits take months')).toBeVisible()
	})

	await test.step('the board is there to look at', async () => {
		await ana.page.getByRole('button', { name: 'View the board' }).click()
		await expect(ana.card('From before')).toBeVisible()
		await expect(ana.cards).toHaveCount(1)
		await expect(ana.page.getByRole('button', { name: 'New card: Question' })).toHaveCount(0)
		await ana.page.getByRole('button', { name: 'Back to my cards' }).click()
		await expect(ana.card('Permits take months')).toBeVisible()
	})

	await test.step('the reveal brings everybody to the board, with all cards on it side by side', async () => {
		const desk = await paul.page.context().newPage()
		await desk.goto(workshop.desk)
		await expect(desk.getByText('3 private cards so far.')).toBeVisible()
		const tile = desk.getByRole('listitem').filter({ has: desk.getByRole('heading', { name: 'Group 1', exact: true }) })
		await expect(tile.getByText('Private: 3 cards by 3 people')).toBeVisible()
		await desk.getByRole('button', { name: 'Reveal with names' }).click()
		await desk.getByRole('dialog').getByRole('button', { name: 'Reveal with names' }).click()
		await expect(desk.getByText('private cards so far')).toHaveCount(0)
		await expect(tile.getByText('Private:')).toHaveCount(0)
		await desk.close()
		for (const person of [ana, li, sam, paul]) {
			await expect(person.cards).toHaveCount(4)
			await expect(person.page.getByText(ALONE)).toHaveCount(0)
		}
		await expect(ana.page.getByText('The cards are revealed.')).toBeVisible()
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

test('who was off-line when the cards were revealed loses nothing', async ({ browser }) => {
	const workshop = await openByApi(stack.url)
	const ana = await arrive(browser, workshop, 'Ana')
	await beginToWriteAlone(workshop)
	await expect(ana.page.getByText(ALONE)).toBeVisible()
	await ana.page.context().setOffline(true)
	await ana.writeCard('Obstacle', 'Written in the tunnel', { x: 500, y: 400 })
	await ana.badgeSays(/offline/i)
	await workshop.command({ type: 'private.reveal', names: true })
	await ana.page.context().setOffline(false)
	await expect(ana.page.getByText(ALONE)).toHaveCount(0)
	await ana.badgeSays('Saved')
	await expect(ana.cards).toHaveCount(0)
	await workshop.command({ type: 'private.reveal', names: true })
	await expect(ana.card('Written in the tunnel')).toBeVisible()
})
