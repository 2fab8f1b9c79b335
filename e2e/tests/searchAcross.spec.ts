import type { Browser, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { Actor } from '../support/Actor.ts'
import { violationsOf } from '../support/axe.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoard } from '../support/stockClient.ts'

/** The search across boards, and the boards and votes of an earlier session. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

interface StockCard {
	id: string
	text: string
	city: string
}

/** Adds obstacles to a board. */
async function addObstacles({ url, token }: CreatedWorkshop, board: string, cards: readonly StockCard[]) {
	const stock = await openBoard(url, { token, board: { id: board, title: '' } })
	stock.transact(() => {
		for (const [at, { id, text, city }] of cards.entries())
			stock.write(id, {
				type: 'card',
				xy: [0, 200 * at],
				index: `b${at}`,
				'props.kind': 'obstacle',
				'props.city': city,
				text: new Y.Text(text),
			})
	})
	return stock
}

/**
 * A workshop with a session that is over, "Morning", whose vote is closed, and a second one that is
 * running, "Afternoon".
 */
async function openSecondSession() {
	const workshop = await createWorkshop(stack.url, { cities: ['Dakar', '武汉'], groups: 2 })
	const [morning] = workshop.sessions
	await workshop.command({ type: 'session.rename', session: morning?.id, title: 'Morning' })
	await addObstacles(workshop, workshop.board, [{ id: 'shape:old', text: '没有**旅游**数据', city: '武汉' }])
	await expect.poll(() => workshop.textsOn(workshop.board)).toHaveLength(1)
	const round = await workshop.command({ type: 'vote.open', title: 'Which first?' })
	await workshop.command({ type: 'vote.close', round })
	const afternoon = await workshop.command({ type: 'session.add', groups: 2, title: 'Afternoon' })
	await workshop.command({ type: 'session.goto', session: afternoon })
	const boards = (await workshop.view()).workshop.sessions[1]?.boards ?? []
	const [first = '', second = '', plenary = ''] = boards.map(({ id }) => id)
	await addObstacles(workshop, first, [
		{ id: 'shape:office', text: '旅游局不审批新酒店', city: '武汉' },
		{ id: 'shape:water', text: 'Water is short', city: 'Dakar' },
	])
	await addObstacles(workshop, second, [{ id: 'shape:guides', text: '旅遊業缺少导游', city: '武汉' }])
	await expect.poll(() => workshop.textsOn(second)).toHaveLength(1)
	return { workshop, first, second, plenary }
}

const field = (page: Page) => page.getByRole('combobox', { name: 'Search the cards of all boards' })
const results = (page: Page) => page.getByRole('listbox').getByRole('option')

test('[SEARCH1] a facilitator finds cards on all boards by keyboard, sends two to the plenary, and opens a third', async ({
	browser,
}) => {
	const { workshop, plenary } = await openSecondSession()
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { page } = facilitator
	await field(page).press('x')
	await expect(page.getByText('No cards found')).toBeVisible()
	await field(page).fill('旅游')
	await expect(results(page)).toHaveText([
		/旅游局不审批新酒店.*Group 1 · Afternoon · 武汉/,
		/旅遊業缺少导游.*Group 2 · Afternoon · 武汉/,
		/没有旅游数据.*Group 1 · Morning · 武汉/,
	])
	await expect(page.locator('mark')).toHaveText(['旅游', '旅遊', '旅游'])
	await facilitator.expectNoViolations()

	await test.step('results are selected with Enter, and sent together', async () => {
		await facilitator.button('Select').press('Enter')
		await expect(field(page)).toBeFocused()
		await page.keyboard.press('Enter')
		await page.keyboard.press('ArrowDown')
		await page.keyboard.press('ArrowDown')
		await page.keyboard.press('Enter')
		await expect(page.getByRole('option', { checked: true })).toHaveCount(2)
		await facilitator.expectNoViolations()
		await facilitator.button('Send 2 to plenary').press('Enter')
		await expect(page.getByText('2 cards were copied to Plenary.')).toBeVisible()
		await expect.poll(() => workshop.textsOn(plenary)).toEqual(['旅游局不审批新酒店', '没有**旅游**数据'])
	})

	await test.step('Enter opens the board with the card selected and in view', async () => {
		await field(page).focus()
		await page.keyboard.press('ArrowUp')
		await page.keyboard.press('Enter')
		await expect(page.getByRole('heading', { level: 1, name: 'Group 2' })).toBeVisible()
		await expect(page.locator('[data-shape-id="shape:guides"]')).toBeInViewport({ ratio: 0.99 })
		await expect(page.getByRole('toolbar', { name: 'Card' })).toBeVisible()
	})
})

test('[SEARCH2] a participant finds no private cards and none of another workshop, on the canvas and on the phone', async ({
	browser,
}) => {
	const { workshop, first } = await openSecondSession()
	const other = await createWorkshop(stack.url)
	await addObstacles(other, other.board, [{ id: 'shape:theirs', text: '旅游 of another workshop', city: 'Dakar' }])
	const phase = await workshop.addPhase({ kind: 'write', title: { en: 'Obstacles' }, isPrivate: true })
	await workshop.command({ type: 'phase.goto', phase })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.writeCard('Obstacle', 'My secret 旅游', { x: 500, y: 400 })
	await ana.waitForSaveStatus('Saved')
	await workshop.command({ type: 'anonymity.set', isAnonymous: true })

	await test.step('below the search of the board, the arrow keys reach the results of the others', async () => {
		const { page } = ana
		await page.keyboard.press('/')
		const search = page.getByRole('combobox', { name: 'Text, city or name' })
		await search.fill('旅游')
		await expect(page.getByText('1 of 1', { exact: true })).toBeVisible()
		await expect(results(page)).toHaveCount(2)
		await expect(results(page)).not.toContainText(['secret'])
		const others = page.getByRole('region', { name: 'Cards on other boards' })
		await expect(others.getByRole('button')).toHaveCount(1)
		expect(await violationsOf(page, 'wcag')).toEqual([])
		await search.press('ArrowDown')
		await search.press('ArrowDown')
		await search.press('Enter')
		await expect(page.getByRole('heading', { level: 1, name: 'Group 1' })).toBeVisible()
		await expect(page.locator('[data-shape-id="shape:old"]')).toBeInViewport({ ratio: 0.99 })
	})

	await test.step('on a phone the list opens the board of a result at its card', async () => {
		const ben = await joinOnPhone(browser, workshop, 'Ben')
		const { page } = ben
		await page.getByRole('button', { name: 'Search and filter' }).tap()
		await page.getByRole('combobox', { name: 'Text, city or name' }).fill('secret')
		await expect(page.getByText('No cards on other boards')).toBeVisible()
		await page.getByRole('combobox', { name: 'Text, city or name' }).fill('water')
		await expect(results(page)).toHaveText([/Water is short.*Group 1 · Afternoon · Dakar/])
		expect(await violationsOf(page, 'wcag')).toEqual([])
		const box = await results(page).first().boundingBox()
		expect(box?.height).toBeGreaterThanOrEqual(44)
		await results(page).first().tap()
		await expect(page.getByRole('heading', { level: 1, name: 'Group 1' })).toBeVisible()
		await expect(ben.card('Water is short')).toBeInViewport()
		expect(page.url()).toContain(first)
	})
})

/** Opens the projector of a workshop. */
async function openProjector(browser: Browser, workshop: CreatedWorkshop): Promise<Actor> {
	const projector = await Actor.open(browser, 'Projector')
	await projector.page.goto(workshop.projector)
	return projector
}

test('[HAND1] [HAND2] [HAND3] boards and votes of an earlier session are opened and projected; nobody is moved', async ({
	browser,
}) => {
	const { workshop } = await openSecondSession()
	const round = await workshop.command({ type: 'vote.open', title: 'And now?' })
	await workshop.command({ type: 'vote.close', round })
	const projector = await openProjector(browser, workshop)
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { page } = facilitator
	const session = page.getByRole('combobox', { name: 'Session' })
	await expect(session.locator('option:checked')).toHaveText('Afternoon (running)')

	await test.step('the dashboard shows the chosen session, and says which one is running', async () => {
		await session.selectOption('Morning')
		await expect(page.getByText('Showing Morning. Afternoon is running.')).toBeVisible()
		const tile = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Group 1' }) })
		await expect(tile).toContainText('1 card')
		await expect(tile.getByRole('button', { name: /^Freeze/ })).toHaveCount(0)
		await expect(page.getByRole('button', { name: /vote/i })).toHaveCount(0)
		await facilitator.expectNoViolations()
		await tile.getByRole('button', { name: 'Show on projector: Group 1' }).click()
		await expect(projector.page.getByRole('heading', { name: /Group 1.* · Morning/ })).toBeVisible()
	})

	await test.step('the result of its vote is shown on the projector', async () => {
		await facilitator.button('Show result').click()
		await facilitator.dialog.getByRole('button', { name: 'Show on projector' }).press('Enter')
		await expect(projector.page.getByRole('heading', { name: 'Which first?' })).toBeVisible()
		await facilitator.dialog.getByRole('combobox', { name: 'Compare with' }).selectOption('And now? · Afternoon')
		await expect(facilitator.dialog.getByRole('region')).toHaveCount(2)
		await expect(facilitator.dialog.getByRole('region', { name: 'And now? · Afternoon' })).toContainText('No card')
		await facilitator.expectNoViolations()
		await page.keyboard.press('Escape')
		await facilitator.button('Back to Afternoon').click()
		await expect(page.getByText('The projector shows Which first?')).toBeVisible()
		await expect(session.locator('option:checked')).toHaveText('Afternoon (running)')
	})

	await test.step('all boards and the open obstacles of the earlier session are projected under its title', async () => {
		await session.selectOption('Morning')
		await facilitator.button('Show on projector: All boards').press('Enter')
		await expect(projector.page.getByRole('heading', { name: 'Morning' })).toBeVisible()
		await expect(projector.page.getByRole('listitem').filter({ hasText: '没有旅游数据' })).not.toHaveCount(0)
		await facilitator.button('Show on projector: Open obstacles').press('Enter')
		await expect(projector.page.getByRole('heading', { name: 'Open obstacles · Morning' })).toBeVisible()
		const open = projector.page.getByRole('listitem')
		await expect(open).toHaveText(['没有旅游数据武汉 · Group 1'])
		await expect(facilitator.button('Show on projector: Open obstacles')).toHaveAttribute('aria-pressed', 'true')
		await addObstacles(workshop, workshop.board, [{ id: 'shape:late', text: 'Written later', city: 'Dakar' }])
		await expect(open).toHaveCount(2, { timeout: 30_000 })
		await facilitator.expectNoViolations()
		await facilitator.button('Back to Afternoon').click()
		await expect(page.getByText('The projector shows Open obstacles · Morning')).toBeVisible()
		await facilitator.button('Follow the phase').click()
		await expect(projector.page.getByRole('heading', { name: 'Morning' })).toHaveCount(0)
	})

	await test.step('the switcher of a board shows the boards of both sessions with their counts', async () => {
		await page.getByRole('link', { name: 'Open Group 2' }).first().click()
		await page.getByRole('button', { name: 'Boards' }).press('Enter')
		const boards = facilitator.dialog.getByRole('listbox').getByRole('option')
		await expect(boards).toHaveText(['Group 12 cards', 'Group 21 card', 'Plenary0 cards'])
		await facilitator.dialog.getByRole('combobox', { name: 'Session' }).selectOption('Morning')
		await expect(boards).toHaveText(['Group 12 cards', 'Group 20 cards', 'Plenary0 cards'])
		await facilitator.expectNoViolations()
		await facilitator.dialog.getByRole('combobox', { name: 'Find a board' }).fill('1')
		await expect(boards).toHaveCount(1)
		await page.keyboard.press('Enter')
		await expect(page.getByRole('heading', { level: 1, name: 'Group 1' })).toBeVisible()
		await expect(page.locator('[data-shape-id="shape:old"]')).toBeVisible()
		expect((await workshop.view()).workshop.sessions).toHaveLength(2)
	})
})

test('[HAND4] a board is compared with that of an earlier session, on the dashboard and on the projector', async ({
	browser,
}) => {
	const { workshop, first } = await openSecondSession()
	const projector = await openProjector(browser, workshop)
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { page, dialog } = facilitator
	const before = dialog.getByRole('region', { name: 'Group 1 · Morning' })
	const now = dialog.getByRole('region', { name: 'Group 1 · Afternoon' })

	await test.step('the menu of a tile opens its board beside the same group’s of the session before', async () => {
		await page.getByRole('button', { name: 'More: Group 1' }).press('Enter')
		await page.getByRole('menuitem', { name: 'Compare with another board…' }).press('Enter')
		await expect(dialog.getByLabel('First board')).toBeFocused()
		await expect(dialog.getByRole('region')).toHaveCount(2)
		await expect(before).toContainText('没有旅游数据')
		await expect(now).toContainText('旅游局不审批新酒店')
		await expect(now).toContainText('2 obstacles · 0 answered')
		await facilitator.expectNoViolations()
	})

	await test.step('the boards are projected side by side, and follow their changes', async () => {
		await dialog.getByRole('button', { name: 'Show on projector' }).press('Enter')
		const shown = projector.page.getByRole('region')
		await expect(shown).toHaveCount(2)
		await expect(shown.first()).toContainText('没有旅游数据')
		await expect(shown.first().getByRole('heading', { level: 2 })).toHaveText('Group 1Morning')
		await expect(shown.last()).toContainText('Water is short')
		await addObstacles(workshop, first, [{ id: 'shape:new', text: 'Too few beds', city: 'Dakar' }])
		await expect(shown.last()).toContainText('Too few beds')
		await expect(now).toContainText('Too few beds')
	})

	await test.step('another board is chosen by keyboard; that of the other side changes sides', async () => {
		const [left, right] = [dialog.getByLabel('First board'), dialog.getByLabel('Second board')]
		await left.focus()
		await page.keyboard.press('ArrowDown')
		await page.keyboard.press('Enter')
		await expect(dialog.getByRole('region', { name: 'Group 2 · Morning' })).toContainText('No cards yet')
		await expect(left).toBeFocused()
		await right.selectOption('Group 2 · Morning')
		await expect(dialog.getByRole('region').first()).toHaveAccessibleName('Group 1 · Afternoon')
		await expect(dialog.getByRole('region').last()).toHaveAccessibleName('Group 2 · Morning')
	})

	await test.step('a phase ends it, and the dashboard says so', async () => {
		await page.keyboard.press('Escape')
		await expect(page.getByText('The projector shows Group 1 · Morning, Group 1')).toBeVisible()
		const phase = await workshop.addPhase({ kind: 'write', title: { en: 'Obstacles' } })
		await workshop.command({ type: 'phase.goto', phase })
		await expect(page.getByText('The projector shows')).toHaveCount(0)
		await expect(projector.page.getByRole('region')).toHaveCount(0)
	})
})
