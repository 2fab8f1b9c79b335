import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'

/** The list view: for phones, keyboards and screen readers. */

const LEFT = { x: 300, y: 300 }
const RIGHT = { x: 760, y: 300 }

/**
 * Runs in the page: resolves with the text of the field that has the focus right after the next
 * key, before a frame.
 */
const fieldAfterKey = () => ({
	text: new Promise<string | null>((resolve) => {
		const read = () => resolve((document.activeElement as HTMLTextAreaElement).value ?? null)
		addEventListener('keydown', () => queueMicrotask(read), { once: true })
	}),
})

test('a brainstorm in the list on a phone: cards, kinds, categories, links and undo', async ({ browser, workshop }) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const { keyboard } = ana.page
	await expect(ana.page.getByText('Add your first card below')).toBeVisible()
	await ana.expectNoViolations()

	await test.step('cards are added with Enter, or several at once by pasting lines', async () => {
		await ana.addCards('Obstacle', ['Permits take nine months', '五个部门各自审批', 'Nobody maintains lifts'])
		await ana.addCards('Solution', ['One permit office'])
		await ana.paste('- Score bids on ten-year cost\n- A joint office\n\n- Night deliveries')
		await expect(ana.cards).toHaveCount(7)
		await expect(ana.page.getByText('3 cards added.')).toBeVisible()
		await ana.page.getByRole('button', { name: 'Undo' }).last().tap()
		await expect(ana.cards).toHaveCount(4)
	})

	await test.step('[PHONE8a] a card is edited in place, and Enter adds a card below it for what is typed next', async () => {
		await ana.startEditing('Permits take nine months')
		await keyboard.type(' or more')
		await ana.page.getByLabel('Category').selectOption('law & regulation')
		await ana.editor.tap()
		const next = await ana.page.evaluateHandle(fieldAfterKey)
		await keyboard.press('Enter')
		expect(await next.evaluate(({ text }) => text)).toBe('')
		await keyboard.type('Fees differ from city to city')
		await keyboard.press('Escape')
		await expect(ana.cards.nth(1)).toContainText('Fees differ from city to city')
		await ana.startEditing('Nobody maintains lifts')
		await ana.page.getByLabel('Kind', { exact: true }).selectOption('Question')
		await expect(ana.editor).toBeVisible()
		await ana.expectNoViolations()
	})

	await test.step('an empty card is removed', async () => {
		await ana.editor.tap()
		await keyboard.press('Enter')
		await expect(ana.cards).toHaveCount(6)
		await keyboard.press('Enter')
		await expect(ana.cards).toHaveCount(5)
	})

	await test.step('a link target is found by search, and a link leads to the other card', async () => {
		await ana.startEditing('Permits take nine months')
		await ana.page.getByRole('button', { name: 'Link…' }).tap()
		await expect(ana.page.getByRole('combobox', { name: 'Search cards' })).toBeFocused()
		await ana.expectNoViolations()
		await keyboard.type('one office')
		await expect(ana.page.getByText('No other card matches.')).toBeVisible()
		await ana.page.getByRole('combobox').fill('permit office')
		await keyboard.press('Enter')
		await expect(ana.linksOf('Permits take nine months')).toHaveText('is addressed by: One permit office')
		await expect(ana.linksOf('One permit office')).toHaveText('addresses: Permits take nine months or more')
		await ana.linksOf('One permit office').getByRole('button').tap()
		await expect(ana.card('Permits take nine months').locator('[data-main]')).toBeFocused()
	})

	await test.step('the server has the same content as from a canvas', async () => {
		await ana.waitForSaveStatus('Saved')
		const { cards, links } = await workshop.contentOf(workshop.board)
		const permits = cards.find(({ text }) => text === 'Permits take nine months or more')
		const solution = cards.find(({ text }) => text === 'One permit office')
		expect(permits).toMatchObject({ kind: 'obstacle', category: 'law', city: 'Dakar', author: 'Ana' })
		expect(links).toMatchObject([{ from: solution?.id, to: permits?.id, meaning: 'addresses' }])
		expect(cards.map(({ kind }) => kind).sort()).toEqual(['obstacle', 'obstacle', 'obstacle', 'question', 'solution'])
	})

	await test.step('undo restores a deleted card with its links', async () => {
		await ana.startEditing('One permit office')
		await ana.page.getByRole('button', { name: 'Delete' }).tap()
		await expect(ana.linksOf('Permits take nine months')).toHaveCount(0)
		await ana.page.getByRole('button', { name: 'Undo' }).last().tap()
		await expect(ana.linksOf('Permits take nine months')).toHaveText('is addressed by: One permit office')
	})
	await ana.expectNoViolations()
	await ana.expectNoCanvasCode()
	await ana.page.context().close()
})

