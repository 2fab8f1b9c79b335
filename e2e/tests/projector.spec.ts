import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { Actor } from '../support/Actor.ts'
import { violationsOf } from '../support/axe.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas } from '../support/participants.ts'
import { readScene } from '../support/readScene.ts'
import { startStack } from '../support/startStack.ts'
import { joinAsStock, openBoard, openRoom, type StockBoard } from '../support/stockClient.ts'

/** Locates the tile of a board on the dashboard or the projector. */
const tileOf = (page: Page, title: string) =>
	page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: true }) })

/** Returns the number of cards in the thumbnail of a board. */
const cardsIn = (page: Page, title: string) => tileOf(page, title).locator('canvas').getAttribute('data-cards')

const PHASE = {
	kind: 'write',
	title: { en: 'Obstacles', 'zh-CN': '障碍' },
	prompt: { en: 'What stopped your case?', 'zh-CN': '什么阻碍了你的案例？' },
	minutes: 10,
}

const PERMITS = 'Permits take nine months'
const LOCALES = { locales: ['en', 'zh-CN'], cities: ['Dakar', 'Wuhan'] }

test('the dashboard shows a live thumbnail of each board, and the signals of its group', async ({ browser }) => {
	const stack = await startStack()
	const workshop = await createWorkshop(stack.url, { ...LOCALES, groups: 3 })
	const facilitator = await Actor.open(browser, 'Facilitator')
	const { page } = facilitator
	await page.goto(workshop.dashboard)
	await expect(tileOf(page, 'Group 3').getByText('No cards yet')).toBeVisible()
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await expect(tileOf(page, 'Group 1').getByText('0 of 1 have written')).toBeVisible()

	await test.step('cards appear in the thumbnail and the counts', async () => {
		await ana.writeCard('Obstacle', 'Permits', { x: 400, y: 420 })
		await ana.writeCard('Solution', 'One office', { x: 700, y: 420 })
		await expect.poll(() => cardsIn(page, 'Group 1')).toBe('2')
		await expect(tileOf(page, 'Group 1').getByText('2 cards', { exact: true })).toBeVisible()
		await expect(tileOf(page, 'Group 1').getByText('2 new cards in the last minute')).toBeAttached()
		await expect(tileOf(page, 'Group 1').getByText('Last change just now')).toBeVisible()
		await expect(tileOf(page, 'Group 1').getByText('have written')).toBeHidden()
		expect(await isDrawn(page, 'Group 1')).toBe(true)
		expect(await isDrawn(page, 'Group 2')).toBe(false)
	})

	await test.step('a link from a solution counts the obstacle as answered', async () => {
		await ana.link('One office', 'Permits')
		await expect(tileOf(page, 'Group 1').getByText('1 of 1 obstacles answered')).toBeAttached()
	})

	await test.step('signals appear on the tile of the group', async () => {
		await ana.page.getByRole('button', { name: 'I need help' }).click()
		await expect(tileOf(page, 'Group 1').getByText('1 needs help')).toBeVisible()
		await ana.page.getByRole('button', { name: 'I’m done' }).click()
		await expect(tileOf(page, 'Group 1').getByText('1 of 1 done')).toBeVisible()
	})

	await test.step('a click on a tile opens the board', async () => {
		await tileOf(page, 'Group 1').getByRole('link', { name: 'Open Group 1' }).click()
		await facilitator.waitForBoard()
		await expect(facilitator.card('Permits')).toHaveCount(1)
	})
	await stack.stop()
})

