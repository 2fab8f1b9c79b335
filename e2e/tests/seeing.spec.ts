import type { Browser, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { Actor } from '../support/Actor.ts'
import { boardAsStock, type StockBoard } from '../support/boardAsStock.ts'
import { fillBoard } from '../support/fillBoard.ts'
import { type OpenedWorkshop, openByApi } from '../support/openByApi.ts'
import { sample } from '../support/sample.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** Finding one's way on a board of eighty cards that lie one over another: tidy up, filter, search, coverage. */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

interface Scene {
	workshop: OpenedWorkshop
	ana: Actor
	board: StockBoard
	ids: string[]
}

/** A person at a full board, and its document as the server has it beside them. */
async function openScene(browser: Browser, fill = fillBoard): Promise<Scene> {
	const workshop = await openByApi(stack.url)
	const board = await boardAsStock(stack.url, workshop.code)
	const ids = fill(board)
	const links = board.ids().filter((id) => board.record(id)?.['type'] === 'arrow' && id.startsWith('shape:'))
	await expect
		.poll(async () => {
			const content = await workshop.contentOf(workshop.board)
			return [content.cards.length, content.links.length]
		})
		.toEqual([ids.length, links.length])
	const ana = await Actor.enter(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await expect(ana.cards).toHaveCount(ids.length)
	return { workshop, ana, board, ids }
}

async function close({ ana, board }: Scene): Promise<void> {
	board.leave()
	await ana.page.context().close()
}

const placesIn = (board: StockBoard, ids: readonly string[]) => ids.map((id) => board.record(id)?.['xy'])

async function tidy({ page }: Actor, way: string): Promise<void> {
	await page.getByRole('button', { name: 'Tidy up' }).click()
	await page.getByRole('menuitem', { name: way }).click()
}

/** Which cards lie over another one, as the browser draws them; a card that is not drawn counts, too. */
function overlapsOn(page: Page): Promise<string[]> {
	return page.locator('[data-shape-type="card"]').evaluateAll((cards) => {
		const boxes = cards.map((card) => ({
			id: card.getAttribute('data-shape-id'),
			box: card.getBoundingClientRect(),
		}))
		return boxes.flatMap(({ id, box: a }, at) => {
			if (a.width < 1) return [`${id} is not drawn`]
			return boxes
				.slice(at + 1)
				.filter(({ box: b }) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
				.map((other) => `${id} ${other.id}`)
		})
	})
}

const WAYS = ['In a grid', 'By kind', 'By city', 'By category', 'As an obstacle–solution map']

test('a full board is tidied in each way, nothing lies over another, and one undo brings it back', async ({
	browser,
}) => {
	const scene = await openScene(browser)
	const { ana, board, ids } = scene
	expect(ids.length).toBeGreaterThanOrEqual(80)
	const before = placesIn(board, ids)
	const undo = ana.page.getByRole('button', { name: 'Undo' })
	for (const way of WAYS) {
		await test.step(way, async () => {
			await tidy(ana, way)
			await expect.poll(() => overlapsOn(ana.page)).toEqual([])
			await expect.poll(() => placesIn(board, ids)).not.toEqual(before)
			await undo.click()
			await expect.poll(() => placesIn(board, ids)).toEqual(before)
		})
	}
	await close(scene)
})

test('the map reads from obstacle to solution', async ({ browser }) => {
	const scene = await openScene(browser)
	const { ana, workshop } = scene
	await tidy(ana, 'As an obstacle–solution map')
	await expect.poll(() => overlapsOn(ana.page)).toEqual([])
	const { links } = await workshop.contentOf(workshop.board)
	const lefts = await ana.cards.evaluateAll((cards) =>
		cards.map((card) => [card.getAttribute('data-shape-id'), card.getBoundingClientRect().left]),
	)
	const left = Object.fromEntries(lefts) as Record<string, number>
	const addressed = links.filter((link) => link.meaning === 'addresses')
	expect(addressed.length).toBeGreaterThan(20)
	for (const { from, to } of addressed) expect(left[to]).toBeLessThan(left[from] ?? 0)
	await close(scene)
})

test('a cluster keeps its cards, and is tidied inside when it is chosen', async ({ browser }) => {
	const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => `shape:${id}`)
	const scene = await openScene(browser, (board) => {
		board.write('shape:cluster', { type: 'frame', wh: [420, 320], xy: [0, 0], index: 'a1', 'props.name': 'Permits' })
		for (const [at, id] of ids.entries())
			board.write(id, {
				type: 'card',
				xy: [30 + at * 8, 50 + at * 6],
				index: `a${at + 1}`,
				text: new Y.Text(id),
				...(at < 4 ? { parentId: 'shape:cluster' } : {}),
			})
		return ids
	})
	const { ana, workshop } = scene
	const clusterOf = async () =>
		(await workshop.contentOf(workshop.board)).cards.map(({ id, cluster }) => [id, cluster]).sort()
	const before = await clusterOf()
	await test.step('as one piece', async () => {
		const inside = await placesIn(scene.board, ids.slice(0, 4))
		await tidy(ana, 'In a grid')
		await expect.poll(() => scene.board.record('shape:f')?.['xy']).not.toEqual([70, 80])
		expect(placesIn(scene.board, ids.slice(0, 4))).toEqual(inside)
		expect(await clusterOf()).toEqual(before)
	})
	await test.step('inside', async () => {
		await ana.page.locator('.tl-canvas').getByText('Permits').click({ force: true })
		await tidy(ana, 'In a grid')
		await expect.poll(() => overlapsOn(ana.page)).toEqual([])
		expect(await clusterOf()).toEqual(before)
	})
	await close(scene)
})

/** The cards that have not stepped back. */
function clearCards(page: Page): Promise<(string | null)[]> {
	return page
		.locator('[data-shape-type="card"]:not(:has([data-dimmed]))')
		.evaluateAll((cards) => cards.map((card) => card.getAttribute('data-shape-id')).sort())
}

test('coverage and filter count what the content API counts', async ({ browser }) => {
	const scene = await openScene(browser)
	const { ana, workshop, ids } = scene
	const { page } = ana
	const { cards, links, coverage } = await workshop.contentOf(workshop.board)
	expect(coverage.open).toBeGreaterThan(0)
	for (const words of [`${coverage.obstacles} obstacles`, `${coverage.answered} answered`])
		await expect(page.getByText(words, { exact: true })).toBeVisible()

	const answered = new Set(links.filter((link) => link.meaning === 'addresses').map((link) => link.to))
	const open = cards.filter((card) => card.kind === 'obstacle' && !answered.has(card.id)).map((card) => card.id)
	await test.step('the open obstacles are a click away', async () => {
		await page.getByRole('button', { name: `${coverage.open} open` }).click()
		await expect.poll(() => clearCards(page)).toEqual(open.sort())
		for (const id of open) await expect(page.locator(`[data-shape-id="${id}"]`)).toBeInViewport({ ratio: 1 })
		await expect(page.getByText(`${coverage.open} of ${ids.length} cards shown`)).toBeVisible()
	})

	await test.step('by kind and city', async () => {
		await page.getByRole('button', { name: 'Filter the cards' }).click()
		await page.getByRole('button', { name: 'Show all' }).click()
		expect(await clearCards(page)).toHaveLength(ids.length)
		const city = cards.find((card) => card.kind === 'solution')?.city ?? ''
		for (const kind of ['obstacle', 'solution', 'case'])
			await expect(
				page.getByRole('button', {
					name: new RegExp(`^${kind} ${cards.filter((card) => card.kind === kind).length}$`, 'i'),
				}),
			).toBeVisible()
		await page.getByRole('button', { name: /^Solution \d+$/ }).click()
		await page.getByRole('button', { name: new RegExp(`^${city} \\d+$`) }).click()
		const wanted = cards.filter((card) => card.kind === 'solution' && card.city === city).map((card) => card.id)
		await expect.poll(() => clearCards(page)).toEqual(wanted.sort())
		await expect(page.getByText(`${wanted.length} of ${ids.length} cards shown`)).toBeVisible()
	})

	await test.step('nobody else sees any of it', async () => {
		const li = await Actor.enter(browser, 'Li')
		await li.join(stack.url, workshop.code, 'Bogotá')
		await expect(li.cards).toHaveCount(ids.length)
		expect(await clearCards(li.page)).toHaveLength(ids.length)
		await li.page.context().close()
	})
	await close(scene)
})

test('one searches in Chinese and English, and is led from card to card', async ({ browser }) => {
	const scene = await openScene(browser)
	const { page } = scene.ana
	const box = page.getByRole('textbox', { name: 'Text, city or name' })
	const ring = page.getByTestId('search-ring')

	await page.keyboard.press('Control+f')
	await expect(box).toBeFocused()
	await page.keyboard.type('PERMIT')
	const hits = sample.cards.filter((card) => /permit/i.test(card.text))
	expect(hits.length).toBeGreaterThan(1)
	await expect(page.getByText(`1 of ${hits.length}`)).toBeVisible()
	const first = await ring.boundingBox()
	await page.keyboard.press('Enter')
	await expect(page.getByText(`2 of ${hits.length}`)).toBeVisible()
	await expect.poll(() => ring.boundingBox()).not.toEqual(first)
	await page.keyboard.press('Shift+Enter')
	await expect(page.getByText(`1 of ${hits.length}`)).toBeVisible()

	await test.step('an input method is not disturbed', async () => {
		await box.fill('')
		const keys = await page.context().newCDPSession(page)
		await keys.send('Input.imeSetComposition', { text: 'ditie', selectionStart: 5, selectionEnd: 5 })
		await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Escape', windowsVirtualKeyCode: 229 })
		await expect(box).toHaveValue('ditie')
		await expect(box).toBeFocused()
		await keys.send('Input.insertText', { text: '地铁' })
		const metro = sample.cards.filter((card) => card.text.includes('地铁'))
		await expect(page.getByText(`1 of ${metro.length}`)).toBeVisible()
		await expect(ring).toBeInViewport({ ratio: 1 })
	})

	await test.step('a person is found, too, and nothing is said kindly', async () => {
		await box.fill('nowhere to be found')
		await expect(page.getByText('Nothing found')).toBeVisible()
		await expect(ring).toHaveCount(0)
	})

	await test.step('Escape ends it where it led to', async () => {
		await box.fill('地铁')
		await expect(ring).toBeInViewport({ ratio: 1 })
		await page.keyboard.press('Escape')
		await expect(box).toHaveCount(0)
		await page.keyboard.press('Enter')
		await expect(scene.ana.editor).toHaveValue(/地铁/)
	})
	await close(scene)
})

test('who may only look filters and searches, but tidies nothing', async ({ browser }) => {
	const scene = await openScene(browser)
	const { page } = scene.ana
	await scene.workshop.freeze(true)
	await expect(page.getByRole('button', { name: 'Tidy up' })).toHaveCount(0)
	await page.getByRole('button', { name: 'Search the board' }).click()
	await page.keyboard.type('Permit')
	await expect(page.getByTestId('search-ring')).toBeVisible()
	await close(scene)
})

test('everything is said in Chinese', async ({ browser }) => {
	const workshop = await openByApi(stack.url)
	const board = await boardAsStock(stack.url, workshop.code)
	fillBoard(board)
	const li = await Actor.enter(browser, '李伟', { locale: 'zh-CN' })
	const { page } = li
	await page.goto(`${stack.url}/join#${workshop.code}`)
	await page.getByRole('textbox', { name: '您的姓名' }).fill('李伟')
	await page.getByRole('combobox', { name: '您的城市' }).fill('武汉')
	await page.getByRole('button', { name: '加入', exact: true }).click()
	await li.seesBoard()
	await page.getByRole('button', { name: '筛选卡片' }).click()
	await page.getByRole('button', { name: '待解决的障碍 2' }).click()
	await expect(page.getByText('显示 2 / 82 张卡片')).toBeVisible()
	await page.getByRole('button', { name: '关闭筛选' }).click()
	await page.getByRole('button', { name: '在白板上搜索' }).click()
	await page.getByRole('textbox', { name: '文字、城市或姓名' }).fill('地铁')
	await expect(page.getByText(/第 1 个，共 \d+ 个/)).toBeVisible()
	await page.getByRole('button', { name: '结束搜索' }).click()
	await page.getByRole('button', { name: '整理' }).click()
	await expect(page.getByRole('menuitem')).toHaveText(['排成网格', '按类型', '按城市', '按类别', '障碍—对策图'])
	const names = await page
		.locator('button, input, [role=toolbar], [role=menu]')
		.evaluateAll((parts) => parts.map((part) => part.getAttribute('aria-label') ?? part.textContent ?? ''))
	expect(names.filter((name) => /^[A-Za-z]{3}/.test(name))).toEqual([])
	board.leave()
	await page.context().close()
})