test('[TEXT1b] a card takes no more text than it shows, and says so, in the list and on the canvas', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const ben = await joinOnCanvas(browser, workshop, 'Ben', 'Bogotá')
	const full = 'At most 10,000 characters fit here.'
	const shown = 'Permits'.padEnd(10_000, '.')
	await ana.addCards('Obstacle', ['Permits'])
	await ben.startEditing('Permits')
	await ben.page.keyboard.insertText('.'.repeat(12_000))
	await expect(ben.page.getByText(full)).toBeVisible()
	await expect(ben.page.locator('textarea:focus')).toHaveValue(shown)
	await ben.page.keyboard.press('Escape')
	await ben.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual([shown])

	await ana.startEditing('Permits')
	await ana.page.keyboard.type('more')
	await expect(ana.page.getByText(full)).toBeVisible()
	await expect(ana.editor).toHaveValue(shown)
})

test('[PHONE7a] list and canvas show the same board live, and the list announces changes by others', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const ben = await joinOnCanvas(browser, workshop, 'Ben', 'Bogotá')
	await ana.addCards('Obstacle', ['Permits'])
	await expect(ben.card('Permits')).toHaveCount(1)
	await ben.writeCard('Solution', 'One office', RIGHT)
	await expect(ana.card('One office')).toContainText('Bogotá · Ben')
	await ana.waitForAnnouncement('Ben added a solution: One office.')

	await ben.cluster('Law', ['One office'])
	await expect(ana.page.getByRole('heading', { name: 'Law · 1' })).toBeVisible()
	await ana.startEditing('Permits')
	await ana.page.getByLabel('Cluster', { exact: true }).selectOption('Law')
	await expect(ana.page.getByRole('heading', { name: 'Law · 2' })).toBeVisible()
	await ben.waitForSaveStatus('Saved')
	await expect
		.poll(async () => (await workshop.contentOf(workshop.board)).clusters.map(({ cards }) => cards.length))
		.toEqual([2])

	await ben.startEditing('One office')
	await expect(ana.card('One office')).toContainText('Ben is typing…')
	await ben.page.keyboard.type(' for all')
	await ben.page.keyboard.press('Escape')
	await ana.waitForAnnouncement('Ben changed a solution: One office for all.')

	// If another person deletes the card that is being edited, its text moves to the composer.
	await expect(ana.editor).toHaveValue('Permits')
	await ben.page.keyboard.press('Escape')
	await ben.card('Permits').click({ force: true })
	await ben.page.keyboard.press('Delete')
	await expect(ana.composer).toHaveValue('Permits')
	await expect(ana.composer).toBeFocused()
	await ana.page.keyboard.type(' take long')
	await expect(ana.composer).toHaveValue('Permits take long')
	// If it has the focus without being edited, the focus stays in the list.
	await ana.page.keyboard.press('Enter')
	await ana.card('Permits take long').locator('[data-main]').focus()
	await ben.card('Permits take long').click({ force: true })
	await ben.page.keyboard.press('Delete')
	await expect(ana.card('Permits take long')).toHaveCount(0)
	await expect(ana.page.getByRole('main')).toBeFocused()
	await ana.card('One office').locator('[data-main]').press('Delete')
	await expect(ben.cards).toHaveCount(0)
	await expect(ana.page.getByRole('main')).toBeFocused()
	await ana.expectNoCanvasCode()
	await Promise.all([ana, ben].map((person) => person.page.context().close()))
})

test('switching between canvas and list keeps the selection, the undo history and the connection', async ({
	browser,
	workshop,
}) => {
	const ana = await Actor.open(browser, 'Ana')
	await ana.followEditors()
	const sockets: string[] = []
	ana.page.on('websocket', (socket) => sockets.push(socket.url()))
	await ana.join(workshop.url, workshop.code, 'Dakar')
	const { page } = ana
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.writeCard('Solution', 'One office', RIGHT)

	// The last card is still selected.
	await page.getByRole('button', { name: 'List', exact: true }).click()
	const inList = (text: string) => page.locator('[data-main]', { hasText: text })
	await expect(inList('One office')).toBeFocused()
	expect(page.url()).toContain('view=list')
	await page.keyboard.press('ArrowUp')
	await expect(inList('Permits')).toBeFocused()
	await page.keyboard.press('Delete')
	await expect(inList('Permits')).toHaveCount(0)
	await page.keyboard.press('Control+z')
	await expect(inList('Permits')).toHaveCount(1)
	await inList('One office').press('Home')
	await expect(inList('Permits')).toBeFocused()

	await page.getByRole('button', { name: 'Canvas', exact: true }).click()
	await expect(page.getByRole('toolbar', { name: 'Card options' })).toBeVisible()
	await page.keyboard.press('Delete')
	await expect(ana.card('Permits')).toHaveCount(0)
	await expect(ana.card('One office')).toHaveCount(1)

	await page.getByRole('button', { name: 'List', exact: true }).click()
	await page.getByRole('button', { name: 'Undo' }).first().click()
	await expect(inList('Permits')).toHaveCount(1)
	await ana.waitForSaveStatus('Saved')
	expect(sockets.filter((url) => url.includes('/sync/board'))).toHaveLength(1)
	// tldraw keeps a reference to the last editor that received pointer events.
	await expect.poll(async () => (await ana.countEditors()).kept, 'closed editors are in memory').toBeLessThan(2)
	expect((await ana.countEditors()).opened).toBeGreaterThan(1)

	await page.reload()
	await expect(inList('Permits')).toHaveCount(1)
	await page.context().close()
})

