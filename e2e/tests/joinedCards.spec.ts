import { expect, type Page } from '@playwright/test'
import * as Y from 'yjs'
import { violationsOf } from '../support/axe.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { ListActor } from '../support/ListActor.ts'
import { isTooWide, layoutProblemsOf, smallTargetsOf } from '../support/layoutProblems.ts'
import { joinOnCanvas, joinOnPhone } from '../support/participants.ts'
import { type Joined, joinAsStock, openBoard, openBoardAsStock, type StockBoard } from '../support/stockClient.ts'

function fill(board: StockBoard, name: string, cards: readonly [text: string, city: string][]): void {
	board.transact(() => {
		for (const [at, [text, city]] of cards.entries())
			board.write(`shape:${name}${at}`, {
				type: 'card',
				xy: [at * 260, 0],
				index: `a${at + 1}`,
				'props.kind': 'obstacle',
				'props.city': city,
				text: new Y.Text(text),
			})
	})
}

test('[JOIN1] [SORT6] cards that say nearly the same are joined with the keyboard, and taken apart on a phone', async ({
	browser,
	sharedStack,
}) => {
	const workshop = await createWorkshop(sharedStack.url)
	const li = await openBoardAsStock(sharedStack.url, workshop.code)
	fill(li, 'c', [
		['Buses never come on time', 'Bogotá'],
		['Buses never come on time!', 'Wuhan'],
		['Rents are not affordable', 'Dakar'],
	])
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const bo = await joinOnPhone(browser, workshop, 'Bo')
	const cards = async () => (await workshop.contentOf(workshop.board)).cards.map(({ id }) => id)

	await test.step('on the canvas, from the suggestions', async () => {
		await expect(ana.page.locator('[data-shape-type="card"]')).toHaveCount(3)
		await ana.page.getByRole('button', { name: 'Tidy up' }).click()
		await ana.page.getByRole('menuitem', { name: 'Suggest clusters…' }).click()
		const join = ana.page.getByRole('button', { name: 'Join into one card' })
		await expect(join).toBeVisible()
		await join.focus()
		await ana.page.keyboard.press('Enter')
		await expect(ana.page.locator('[data-shape-type="card"]')).toHaveCount(2)
		const head = ana.page.locator('[data-shape-type="card"]').filter({ hasText: '2 cards joined' })
		await expect(head).toContainText('Bogotá · Wuhan')
		await expect.poll(cards).toEqual(['shape:c0', 'shape:c2'])
		expect(await layoutProblemsOf(ana.page)).toEqual([])
	})

	await test.step('[JOIN1c] a duplicate and a pasted copy have copies of the joined cards', async () => {
		const heads = ana.page.locator('[data-shape-type="card"]').filter({ hasText: '2 cards joined' })
		const joined = async () =>
			(await workshop.contentOf(workshop.board)).cards.map(({ joined = [] }) => joined.map(({ text }) => text).join())
		const text = 'Buses never come on time!'
		await heads.first().click()
		await ana.page.keyboard.press('Control+c')
		await ana.page.keyboard.press('Control+d')
		await expect(heads).toHaveCount(2)
		await expect.poll(async () => (await joined()).sort()).toEqual(['', text, text])
		await ana.page.keyboard.press('Control+z')
		await expect(heads).toHaveCount(1)
		await expect.poll(async () => (await joined()).sort()).toEqual(['', text])
		await ana.page.keyboard.press('Control+v')
		await expect(heads).toHaveCount(2)
		await expect.poll(async () => (await joined()).sort()).toEqual(['', text, text])
		await ana.page.keyboard.press('Control+z')
		await expect.poll(cards).toEqual(['shape:c0', 'shape:c2'])
	})

	await test.step('in the list on a phone, where the details name each card', async () => {
		const head = bo.card('Buses never come on time')
		await expect(head).toContainText('2 cards joined')
		await head.getByRole('button', { name: 'Details' }).tap()
		const details = bo.page.getByRole('complementary').filter({ hasText: '2 cards joined' })
		await expect(details.getByRole('button', { name: /Buses never come on time!.*Wuhan/s })).toBeVisible()
		expect(await smallTargetsOf(bo.page)).toEqual([])
		expect(await isTooWide(bo.page)).toBe(false)
		expect(await violationsOf(bo.page, 'wcag')).toEqual([])
		await details.getByRole('button', { name: 'Take apart' }).tap()
		await expect.poll(async () => (await cards()).sort()).toEqual(['shape:c0', 'shape:c1', 'shape:c2'])
		await expect(ana.page.locator('[data-shape-type="card"]')).toHaveCount(3)
	})
})

