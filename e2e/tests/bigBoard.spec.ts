import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { openBigBoard } from '../support/bigBoard.ts'
import { test } from '../support/fixtures.ts'
import { ListActor } from '../support/ListActor.ts'
import { linksOf, sentencesOf } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

/** A board with two thousand cards. */
const CARDS = 2000
const LAST = `idea ${CARDS}: what stands in the way here`

let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

test('on a canvas with 2,000 cards, participants search, add, move and link cards, and undo', async ({ browser }) => {
	const { workshop, board } = await openBigBoard(stack, CARDS)
	const [ana, li] = await Promise.all([Actor.open(browser, 'Ana'), Actor.open(browser, 'Li')])
	await Promise.all([ana.join(stack.url, workshop.code, 'Dakar'), li.join(stack.url, workshop.code, 'Wuhan')])
	const { page } = ana
	await expect(ana.cards).toHaveCount(CARDS)
	await ana.waitForKeyboard()
	const linksBefore = await linksOf(ana).count()

	await test.step('zoom to fit shows all cards', async () => {
		await page.keyboard.press('Shift+1')
		// At this zoom level cards show no text.
		for (const id of ['shape:idea0', `shape:idea${CARDS - 1}`])
			await expect(page.locator(`[data-shape-id="${id}"]`)).toBeInViewport({ ratio: 0.99 })
	})

	await test.step('the search zooms to a card', async () => {
		await page.keyboard.press('Control+f')
		await page.keyboard.type(`idea ${CARDS}`)
		await expect(page.getByText('1 of 1')).toBeVisible()
		await expect(page.getByTestId('search-ring')).toBeInViewport({ ratio: 1 })
		await page.keyboard.press('Escape')
		await expect(ana.card(LAST)).toBeInViewport({ ratio: 0.99 })
	})

	await test.step('a card is added beside it, moved and linked', async () => {
		const last = await ana.centreOf(LAST)
		await ana.writeCard('Solution', 'One more', { x: last.x + 260, y: last.y })
		await ana.drag('One more', { x: 60, y: 120 })
		// The card is outside Li's viewport.
		await expect(li.cards).toHaveCount(CARDS + 1)
		await ana.link('One more', LAST)
		await expect(linksOf(ana)).toHaveCount(linksBefore + 1)
		await expect(linksOf(li)).toHaveCount(linksBefore + 1)
		await ana.waitForSaveStatus('Saved')
		expect(sentencesOf(await workshop.contentOf(workshop.board)).join()).toContain('One more')
	})

	await test.step('undo reverts the link, the move and the card', async () => {
		const moved = await ana.centreOf('One more')
		await page.keyboard.press('Control+z')
		await expect(linksOf(li)).toHaveCount(linksBefore)
		await page.keyboard.press('Control+z')
		await expect.poll(async () => (await ana.centreOf('One more')).y).toBeLessThan(moved.y - 100)
		await page.keyboard.press('Control+z')
		await page.keyboard.press('Control+z')
		await expect(li.cards).toHaveCount(CARDS)
		await ana.waitForSaveStatus('Saved')
	})
	expect((await workshop.textsOn(workshop.board)).length).toBe(CARDS)
	board.leave()
})

test('in a list with 2,000 cards, a participant scrolls to the end and edits there', async ({ browser }) => {
	const { workshop, board } = await openBigBoard(stack, CARDS)
	const ana = await ListActor.onPhone(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await expect(ana.cards).toHaveCount(CARDS)
	await ana.card('idea 1:').locator('[data-main]').focus()
	await ana.page.keyboard.press('End')
	await expect(ana.card(LAST)).toBeInViewport()
	await ana.startEditing(LAST)
	await ana.page.keyboard.type(', and there')
	await ana.page.keyboard.press('Enter')
	await expect(ana.editor).toHaveValue('')
	await ana.page.keyboard.type('One more')
	await ana.page.keyboard.press('Escape')
	await ana.waitForSaveStatus('Saved')
	const texts = await workshop.textsOn(workshop.board)
	expect(texts).toContain(`${LAST}, and there`)
	expect(texts).toContain('One more')
	board.leave()
})