test('the projector shows the scene of the phase or a chosen one, and reconnects on its own', async ({ browser }) => {
	const stack = await startStack()
	const workshop = await createWorkshop(stack.url, { ...LOCALES, groups: 2 })
	const { page } = await Actor.open(browser, 'Projector')
	await page.goto(workshop.projector)
	const join = (name: string, city: string) => joinAsStock(stack.url, workshop.code, { name, city })
	const [ana, li] = await Promise.all([join('Ana', 'Dakar'), join('Li', 'Wuhan')])
	const board = await openBoard(stack.url, ana)
	const fields = { type: 'card', 'props.kind': 'obstacle', 'props.city': 'Dakar', xy: [0, 0] }
	board.write('shape:permits', { ...fields, text: new Y.Text(PERMITS) })

	await test.step('the lobby shows the join code, in both languages', async () => {
		await expect(page.getByText(`${workshop.code.slice(0, 4)}-${workshop.code.slice(4)}`)).toBeVisible()
		await expect(page.getByText('欢迎')).toBeVisible()
	})

	await test.step('before the first phase a scene has the title of the workshop', async () => {
		await workshop.command({ type: 'projection.set', shows: 'wall' })
		await expect(page.getByRole('heading', { name: 'Streets' })).toBeVisible()
	})

	await test.step('a phase shows its prompt in both languages, and the timer', async () => {
		const phase = await workshop.addPhase(PHASE)
		await workshop.command({ type: 'phase.goto', phase, startsTimer: true })
		await expect(page.getByRole('heading', { name: 'What stopped your case? 什么阻碍了你的案例？' })).toBeVisible()
		await expect(page.getByRole('timer')).toHaveText(/^(10:00|09:5\d)$/)
		await expect(page.getByText('Group 1')).toHaveCount(0)
		const room = openRoom(stack.url, `workshop:${ana.workshop.id}`, ana.token)
		room.awareness.setLocalState({ board: ana.board.id, done: true })
		// The total of done participants is shown as text, and each group as an image.
		await expect(page.getByText('1 of 2 done')).toBeVisible()
		await expect(page.getByRole('img', { name: '0 of 1 done' })).toHaveCount(1)
		await expectReadable(page)
		room.destroy()
	})

	await test.step('chosen scenes: all boards, and the coverage', async () => {
		await workshop.command({ type: 'projection.set', shows: 'wall' })
		await expect(page.getByRole('listitem').filter({ hasText: PERMITS })).not.toHaveCount(0)
		await expectReadable(page)
		await workshop.command({ type: 'projection.set', shows: 'coverage' })
		await expect(page.getByRole('listitem').filter({ hasText: `${PERMITS}Dakar · Group 1` })).toHaveCount(1)
		await expectReadable(page)
		await workshop.command({ type: 'message.send', text: 'Lunch at noon' })
		await expect(page.getByRole('status').filter({ hasText: 'Lunch at noon' })).toBeVisible()
		await expectReadable(page)
		await workshop.command({ type: 'message.clear' })
	})

	await test.step('a vote: its subject while it is open, then its result', async () => {
		await workshop.command({ type: 'projection.set', shows: 'result' })
		const kinds = ['obstacle', 'solution']
		const round = await workshop.command({ type: 'vote.open', title: 'Which first?', budget: 3, kinds })
		await expect(page.getByRole('heading', { name: /Which first\?.*3 dots each/ })).toBeVisible()
		const limits = page.getByText(/Vote on: Obstacles Solutions|投票对象： 障碍 对策/)
		await expect(limits).toHaveCount(2)
		await expectReadable(page)
		await workshop.command({ type: 'projection.set', shows: 'wall' })
		await expect(page.getByRole('listitem').filter({ hasText: 'Group 1' })).toBeVisible()
		await expect(limits).toHaveCount(2)
		await workshop.command({ type: 'projection.set', shows: 'result' })
		for (const { token } of [ana, li])
			await workshop.vote(token, { round, board: ana.board.id, card: 'shape:permits', count: 1 })
		await workshop.command({ type: 'vote.close', round })
		await expect(page.getByRole('listitem').filter({ hasText: PERMITS }).filter({ hasText: '2' })).toHaveCount(1)
		await expect(page.getByText('2 of 2 voted')).toBeVisible()
		await expect(limits).toHaveCount(0)
		await expectReadable(page)
	})

	await test.step('an empty board in the spotlight says so, in both languages', async () => {
		await workshop.command({ type: 'spotlight.set', board: li.board.id })
		await expect(page.getByText('No cards yet')).toBeVisible()
		await expect(page.getByText('还没有卡片')).toBeVisible()
	})

	await test.step('a board in the spotlight, with the result of the vote', async () => {
		await workshop.command({ type: 'spotlight.set', board: ana.board.id })
		const card = page.locator('[data-scene-card]').filter({ hasText: PERMITS })
		await expect(card).toContainText('Obstacle · Dakar2')
	})

	await test.step('the view of a facilitator who is followed, while they have the board open', async () => {
		const [card, scene] = [page.locator('[data-shape-type="card"]'), page.locator('[data-scene-card]')]
		const facilitator = await Actor.open(browser, 'Facilitator')
		await facilitator.page.goto(workshop.dashboard)
		await facilitator.page.getByRole('button', { name: 'Follow my view' }).click()
		await tileOf(facilitator.page, 'Group 1').getByRole('link', { name: 'Open Group 1' }).click()
		await facilitator.waitForBoard()
		await expect(card).toContainText('2 dots, rank 1')
		await expect(scene).toHaveCount(0)
		await facilitator.page.close()
		await expect(scene).toHaveCount(1)
	})

	await test.step('while the server is unreachable, the projector keeps its content and shows that it reconnects', async () => {
		await workshop.command({ type: 'spotlight.set', board: null })
		await expect(page.getByText('2 of 2 voted')).toBeVisible()
		board.leave()
		await stack.kill()
		await expect(page.getByText('Reconnecting…')).toBeVisible()
		await expect(page.getByText('2 of 2 voted')).toBeVisible()
		await stack.start()
		await expect(page.getByText('Reconnecting…')).toBeHidden()
		await workshop.command({ type: 'projection.set', shows: 'wall' })
		await expect(page.getByRole('listitem').filter({ hasText: PERMITS })).not.toHaveCount(0)
	})
	await stack.stop()
})

