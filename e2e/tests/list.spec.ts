import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { countEditors } from '../support/countEditors.ts'
import { joinOnCanvas, joinOnPhone } from '../support/joining.ts'
import { test } from '../support/story.ts'

/** People who work in the list: on a phone, by keyboard, or because they cannot see a canvas. */

const LEFT = { x: 300, y: 300 }
const RIGHT = { x: 760, y: 300 }

test('a brainstorm on a phone, in the list alone: cards, kinds, categories, links and undo', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const { keyboard } = ana.page
	await expect(ana.page.getByText('Add your first card below')).toBeVisible()
	await ana.findsNoFault()

	await test.step('line, Enter, line, Enter; several lines at once', async () => {
		await ana.addCards('Obstacle', ['Permits take nine months', '五个部门各自审批', 'Nobody maintains lifts'])
		await ana.addCards('Solution', ['One permit desk'])
		await ana.paste('- Score bids on ten-year cost\n- A joint office\n\n- Night deliveries')
		await expect(ana.cards).toHaveCount(7)
		await expect(ana.page.getByText('3 cards added.')).toBeVisible()
		await ana.page.getByRole('button', { name: 'Undo' }).last().tap()
		await expect(ana.cards).toHaveCount(4)
	})

	await test.step('a card is edited in place, and Enter goes on to a new one below it', async () => {
		await ana.startEditing('Permits take nine months')
		await keyboard.type(' or more')
		await ana.page.getByLabel('Category').selectOption('law & regulation')
		await ana.editor.tap()
		await keyboard.press('Enter')
		await expect(ana.editor).toHaveValue('')
		await keyboard.type('Fees differ from city to city')
		await keyboard.press('Escape')
		await expect(ana.cards.nth(1)).toContainText('Fees differ from city to city')
		await ana.startEditing('Nobody maintains lifts')
		await ana.page.getByLabel('Kind', { exact: true }).selectOption('Question')
		await expect(ana.editor).toBeVisible()
		await ana.findsNoFault()
	})

	await test.step('an empty card does not stay', async () => {
		await ana.editor.tap()
		await keyboard.press('Enter')
		await expect(ana.cards).toHaveCount(6)
		await keyboard.press('Enter')
		await expect(ana.cards).toHaveCount(5)
	})

	await test.step('a link is picked by searching, and leads to the other card', async () => {
		await ana.startEditing('Permits take nine months')
		await ana.page.getByRole('button', { name: 'Link…' }).tap()
		await expect(ana.page.getByRole('combobox', { name: 'Search cards' })).toBeFocused()
		await ana.findsNoFault()
		await keyboard.type('one desk')
		await expect(ana.page.getByText('No other card matches.')).toBeVisible()
		await ana.page.getByRole('combobox').fill('permit desk')
		await keyboard.press('Enter')
		await expect(ana.linksOf('Permits take nine months')).toHaveText('is addressed by: One permit desk')
		await expect(ana.linksOf('One permit desk')).toHaveText('addresses: Permits take nine months or more')
		await ana.linksOf('One permit desk').getByRole('button').tap()
		await expect(ana.card('Permits take nine months').locator('[data-main]')).toBeFocused()
	})

	await test.step('the server has all of it, as a canvas would have written it', async () => {
		await ana.badgeSays('Saved')
		const { cards, links } = await workshop.contentOf(workshop.board)
		const permits = cards.find(({ text }) => text === 'Permits take nine months or more')
		const desk = cards.find(({ text }) => text === 'One permit desk')
		expect(permits).toMatchObject({ kind: 'obstacle', category: 'law', city: 'Dakar', author: 'Ana' })
		expect(links).toMatchObject([{ from: desk?.id, to: permits?.id, meaning: 'addresses' }])
		expect(cards.map(({ kind }) => kind).sort()).toEqual(['obstacle', 'obstacle', 'obstacle', 'question', 'solution'])
	})

	await test.step('what is deleted comes back with its links', async () => {
		await ana.startEditing('One permit desk')
		await ana.page.getByRole('button', { name: 'Delete' }).tap()
		await expect(ana.linksOf('Permits take nine months')).toHaveCount(0)
		await ana.page.getByRole('button', { name: 'Undo' }).last().tap()
		await expect(ana.linksOf('Permits take nine months')).toHaveText('is addressed by: One permit desk')
	})
	await ana.findsNoFault()
	await ana.neverFetchedTheCanvas()
	await ana.page.context().close()
})

