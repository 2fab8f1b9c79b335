import { expect, type Page } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'

const SHAPES = 'application/x-charrette'
const LEFT = { x: 300, y: 300 }
const RIGHT = { x: 760, y: 300 }

interface Clipboard {
	shapes: string
	text: string
	html?: string
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
		({ type, shapes, text, html = '' }) => {
			const clipboardData = new DataTransfer()
			clipboardData.setData(type, shapes)
			clipboardData.setData('text/html', html)
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

/** A note, a rectangle and an arrow between them, as tldraw copies them since 3.13. */
const OF_TLDRAW = JSON.stringify({
	type: 'application/tldraw',
	kind: 'content',
	version: 3,
	data: {
		assets: [],
		otherCompressed:
			'N4IgzgFghgDgpmEAuA2qALgT3gOSgWzmXGnhABoQBLAE2MljiSgpCzKRADsB7dIygA9kABkqZRlAE58o6Kjy6TqXGnGGcoARlYwoUuF3QBJOpz0BzJjFZUwAGR4BjANZwzAMygAbMHEo8ek5UWMhalDAyMIhIoE483jxSxAZ00lROEAAq6ujIGNhEnDTOrPFGhnmoBRwgelJQFg0wEGWK/EbIaGyFxPyCeZT9VSAACnBS+CGIAL4AujPkNUV1+o3NrZTlHVXd7CvDrIecgB3RgPfKAASA4IAg83eLIIToLLEzi8t4hPSkAtRmJIwkAAjI69ThWHisDQAFhEYhAEiQ8Jkz3kimUVFU6mIUAATLp9JVTMRLNZbA5nG5PD4/AEgiFEeE6lEYqAAO7IXFwyitJBablsXLEADyXDgFx4Hg8GSIDyeL2AbyWPVwBBWDDIlFo30BTlBtX0Mg5QmUiORsjRSiRWqxGhAUAAzASDEZieZGmStRTXO5kF5fP4QIEoMFQnyIiz8nK4M8o/NKEDMTRMRYYntCp8VonVCnbP9s8muBYkIghmD7VIjawPDJ8G6AfAkHqhjx6xqmCCI4FWYLJpifPRnlI8tHY693iq4JniAXc1r80mU0hfvscZWeMaQDWeHX/u2m0dW3ufsxdJHYr2plwB5xDHRRwq3nNpDw+ABlH6mNMNpgsSj7zsfwPZ9wEyOB8AVUCIHAqAADUJjABQrVxf84AARwAV0MJwEHyEB4nwAA6dBvBoBo2UIsB0CSIpoTeGYgA==',
	},
})

test('[PASTE6] shapes of tldraw are previewed and imported with their link by a facilitator; others paste the texts', async ({
	browser,
	workshop,
}) => {
	const clipboard = { shapes: '', text: 'Permits One office', html: `<div data-tldraw>${OF_TLDRAW}</div>` }
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(workshop.url, workshop.code, 'Dakar')
	await ana.waitForKeyboard()
	await paste(ana.page, clipboard)
	await expect(ana.cards).toHaveCount(2)
	await expect(ana.card('One office')).toBeVisible()
	await expect(ana.page.getByText('Only the texts of this drawing are pasted')).toBeVisible()
	await ana.page.keyboard.press('Control+z')
	await expect(ana.cards).toHaveCount(0)

	const fay = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await fay.page.goto(`${fay.page.url()}/b/${workshop.board}`)
	await fay.waitForBoard()
	await fay.waitForKeyboard()
	await paste(fay.page, clipboard)
	const dialog = fay.page.getByRole('dialog', { name: 'Import' })
	await expect(dialog.getByText('2 cards · 1 link')).toBeVisible()
	await dialog.getByRole('button', { name: 'Import', exact: true }).click()
	await dialog.getByRole('button', { name: 'Show' }).click()
	await expect(fay.cards).toHaveCount(2)
	await expect(fay.card('Permits')).toBeVisible()
})
