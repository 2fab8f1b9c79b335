import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { joinOnCanvas } from '../support/participants.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/** Interruptions of the network, the server or the browser, and reconnecting. */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeEach(async () => {
	stack = await startStack()
	workshop = await createWorkshop(stack.url)
})
test.afterEach(() => stack.stop())

const LEFT = { x: 300, y: 300 }
const RIGHT = { x: 760, y: 300 }
const BELOW = { x: 300, y: 560 }

/** Opens the board in a new tab of the same browser. */
async function reopen(person: Actor, url: string): Promise<Actor> {
	const reopened = new Actor(await person.page.context().newPage(), person.name)
	await reopened.page.goto(url)
	await reopened.waitForBoard()
	return reopened
}

const countUnsaved = (person: Actor) =>
	person.page
		.getByRole('status')
		.filter({ hasText: 'on this device' })
		.textContent()

		.then((text) => Number(text?.match(/\d+/)?.[0]))

test('[ACK3] offline edits and concurrent edits of others are merged and saved after reconnecting', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const ben = await joinOnCanvas(browser, workshop, 'Ben')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await expect(ben.card('Permits')).toHaveCount(1)

	await ana.page.context().setOffline(true)
	await ana.waitForSaveStatus('Offline')
	await ana.writeCard('Solution', 'One office', BELOW)
	await ana.waitForSaveStatus(/Offline: \d+ changes? kept on this device/)
	const before = await countUnsaved(ana)
	await ana.startEditing('Permits')
	await ana.page.keyboard.type(' take nine months')
	await ana.page.keyboard.press('Escape')
	await expect.poll(() => countUnsaved(ana)).toBeGreaterThan(before)
	await ben.startEditing('Permits')
	await ben.page.keyboard.press('Control+Home')
	await ben.page.keyboard.type('All ')
	await ben.page.keyboard.press('Escape')
	await ben.writeCard('Question', 'Who pays?', RIGHT)
	await ben.waitForSaveStatus('Saved')

	await ana.page.context().setOffline(false)
	for (const person of [ana, ben]) {
		for (const text of ['All Permits take nine months', 'One office', 'Who pays?'])
			await expect(person.card(text), person.name).toHaveCount(1)
		await person.waitForSaveStatus('Saved')
	}
	expect(await workshop.textsOn(workshop.board)).toEqual(['All Permits take nine months', 'One office', 'Who pays?'])
})

test('[ACK5] unsaved edits of a closed tab are sent by the next tab, with the same author', async ({ browser }) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const ben = await joinOnCanvas(browser, workshop, 'Ben')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.waitForSaveStatus('Saved')
	const url = ana.page.url()

	await stack.kill()
	await ana.waitForSaveStatus('Offline')
	await ana.writeCard('Solution', 'One office', RIGHT)
	await ana.waitForSaveStatus(/Offline: \d+ changes? kept on this device/)
	await ana.waitUntilSafeToClose()
	await ana.page.close()
	await stack.start()
	await ben.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['Permits'])

	const reopened = await reopen(ana, url)
	await expect(reopened.card('One office')).toHaveCount(1)
	await reopened.waitForSaveStatus('Saved')
	await expect(ben.card('One office')).toHaveCount(1)
	expect(await workshop.textsOn(workshop.board)).toEqual(['One office', 'Permits'])
	expect(await workshop.authorOf(workshop.board, 'One office')).toBe(await workshop.authorOf(workshop.board, 'Permits'))
})

test('[ACK5] unsaved edits survive a freeze and a reload, are reported, and are saved after unfreezing', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const url = ana.page.url()
	await ana.waitForSaveStatus('Saved')
	await ana.page.context().setOffline(true)
	await ana.writeCard('Solution', 'One office', RIGHT)
	await ana.waitForSaveStatus(/Offline: \d+ changes? kept on this device/)
	await ana.waitUntilSafeToClose()
	const left = await countUnsaved(ana)
	await ana.page.close()
	await workshop.freeze(true)
	await ana.page.context().setOffline(false)

	const reopened = await reopen(ana, url)
	await expect(reopened.card('One office')).toHaveCount(1)
	await reopened.waitForSaveStatus(/changes? kept on this device/)
	expect(await countUnsaved(reopened)).toBe(left)
	expect(await workshop.textsOn(workshop.board)).toEqual([])
	await reopened.page.evaluate(() => {
		document.title = 'not reloaded'
	})
	await workshop.freeze(false)
	await reopened.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['One office'])
	await expect(reopened.page.getByRole('button', { name: 'New card: Obstacle' })).toBeEnabled()
	expect(await reopened.page.title()).toBe('not reloaded')
})

test('[WIRE5] a server that hangs with open sockets is detected within 25 seconds, and reconnected when it resumes', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.waitForSaveStatus('Saved')
	stack.pause()
	await ana.writeCard('Solution', 'One office', RIGHT)
	await ana.waitForSaveStatus('Saving…')
	await expect(ana.page.getByRole('status').filter({ hasText: /Offline: / })).toBeVisible({ timeout: 30_000 })
	stack.resume()
	await ana.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['One office'])
})

test('[ACK3] after a kill and restart of the server everything is saved without a reload', async ({ browser }) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await ana.page.evaluate(() => {
		document.title = 'not reloaded'
	})
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await stack.kill()
	await ana.waitForSaveStatus(/Offline/)
	await ana.writeCard('Solution', 'One office', RIGHT)
	await stack.start()
	await ana.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['One office', 'Permits'])
	expect(await ana.page.title()).toBe('not reloaded')
})

test('[DOC2] two people type in one card while one composes with an input method, and no character is lost', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const wei = await joinOnCanvas(browser, workshop, '李伟')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await wei.startEditing('Permits')
	await ana.startEditing('Permits')
	const input = await wei.page.context().newCDPSession(wei.page)
	const compose = (text: string) =>
		input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })

	await wei.page.keyboard.press('Control+Home')
	for (const text of ['w', 'wen', 'wenti']) await compose(text)
	await expect(wei.editor).toHaveValue('wentiPermits')
	await ana.page.keyboard.type(' take time')
	await expect(ana.editor).toHaveValue('Permits take time')
	await ana.waitForSaveStatus('Saved')
	await compose('wentishi')
	await expect(wei.editor).toHaveValue('wentishiPermits')
	await input.send('Input.insertText', { text: '问题是' })
	for (const person of [ana, wei]) await expect(person.editor, person.name).toHaveValue('问题是Permits take time')
	await wei.page.keyboard.type('：')
	for (const person of [ana, wei]) await expect(person.editor, person.name).toHaveValue('问题是：Permits take time')
	for (const person of [ana, wei]) await person.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['问题是：Permits take time'])
})
