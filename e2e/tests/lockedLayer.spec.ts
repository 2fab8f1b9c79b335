import { expect } from '@playwright/test'
import { createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas } from '../support/participants.ts'
import type { Stack } from '../support/startStack.ts'

/** Shapes that the facilitator has locked for participants. */
let stack: Stack
test.beforeAll(({ sharedStack }) => {
	stack = sharedStack
})

test('[SETUP1] [ROOM1] participants add cards to a locked cluster, cannot move it, and cannot edit in a view-only phase', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { template: 'dot-vote', cities: ['Dakar'], groups: 1 })
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const cluster = ana.page.locator('[data-shape-type="frame"]').first()
	const before = await cluster.boundingBox()
	if (!before) throw new Error('the template has no cluster')

	await test.step('a card is added to the cluster', async () => {
		await workshop.command({ type: 'phase.next', startsTimer: true })
		await ana.writeCard('Solution', 'One office', { x: before.x + 260, y: before.y + 200 })
		await ana.waitForSaveStatus('Saved')
	})

	await test.step('dragging the cluster does not move it', async () => {
		// After editing, the camera moves back after a pause.
		await expect.poll(() => cluster.boundingBox()).toEqual(before)
		const { mouse } = ana.page
		await ana.page.keyboard.press('Escape')
		await mouse.move(before.x + 30, before.y)
		await mouse.down()
		await mouse.move(before.x + 330, before.y + 120, { steps: 8 })
		await mouse.up()
		expect(await cluster.boundingBox()).toEqual(before)
		await ana.waitForSaveStatus('Saved')
	})

	await test.step('a view-only phase is announced; in the phase before it, cards can be added again', async () => {
		await workshop.command({ type: 'phase.next' })
		await expect(ana.page.getByText('This phase is view only.')).toBeVisible()
		await workshop.command({ type: 'phase.previous' })
		await expect(ana.page.getByText('This phase is view only.')).toBeHidden()
		await ana.writeCard('Obstacle', 'No budget', { x: before.x + 260, y: before.y + 420 })
		await ana.waitForSaveStatus('Saved')
	})
})

test('[SETUP1] a facilitator locks a card for participants and unlocks it again', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', { x: 400, y: 400 })
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.page.goto(`${facilitator.page.url()}/b/${workshop.board}`)
	await facilitator.waitForBoard()
	const choose = async (item: string) => {
		const { x, y } = await facilitator.centreOf('Permits')
		await facilitator.page.mouse.click(x, y, { button: 'right' })
		await facilitator.page.getByRole('menuitem', { name: item }).click()
	}
	/** Drags the card as Ana; returns by how many px it moved to the right. */
	const dragRight = async () => {
		const { x } = await ana.centreOf('Permits')
		await ana.page.keyboard.press('Escape')
		await ana.drag('Permits', { x: 120, y: 60 })
		return (await ana.centreOf('Permits')).x - x
	}

	await choose('Lock for participants')
	await expect.poll(dragRight).toBe(0)
	await choose('Unlock for participants')
	await expect.poll(dragRight).toBeGreaterThan(100)
})