/** Writes clusters with five obstacles each, of which the first one has a solution elsewhere. */
function writeClusters(board: StockBoard, count: number): void {
	for (let at = 0; at < count; at++) {
		const cluster = { type: 'frame', 'props.name': `Cluster ${at}`, 'props.w': 280, 'props.h': 900, xy: [0, at * 2000] }
		board.write(`shape:cluster${at}`, cluster)
		for (let row = 0; row < 5; row++) {
			const place = { parentId: `shape:cluster${at}`, xy: [40, 40 + row * 150] }
			const text = new Y.Text(`Permits ${at}.${row} take nine months, and nobody knows whose signature comes last`)
			board.write(`shape:card${at}-${row}`, {
				type: 'card',
				'props.kind': 'obstacle',
				'props.city': 'Lima',
				...place,
				text,
			})
		}
		const solution = { type: 'card', 'props.kind': 'solution', xy: [3000, at * 300] }
		board.write(`shape:solution${at}`, { ...solution, text: new Y.Text(`One office for permits ${at}`) })
		board.write(`shape:link${at}`, { type: 'arrow', xy: [0, 0] })
		for (const [terminal, toId] of [
			['start', `shape:solution${at}`],
			['end', `shape:card${at}-0`],
		] as const)
			board.write(`binding:${at}-${terminal}`, {
				type: 'arrow',
				fromId: `shape:link${at}`,
				toId,
				'props.terminal': terminal,
			})
	}
}

/** Expects every text of the scene to be whole, and readable on a projector of 1,080 lines. */
async function expectReadableScene(page: Page): Promise<void> {
	const scene = await readScene(page)
	const lines = (await page.evaluate(() => window.innerHeight)) / 1080
	expect(scene.cut).toEqual([])
	expect(scene.textPx).toBeGreaterThanOrEqual(32 * lines - 0.1)
	expect(scene.otherPx).toBeGreaterThanOrEqual(24 * lines - 0.1)
}

