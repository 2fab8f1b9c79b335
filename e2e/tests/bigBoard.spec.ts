import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { openBigBoard } from '../support/bigBoard.ts'
import { ListActor } from '../support/ListActor.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'
import { links, middleOf, sentencesOf } from '../support/writers.ts'

/** People at a board of two thousand cards. */
const CARDS = 2000
const LAST = `idea ${CARDS}: what stands in the way here`

let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

test('two thousand cards are opened, searched, written among, moved, linked and undone', async ({ browser }) => {
	const { workshop, board } = await openBigBoard(stack, CARDS)
	const [ana, li] = await Promise.all([Actor.enter(browser, 'Ana'), Actor.enter(browser, 'Li')])
	await Promise.all([ana.join(stack.url, workshop.code, 'Dakar'), li.join(stack.url, workshop.code, 'Wuhan')])
	const { page } = ana
	await expect(ana.cards).toHaveCount(CARDS)
	await ana.hearsKeys()
	const linksBefore = await links(ana).count()

	await test.step('all of it at once', async () => {
		await page.keyboard.press('Shift+1')
		// From so far away no card shows its text.
		for (const id of ['shape:idea0', `shape:idea${CARDS - 1}`])
			await expect(page.locator(`[data-shape-id="${id}"]`)).toBeInViewport({ ratio: 0.99 })
	})

	await test.step('the search jumps to one of them', async () => {
		await page.keyboard.press('Control+f')
		await page.keyboard.type(`idea ${CARDS}`)
		await expect(page.getByText('1 of 1')).toBeVisible()
		await expect(page.getByTestId('search-ring')).toBeInViewport({ ratio: 1 })
		await page.keyboard.press('Escape')
		await expect(ana.card(LAST)).toBeInViewport({ ratio: 1 })
	})

	await test.step('a card is written beside it, moved and linked', async () => {
		const last = await middleOf(ana, LAST)
		await ana.writeCard('Solution', 'One more', { x: last.x + 260, y: last.y })
		const from = await middleOf(ana, 'One more')
		await page.mouse.move(from.x, from.y)
		await page.mouse.down()
		await page.mouse.move(from.x + 60, from.y + 120, { steps: 6 })
		await page.mouse.up()
		// It lies out of Li's sight.
		await expect(li.cards).toHaveCount(CARDS + 1)
		await ana.link('One more', LAST)
		await expect(links(ana)).toHaveCount(linksBefore + 1)
		await expect(links(li)).toHaveCount(linksBefore + 1)
		await ana.badgeSays('Saved')
		expect(sentencesOf(await workshop.contentOf(workshop.board)).join()).toContain('One more')
	})

	await test.step('and undone, step by step', async () => {
		const moved = await middleOf(ana, 'One more')
		await page.keyboard.press('Control+z')
		await expect(links(li)).toHaveCount(linksBefore)
		await page.keyboard.press('Control+z')
		await expect.poll(async () => (await middleOf(ana, 'One more')).y).toBeLessThan(moved.y - 100)
		await page.keyboard.press('Control+z')
		await page.keyboard.press('Control+z')
		await expect(li.cards).toHaveCount(CARDS)
		await ana.badgeSays('Saved')
	})
	expect((await workshop.textsOn(workshop.board)).length).toBe(CARDS)
	board.leave()
})

test('the list of two thousand cards is scrolled to its end, and written in', async ({ browser }) => {
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
	await ana.badgeSays('Saved')
	const texts = await workshop.textsOn(workshop.board)
	expect(texts).toContain(`${LAST}, and there`)
	expect(texts).toContain('One more')
	board.leave()
})
