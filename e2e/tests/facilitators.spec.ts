import { expect } from '@playwright/test'
import { createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { startStack } from '../support/startStack.ts'
import { type Joined, joinAsStock, openRoom } from '../support/stockClient.ts'

/** Two facilitators share the 24 tables of a hall, each on their own laptop. */

const GROUPS = 24
const LAPTOP = { viewport: { width: 1366, height: 768 } }

test('[BLOCK1] [BLOCK3] [BLOCK4] [BLOCK5] two facilitators share a hall', async ({ browser }) => {
	test.slow()
	const stack = await startStack()
	const workshop = await createWorkshop(stack.url, { groups: GROUPS })
	const people: Joined[] = []
	for (let n = 0; n < 2 * GROUPS; n++)
		people.push(await joinAsStock(stack.url, workshop.code, { name: `Person ${n + 1}`, city: `City ${n % 7}` }))
	const atTable = (title: string) => people.find(({ board }) => board.title === title)
	const ana = await FacilitatorActor.openDashboard(browser, workshop.dashboard, LAPTOP)
	const tiles = (on: FacilitatorActor) => on.page.getByRole('heading', { level: 3, name: /^Group|^Plenary/ })

	await test.step('Ana lists both and shares the tables out', async () => {
		await ana.button('Facilitators').click()
		for (const name of ['Ana', 'Ben']) {
			await ana.dialog.getByLabel('Name of a facilitator').fill(name)
			await ana.dialog.getByRole('button', { name: 'Add' }).click()
			await expect(ana.dialog.getByLabel(`Name of ${name}`)).toHaveValue(name)
		}
		await ana.dialog.getByRole('button', { name: 'Share out evenly' }).click()
		await expect(ana.dialog.getByText('Group 13 – Group 24')).toBeVisible()
		await ana.dialog.getByRole('button', { name: 'This is me, Ana' }).click()
		await ana.expectNoViolations()
		await ana.dialog.getByRole('button', { name: 'Close' }).click()
	})

	const ben = await FacilitatorActor.openDashboard(browser, workshop.dashboard, LAPTOP)
	await test.step('each sees their own tables first, and all on request', async () => {
		await expect(tiles(ana)).toHaveCount(13)
		await expect(tiles(ben)).toHaveCount(25)
		await ben.page.getByRole('combobox', { name: 'Which facilitator are you?' }).selectOption('Ben')
		await expect(tiles(ben)).toHaveCount(13)
		await expect(tiles(ben).first()).toHaveText('Group 13')
		await ben.button('All tables 24').click()
		await expect(tiles(ben)).toHaveCount(25)
		await ben.button('My tables 12').click()
		await ben.page.reload()
		await expect(tiles(ben)).toHaveCount(13)
	})

	await test.step('the list of participants without a card has the same tables', async () => {
		await ben.button('Participants without a card').click()
		await expect(ben.dialog.getByRole('heading', { level: 3 })).toHaveCount(12)
		await ben.dialog.getByRole('button', { name: 'All tables 24' }).click()
		await expect(ben.dialog.getByRole('heading', { level: 3 })).toHaveCount(24)
		await ben.dialog.getByRole('button', { name: 'My tables 12' }).click()
		await ben.dialog.getByRole('button', { name: 'Close' }).click()
	})

	await test.step('a call goes to the facilitator of the table', async () => {
		const calling = atTable('Group 14')
		const room = openRoom(stack.url, `workshop:${workshop.id}`, calling?.token ?? '')
		room.awareness.setLocalState({ board: calling?.board.id, help: true })
		await expect(ben.page).toHaveTitle(/^\(1\) /)
		await expect(ben.page.getByRole('link', { name: /^Group 14, Person/ })).toBeVisible()
		await expect(ana.page).not.toHaveTitle(/^\(/)
		await ben.expectNoViolations()
		room.destroy()
		await expect(ben.page).not.toHaveTitle(/^\(/)
	})

	await test.step('the menu of a tile gives a table to another facilitator', async () => {
		await ben.button('All tables 24').click()
		await ben.choose('More: Group 2', 'Ben')
		await expect(ben.button('My tables 13')).toBeVisible()
		await expect(tiles(ana)).toHaveCount(12)
	})

	await test.step('the seating has the same tables, and names whose they are', async () => {
		await ana.page.getByRole('link', { name: 'Seating' }).click()
		const tables = ana.page.getByRole('region', { name: /^Group \d/ })
		await expect(tables).toHaveCount(11)
		await expect(tables.first()).toContainText('Facilitator: Ana')
		await ana.button('All tables 24').click()
		await expect(tables).toHaveCount(24)
		await ana.expectNoViolations()
	})
	await stack.stop()
})