test('the list and the canvas are one board, live both ways, and the list tells what others do', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const ben = await joinOnCanvas(browser, workshop, 'Ben', 'Bogotá')
	await ana.addCards('Obstacle', ['Permits'])
	await expect(ben.card('Permits')).toHaveCount(1)
	await ben.writeCard('Solution', 'One desk', RIGHT)
	await expect(ana.card('One desk')).toContainText('Bogotá · Ben')
	await ana.hears('Ben added a solution: One desk.')

	await ben.cluster('Law', ['One desk'])
	await expect(ana.page.getByRole('heading', { name: 'Law · 1' })).toBeVisible()
	await ana.startEditing('Permits')
	await ana.page.getByLabel('Cluster', { exact: true }).selectOption('Law')
	await expect(ana.page.getByRole('heading', { name: 'Law · 2' })).toBeVisible()
	await ben.badgeSays('Saved')
	await expect
		.poll(async () => (await workshop.contentOf(workshop.board)).clusters.map(({ cards }) => cards.length))
		.toEqual([2])

	await ben.startEditing('One desk')
	await expect(ana.card('One desk')).toContainText('Ben is typing…')
	await ben.page.keyboard.type(' for all')
	await ben.page.keyboard.press('Escape')
	await ana.hears('Ben changed a solution: One desk for all.')

	// A card that is deleted under one's hands leaves its text behind.
	await expect(ana.editor).toHaveValue('Permits')
	await ben.page.keyboard.press('Escape')
	await ben.card('Permits').click({ force: true })
	await ben.page.keyboard.press('Delete')
	await expect(ana.composer).toHaveValue('Permits')
	await ana.card('One desk').locator('[data-main]').press('Delete')
	await expect(ben.cards).toHaveCount(0)
	await ana.neverFetchedTheCanvas()
	await Promise.all([ana, ben].map((person) => person.page.context().close()))
})

test('who changes between canvas and list keeps their place, their undo and their connection', async ({
	browser,
	workshop,
}) => {
	const ana = await Actor.enter(browser, 'Ana')
	const sockets: string[] = []
	ana.page.on('websocket', (socket) => sockets.push(socket.url()))
	await ana.join(workshop.url, workshop.code, 'Dakar')
	const { page } = ana
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.writeCard('Solution', 'One desk', RIGHT)

	// The card that was written last is still selected.
	await page.getByRole('button', { name: 'List', exact: true }).click()
	const inList = (text: string) => page.locator('[data-main]', { hasText: text })
	await expect(inList('One desk')).toBeFocused()
	expect(page.url()).toContain('view=list')
	await page.keyboard.press('ArrowUp')
	await expect(inList('Permits')).toBeFocused()
	await page.keyboard.press('Delete')
	await expect(inList('Permits')).toHaveCount(0)
	await page.keyboard.press('Control+z')
	await expect(inList('Permits')).toHaveCount(1)
	await inList('One desk').press('Home')
	await expect(inList('Permits')).toBeFocused()

	await page.getByRole('button', { name: 'Canvas', exact: true }).click()
	await expect(page.getByRole('toolbar', { name: 'Card options' })).toBeVisible()
	await page.keyboard.press('Delete')
	await expect(ana.card('Permits')).toHaveCount(0)
	await expect(ana.card('One desk')).toHaveCount(1)

	await page.getByRole('button', { name: 'List', exact: true }).click()
	await page.getByRole('button', { name: 'Undo' }).first().click()
	await expect(inList('Permits')).toHaveCount(1)
	await ana.badgeSays('Saved')
	expect(sockets.filter((url) => url.includes('/sync/board'))).toHaveLength(1)
	// tldraw holds on to the one that was pointed at last.
	await expect.poll(() => countEditors(page), 'a canvas that was left is in memory').toBeLessThan(2)

	await page.reload()
	await expect(inList('Permits')).toHaveCount(1)
	await page.context().close()
})

test('what is composed by an input method and what another types in the same card are both kept', async ({
	browser,
	workshop,
}) => {
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
	// The Enter that chooses among the input method's words is its own.
	await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 })
	await input.send('Input.insertText', { text: '太慢' })
	await expect(li.editor).toHaveValue('Permits: 审批太慢')
	await expect(li.cards).toHaveCount(1)
	await li.page.keyboard.press('Escape')
	await expect(ben.editor).toHaveValue('Permits: 审批太慢')
	await Promise.all([li, ben].map((person) => person.page.context().close()))
})

test('who writes offline in the list finds it saved afterwards, beside what others wrote', async ({
	browser,
	workshop,
}) => {
	const ana = await joinOnPhone(browser, workshop, 'Ana')
	const ben = await joinOnCanvas(browser, workshop, 'Ben', 'Bogotá')
	await ana.page.context().setOffline(true)
	await ana.badgeSays('Offline')
	await ana.addCards('Obstacle', ['Permits', 'Fees'])
	await ana.badgeSays(/Offline: \d+ changes on this device/)
	await ben.writeCard('Question', 'Who pays?', RIGHT)
	await ana.page.context().setOffline(false)
	await ana.badgeSays('Saved')
	await expect(ana.card('Who pays?')).toHaveCount(1)
	expect(await workshop.textsOn(workshop.board)).toEqual(['Fees', 'Permits', 'Who pays?'])
	await Promise.all([ana, ben].map((person) => person.page.context().close()))
})

test('a frozen board is read in the list, and not written; what is typed and not added waits', async ({
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
	await ana.findsNoFault()
	await workshop.freeze(false)
	await ana.composer.fill('half a thou')
	await ana.page.reload()
	await expect(ana.composer).toHaveValue('half a thou')
	await ana.page.context().close()
})
