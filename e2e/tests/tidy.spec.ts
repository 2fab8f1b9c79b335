import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { Actor } from '../support/Actor.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas } from '../support/participants.ts'
import { closeFullBoard, openFullBoard, positionsIn } from '../support/sampleBoard.ts'
import type { Stack } from '../support/startStack.ts'
import { openBoardAsStock } from '../support/stockClient.ts'

/** Tidying up a board of eighty overlapping cards. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

async function tidy({ page }: Actor, layout: string): Promise<void> {
	await page.getByRole('button', { name: 'Tidy up' }).click()
	await page.getByRole('menuitem', { name: layout }).click()
}

/**
 * Returns the pairs of cards that overlap as drawn by the browser, and the cards that are not
 * drawn.
 */
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

const LAYOUTS = ['Grid', 'By kind', 'By city', 'By category', 'Obstacle–solution map']

test('each layout leaves no overlaps and is one undo step', async ({ browser }) => {
	const scene = await openFullBoard(browser, stack)
	const { ana, board, ids } = scene
	expect(ids.length).toBeGreaterThanOrEqual(80)
	const before = positionsIn(board, ids)
	const undo = ana.page.getByRole('button', { name: 'Undo' })
	const redo = ana.page.getByRole('button', { name: 'Redo' })
	for (const layout of LAYOUTS) {
		await test.step(layout, async () => {
			await tidy(ana, layout)
			await expect.poll(() => overlapsOn(ana.page)).toEqual([])
			await expect.poll(() => positionsIn(board, ids)).not.toEqual(before)
			const tidied = positionsIn(board, ids)
			await undo.click()
			await expect.poll(() => positionsIn(board, ids)).toEqual(before)
			await expect(undo).toBeDisabled()
			await redo.click()
			await expect.poll(() => positionsIn(board, ids)).toEqual(tidied)
			await expect(redo).toBeDisabled()
			await undo.click()
			await expect.poll(() => positionsIn(board, ids)).toEqual(before)
		})
	}
	await closeFullBoard(scene)
})

test('the map places solutions to the right of the obstacles that they address', async ({ browser }) => {
	const scene = await openFullBoard(browser, stack)
	const { ana, workshop } = scene
	await tidy(ana, 'Obstacle–solution map')
	await expect.poll(() => overlapsOn(ana.page)).toEqual([])
	const { links } = await workshop.contentOf(workshop.board)
	const lefts = await ana.cards.evaluateAll((cards) =>
		cards.map((card) => [card.getAttribute('data-shape-id'), card.getBoundingClientRect().left]),
	)
	const left = Object.fromEntries(lefts) as Record<string, number>
	const addressed = links.filter((link) => link.meaning === 'addresses')
	expect(addressed.length).toBeGreaterThan(20)
	for (const { from, to } of addressed) expect(left[to]).toBeLessThan(left[from] ?? 0)
	await closeFullBoard(scene)
})

