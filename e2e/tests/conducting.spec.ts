import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { openToConduct } from '../support/openToConduct.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'
import { middleOf } from '../support/writers.ts'

let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

/** A workshop that was opened from a template, and the commands of its facilitator. */
async function openTemplate(template: string) {
	const post = async (path: string, body: object, token = '') => {
		const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` }
		const answer = await fetch(`${stack.url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
		if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
		return answer.json()
	}
	const wish = { title: 'Streets', cities: ['Dakar'], groups: 1, template }
	const opened = (await post('workshops', wish)) as { workshop: { id: string }; token: string; joinCode: string }
	const run = (command: object) => post(`workshops/${opened.workshop.id}/commands`, command, opened.token)
	return { code: opened.joinCode, run }
}

test('[SETUP1] [ROOM1] who is at a board writes in what is set up, cannot move it, and looks on while others present', async ({
	browser,
}) => {
	const { code, run } = await openTemplate('dot-vote')
	const ana = await Actor.enter(browser, 'Ana')
	await ana.join(stack.url, code, 'Dakar')
	const cluster = ana.page.locator('[data-shape-type="frame"]').first()
	const before = await cluster.boundingBox()
	if (!before) throw new Error('nothing is set up')

	await test.step('in the first phase she writes a card in the cluster', async () => {
		await run({ type: 'phase.next', startsTimer: true })
		await ana.writeCard('Solution', 'One desk', { x: before.x + 260, y: before.y + 200 })
		await ana.badgeSays('Saved')
	})

	await test.step('she pulls at the cluster, and it stays, for her and on the server', async () => {
		const { mouse } = ana.page
		await ana.page.keyboard.press('Escape')
		await mouse.move(before.x + 30, before.y)
		await mouse.down()
		await mouse.move(before.x + 330, before.y + 120, { steps: 8 })
		await mouse.up()
		expect(await cluster.boundingBox()).toEqual(before)
		await ana.badgeSays('Saved')
	})

	await test.step('in a phase to look at things she is told so, and writes again afterwards', async () => {
		await run({ type: 'phase.next' })
		await expect(ana.page.getByText('This phase is view only.')).toBeVisible()
		await run({ type: 'phase.previous' })
		await expect(ana.page.getByText('This phase is view only.')).toBeHidden()
		await ana.writeCard('Obstacle', 'No budget', { x: before.x + 260, y: before.y + 420 })
		await ana.badgeSays('Saved')
	})
})

test('[SETUP1] a facilitator holds a card where it is, and lets it go again', async ({ browser }) => {
	const workshop = await openToConduct(stack.url)
	const ana = await Actor.enter(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await ana.writeCard('Obstacle', 'Permits', { x: 400, y: 400 })
	const leader = await workshop.enterAsFacilitator(browser)
	await leader.page.goto(`${leader.page.url()}/b/${workshop.board}`)
	await leader.seesBoard()
	const choose = async (words: string) => {
		const { x, y } = await middleOf(leader, 'Permits')
		await leader.page.mouse.click(x, y, { button: 'right' })
		await leader.page.getByRole('menuitem', { name: words }).click()
	}
	/** How far the card goes when Ana pulls at it. */
	const pull = async () => {
		const from = await middleOf(ana, 'Permits')
		await ana.page.keyboard.press('Escape')
		await ana.page.mouse.move(from.x, from.y)
		await ana.page.mouse.down()
		await ana.page.mouse.move(from.x + 120, from.y + 60, { steps: 6 })
		await ana.page.mouse.up()
		return (await middleOf(ana, 'Permits')).x - from.x
	}

	await choose('Lock for participants')
	await expect.poll(pull).toBe(0)
	await choose('Unlock for participants')
	await expect.poll(pull).toBeGreaterThan(100)
})