test('[SHARED1] the coverage joins obstacles of several groups, those of most cities first', async ({ browser }) => {
	const stack = await startStack()
	const workshop = await createWorkshop(stack.url, { ...LOCALES, groups: 3 })
	const { page } = await Actor.open(browser, 'Projector')
	await page.goto(workshop.projector)
	await workshop.command({ type: 'projection.set', shows: 'coverage' })
	const texts = [
		'No money for pumps',
		'no money for pumps!',
		'The pumps: no money',
		'Nobody signs',
		'NO MONEY FOR PUMPS',
	]
	for (const [n, city] of ['Dakar', 'Wuhan', 'Lima', 'Lyon', 'Quito'].entries()) {
		const member = await joinAsStock(stack.url, workshop.code, { name: city, city })
		const board = await openBoard(stack.url, member)
		const fields = { type: 'card', 'props.kind': 'obstacle', 'props.city': city, xy: [0, 300 * n] }
		board.write(`shape:${city}`, { ...fields, text: new Y.Text(texts[n] ?? '') })
	}
	const items = page.getByRole('listitem')
	// Boards are in the order of their groups.
	await expect(items).toHaveText([
		'No money for pumps3 cities: Dakar, Wuhan, Quito',
		'Nobody signsLyon · Group 1',
		'The pumps: no moneyLima · Group 3',
	])
	await expect(page.locator('[data-count="shared"] dd')).toHaveText('1')
	await expect(page.locator('[data-count="open"] dd')).toHaveText('3')
	await expectReadable(page)
	await stack.stop()
})

test('[RUN3d] a board is shown scene by scene, stepped by keys, by the dashboard and automatically', async ({
	browser,
}) => {
	const stack = await startStack()
	const workshop = await createWorkshop(stack.url, { ...LOCALES, groups: 2 })
	const { page } = await Actor.open(browser, 'Projector')
	await page.clock.install()
	await page.setViewportSize({ width: 1920, height: 1080 })
	await page.goto(workshop.projector)
	const board = await openBoard(stack.url, await joinAsStock(stack.url, workshop.code, { name: 'Ana', city: 'Dakar' }))
	writeClusters(board, 3)
	// The plenary board is empty.
	await workshop.command({ type: 'phase.goto', phase: await workshop.addPhase({ ...PHASE, kind: 'present' }) })
	const expectScene = async (at: number) => {
		await expect(page.getByRole('heading', { name: `Group 1 · 第 1 组 · Cluster ${at}` })).toBeVisible()
		await expect(page.getByText(`${at + 1} of 3`)).toBeVisible()
		await expect(page.getByText('5 obstacles · 1 answered · 1 city')).toBeVisible()
		const { texts } = await readScene(page)
		expect(texts.map((text) => text.slice(0, 11))).toEqual([
			`Permits ${at}.0`.slice(0, 11),
			'One office ',
			...[1, 2, 3, 4].map((row) => `Permits ${at}.${row}`.slice(0, 11)),
		])
		await expectReadableScene(page)
	}
	await page.clock.runFor(3000)
	await expectScene(0)
	await expect(page.getByText('What stopped your case?')).toBeVisible()
	await page.clock.runFor(15_000)
	await expectScene(1)
	await page.keyboard.press('PageDown')
	await page.clock.runFor(1000)
	await expectScene(2)
	const facilitator = await Actor.open(browser, 'Facilitator')
	await facilitator.page.goto(workshop.dashboard)
	await facilitator.page.getByRole('button', { name: 'Projector: previous part' }).click()
	await expect(page.getByText('2 of 3')).toBeVisible()
	// The automatic steps end once a person has stepped.
	await page.clock.runFor(40_000)
	await expectScene(1)
	await stack.stop()
})

