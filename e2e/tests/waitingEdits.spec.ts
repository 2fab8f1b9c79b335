import { cpSync, rmSync } from 'node:fs'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/*
 * The server has lost the last edits of Ana and Ben, because its data was replaced by an older
 * copy. Ben's device has both; Ana's device is away.
 */
let stack: Stack
let workshop: CreatedWorkshop
let dataDir: string
let ana: Actor
let ben: Actor

test.beforeEach(async ({ browser }) => {
	stack = await startStack({}, (folder) => {
		dataDir = folder
	})
	workshop = await createWorkshop(stack.url)
	const enter = async (name: string) => {
		const context = await browser.newContext()
		const actor = new Actor(await context.newPage(), name)
		await actor.join(stack.url, workshop.code, 'Dakar')
		await actor.waitForBoard()
		return actor
	}
	ana = await enter('Ana')
	ben = await enter('Ben')
	await ana.writeCard('Obstacle', 'Rain', { x: 300, y: 300 })
	await ana.waitForSaveStatus('Saved')
	await stack.kill()
	// The killed server left its socket for commands, which is no data.
	cpSync(dataDir, `${dataDir}-before`, { recursive: true, filter: (path) => !path.endsWith('.sock') })
	await stack.start()
	for (const actor of [ana, ben]) await actor.waitForSaveStatus('Saved')
	await ana.writeCard('Obstacle', 'Wind', { x: 700, y: 300 })
	await ana.waitForSaveStatus('Saved')
	await expect(ben.card('Wind')).toBeVisible()
	await ben.drag('Wind', { x: 0, y: 150 })
	await ben.waitForSaveStatus('Saved')
	await ana.page.goto('about:blank')
	await stack.kill()
	rmSync(dataDir, { recursive: true })
	cpSync(`${dataDir}-before`, dataDir, { recursive: true })
	await stack.start()
})
test.afterEach(async () => {
	await stack.stop()
	rmSync(`${dataDir}-before`, { recursive: true, force: true })
})

const notice = () => ben.page.getByText('1 change is waiting for Ana’s device')

test('[GATE6b] edits wait for another person’s device, others are saved, and they are sent when it is back', async () => {
	await expect(notice()).toBeVisible()
	await ben.waitForSaveStatus('1 change waits for another device')
	await ben.writeCard('Obstacle', 'Sun', { x: 300, y: 600 })
	await ben.waitForSaveStatus('1 change waits for another device')
	await ana.page.goto(`${stack.url}/w/${workshop.id}`)
	await ana.waitForBoard()
	await ben.waitForSaveStatus('Saved')
	await expect(notice()).toBeHidden()
	for (const text of ['Rain', 'Wind', 'Sun']) await expect(ana.card(text)).toBeVisible()
	const [mine, theirs] = [await ben.boxOf('Wind'), await ana.boxOf('Wind')]
	expect(Math.round(mine.y - (await ben.boxOf('Rain')).y)).toBe(Math.round(theirs.y - (await ana.boxOf('Rain')).y))
})

test('[GATE6b] edits that wait can be kept as new ones', async () => {
	await expect(notice()).toBeVisible()
	const keep = ben.page.getByRole('button', { name: 'Keep as new changes' })
	await keep.focus()
	await ben.page.keyboard.press('Enter')
	await ben.waitForSaveStatus('Saved')
	await expect(notice()).toBeHidden()
	await expect(ben.card('Wind')).toBeVisible()
	await ben.page.reload()
	await ben.waitForBoard()
	await ben.waitForSaveStatus('Saved')
	for (const text of ['Rain', 'Wind']) await expect(ben.card(text)).toBeVisible()
})
