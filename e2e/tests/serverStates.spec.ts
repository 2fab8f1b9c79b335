import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { interceptSockets, type SocketControl, stateFrame } from '../support/interceptSockets.ts'
import { startReleaseProxy } from '../support/releaseProxy.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { storedCopies } from '../support/storedDatabases.ts'

/**
 * Reactions of a board to states of the server: storage failures, a replaced document, an outdated
 * page.
 */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())
test.beforeEach(async () => {
	workshop = await createWorkshop(stack.url)
})

const LEFT = { x: 300, y: 300 }
const RIGHT = { x: 760, y: 300 }

async function joinIntercepted(browser: Browser, name: string): Promise<{ person: Actor; sockets: SocketControl }> {
	const person = await Actor.open(browser, name)
	const sockets = await interceptSockets(person.page)
	await person.join(stack.url, workshop.code, 'Dakar')
	return { person, sockets }
}

test('[REST1] a replaced document is opened again, unsaved edits are reported, and an unfinished text is offered for a new card', async ({
	browser,
}) => {
	const { person: ana, sockets } = await joinIntercepted(browser, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.waitForSaveStatus('Saved')
	const snapshot = await workshop.saveSnapshot()
	expect(sockets.boardUrls[0]).toMatch(/schema=3&epoch=1&workshop=/)
	sockets.dropEdits()
	await ana.writeCard('Case', 'never saved', RIGHT)
	await ana.startEditing('Permits')
	await ana.page.keyboard.type(' and half a thought')
	await ana.waitForSaveStatus('Saving…')

	sockets.passEdits()
	await workshop.replaceBySnapshot(snapshot)
	await expect(ana.page.getByText('This board was restored to an earlier version.')).toBeVisible()
	await expect(ana.page.getByRole('blockquote')).toHaveText('Permits and half a thought')
	await expect(ana.cards).toHaveCount(1)
	await ana.waitForSaveStatus('Saved')
	expect(sockets.boardUrls.at(-1)).toMatch(/epoch=2&/)

	await ana.page.getByRole('button', { name: 'Put it on a new card' }).click()
	await expect(ana.card('Permits and half a thought')).toHaveCount(1)
	await ana.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['Permits', 'Permits and half a thought'])
	await ana.page.getByRole('button', { name: 'Discard' }).click()
	await expect
		.poll(async () => Object.keys(await storedCopies(ana.page)).map((copy) => copy.split(':')[2]))
		.toEqual(['2'])
})

test('[REST1g] cards that were written offline before a restore are offered after it, also when the page was closed', async ({
	browser,
}) => {
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.waitForSaveStatus('Saved')
	const snapshot = await workshop.saveSnapshot()
	const { page } = ana
	await page.context().setOffline(true)
	await ana.writeCard('Case', 'Written in the train', RIGHT)
	await ana.waitForSaveStatus(/Offline: 1 /)
	await ana.waitUntilSafeToClose()
	const path = page.url()
	await page.goto('about:blank')
	await workshop.replaceBySnapshot(snapshot)
	await page.context().setOffline(false)
	await page.goto(path)
	const offer = page.getByText('1 card with edits from this device is not on the board any more.')
	await expect(offer).toBeVisible()
	await page.reload()
	await expect(offer).toBeVisible()
	expect(await workshop.textsOn(workshop.board)).toEqual(['Permits'])
	await page.getByRole('button', { name: 'Add to the board' }).click()
	await expect(offer).toHaveCount(0)
	await expect(ana.card('Written in the train')).toHaveCount(1)
	await ana.waitForSaveStatus('Saved')
	expect(await workshop.authorOf(workshop.board, 'Written in the train')).toBe('Ana')
	await page.context().setOffline(true)
	await ana.waitForSaveStatus('Offline')
	await page.context().setOffline(false)
	await ana.waitForSaveStatus('Saved')
	await expect(offer).toHaveCount(0)
	await page.reload()
	await ana.waitForSaveStatus('Saved')
	await expect(offer).toHaveCount(0)
	expect(await workshop.textsOn(workshop.board)).toEqual(['Permits', 'Written in the train'])
})