test('[STAGE5] a person presents a board scene by scene, and a projector that follows shows the steps', async ({
	browser,
}) => {
	const stack = await startStack()
	const workshop = await createWorkshop(stack.url, { ...LOCALES, groups: 2 })
	const joined = await joinAsStock(stack.url, workshop.code, { name: 'Ana', city: 'Dakar' })
	const board = await openBoard(stack.url, joined)
	writeClusters(board, 3)
	await workshop.command({ type: 'spotlight.set', board: joined.board.id, follows: true })
	const [facilitator, projector] = await Promise.all([
		Actor.open(browser, 'Facilitator'),
		Actor.open(browser, 'Projector'),
	])
	await projector.page.goto(workshop.projector)
	const { page } = facilitator
	await page.setViewportSize({ width: 1366, height: 768 })
	await page.goto(workshop.dashboard)
	await tileOf(page, 'Group 1').getByRole('link', { name: 'Open Group 1' }).click()
	await facilitator.waitForBoard()
	await expect(projector.cards).not.toHaveCount(0)
	await page.getByRole('button', { name: 'Present', exact: true }).click()
	const bar = page.getByRole('group', { name: 'Presentation' })
	await expect(bar.getByText('1 of 3')).toBeVisible()
	await expect(page.getByRole('toolbar', { name: 'Tools' })).toHaveCount(0)
	await expectReadableScene(page)
	const expectEverywhere = async (title: string) => {
		await expect(page.getByRole('heading', { name: title })).toBeVisible()
		await expect(projector.page.getByRole('heading', { name: `Group 1 · 第 1 组 · ${title}` })).toBeVisible()
		await expectReadableScene(projector.page)
	}
	await expectEverywhere('Cluster 0')
	await page.keyboard.press('ArrowRight')
	await expect(bar.getByText('2 of 3')).toBeVisible()
	await expectEverywhere('Cluster 1')
	await bar.getByRole('button', { name: 'Next part' }).click()
	await expect(bar.getByText('3 of 3')).toBeVisible()
	await expectEverywhere('Cluster 2')
	await page.keyboard.press('PageUp')
	await expectEverywhere('Cluster 1')
	await page.setViewportSize({ width: 390, height: 844 })
	await expect(async () => {
		const { cut, textPx } = await readScene(page)
		expect({ cut, isReadable: textPx >= 15 }).toEqual({ cut: [], isReadable: true })
	}).toPass()
	await page.keyboard.press('Escape')
	await expect(bar).toHaveCount(0)
	await expect(projector.page.locator('[data-scene]')).toHaveCount(0)
	board.leave()
	await stack.stop()
})

test('a crashed projector page reloads itself as soon as the server is reachable', async ({ browser }) => {
	const stack = await startStack()
	const workshop = await createWorkshop(stack.url, { ...LOCALES, groups: 2 })
	const { page } = await Actor.open(browser, 'Projector')
	await page.clock.install()
	await page.goto(workshop.projector)
	await expect(page.getByText('Welcome')).toBeVisible()
	await page.evaluate(() => {
		Object.defineProperty(window, 'innerWidth', {
			get() {
				throw new Error('measuring fails')
			},
		})
	})
	await workshop.command({ type: 'projection.set', shows: 'wall' })
	const errorPage = page.getByRole('heading', { name: 'Something went wrong on this page' })
	await expect(errorPage).toBeVisible()
	await stack.kill()
	const healthCheck = page.waitForRequest((request) => request.url().endsWith('/healthz'))
	await page.clock.fastForward(6000)
	await (await healthCheck).response()
	await expect(errorPage).toBeVisible()
	await stack.start()
	await page.clock.fastForward(6000)
	await expect(page.getByRole('listitem').filter({ hasText: 'Group 1' })).toHaveCount(1)
	await stack.stop()
})

/** Whether the thumbnail of a board has any visible pixel. */
function isDrawn(page: Page, title: string): Promise<boolean> {
	return tileOf(page, title)
		.locator('canvas')
		.evaluate((canvas: HTMLCanvasElement) => {
			const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
			return pixels.some((value) => value > 0)
		})
}

/**
 * Expects readable text sizes, no overflow and no accessibility violations at two sizes of a
 * projector.
 */
async function expectReadable(page: Page): Promise<void> {
	for (const size of [
		{ width: 1920, height: 1080 },
		{ width: 1024, height: 768 },
	]) {
		await page.setViewportSize(size)
		const text = await page.evaluate(() => {
			const texts = [...document.querySelectorAll('main *')].filter((element) =>
				[...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
			)
			const shown = texts.filter((element) => !element.closest('.visuallyHidden'))
			return {
				minSize: Math.min(...shown.map((element) => Number.parseFloat(getComputedStyle(element).fontSize))),
				overflows: document.documentElement.scrollWidth > window.innerWidth,
			}
		})
		expect(text).toEqual({ minSize: expect.any(Number), overflows: false })
		expect(text.minSize, `at ${size.width}`).toBeGreaterThanOrEqual(Math.max(18, size.height * 0.022) - 0.1)
	}
	expect(await violationsOf(page, 'wcag')).toEqual([])
}
