import { expect, type Page } from '@playwright/test'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, sentencesOf } from '../support/participants.ts'

/** A board used with the keyboard alone, and its announcements to screen readers. */

const selection = (page: Page) => page.getByRole('status', { name: 'Selection' })
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

test('[KEY1] [KEY2] [KEY3] the keyboard reaches every card, links two and moves one into another cluster', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const { page } = ana
	const { keyboard } = page
	await ana.writeCard('Obstacle', 'Permits', { x: 300, y: 350 })
	await ana.cluster('Streets', ['Permits'])
	await ana.writeCard('Solution', 'One office', { x: 900, y: 350 })
	await keyboard.press('Escape')
	await keyboard.press('Escape')

	await page.getByRole('button', { name: 'Skip to the content' }).focus()
	await keyboard.press('Enter')
	await expect(selection(page)).toHaveText('Cluster “Streets”, 1 card')
	await keyboard.press('Tab')
	await expect(selection(page)).toHaveText('Obstacle: Permits. From Dakar. 1 of 1 in the cluster “Streets”')
	await keyboard.press('Tab')
	await expect(selection(page)).toHaveText('Solution: One office. From Dakar. 1 of 1 not in a cluster')

	await keyboard.press('Alt+L')
	await expect(page.getByRole('option')).toHaveText(['addresses Permits'])
	await keyboard.press('Enter')
	await expect(page.getByRole('log', { name: 'Your actions' })).toHaveText('Linked: One office – Permits')
	await expect
		.poll(async () => sentencesOf(await workshop.contentOf(workshop.board)))
		.toEqual(['One office addresses Permits'])

	await keyboard.press('Alt+F10')
	await expect.poll(() => focused(page)).toBe('Kind: Obstacle')
	await keyboard.press('End')
	await expect.poll(() => focused(page)).toBe('Delete')
	await page.getByRole('button', { name: 'Move to a cluster' }).focus()
	await keyboard.press('Enter')
	await page.getByRole('menuitem', { name: 'Streets' }).press('Enter')
	await expect(selection(page)).toHaveText('Solution: One office. From Dakar. 2 of 2 in the cluster “Streets”')
	await expect.poll(async () => (await workshop.contentOf(workshop.board)).clusters[0]?.cards.length).toBe(2)
})

test('[KEY4] [KEY5] Tab stops once at each toolbar and shows the focus; the arrow keys move inside', async ({
	browser,
	workshop,
}) => {
	const { page } = await joinOnCanvas(browser, workshop, 'Ana')
	const { keyboard } = page
	await page.getByRole('button', { name: 'Search the board' }).focus()
	const stops: (string | null | undefined)[] = []
	for (let stop = 0; stop < 3; stop++) {
		stops.push(await focused(page))
		const width = await page.evaluate(() => document.activeElement && getComputedStyle(document.activeElement).outline)
		expect(width).toContain('3px')
		await keyboard.press('Tab')
	}
	expect(stops).toEqual(['Search the board', 'Zoom out', 'New card: Obstacle'])
	await keyboard.press('Shift+Tab')
	await keyboard.press('ArrowRight')
	expect(await focused(page)).toBe('New card: Solution')
	await keyboard.press('ArrowLeft')
	await keyboard.press('ArrowLeft')
	expect(await focused(page)).toBe('Redo')
	await keyboard.press('Escape')
	await expect(page.locator('.tl-container')).toBeFocused()
	await expect(page.getByRole('banner')).toHaveCount(1)
	await expect(page.getByRole('main')).toHaveCount(1)
})

test('[KEY6] [KEY7] [KEY8] Enter applies a choice, forced colours show it, and Undo in a toast returns the focus', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const { page } = ana
	const { keyboard } = page
	await ana.writeCard('Obstacle', 'Permits', { x: 400, y: 350 })
	await ana.writeCard('Obstacle', 'Taxes', { x: 400, y: 550 })

	await ana.select('Permits')
	await page.getByLabel('Category').focus()
	await keyboard.press('ArrowDown')
	await keyboard.press('ArrowDown')
	await expect(page.getByLabel('Category')).not.toHaveValue('')
	await expect(ana.card('Permits')).not.toContainText('·')
	await keyboard.press('Enter')
	await expect(ana.card('Permits')).toContainText('·')

	const backgroundOf = (name: string) =>
		page.getByRole('button', { name, exact: true }).evaluate((button) => getComputedStyle(button).backgroundColor)
	await page.emulateMedia({ forcedColors: 'active' })
	expect(await backgroundOf('Select')).not.toBe(await backgroundOf('Move'))
	await page.emulateMedia({ forcedColors: 'none' })

	await page.getByRole('button', { name: 'List', exact: true }).click()
	const rows = page.locator('[data-card] [data-main]')
	await rows.first().focus()
	await keyboard.press('Delete')
	await expect(rows).toHaveCount(1)
	await expect(rows).toBeFocused()
	await page.getByRole('status').getByRole('button', { name: 'Undo' }).focus()
	await keyboard.press('Enter')
	await expect(rows).toHaveCount(2)
	await expect(rows.filter({ hasText: 'Taxes' })).toBeFocused()
})
