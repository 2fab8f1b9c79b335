import { expect, type Page } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { test } from '../support/fixtures.ts'

const SHAPES = 'application/x-charrette'
const LEFT = { x: 300, y: 300 }
const RIGHT = { x: 760, y: 300 }

interface Clipboard {
	shapes: string
	text: string
}

/** Returns what the board writes to the clipboard. */
function copySelection(page: Page): Promise<Clipboard> {
	return page.evaluate((type) => {
		const clipboardData = new DataTransfer()
		document.body.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
		return { shapes: clipboardData.getData(type), text: clipboardData.getData('text/plain') }
	}, SHAPES)
}

async function paste(page: Page, clipboard: Clipboard): Promise<void> {
	await page.evaluate(
		({ type, shapes, text }) => {
			const clipboardData = new DataTransfer()
			clipboardData.setData(type, shapes)
			clipboardData.setData('text/plain', text)
			document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
		},
		{ type: SHAPES, ...clipboard },
	)
}

/** Returns copied shapes with the schema of a later release. */
function ofLaterRelease(shapes: string): string {
	const content = JSON.parse(shapes) as { schema: { sequences: Record<string, number> } }
	const sequences = Object.entries(content.schema.sequences).map(([name, version]) => [name, version + 50])
	return JSON.stringify({ ...content, schema: { ...content.schema, sequences: Object.fromEntries(sequences) } })
}

test('[PASTE5] shapes of another release are pasted as cards with their text, and a notice says so', async ({
	browser,
	workshop,
}) => {
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(workshop.url, workshop.code, 'Dakar')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.writeCard('Case', 'Roads', RIGHT)
	await ana.waitForKeyboard()
	await ana.page.keyboard.press('Control+a')
	const copied = await copySelection(ana.page)
	expect(copied.text.split('\n').sort()).toEqual(['Permits', 'Roads'])
	const notice = ana.page.getByText('These shapes are from another version of Charrette.')

	await paste(ana.page, copied)
	await expect(ana.cards).toHaveCount(4)
	await expect(notice).toHaveCount(0)

	await paste(ana.page, { ...copied, shapes: ofLaterRelease(copied.shapes) })
	await expect(ana.cards).toHaveCount(6)
	await expect(notice).toBeVisible()
	await expect(notice).toContainText('Their text was pasted as cards.')
	await ana.page.keyboard.press('Control+z')
	await expect(ana.cards).toHaveCount(4)

	const unknown = JSON.stringify({ shapes: [{ type: 'shape-of-2030' }] })
	await paste(ana.page, { shapes: unknown, text: '' })
	await expect(ana.page.getByText('cannot be pasted')).toBeVisible()
	await expect(ana.cards).toHaveCount(4)
})
