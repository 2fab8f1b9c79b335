import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { readCardTexts } from '../support/cardTexts.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import type { Stack } from '../support/startStack.ts'

/** Where new cards go, and what a person sees and writes in them. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

/** Creates a workshop on the board of the template, whose columns are named after kinds. */
async function createTemplateWorkshop(): Promise<CreatedWorkshop> {
	const workshop = await createWorkshop(stack.url)
	const session = await workshop.command({ type: 'session.add', template: 'obstacle-solution' })
	await workshop.command({ type: 'session.goto', session })
	return workshop
}

const boxesOf = (person: Actor) =>
	person.cards.evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().toJSON() as DOMRect))

/** Returns the pairs of cards that overlap on the screen. */
async function overlappingCards(person: Actor): Promise<number> {
	const boxes = await boxesOf(person)
	return boxes.filter((a, at) =>
		boxes.slice(at + 1).some((b) => a.x < b.right - 1 && b.x < a.right - 1 && a.y < b.bottom - 1 && b.y < a.bottom - 1),
	).length
}

test('[TEMPLATE3b] new cards go into the column of their kind, never over others', async ({ browser }) => {
	const workshop = await createTemplateWorkshop()
	const ana = await Actor.open(browser, 'Ana')
	await ana.page.setViewportSize({ width: 1366, height: 768 })
	await ana.join(stack.url, workshop.code, 'Dakar')
	await ana.waitForKeyboard()
	const { keyboard, mouse } = ana.page
	await mouse.move(683, 420)
	for (let n = 0; n < 5; n++) {
		await keyboard.press('1')
		await ana.editor.waitFor()
		await keyboard.type(`Obstacle ${n}`)
		await keyboard.press('Escape')
		await expect(ana.editor).toHaveCount(0)
	}
	await keyboard.press('2')
	await ana.editor.waitFor()
	await keyboard.type('A solution')
	await keyboard.press('Escape')
	await expect(ana.cards).toHaveCount(6)
	expect(await overlappingCards(ana)).toBe(0)
	await ana.waitForSaveStatus('Saved')
	const { sessions } = (await workshop.view()).workshop
	const { clusters, cards } = await workshop.contentOf(sessions.at(-1)?.boards.find(({ group }) => group)?.id ?? '')
	const inColumn = (title: string) =>
		cards.filter(({ id }) => clusters.find((cluster) => cluster.title === title)?.cards.includes(id))
	expect(
		inColumn('Obstacles')
			.map(({ text }) => text)
			.sort(),
	).toEqual([0, 1, 2, 3, 4].map((n) => `Obstacle ${n}`))
	expect(inColumn('Solutions').map(({ text }) => text)).toEqual(['A solution'])

	await test.step('a double click on a card-free place beside others shifts the card only as far as needed', async () => {
		const box = await ana.boxOf('Obstacle 0')
		await mouse.dblclick(box.x + box.width / 2, box.y + box.height + 14)
		await ana.editor.waitFor()
		await keyboard.type('Squeezed in')
		await keyboard.press('Escape')
		await expect(ana.card('Squeezed in')).toHaveCount(1)
		expect(await overlappingCards(ana)).toBe(0)
	})
})

test('[TEXT4] a text typed after a press on a kind goes into a new card, not into shortcuts', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await ana.waitForKeyboard()
	await ana.page.getByRole('button', { name: 'New card: Obstacle' }).click()
	await ana.page.keyboard.type('toolbar solution 3?')
	await expect(ana.editor).toHaveValue('toolbar solution 3?')
	await ana.page.keyboard.press('Escape')
	await expect(ana.card('toolbar solution 3?')).toHaveCount(1)
	await expect(ana.cards).toHaveCount(1)
})

test('[STAGE6e] a new card of a board that is far away is readable, and the camera zooms no further', async ({
	browser,
}) => {
	const workshop = await createTemplateWorkshop()
	const ana = await Actor.open(browser, 'Ana')
	await ana.page.setViewportSize({ width: 1366, height: 768 })
	await ana.join(stack.url, workshop.code, 'Dakar')
	await ana.waitForKeyboard()
	const { keyboard, mouse } = ana.page
	const widthOf = async () => (await ana.page.locator('[data-shape-type="frame"]').nth(1).boundingBox())?.width ?? 0
	await keyboard.press('Shift+1')
	await expect(async () => expect((await widthOf()) / 760).toBeLessThan(0.6)).toPass()
	await mouse.move(683, 420)
	await keyboard.press('n')
	await ana.editor.waitFor()
	await expect(async () => {
		const zoom = (await widthOf()) / 760
		const px = await ana.editor.evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize))
		expect(zoom * px).toBeGreaterThanOrEqual(11)
		expect(zoom).toBeLessThan(0.9)
	}).toPass()
})

test('[TEXT3] a card of 300 letters becomes wide instead of a tower', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await ana.waitForKeyboard()
	await ana.writeCard('Obstacle', 'Below', { x: 500, y: 620 })
	await ana.page.getByRole('button', { name: 'New card: Obstacle' }).click()
	await ana.page.mouse.click(500, 440)
	await ana.editor.waitFor()
	await ana.page.keyboard.type('Nobody knows which office decides. '.repeat(9))
	await ana.page.keyboard.press('Escape')
	await expect(async () => {
		const { width, height } = await ana.boxOf('Nobody knows')
		expect(width / height).toBeGreaterThan(1.8)
		expect(await overlappingCards(ana)).toBe(0)
	}).toPass()
})

test('[LEVEL1] a board is readable at every zoom, and dots are given on small cards', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await Actor.open(browser, 'Ana')
	await ana.page.setViewportSize({ width: 1366, height: 768 })
	await ana.join(stack.url, workshop.code, 'Dakar')
	await ana.waitForKeyboard()
	const { keyboard } = ana.page
	await ana.writeCard('Obstacle', 'Permits for bus lanes take nine months', { x: 500, y: 420 })
	await ana.writeCard('Solution', 'One office that answers every letter within ten days', { x: 900, y: 420 })
	for (const percent of [75, 50, 25]) {
		await keyboard.press('-')
		await expect(ana.page.getByRole('button', { name: `${percent} %, reset to 100 %` })).toBeVisible()
		await expect(async () => {
			const shown = await readCardTexts(ana.page)
			expect(Math.min(...shown.map(({ px }) => px))).toBeGreaterThanOrEqual(11)
			expect(Math.min(...shown.map(({ lines }) => lines))).toBeGreaterThanOrEqual(2)
			expect(shown.map(({ width }) => Math.round(width / 2))).toEqual([percent, percent])
		}).toPass()
	}
	await workshop.command({ type: 'vote.open', title: 'Which first?' })
	const dot = ana.card('Permits').getByRole('button', { name: 'Add a dot' })
	await expect(dot).toBeVisible()
	const box = await dot.boundingBox()
	expect(box?.width).toBeGreaterThanOrEqual(20)
	expect(box?.height).toBeGreaterThanOrEqual(16)
	await ana.page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2)
	await expect(ana.card('Permits').locator('[data-given="true"]')).toHaveCount(1)
	await keyboard.press('Escape')
	await keyboard.press('-')
	await expect(ana.page.getByRole('button', { name: '10 %, reset to 100 %' })).toBeVisible()
	await expect(ana.card('Permits').locator('p')).toHaveCount(0)
})