test('[REST1g] [NOTICE2] a card that was edited offline and that a restore in place removes is offered with its edits', async ({
	browser,
}) => {
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await ana.waitForSaveStatus('Saved')
	const snapshot = await workshop.saveSnapshot()
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.waitForSaveStatus('Saved')
	await ana.page.context().setOffline(true)
	await ana.card('Permits').dblclick()
	await ana.page.keyboard.press('End')
	await ana.page.keyboard.type(' take years')
	await ana.page.keyboard.press('Escape')
	await ana.waitForSaveStatus(/Offline: 1 /)
	await workshop.restoreInPlace(snapshot)
	expect(await workshop.textsOn(workshop.board)).toEqual([])
	await ana.page.context().setOffline(false)
	const offer = ana.page.getByText('1 card with edits from this device is not on the board any more.')
	await expect(offer).toBeVisible()
	// [NOTICE2] A message that comes later does not fold the offer.
	await workshop.command({ type: 'message.send', text: 'Lunch at noon' })
	await expect(ana.page.getByText('Lunch at noon')).toBeAttached()
	await expect(offer).toBeVisible()
	await ana.page.getByRole('button', { name: 'Add to the board' }).click()
	await ana.waitForSaveStatus('Saved')
	await workshop.command({ type: 'message.clear' })
	expect(await workshop.textsOn(workshop.board)).toEqual(['Permits take years'])
})

test('[ACK4] the badge reports a server that cannot save, and the board is read-only while its disk is full', async ({
	browser,
}) => {
	const { person: ana, sockets } = await joinIntercepted(browser, 'Ana')
	await ana.waitForSaveStatus('Saved')
	sockets.dropEdits()
	sockets.sendToPage(stateFrame({ storage: 'failing' }))
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.waitForSaveStatus(/The server can’t save right now; \d+ changes? (is|are) waiting/)
	sockets.sendToPage(stateFrame({ storage: 'full' }))
	await ana.waitForSaveStatus(/The server’s disk is full; \d+ changes? (is|are) waiting/)
	await expect(ana.page.getByText('You can view the board but not edit until space is freed.')).toBeVisible()
	await expect(ana.page.getByRole('button', { name: 'New card: Obstacle' })).toHaveCount(0)
	await ana.page.mouse.dblclick(RIGHT.x, RIGHT.y)
	await expect(ana.editor).toHaveCount(0)
	sockets.sendToPage(stateFrame({ storage: 'ok' }))
	await ana.waitForSaveStatus('Saving…')
	await expect(ana.page.getByRole('button', { name: 'New card: Obstacle' })).toBeVisible()
})

test('[WIRE3] an outdated page asks for a reload, and says if it is still outdated afterwards', async ({ browser }) => {
	const { person: ana, sockets } = await joinIntercepted(browser, 'Ana')
	await ana.waitForSaveStatus('Saved')
	sockets.closeBoard(4426, '1')
	await expect(ana.page.getByText('Charrette was updated. Reload the page.')).toBeVisible()
	await ana.page.getByRole('button', { name: 'Reload' }).click()
	await expect(ana.page.getByText('This page is still an old version.')).toBeVisible()
})

test('[WIRE3] freezing and unfreezing never shows a board as offline', async ({ browser }) => {
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await ana.waitForSaveStatus('Saved')
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
	await ana.waitForSaveStatus('Saved')
	await expect(ana.page.locator('html')).not.toHaveAttribute('data-was-offline')
	await ana.page.context().setOffline(true)
	await expect(ana.page.locator('html')).toHaveAttribute('data-was-offline')
})

