import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { joinCrowd } from '../support/crowd.ts'
import { openByApi } from '../support/openByApi.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

const CROWD = 40
const TEXT =
	'Forty people point and push all over this board, and not one letter of what I write here goes astray. 一个字也不少。'

/** A whole hall at one board. */
test('forty people point and move their cards at once, and one goes on writing among them', async ({ browser }) => {
	const stack = await startStack()
	const workshop = await openByApi(stack.url)
	const [ana, li] = await Promise.all([Actor.enter(browser, 'Ana'), Actor.enter(browser, 'Li')])
	await Promise.all([ana.join(stack.url, workshop.code, 'Dakar'), li.join(stack.url, workshop.code, 'Wuhan')])
	await ana.writeCard('Obstacle', 'Permits', { x: 560, y: 420 })
	await li.page.mouse.move(300, 300)
	const crowd = await joinCrowd(stack.url, workshop.code, CROWD)
	const still = crowd.stir()
	const cursors = ana.page.locator('.tl-overlays').getByText(/ · /)
	const everybody = [...crowd.people, { name: 'Li', city: 'Wuhan' }].map(({ name, city }) => `${name} · ${city}`)

	await test.step('their cursors are hidden, which is said', async () => {
		await expect(ana.page.getByText('More than 25 people are here')).toBeVisible()
		await expect(cursors).toHaveCount(0)
	})

	await test.step('who is here has all of them, and shows the cursors if one wants', async () => {
		const button = ana.page.getByRole('button', { name: 'People here' })
		const countWithOneself = everybody.length + 1
		await expect(button).toHaveText(String(countWithOneself))
		await button.click()
		const panel = ana.page.getByRole('dialog', { name: 'People here' })
		await expect(panel.getByRole('listitem')).toHaveCount(countWithOneself)
		await panel.getByLabel('Show everyone’s cursors').check()
		await ana.page.keyboard.press('Escape')
		await expect.poll(async () => (await cursors.allTextContents()).sort()).toEqual(everybody.sort())
	})

	await test.step('whoever writes among them loses not a letter', async () => {
		await ana.startEditing('Permits')
		await ana.page.keyboard.press('Control+a')
		await ana.page.keyboard.type(TEXT)
		await expect(ana.editor).toHaveValue(TEXT)
		await ana.page.keyboard.press('Escape')
		await expect(li.card(TEXT)).toHaveCount(1)
		await expect(li.cards).toHaveCount(CROWD + 1)
	})

	await test.step('who leaves takes the cursor along', async () => {
		still()
		crowd.leave(CROWD - 10)
		await expect(ana.page.getByRole('button', { name: 'People here' })).toHaveText('12')
		await expect.poll(() => cursors.count()).toBeLessThanOrEqual(11)
		await expect(cursors.filter({ hasText: 'Person 40 ·' })).toHaveCount(0)
		crowd.leave(10)
		await expect(ana.page.getByRole('button', { name: 'People here' })).toHaveText('2')
		await expect(cursors.filter({ hasText: 'Person' })).toHaveCount(0)
	})
	await ana.badgeSays('Saved')
	expect(await workshop.textsOn(workshop.board)).toContain(TEXT)
	await stack.stop()
})