test('deleting a card while writing it recovers no text, and undo restores that card once', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	await ana.addCards('Obstacle', ['Permits', 'Fees'])
	await ana.startEditing('Permits')
	await ana.page.getByRole('toolbar', { name: 'Card options' }).getByRole('button', { name: 'Delete' }).tap()
	await expect(ana.cards).toHaveCount(1)
	await expect(ana.composer).toHaveValue('')
	await ana.page.getByRole('button', { name: 'Undo' }).first().tap()
	await expect(ana.card('Permits')).toHaveCount(1)
	await ana.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['Fees', 'Permits'])
	await expect(ana.composer).toHaveValue('')
	await ana.page.context().close()
})

test('input method composition and edits by others in the same card are both kept', async ({ browser, workshop }) => {
	const li = await joinOnPhone(browser, workshop, 'Li')
	const ben = await joinOnCanvas(browser, workshop, 'Ben', 'Bogotá')
	await li.addCards('Obstacle', ['审批'])
	await expect(ben.card('审批')).toHaveCount(1)
	await li.startEditing('审批')
	const input = await li.page.context().newCDPSession(li.page)
	const compose = (text: string) =>
		input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
	await compose('tai')
	await ben.startEditing('审批')
	await ben.page.keyboard.press('Control+Home')
	await ben.page.keyboard.type('Permits: ')
	await expect.poll(() => workshop.textsOn(workshop.board)).toEqual(['Permits: 审批'])
	// This Enter chooses a candidate of the input method and must not submit the card.
	await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 })
	await input.send('Input.insertText', { text: '太慢' })
	await expect(li.editor).toHaveValue('Permits: 审批太慢')
	await expect(li.cards).toHaveCount(1)
	await li.page.keyboard.press('Escape')
	await expect(ben.editor).toHaveValue('Permits: 审批太慢')
	// [DOC2] A page that is left during a composition has it on the board.
	await li.startEditing('Permits')
	await compose('hen')
	await expect(li.editor).toHaveValue('Permits: 审批太慢hen')
	await li.page.reload()
	await expect(ben.editor).toHaveValue('Permits: 审批太慢hen')
	await Promise.all([li, ben].map((person) => person.page.context().close()))
})

test('[ACK3a] cards added offline in the list are counted, [PHONE3a] in full, and saved after reconnecting, beside cards of others', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const ben = await joinOnCanvas(browser, workshop, 'Ben', 'Bogotá')
	await ana.page.context().setOffline(true)
	await ana.waitForSaveStatus('Offline')
	await ana.addCards('Obstacle', ['Permits', 'Fees'])
	await ana.waitForSaveStatus('Offline: 2 changes kept on this device')
	const isCut = ({ scrollWidth, clientWidth }: Element) => scrollWidth > clientWidth
	for (const width of [390, 1440]) {
		await ana.page.setViewportSize({ width, height: 844 })
		expect(await ana.page.locator('[role=status][data-state=offline] > span').evaluate(isCut)).toBe(false)
	}
	await ben.writeCard('Question', 'Who pays?', RIGHT)
	await ana.page.context().setOffline(false)
	await ana.waitForSaveStatus('Saved')
	await expect(ana.card('Who pays?')).toHaveCount(1)
	expect(await workshop.textsOn(workshop.board)).toEqual(['Fees', 'Permits', 'Who pays?'])
	await Promise.all([ana, ben].map((person) => person.page.context().close()))
})

test('a frozen board is read-only in the list; text in the composer survives a reload', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	await ana.addCards('Obstacle', ['Permits'])
	await ana.startEditing('Permits')
	await workshop.freeze(true)
	await expect(ana.page.getByText('This board is frozen')).toBeVisible()
	await expect(ana.composer).toHaveCount(0)
	await expect(ana.editor).toHaveCount(0)
	await ana.card('Permits').locator('[data-main]').tap({ force: true })
	await expect(ana.card('Permits').locator('[data-main]')).toBeFocused()
	await ana.page.keyboard.press('Delete')
	await expect(ana.cards).toHaveCount(1)
	await ana.expectNoViolations()
	await workshop.freeze(false)
	await ana.composer.fill('half a thou')
	await ana.page.reload()
	await expect(ana.composer).toHaveValue('half a thou')
	await ana.page.context().close()
})

test('[KEY2a] the status that a card was added goes when the addition is undone', async ({ browser, workshop }) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const status = ana.page.getByRole('status').filter({ hasText: 'Card added' })
	await ana.addCards('Obstacle', ['Permits'])
	await expect(status).toHaveText('Card added: Permits')
	await ana.page.getByRole('button', { name: 'Undo' }).tap()
	await expect(ana.cards).toHaveCount(0)
	await expect(status).toHaveCount(0)
})
