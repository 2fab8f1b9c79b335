import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { joinCrowd } from '../support/crowd.ts'
import { test } from '../support/fixtures.ts'
import { startStack } from '../support/startStack.ts'

const CROWD = 40
const TEXT =
	'Forty people point and push all over this board, and not one letter of what I write here goes astray. 一个字也不少。'

/** Many participants at one board. */
test('forty participants move cursors and cards at once, and another one keeps typing', async ({ browser }) => {
	const stack = await startStack()
	const workshop = await createWorkshop(stack.url)
	const [ana, li] = await Promise.all([Actor.open(browser, 'Ana'), Actor.open(browser, 'Li')])
	await Promise.all([ana.join(stack.url, workshop.code, 'Dakar'), li.join(stack.url, workshop.code, 'Wuhan')])
	await ana.writeCard('Obstacle', 'Permits', { x: 560, y: 420 })
	await li.page.mouse.move(300, 300)
	const crowd = await joinCrowd(stack.url, workshop.code, CROWD)
	const stopMoving = crowd.startMoving()
	const cursors = ana.page.locator('.tl-overlays').getByText(/ · /)
	const everybody = [...crowd.people, { name: 'Li', city: 'Wuhan' }].map(({ name, city }) => `${name} · ${city}`)

	await test.step('the cursors are hidden, with a notice', async () => {
		await expect(ana.page.getByText('More than 25 people are here')).toBeVisible()
		await expect(cursors).toHaveCount(0)
	})

	await test.step('the list of people is complete, and can show all cursors', async () => {
		const button = ana.page.getByRole('button', { name: 'People here' })
		const countWithAna = everybody.length + 1
		await expect(button).toHaveText(String(countWithAna))
		await button.click()
		const panel = ana.page.getByRole('dialog', { name: 'People here' })
		await expect(panel.getByRole('listitem')).toHaveCount(countWithAna)
		await panel.getByLabel('Show everyone’s cursors').check()
		await ana.page.keyboard.press('Escape')
		await expect.poll(async () => (await cursors.allTextContents()).sort()).toEqual(everybody.sort())
	})

	await test.step('no character is lost while typing', async () => {
		await ana.startEditing('Permits')
		await ana.page.keyboard.press('Control+a')
		await ana.page.keyboard.type(TEXT)
		await expect(ana.editor).toHaveValue(TEXT)
		await ana.page.keyboard.press('Escape')
		await expect(li.card(TEXT)).toHaveCount(1)
		await expect(li.cards).toHaveCount(CROWD + 1)
	})

	await test.step('the cursors of participants who leave disappear', async () => {
		stopMoving()
		crowd.leave(CROWD - 10)
		await expect(ana.page.getByRole('button', { name: 'People here' })).toHaveText('12')
		await expect.poll(() => cursors.count()).toBeLessThanOrEqual(11)
		await expect(cursors.filter({ hasText: 'Person 40 ·' })).toHaveCount(0)
		crowd.leave(10)
		await expect(ana.page.getByRole('button', { name: 'People here' })).toHaveText('2')
		await expect(cursors.filter({ hasText: 'Person' })).toHaveCount(0)
	})
	await ana.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toContain(TEXT)
	await stack.stop()
})
