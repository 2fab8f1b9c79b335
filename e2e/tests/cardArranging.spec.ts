import { expect } from '@playwright/test'
import { test } from '../support/fixtures.ts'
import { joinOnPhone, joinWithClipboard, linksOf } from '../support/participants.ts'

test('[LOCK1] cards are aligned, locked, linked, copied and exported by the menus', async ({ browser, workshop }) => {
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	const { page } = ana
	await ana.writeCard('Obstacle', 'Permits', { x: 400, y: 250 })
	await ana.writeCard('Solution', 'One office', { x: 460, y: 420 })
	await ana.writeCard('Solution', 'A counter', { x: 380, y: 640 })
	const lefts = async () => [(await ana.boxOf('Permits')).x, (await ana.boxOf('One office')).x]
	const choose = async (text: string, ...items: string[]) => {
		const { x, y } = await ana.centreOf(text)
		await page.mouse.click(x, y, { button: 'right' })
		for (const item of items) await page.getByRole('menuitem', { name: item }).click()
	}

	await test.step('the toolbar aligns several cards in one undo step', async () => {
		const before = await lefts()
		await page.keyboard.press('Control+a')
		await page.getByRole('button', { name: 'Align', exact: true }).click()
		await page.getByRole('menuitem', { name: 'Align left' }).click()
		await expect.poll(async () => new Set(await lefts()).size).toBe(1)
		await page.keyboard.press('Control+z')
		await expect.poll(lefts).toEqual(before)
		await page.keyboard.press('Escape')
	})

	await test.step('the context menu changes the kind, links, copies, pastes, and exports the selection', async () => {
		await choose('A counter', 'Kind', 'Resource')
		await expect(ana.card('A counter')).toHaveText(/Resource/i)
		await expect(ana.card('Permits')).toHaveText(/Obstacle/i)
		await ana.select('Permits')
		await page.keyboard.down('Shift')
		await ana.select('One office')
		await page.keyboard.up('Shift')
		await choose('Permits', 'Link the two cards')
		await expect(linksOf(ana)).toHaveCount(1)
		await page.keyboard.press('Escape')
		await choose('A counter', 'Copy')
		await choose('A counter', 'Paste')
		await expect(ana.cards).toHaveCount(4)
		await page.keyboard.press('Control+z')
		await expect(ana.cards).toHaveCount(3)
		await choose('A counter', 'Export selection…')
		await expect(page.getByRole('radio', { name: 'Selection' })).toBeChecked()
		await page.keyboard.press('Escape')
		await expect(page.getByRole('dialog')).toHaveCount(0)
	})

	await test.step('a locked card stays where it is; the list unlocks it', async () => {
		await choose('Permits', 'Lock')
		await expect(ana.card('Permits').locator('svg')).toHaveCount(2)
		const before = await ana.boxOf('Permits')
		await page.keyboard.press('Escape')
		await ana.drag('Permits', { x: 200, y: 0 })
		expect(await ana.boxOf('Permits')).toEqual(before)
		await ana.waitForSaveStatus('Saved')
		const ben = await joinOnPhone(browser, workshop, 'Ben')
		await expect(ben.card('Permits')).toContainText('Locked')
		await ben.card('Permits').locator('[data-main]').tap({ force: true })
		await expect(ben.editor).toHaveCount(0)
		await ben.card('Permits').getByRole('button', { name: 'Unlock' }).tap()
		await expect(ben.card('Permits')).not.toContainText('Locked')
		await page.keyboard.press('Escape')
		await expect(async () => {
			await ana.drag('Permits', { x: 150, y: 0 })
			expect((await ana.boxOf('Permits')).x).toBeGreaterThan(before.x + 100)
		}).toPass({ timeout: 10_000 })
	})
})
