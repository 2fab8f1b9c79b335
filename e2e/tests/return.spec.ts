import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { joinOnCanvas } from '../support/joining.ts'
import { type OpenedWorkshop, openByApi } from '../support/openByApi.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** People whose network, server or browser goes away under their hands, and who come back. */
let stack: Stack
let workshop: OpenedWorkshop
test.beforeEach(async () => {
	stack = await startStack()
	workshop = await openByApi(stack.url)
})
test.afterEach(() => stack.stop())

const LEFT = { x: 300, y: 300 }
const RIGHT = { x: 760, y: 300 }
const BELOW = { x: 300, y: 560 }

const place = () => ({ url: stack.url, code: workshop.code })

/** A new tab of the same browser, on the same board. */
async function openAgain(person: Actor, url: string): Promise<Actor> {
	const again = new Actor(await person.page.context().newPage(), person.name)
	await again.page.goto(url)
	await again.seesBoard()
	return again
}

const changesOn = (person: Actor) =>
	person.page
		.getByRole('status')
		.filter({ hasText: 'on this device' })
		.textContent()
		.then((words) => Number(words?.match(/\d+/)?.[0]))

test('[ACK3] who was offline for a while and those who were not find everything merged and saved', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, place(), 'Ana')
	const ben = await joinOnCanvas(browser, place(), 'Ben')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await expect(ben.card('Permits')).toHaveCount(1)

	await ana.page.context().setOffline(true)
	await ana.badgeSays('Offline')
	await ana.writeCard('Solution', 'One desk', BELOW)
	await ana.badgeSays(/Offline: \d+ changes? on this device/)
	const before = await changesOn(ana)
	await ana.startEditing('Permits')
	await ana.page.keyboard.type(' take nine months')
	await ana.page.keyboard.press('Escape')
	await expect.poll(() => changesOn(ana)).toBeGreaterThan(before)
	await ben.startEditing('Permits')
	await ben.page.keyboard.press('Control+Home')
	await ben.page.keyboard.type('All ')
	await ben.page.keyboard.press('Escape')
	await ben.writeCard('Question', 'Who pays?', RIGHT)
	await ben.badgeSays('Saved')

	await ana.page.context().setOffline(false)
	for (const person of [ana, ben]) {
		for (const text of ['All Permits take nine months', 'One desk', 'Who pays?'])
			await expect(person.card(text), person.name).toHaveCount(1)
		await person.badgeSays('Saved')
	}
	expect(await workshop.textsOn(workshop.board)).toEqual(['All Permits take nine months', 'One desk', 'Who pays?'])
})

test('[ACK5] edits that were not saved when the tab was killed are sent by the next one, as the same person’s', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, place(), 'Ana')
	const ben = await joinOnCanvas(browser, place(), 'Ben')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.badgeSays('Saved')
	const url = ana.page.url()

	await stack.kill()
	await ana.badgeSays('Offline')
	await ana.writeCard('Solution', 'One desk', RIGHT)
	await ana.badgeSays(/Offline: \d+ changes? on this device/)
	await ana.mayLeave()
	await ana.page.close()
	await stack.start()
	await ben.badgeSays('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['Permits'])

	const again = await openAgain(ana, url)
	await expect(again.card('One desk')).toHaveCount(1)
	await again.badgeSays('Saved')
	await expect(ben.card('One desk')).toHaveCount(1)
	expect(await workshop.textsOn(workshop.board)).toEqual(['One desk', 'Permits'])
	expect(await workshop.authorOf(workshop.board, 'One desk')).toBe(await workshop.authorOf(workshop.board, 'Permits'))
})

test('[ACK5] what was not saved waits through a freeze and a reload, says so, and is saved when the board thaws', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, place(), 'Ana')
	const url = ana.page.url()
	await ana.badgeSays('Saved')
	await ana.page.context().setOffline(true)
	await ana.writeCard('Solution', 'One desk', RIGHT)
	await ana.badgeSays(/Offline: \d+ changes? on this device/)
	await ana.mayLeave()
	const left = await changesOn(ana)
	await ana.page.close()
	await workshop.freeze(true)
	await ana.page.context().setOffline(false)

	const again = await openAgain(ana, url)
	await expect(again.card('One desk')).toHaveCount(1)
	await again.badgeSays(/changes? waits? on this device/)
	expect(await changesOn(again)).toBe(left)
	expect(await workshop.textsOn(workshop.board)).toEqual([])
	await again.page.evaluate(() => {
		document.title = 'not reloaded'
	})
	await workshop.freeze(false)
	await again.badgeSays('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['One desk'])
	await expect(again.page.getByRole('button', { name: 'New card: Obstacle' })).toBeEnabled()
	expect(await again.page.title()).toBe('not reloaded')
})

test('[WIRE5] a server that hangs with its sockets open is noticed within 25 seconds, and one is back when it is', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, place(), 'Ana')
	await ana.badgeSays('Saved')
	stack.pause()
	await ana.writeCard('Solution', 'One desk', RIGHT)
	await ana.badgeSays('Saving…')
	await expect(ana.page.getByRole('status').filter({ hasText: /Offline: / })).toBeVisible({ timeout: 30_000 })
	stack.resume()
	await ana.badgeSays('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['One desk'])
})

test('[ACK3] a server that is killed and started again ends in saved, without a reload', async ({ browser }) => {
	const ana = await joinOnCanvas(browser, place(), 'Ana')
	await ana.page.evaluate(() => {
		document.title = 'not reloaded'
	})
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await stack.kill()
	await ana.badgeSays(/Offline/)
	await ana.writeCard('Solution', 'One desk', RIGHT)
	await stack.start()
	await ana.badgeSays('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['One desk', 'Permits'])
	expect(await ana.page.title()).toBe('not reloaded')
})

test('[DOC2] two people type in one card while one of them composes, and nobody loses a character', async ({
	browser,
}) => {
	const ana = await joinOnCanvas(browser, place(), 'Ana')
	const wei = await joinOnCanvas(browser, place(), '李伟')
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
	await ana.badgeSays('Saved')
	await compose('wentishi')
	await expect(wei.editor).toHaveValue('wentishiPermits')
	await input.send('Input.insertText', { text: '问题是' })
	for (const person of [ana, wei]) await expect(person.editor, person.name).toHaveValue('问题是Permits take time')
	await wei.page.keyboard.type('：')
	for (const person of [ana, wei]) await expect(person.editor, person.name).toHaveValue('问题是：Permits take time')
	for (const person of [ana, wei]) await person.badgeSays('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['问题是：Permits take time'])
})