test('[JOIN3a] dots on cards that are joined during a vote are shown and taken back at the head', async ({
	browser,
	sharedStack,
}) => {
	const workshop = await createWorkshop(sharedStack.url)
	const li = await openBoardAsStock(sharedStack.url, workshop.code)
	fill(li, 'c', [
		['Buses are late', 'Bogotá'],
		['Buses never come', 'Wuhan'],
	])
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const bo = await joinOnPhone(browser, workshop, 'Bo')
	const fay = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await expect(ana.page.locator('[data-shape-type="card"]')).toHaveCount(2)
	const round = await workshop.command({ type: 'vote.open', title: 'First?', budget: 3, perCard: 2 })
	await workshop.command({ type: 'vote.proxy', round, name: 'Grandmother', city: 'Dakar' })
	const votes = fay.page.getByRole('region', { name: 'Votes' })
	const add = (page: Page, text: string) => page.getByRole('button', { name: `Add a dot to “${text}”` })
	const remove = (page: Page) => page.getByRole('button', { name: 'Remove a dot from “Buses are late”' })
	const fillIn = async () => {
		await votes.getByRole('button', { name: 'People without a device' }).click()
		await fay.page.getByRole('button', { name: 'Fill in the ballot of Grandmother' }).click()
	}

	await ana.card('Buses never come').getByRole('button', { name: 'Add a dot' }).click()
	await add(bo.page, 'Buses never come').tap()
	await fillIn()
	await add(fay.page, 'Buses never come').click()
	for (const { page } of [ana, bo, fay]) await expect(page.getByText('2 of 3 dots left')).toBeVisible()
	await fay.page.keyboard.press('Escape')
	li.write('shape:c1', { 'meta.joined': 'shape:c0' })

	await test.step('on the canvas, up to the dots that one card can get', async () => {
		const head = ana.card('Buses are late')
		await expect(ana.page.locator('[data-shape-type="card"]')).toHaveCount(1)
		await head.getByRole('button', { name: '1 dot given; add another' }).click()
		await expect(ana.page.getByText('1 of 3 dots left')).toBeVisible()
		await expect(head.getByRole('button', { name: '2 dots given; add another' })).toHaveAttribute(
			'aria-disabled',
			'true',
		)
		const { x, y } = await ana.boxOf('Buses are late')
		await ana.page.mouse.click(x + 60, y + 70)
		await ana.page.keyboard.press('-')
		await expect(ana.page.getByText('2 of 3 dots left')).toBeVisible()
	})

	await test.step('in the list, and in the ballot of a person without a device', async () => {
		for (const { page } of [bo, fay]) {
			if (page === fay.page) await fillIn()
			await expect(page.getByText('1 dot given')).toHaveCount(1)
			await remove(page).click()
			await expect(page.getByText('3 of 3 dots left')).toBeVisible()
			await expect(remove(page)).toHaveAttribute('aria-disabled', 'true')
		}
		await fay.page.keyboard.press('Escape')
	})

	await votes.getByRole('button', { name: 'Close vote and show result' }).click()
	await votes.getByRole('dialog').getByRole('button', { name: 'Close vote and show result' }).click()
	await expect(ana.card('Buses are late')).toContainText('1 dot, rank 1')
})

test('[JOIN4] like cards of two groups are sent to the plenary board and joined, by a facilitator on a phone, in Chinese', async ({
	browser,
	sharedStack,
}) => {
	const workshop = await createWorkshop(sharedStack.url, { cities: ['武汉', '成都'], groups: 2 })
	const members: Joined[] = []
	for (const city of ['武汉', '成都'])
		members.push(await joinAsStock(sharedStack.url, workshop.code, { name: city, city }))
	expect(new Set(members.map(({ board }) => board.id)).size).toBe(2)
	for (const [at, text] of ['晚上公交车总是不准时', '晚上公交车总是不准时！'].entries()) {
		const member = members[at]
		if (member) fill(await openBoard(sharedStack.url, member), `g${at}c`, [[text, at === 0 ? '武汉' : '成都']])
	}
	const counts = () => Promise.all(workshop.boards.map(async (board) => (await workshop.textsOn(board)).length))
	await expect.poll(counts).toEqual([1, 1])
	const { page } = await ListActor.onPhone(browser, 'Fay', { locale: 'zh-CN' })
	await page.goto(workshop.dashboard)
	await page.waitForURL(/dashboard$/)
	await page.goto(`${workshop.url}/w/${workshop.id}/dashboard/b/${workshop.plenary}`)
	await page.getByRole('button', { name: '更多' }).tap()
	await page.getByRole('menuitem', { name: '建议分组框…' }).tap()
	const join = page.getByRole('button', { name: '送到这里并合并' })
	await expect(join).toBeVisible()
	expect(await workshop.textsOn(workshop.plenary)).toEqual([])
	expect(await smallTargetsOf(page)).toEqual([])
	expect(await isTooWide(page)).toBe(false)
	expect(await violationsOf(page, 'wcag')).toEqual([])
	await join.focus()
	await page.keyboard.press('Enter')
	await expect(page.getByText('已送到这里并合并。')).toBeVisible()
	await expect.poll(async () => (await workshop.contentOf(workshop.plenary)).cards).toHaveLength(1)
	expect(await counts()).toEqual([1, 1])
	await page.getByRole('button', { name: '撤销' }).last().tap()
	await expect.poll(() => workshop.textsOn(workshop.plenary)).toHaveLength(2)
})
