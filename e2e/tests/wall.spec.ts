import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { Actor } from '../support/Actor.ts'
import { joinAsStock, openBoard, openRoom } from '../support/boardAsStock.ts'
import { joinOnCanvas } from '../support/joining.ts'
import { openStage } from '../support/openStage.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** One board of the desk's wall. */
const tileOf = (page: Page, title: string) =>
	page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: true }) })

/** How many cards the picture of a board shows. */
const cardsIn = (page: Page, title: string) => tileOf(page, title).locator('canvas').getAttribute('data-cards')

/** WCAG 2.2 AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const PHASE = {
	type: 'phase.add',
	phase: {
		kind: 'write',
		title: { en: 'Obstacles', 'zh-CN': '障碍' },
		prompt: { en: 'What stopped your case?', 'zh-CN': '什么阻碍了你的案例？' },
		minutes: 10,
	},
}

test('the desk sees every board in small as it grows, who is done and who needs help', async ({ browser }) => {
	const stack = await startStack()
	const stage = await openStage(stack.url, 3)
	const facilitator = await Actor.enter(browser, 'Facilitator')
	const { page } = facilitator
	await page.goto(stage.desk)
	await expect(tileOf(page, 'Group 3').getByText('No cards yet')).toBeVisible()
	const ana = await joinOnCanvas(browser, { url: stack.url, code: stage.code }, 'Ana')
	await expect(tileOf(page, 'Group 1').getByText('0 of 1 have written')).toBeVisible()

	await test.step('cards are in the picture and counted, within moments', async () => {
		await ana.writeCard('Obstacle', 'Permits', { x: 400, y: 420 })
		await ana.writeCard('Solution', 'One desk', { x: 700, y: 420 })
		await expect.poll(() => cardsIn(page, 'Group 1')).toBe('2')
		await expect(tileOf(page, 'Group 1').getByText('2 cards', { exact: true })).toBeVisible()
		await expect(tileOf(page, 'Group 1').getByText('2 new cards in the last minute')).toBeAttached()
		await expect(tileOf(page, 'Group 1').getByText('Last change just now')).toBeVisible()
		await expect(tileOf(page, 'Group 1').getByText('have written')).toBeHidden()
		expect(await isPainted(page, 'Group 1')).toBe(true)
		expect(await isPainted(page, 'Group 2')).toBe(false)
	})

	await test.step('a link from a solution answers the obstacle', async () => {
		await ana.link('One desk', 'Permits')
		await expect(tileOf(page, 'Group 1').getByText('1 of 1 obstacles answered')).toBeAttached()
	})

	await test.step('signals stand at the group', async () => {
		await ana.page.getByRole('button', { name: 'I need help' }).click()
		await expect(tileOf(page, 'Group 1').getByText('1 needs help')).toBeVisible()
		await ana.page.getByRole('button', { name: 'I’m done' }).click()
		await expect(tileOf(page, 'Group 1').getByText('1 of 1 done')).toBeVisible()
	})

	await test.step('a click opens the board', async () => {
		await tileOf(page, 'Group 1').getByRole('link', { name: 'Open Group 1' }).click()
		await facilitator.seesBoard()
		await expect(facilitator.card('Permits')).toHaveCount(1)
	})
	await stack.stop()
})

test('the wall shows what the phase says, or what was chosen by hand, and comes back by itself', async ({
	browser,
}) => {
	const stack = await startStack()
	const stage = await openStage(stack.url, 2)
	const { page } = await Actor.enter(browser, 'Wall')
	await page.goto(stage.projector)
	const who = (name: string, city: string) => joinAsStock(stack.url, stage.code, { name, city })
	const [ana, li] = await Promise.all([who('Ana', 'Dakar'), who('Li', 'Wuhan')])
	const board = await openBoard(stack.url, ana)
	const fields = { type: 'card', 'props.kind': 'obstacle', 'props.city': 'Dakar', xy: [0, 0] }
	board.write('shape:permits', { ...fields, text: new Y.Text('Permits take nine months') })

	await test.step('the lobby has the code and the way in, in both languages', async () => {
		await expect(page.getByText(`${stage.code.slice(0, 4)}-${stage.code.slice(4)}`)).toBeVisible()
		await expect(page.getByText('欢迎')).toBeVisible()
	})

	await test.step('before the first phase a scene is headed by the workshop', async () => {
		await stage.tell({ type: 'projection.set', shows: 'wall' })
		await expect(page.getByRole('heading', { name: 'Streets' })).toBeVisible()
	})

	await test.step('a phase brings its prompt in both languages, and the time', async () => {
		const phase = await stage.tell(PHASE)
		await stage.tell({ type: 'phase.goto', phase, startsTimer: true })
		await expect(page.getByRole('heading', { name: 'What stopped your case? 什么阻碍了你的案例？' })).toBeVisible()
		await expect(page.getByRole('timer')).toHaveText(/^(10:00|09:5\d)$/)
		await expect(page.getByText('Group 1')).toHaveCount(0)
		const hall = openRoom(stack.url, `workshop:${ana.workshop.id}`, ana.token)
		hall.awareness.setLocalState({ board: ana.board.id, done: true })
		// Who is done is said in words before it is ticked off by groups.
		await expect(page.getByText('1 of 2 done')).toBeVisible()
		await expect(page.getByRole('img', { name: '0 of 1 done' })).toHaveCount(1)
		await lookFrom(page)
		hall.destroy()
	})

	await test.step('by hand: all boards, and how far their obstacles are answered', async () => {
		await stage.tell({ type: 'projection.set', shows: 'wall' })
		await expect(page.getByRole('listitem').locator('canvas[data-cards="1"]')).toHaveCount(1)
		await lookFrom(page)
		await stage.tell({ type: 'projection.set', shows: 'coverage' })
		await expect(page.getByRole('listitem').filter({ hasText: '0/1' })).toHaveCount(1)
		await lookFrom(page)
	})

	await test.step('a vote: what is voted on while it is open, and what came of it', async () => {
		await stage.tell({ type: 'projection.set', shows: 'result' })
		const kinds = ['obstacle', 'solution']
		const round = await stage.tell({ type: 'vote.open', title: 'Which first?', budget: 3, kinds })
		await expect(page.getByRole('heading', { name: /Which first\?.*3 dots each/ })).toBeVisible()
		const limits = page.getByText(/Vote on: Obstacles Solutions|投票对象： 障碍 对策/)
		await expect(limits).toHaveCount(2)
		await lookFrom(page)
		await stage.tell({ type: 'projection.set', shows: 'wall' })
		await expect(page.getByRole('listitem').filter({ hasText: 'Group 1' })).toBeVisible()
		await expect(limits).toHaveCount(2)
		await stage.tell({ type: 'projection.set', shows: 'result' })
		for (const { token } of [ana, li])
			await stage.vote(token, { round, board: ana.board.id, card: 'shape:permits', count: 1 })
		await stage.tell({ type: 'vote.close', round })
		await expect(page.getByRole('listitem').filter({ hasText: 'Permits take nine months' })).toContainText('2')
		await expect(page.getByText('2 of 2 voted')).toBeVisible()
		await expect(limits).toHaveCount(0)
		await lookFrom(page)
	})

	await test.step('one board, when it is in the spotlight, with what the vote came to', async () => {
		await stage.tell({ type: 'spotlight.set', board: ana.board.id })
		const card = page.locator('[data-shape-type="card"]').filter({ hasText: 'Permits' })
		await expect(card).toContainText('2 dots, rank 1')
	})

	await test.step('the board as a facilitator sees it, for as long as they have it open', async () => {
		const card = page.locator('[data-shape-type="card"]')
		const widthOf = async () => (await card.boundingBox())?.width ?? 0
		await expect.poll(widthOf, 'whole').toBeGreaterThan(300)
		const facilitator = await Actor.enter(browser, 'Facilitator')
		await facilitator.page.goto(stage.desk)
		await facilitator.page.getByRole('button', { name: 'Follow my view' }).click()
		await tileOf(facilitator.page, 'Group 1').getByRole('link', { name: 'Open Group 1' }).click()
		await facilitator.seesBoard()
		await expect.poll(widthOf).toBeLessThan(200)
		await facilitator.page.close()
		await expect.poll(widthOf).toBeGreaterThan(300)
	})

	await test.step('a server that is gone for a while: the wall keeps what it shows, says so, and goes on', async () => {
		await stage.tell({ type: 'spotlight.set', board: null })
		await expect(page.getByText('2 of 2 voted')).toBeVisible()
		board.leave()
		await stack.kill()
		await expect(page.getByText('Reconnecting…')).toBeVisible()
		await expect(page.getByText('2 of 2 voted')).toBeVisible()
		await stack.start()
		await expect(page.getByText('Reconnecting…')).toBeHidden()
		await stage.tell({ type: 'projection.set', shows: 'wall' })
		await expect(page.getByRole('listitem').locator('canvas[data-cards="1"]')).toHaveCount(1)
	})
	await stack.stop()
})

test('a wall that breaks stays until the server is there, and loads itself anew', async ({ browser }) => {
	const stack = await startStack()
	const stage = await openStage(stack.url, 2)
	const { page } = await Actor.enter(browser, 'Wall')
	await page.clock.install()
	await page.goto(stage.projector)
	const board = await openBoard(stack.url, await joinAsStock(stack.url, stage.code, { name: 'Ana', city: 'Dakar' }))
	board.write('shape:permits', { type: 'card', 'props.kind': 'note', xy: [0, 0], text: new Y.Text('Permits') })
	await expect(page.getByText('Welcome')).toBeVisible()
	await page.evaluate(() => {
		CanvasRenderingContext2D.prototype.fillRect = () => {
			throw new Error('nothing can be drawn')
		}
	})
	await stage.tell({ type: 'projection.set', shows: 'wall' })
	const trouble = page.getByRole('heading', { name: 'Something went wrong on this page' })
	await expect(trouble).toBeVisible()
	board.leave()
	await stack.kill()
	const knocked = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/healthz'))
	await page.clock.fastForward(6000)
	await knocked
	await expect(trouble).toBeVisible()
	await stack.start()
	await page.clock.fastForward(6000)
	await expect(page.getByRole('listitem').locator('canvas[data-cards="1"]')).toHaveCount(1)
	await stack.stop()
})

/** Whether anything is drawn in a board's picture. */
function isPainted(page: Page, title: string): Promise<boolean> {
	return tileOf(page, title)
		.locator('canvas')
		.evaluate((canvas: HTMLCanvasElement) => {
			const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
			return pixels.some((value) => value > 0)
		})
}

/** From the back row: nothing is too small, nothing runs out of the picture, and all of it has contrast. */
async function lookFrom(page: Page): Promise<void> {
	for (const size of [
		{ width: 1920, height: 1080 },
		{ width: 1024, height: 768 },
	]) {
		await page.setViewportSize(size)
		const found = await page.evaluate(() => {
			const texts = [...document.querySelectorAll('main *')].filter((element) =>
				[...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
			)
			const shown = texts.filter((element) => !element.closest('.visuallyHidden'))
			return {
				least: Math.min(...shown.map((element) => Number.parseFloat(getComputedStyle(element).fontSize))),
				overflows: document.documentElement.scrollWidth > window.innerWidth,
			}
		})
		expect(found).toEqual({ least: expect.any(Number), overflows: false })
		expect(found.least, `at ${size.width}`).toBeGreaterThanOrEqual(Math.max(18, size.height * 0.022) - 0.1)
	}
	const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}