test('a cluster moves as a whole, and is tidied inside if it is selected', async ({ browser }) => {
	const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => `shape:${id}`)
	const scene = await openFullBoard(browser, stack, (board) => {
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
	await test.step('a cluster moves as a whole', async () => {
		const inside = await positionsIn(scene.board, ids.slice(0, 4))
		await tidy(ana, 'Grid')
		await expect.poll(() => scene.board.record('shape:f')?.['xy']).not.toEqual([70, 80])
		expect(positionsIn(scene.board, ids.slice(0, 4))).toEqual(inside)
		expect(await clusterOf()).toEqual(before)
	})
	await test.step('a selected cluster is tidied inside', async () => {
		await ana.page.locator('.tl-canvas').getByText('Permits').click({ force: true })
		await tidy(ana, 'Grid')
		await expect.poll(() => overlapsOn(ana.page)).toEqual([])
		expect(await clusterOf()).toEqual(before)
	})
	await closeFullBoard(scene)
})

test('[TEMPLATE3] by kind and as a map, cards go into the columns of the template, and no card lies across a border', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, {
		template: 'obstacle-solution',
		cities: ['Dakar', 'Wuhan'],
		groups: 1,
	})
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const board = await openBoardAsStock(stack.url, workshop.code)
	const kinds = ['obstacle', 'solution', 'note', 'obstacle', 'solution', 'obstacle', 'question', 'case']
	board.transact(() => {
		for (const [at, kind] of kinds.entries())
			board.write(`shape:c${at}`, {
				type: 'card',
				'props.kind': kind,
				xy: [650 + at * 40, 300 + at * 30],
				index: `c${at + 1}`,
				text: new Y.Text(`${kind} ${at}`),
			})
	})
	await expect(ana.cards).toHaveCount(kinds.length)
	const columnsOf = async () =>
		(await workshop.contentOf(workshop.board)).clusters.map(({ cards }) => [...cards].sort())
	for (const layout of ['By kind', 'Obstacle–solution map']) {
		await tidy(ana, layout)
		await expect.poll(columnsOf).toEqual([['shape:c7'], ['shape:c0', 'shape:c3', 'shape:c5'], ['shape:c1', 'shape:c4']])
		expect(await overlapsOn(ana.page)).toEqual([])
		expect(await crossingOn(ana.page)).toBe(0)
		await ana.page.keyboard.press('Control+z')
		await expect.poll(columnsOf).toEqual([[], [], []])
	}
	board.leave()
})

/** Returns the number of cards that lie across the border of a cluster. */
function crossingOn(page: Page): Promise<number> {
	return page.locator('[data-shape-type="card"]').evaluateAll((cards) => {
		const frames = [...document.querySelectorAll('[data-shape-type="frame"]')].map((frame) =>
			frame.getBoundingClientRect(),
		)
		return cards.filter((card) => {
			const box = card.getBoundingClientRect()
			const touches = frames.filter(
				(f) => box.left < f.right && f.left < box.right && box.top < f.bottom && f.top < box.bottom,
			)
			return touches.some((f) => box.left < f.left || box.right > f.right || box.top < f.top || box.bottom > f.bottom)
		}).length
	})
}

test('[TEMPLATE3] the grid of a facilitator lays out a tower of cards in the form of a screen', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url, { template: 'obstacle-solution', cities: ['Dakar'], groups: 1 })
	const board = await openBoardAsStock(stack.url, workshop.code)
	const { clusters } = await workshop.contentOf(workshop.board)
	const [, obstacles, solutions] = clusters.map(({ id }) => id)
	board.transact(() => {
		for (let at = 0; at < 24; at++) {
			const parentId = at < 20 ? obstacles : solutions
			const place = { xy: [24, 40 + at * 136], index: `c${String(at).padStart(2, '0')}V`, parentId }
			board.write(`shape:c${at}`, { type: 'card', 'props.kind': 'obstacle', ...place, text: new Y.Text(`card ${at}`) })
		}
	})
	const facilitator = await Actor.open(browser, 'Facilitator')
	await facilitator.page.goto(workshop.dashboard)
	await facilitator.page.getByRole('link', { name: /^Open Group 1/ }).click()
	await expect(facilitator.cards).toHaveCount(24)
	await tidy(facilitator, 'Grid')
	const lefts = () => {
		const places = Array.from({ length: 20 }, (_, at) => board.record(`shape:c${at}`)?.['xy'] as number[] | undefined)
		return new Set(places.map((xy) => xy?.[0])).size
	}
	await expect.poll(lefts).toBeGreaterThanOrEqual(5)
	await expect.poll(() => overlapsOn(facilitator.page)).toEqual([])
	expect(await crossingOn(facilitator.page)).toBe(0)
	const after = (await workshop.contentOf(workshop.board)).clusters
	expect(after.map(({ cards }) => cards.length)).toEqual([0, 20, 4])
	await facilitator.page.keyboard.press('Control+z')
	await expect.poll(lefts).toBe(1)
	await facilitator.page.close()
	board.leave()
})
