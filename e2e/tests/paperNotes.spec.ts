import { expect, type Page } from '@playwright/test'
import { test } from '../support/fixtures.ts'
import { joinOnPhone } from '../support/participants.ts'

/** Paper notes in a photo become cards (PAPER). */

/** Returns a photo of two notes as a PNG file, drawn by the browser. */
async function drawPhoto(page: Page, notes: readonly string[]): Promise<Buffer> {
	const url = await page.evaluate((texts) => {
		const canvas = document.createElement('canvas')
		canvas.width = 900
		canvas.height = 420
		const context = canvas.getContext('2d') as CanvasRenderingContext2D
		context.fillStyle = '#b9b2a4'
		context.fillRect(0, 0, 900, 420)
		context.font = '44px sans-serif'
		for (const [at, text] of texts.entries()) {
			context.setTransform(1, 0.03, -0.03, 1, 60 + at * 420, 70)
			context.fillStyle = at === 0 ? '#fff3a3' : '#c9ecff'
			context.fillRect(0, 0, 340, 280)
			context.fillStyle = '#22211f'
			for (const [line, words] of text.split('\n').entries()) context.fillText(words, 30, 120 + line * 64)
		}
		return canvas.toDataURL()
	}, notes)
	return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

test('[PAPER1][PAPER2][PAPER3] notes in two languages are read on the device, corrected, added and undone', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const { page } = ana
	const buffer = await drawPhoto(page, ['Permits take\nnine months', '审批需要\n九个月'])
	await page.locator('input[type=file][multiple]').setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer })
	await page.getByRole('button', { name: /^Read the notes…/ }).tap()

	await page.getByRole('checkbox', { name: '中文' }).tap()
	await page.getByRole('button', { name: 'Read the notes', exact: true }).tap()
	const first = page.getByRole('textbox', { name: 'Text of note 1' })
	const second = page.getByRole('textbox', { name: 'Text of note 2' })
	await expect(first).toHaveValue('Permits take nine months')
	// A character may be wrong, as the typefaces of machines differ.
	await expect(second).toHaveValue(/九个月$/)
	await expect(ana.cards).toHaveCount(0)
	await ana.expectNoViolations()

	await first.fill('Permits take ten months')
	await second.fill('审批需要九个月')
	await page.getByRole('combobox', { name: 'Kind of note 2' }).selectOption('Question')
	await page.getByRole('button', { name: 'Add 2 cards' }).tap()
	await expect(ana.card('Permits take ten months')).toBeVisible()
	await expect(ana.card('审批需要九个月')).toHaveAttribute('data-kind', 'question')
	await page.getByRole('button', { name: 'Undo' }).last().tap()
	await expect(ana.cards).toHaveCount(0)
	await page.context().close()
})
