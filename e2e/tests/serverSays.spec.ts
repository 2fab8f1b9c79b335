import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { type OpenedWorkshop, openByApi } from '../support/openByApi.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { type Steering, stateFrame, steerSockets } from '../support/steerSockets.ts'
import { test } from '../support/story.ts'

/** What a board does when the server says that it cannot store, that the document was replaced, or that the page is too old. */
let stack: Stack
let workshop: OpenedWorkshop
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())
test.beforeEach(async () => {
	workshop = await openByApi(stack.url)
})

const LEFT = { x: 300, y: 300 }
const RIGHT = { x: 760, y: 300 }

async function joinSteered(browser: Browser, name: string): Promise<{ person: Actor; steering: Steering }> {
	const person = await Actor.enter(browser, name)
	const steering = await steerSockets(person.page)
	await person.join(stack.url, workshop.code, 'Dakar')
	return { person, steering }
}

test('[REST1] a replaced document is opened anew, what was not saved is told of, and a text under way is offered back', async ({
	browser,
}) => {
	const { person: ana, steering } = await joinSteered(browser, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.badgeSays('Saved')
	const snapshot = await workshop.takeSnapshot()
	expect(steering.boardUrls[0]).toMatch(/schema=1&epoch=1$/)
	steering.dropEdits()
	await ana.writeCard('Case', 'never saved', RIGHT)
	await ana.startEditing('Permits')
	await ana.page.keyboard.type(' and half a thought')
	await ana.badgeSays('Saving…')

	steering.passEdits()
	await workshop.replaceBy(snapshot)
	await expect(ana.page.getByText('This board was restored to an earlier version.')).toBeVisible()
	await expect(ana.page.getByRole('blockquote')).toHaveText('Permits and half a thought')
	await expect(ana.cards).toHaveCount(1)
	await ana.badgeSays('Saved')
	expect(steering.boardUrls.at(-1)).toMatch(/epoch=2$/)

	await ana.page.getByRole('button', { name: 'Put it on a new card' }).click()
	await expect(ana.card('Permits and half a thought')).toHaveCount(1)
	await ana.badgeSays('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['Permits', 'Permits and half a thought'])
	await expect
		.poll(() => ana.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name?.split(':')[3])))
		.toEqual(['2'])
})

test('[ACK4] a server that cannot store is told of on the badge, and one whose disk is full lets nobody edit', async ({
	browser,
}) => {
	const { person: ana, steering } = await joinSteered(browser, 'Ana')
	await ana.badgeSays('Saved')
	steering.dropEdits()
	steering.sayToBoard(stateFrame({ storage: 'failing' }))
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.badgeSays(/The server cannot store just now; \d+ changes? waits?/)
	steering.sayToBoard(stateFrame({ storage: 'full' }))
	await ana.badgeSays(/The server’s disk is full; \d+ changes? waits?/)
	await expect(ana.page.getByText('You can view the board but not edit until space is freed.')).toBeVisible()
	await expect(ana.page.getByRole('button', { name: 'New card: Obstacle' })).toHaveCount(0)
	await ana.page.mouse.dblclick(RIGHT.x, RIGHT.y)
	await expect(ana.editor).toHaveCount(0)
	steering.sayToBoard(stateFrame({ storage: 'ok' }))
	await ana.badgeSays('Saving…')
	await expect(ana.page.getByRole('button', { name: 'New card: Obstacle' })).toBeVisible()
})

test('[WIRE3] a page that is too old says so, and does not pretend that loading it again helped', async ({
	browser,
}) => {
	const { person: ana, steering } = await joinSteered(browser, 'Ana')
	await ana.badgeSays('Saved')
	steering.closeBoard(4426, '1')
	await expect(ana.page.getByText('Charrette was updated. Reload the page.')).toBeVisible()
	await ana.page.getByRole('button', { name: 'Reload' }).click()
	await expect(ana.page.getByText('This page is still an old version.')).toBeVisible()
})

test('[WIRE3] a board that is frozen and released is never called off-line', async ({ browser }) => {
	const ana = await Actor.enter(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await ana.badgeSays('Saved')
	await ana.page.evaluate(() => {
		const note = () => {
			if (document.querySelector('[data-state=offline]')) document.documentElement.dataset['wasOffline'] = 'true'
		}
		new MutationObserver(note).observe(document.body, { attributes: true, childList: true, subtree: true })
	})
	await workshop.freeze(true)
	await expect(ana.page.getByRole('button', { name: 'New card: Obstacle' })).toHaveCount(0)
	await workshop.freeze(false)
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.badgeSays('Saved')
	await expect(ana.page.locator('html')).not.toHaveAttribute('data-was-offline')
	await ana.page.context().setOffline(true)
	await expect(ana.page.locator('html')).toHaveAttribute('data-was-offline')
})

test('a tab left open over an update loads itself anew once, and then says what to do', async ({ browser }) => {
	const ana = await Actor.enter(browser, 'Ana')
	let visits = 0
	ana.page.on('request', (request) => {
		if (request.isNavigationRequest()) visits++
	})
	await ana.page.goto(`${stack.url}/join`)
	await ana.page.route(/assets\/BoardPage-.*\.js$/, (route) => route.fulfill({ status: 404 }))
	await ana.page.getByLabel('Join code').fill(workshop.code)
	await ana.page.getByLabel('Your name').fill('Ana')
	await ana.page.getByRole('combobox', { name: 'Your city' }).fill('Dakar')
	await ana.page.getByRole('button', { name: 'Join', exact: true }).click()
	await expect(ana.page.getByRole('heading', { name: 'Charrette was updated' })).toBeVisible()
	expect(visits).toBe(2)
	await ana.page.unroute(/assets\/BoardPage-.*\.js$/)
	await ana.page.getByRole('button', { name: 'Reload' }).click()
	await ana.seesBoard()
})

test('[ACK5] who closes the tab is warned when this device could not keep what is not saved, and only then', async ({
	browser,
}) => {
	const { person: ana, steering } = await joinSteered(browser, 'Ana')
	await ana.badgeSays('Saved')
	steering.dropEdits()
	await ana.writeCard('Obstacle', 'kept on the device', LEFT)
	const warnings: string[] = []
	ana.page.on('dialog', (dialog) => {
		warnings.push(dialog.type())
		void dialog.dismiss()
	})
	await ana.mayLeave()
	await ana.page.reload()
	await ana.seesBoard()
	await expect(ana.card('kept on the device')).toHaveCount(1)
	expect(warnings).toEqual([])

	await ana.page.evaluate(refuseToStore)
	await ana.writeCard('Case', 'too much for the device', RIGHT)
	await ana.page.close({ runBeforeUnload: true })
	await expect.poll(() => warnings).toEqual(['beforeunload'])
})

/** From now on the browser's database aborts whatever is written, as on a full device; a quota takes effect when the browser likes. */
function refuseToStore(): void {
	for (const method of ['add', 'put'] as const) {
		const native = IDBObjectStore.prototype[method]
		IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...args: Parameters<typeof native>) {
			const request = native.apply(this, args)
			request.addEventListener('success', () => this.transaction.abort())
			return request
		}
	}
}
