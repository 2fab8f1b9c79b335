import { expect } from '@playwright/test'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinWithClipboard } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoardAsStock } from '../support/stockClient.ts'

/**
 * Characters that XML forbids (CHARS1): a vertical tab as spreadsheets have it, a null, a
 * non-character.
 */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

const BAD = '\u000b\u0000\uffff'

test('[CHARS1] characters that XML forbids, in a card, title, city or source, harm no export', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { title: `Streets${BAD}`, cities: [`Da${BAD}kar`] })
	const board = await openBoardAsStock(stack.url, workshop.code)
	const from = { practice: 'p'.repeat(21), version: 1, city: `Li${BAD}ma`, workshop: 'W' }
	board.transact(() => {
		board.write('shape:a', { type: 'card', xy: [200, 300], text: `One${BAD}office`, 'props.city': `Wu${BAD}han` })
		board.write('shape:b', { type: 'card', xy: [500, 300], text: 'Adopted', 'meta.from': from })
		board.write('shape:c', { type: 'frame', xy: [150, 200], wh: [900, 400], 'props.name': `Per${BAD}mits` })
	})
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await expect(ana.card('Adopted')).toBeVisible()

	const svg = (await ana.exportBoard(/^SVG/)).bytes.toString()
	const problem = await ana.page.evaluate(
		(text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent,
		svg,
	)
	expect(problem).toBeUndefined()
	for (const text of ['Oneoffice', 'Wuhan', 'Permits', 'Lima']) expect(svg).toContain(text)
	expect((await ana.exportBoard(/^PNG/)).bytes.subarray(1, 4).toString()).toBe('PNG')
	expect((await ana.exportBoard(/^PPTX|^PowerPoint/)).bytes.subarray(0, 2).toString()).toBe('PK')
	board.leave()
})

test('[CHARS1] a vertical tab that is pasted into a card is a line break, and other such characters are left out', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await joinWithClipboard(browser, workshop, 'Ana')
	// The clipboard cannot contain a null.
	await ana.page.evaluate((text) => navigator.clipboard.writeText(text), `One office${BAD.replace('\0', '')}for all`)
	await ana.page.keyboard.press('n')
	await expect(ana.page.getByRole('textbox', { name: 'Card text' })).toBeFocused()
	await ana.page.keyboard.press('Control+v')
	await ana.page.keyboard.type('!')
	await expect(ana.page.getByRole('textbox', { name: 'Card text' })).toHaveValue('One office\nfor all!')
	await expect.poll(() => workshop.textsOn(workshop.board)).toEqual(['One office\nfor all!'])
})
