import { expect } from '@playwright/test'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'

const TEXT = '**Bus lanes** now\n- plan: https://plan.example/map\n- second line'

test('[TEXT1] [TEXT2] bold parts, lists and links of a card, on the canvas, in an export and in the list', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const { page } = ana
	const card = ana.card('Bus lanes')
	/**
	 * Returns the height of the card in board units, since the camera zooms while it is edited
	 * (STAGE6e).
	 */
	const heightOnBoard = () => ana.cards.evaluate((shape: HTMLElement) => shape.offsetHeight)
	await page.keyboard.press('2')
	await ana.editor.waitFor()
	await page.keyboard.type(TEXT)
	await page.keyboard.press('Escape')

	await test.step('the canvas shows no markup, and the card keeps its height while it is edited', async () => {
		await expect(card.locator('b')).toHaveText('Bus lanes')
		await expect(card).not.toContainText('**')
		await expect(card).toContainText('•plan: https://plan.example/map')
		const height = await heightOnBoard()
		await page.keyboard.press('Enter')
		await expect(ana.editor).toHaveValue(TEXT)
		expect(await heightOnBoard()).toBe(height)
		await page.keyboard.press('Escape')
	})

	await test.step('a click on the link opens a page without access to this one (noopener), and a drag moves the card', async () => {
		await page.context().route('https://plan.example/**', (route) => route.fulfill({ body: 'the plan' }))
		const link = card.getByText('https://plan.example/map')
		await ana.centreOf('Bus lanes')
		const opening = page.context().waitForEvent('page')
		const box = await link.boundingBox()
		if (!box) throw new Error('the link is not in the window')
		await page.mouse.click(box.x + 20, box.y + box.height / 4)
		const opened = await opening
		await expect(opened.getByText('the plan')).toBeVisible()
		expect(await opened.evaluate(() => [location.href, window.opener, document.referrer])).toEqual([
			'https://plan.example/map',
			null,
			'',
		])
		await opened.close()

		const before = await ana.boxOf('Bus lanes')
		await page.mouse.move(box.x + 20, box.y + box.height / 4)
		await page.mouse.down()
		await page.mouse.move(box.x + 140, box.y + 90, { steps: 5 })
		await page.mouse.up()
		await expect.poll(async () => Math.round((await ana.boxOf('Bus lanes')).x - before.x)).toBe(120)
		expect(page.context().pages()).toHaveLength(1)
	})

	await test.step('an SVG export draws the bold part in bold, without markup', async () => {
		const { bytes } = await ana.exportBoard(/SVG/)
		const svg = bytes.toString()
		expect(svg).toMatch(/font-weight="700"[^>]*>Bus lanes/)
		expect(svg).not.toContain('**')
	})

	await test.step('the list shows the same text, with the link below it', async () => {
		const ben = await joinOnPhone(browser, workshop, 'Ben')
		await expect(ben.card('Bus lanes').locator('b')).toHaveText('Bus lanes')
		const link = ben.card('Bus lanes').getByRole('link', { name: 'https://plan.example/map' })
		await expect(link).toHaveAttribute('href', 'https://plan.example/map')
		await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
		await ben.expectNoViolations()
	})
})
