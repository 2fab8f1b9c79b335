import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { violationsOf } from '../support/axe.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { isTooWide, layoutProblemsOf, smallTargetsOf } from '../support/layoutProblems.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import { openBoardAsStock } from '../support/stockClient.ts'

test('[JOIN1] [SORT6] cards that say nearly the same are joined with the keyboard, and taken apart on a phone', async ({
	browser,
	sharedStack,
}) => {
	const workshop = await createWorkshop(sharedStack.url)
	const li = await openBoardAsStock(sharedStack.url, workshop.code)
	li.transact(() => {
		for (const [at, [text, city]] of [
			['Buses never come on time', 'Bogotá'],
			['Buses never come on time!', 'Wuhan'],
			['Rents are not affordable', 'Dakar'],
		].entries())
			li.write(`shape:c${at}`, {
				type: 'card',
				xy: [at * 260, 0],
				index: `a${at + 1}`,
				'props.kind': 'obstacle',
				'props.city': city,
				text: new Y.Text(text),
			})
	})
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const bo = await joinOnPhone(browser, workshop, 'Bo')
	const cards = async () => (await workshop.contentOf(workshop.board)).cards.map(({ id }) => id)

	await test.step('on the canvas, from the suggestions', async () => {
		await expect(ana.page.locator('[data-shape-type="card"]')).toHaveCount(3)
		await ana.page.getByRole('button', { name: 'Tidy up' }).click()
		await ana.page.getByRole('menuitem', { name: 'Suggest clusters…' }).click()
		const join = ana.page.getByRole('button', { name: 'Join into one card' })
		await expect(join).toBeVisible()
		await join.focus()
		await ana.page.keyboard.press('Enter')
		await expect(ana.page.locator('[data-shape-type="card"]')).toHaveCount(2)
		const head = ana.page.locator('[data-shape-type="card"]').filter({ hasText: '2 cards joined' })
		await expect(head).toContainText('Bogotá · Wuhan')
		await expect.poll(cards).toEqual(['shape:c0', 'shape:c2'])
		expect(await layoutProblemsOf(ana.page)).toEqual([])
	})

	await test.step('in the list on a phone, where the details name each card', async () => {
		const head = bo.card('Buses never come on time')
		await expect(head).toContainText('2 cards joined')
		await head.getByRole('button', { name: 'Details' }).tap()
		const details = bo.page.getByRole('complementary').filter({ hasText: '2 cards joined' })
		await expect(details.getByRole('button', { name: /Buses never come on time!.*Wuhan/s })).toBeVisible()
		expect(await smallTargetsOf(bo.page)).toEqual([])
		expect(await isTooWide(bo.page)).toBe(false)
		expect(await violationsOf(bo.page)).toEqual([])
		await details.getByRole('button', { name: 'Take apart' }).tap()
		await expect.poll(async () => (await cards()).sort()).toEqual(['shape:c0', 'shape:c1', 'shape:c2'])
		await expect(ana.page.locator('[data-shape-type="card"]')).toHaveCount(3)
	})
})