test('[OFFLINE3b] a tab that was open during an update says so and reloads itself once, then asks for a reload', async ({
	browser,
}) => {
	const ana = await Actor.open(browser, 'Ana')
	let visits = 0
	ana.page.on('request', (request) => {
		if (request.isNavigationRequest()) visits++
	})
	let show = () => {}
	const shown = new Promise<void>((resolve) => {
		show = resolve
	})
	await ana.page.exposeFunction('showStatus', (text: string) => {
		if (text === 'Updating Charrette… Your edits are kept.') show()
	})
	await ana.page.addInitScript(() => {
		new MutationObserver(() => {
			const text = document.querySelector('[role=status]')?.textContent
			if (text) Reflect.get(window, 'showStatus')(text)
		}).observe(document, { childList: true, characterData: true, subtree: true })
	})
	await ana.page.goto(`${stack.url}/join`)
	// The reload takes until the text is shown.
	await ana.page.route(
		(url) => url.pathname.startsWith('/w/'),
		async (route) => {
			await shown
			await route.continue()
		},
	)
	await ana.page.route(/assets\/BoardPage-.*\.js$/, (route) => route.fulfill({ status: 404 }))
	await ana.page.getByLabel('Join code').fill(workshop.code)
	await ana.page.getByLabel('Your name').fill('Ana')
	await ana.page.getByRole('combobox', { name: 'Your city' }).fill('Dakar')
	await ana.page.getByRole('button', { name: 'Join', exact: true }).click()
	await expect(ana.page.getByRole('heading', { name: 'Charrette was updated' })).toBeVisible()
	expect(visits).toBe(2)
	await ana.page.unroute(/assets\/BoardPage-.*\.js$/)
	await ana.page.getByRole('button', { name: 'Reload' }).click()
	await ana.waitForBoard()
})

test('[OFFLINE3a] a page whose connection returns after an update offers the new release', async ({ browser }) => {
	const release = await startReleaseProxy(stack.url)
	workshop.url = release.url
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(workshop.url, workshop.code, 'Dakar')
	await ana.page.context().setOffline(true)
	await ana.waitForSaveStatus('Offline')
	release.update()
	await ana.page.context().setOffline(false)
	await ana.waitForSaveStatus('Saved')
	await expect(ana.page.getByText('A new version of Charrette is ready.')).toBeVisible()
	await ana.page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Reload' }).click()
	await ana.waitForBoard()
	await expect(ana.page.locator('script[src*="start-"][src$=".next.js"]')).toHaveCount(1)
	await release.close()
})

test('[ACK5] closing a tab shows a warning only if unsaved edits could not be stored on the device', async ({
	browser,
}) => {
	const { person: ana, sockets } = await joinIntercepted(browser, 'Ana')
	await ana.waitForSaveStatus('Saved')
	sockets.dropEdits()
	await ana.writeCard('Obstacle', 'stored on the device', LEFT)
	const warnings: string[] = []
	ana.page.on('dialog', (dialog) => {
		warnings.push(dialog.type())
		void dialog.dismiss()
	})
	await ana.waitUntilSafeToClose()
	await ana.page.reload()
	await ana.waitForBoard()
	await expect(ana.card('stored on the device')).toHaveCount(1)
	expect(warnings).toEqual([])

	await ana.page.evaluate(failDeviceStorage)
	await ana.writeCard('Case', 'too much for the device', RIGHT)
	await ana.page.close({ runBeforeUnload: true })
	await expect.poll(() => warnings).toEqual(['beforeunload'])
})

/**
 * Makes IndexedDB abort all writes, as on a full device. A real quota takes effect at an
 * unpredictable time.
 */
function failDeviceStorage(): void {
	for (const method of ['add', 'put'] as const) {
		const native = IDBObjectStore.prototype[method]
		IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...args: Parameters<typeof native>) {
			const request = native.apply(this, args)
			request.addEventListener('success', () => this.transaction.abort())
			return request
		}
	}
}
