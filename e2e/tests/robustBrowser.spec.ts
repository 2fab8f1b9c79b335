import { expect, type Page } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { interceptSockets, stateFrame } from '../support/interceptSockets.ts'
import { joinOnCanvas, joinOnPhone, joinWithClipboard } from '../support/participants.ts'

/** Faults of the browser: lost networks, missing files, blocked storage. */

/** Lets requests for matching files of the client fail, until the returned function is called. */
async function failFiles(page: Page, pattern: RegExp): Promise<() => Promise<void>> {
	await page.route(pattern, (route) => route.abort())
	return () => page.unroute(pattern)
}

const START_CHUNK = /\/assets\/start-[^/]*\.js$/

test('[WIRE5] the offline event closes no connection while the server answers', async ({ browser, workshop }) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	const sockets: string[] = []
	ana.page.on('websocket', (socket) => sockets.push(socket.url()))
	const probe = ana.page.waitForResponse(/\/healthz/)
	await ana.page.evaluate(() => {
		Object.defineProperty(navigator, 'onLine', { get: () => false })
		window.dispatchEvent(new Event('offline'))
	})
	await probe
	await ana.writeCard('Obstacle', 'Permits', { x: 500, y: 400 })
	await ana.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['Permits'])
	expect(sockets).toEqual([])
})

test('a page whose first chunk does not arrive shows an error in the language of the browser', async ({
	browser,
	workshop,
}) => {
	const ana = await Actor.open(browser, 'Ana', { locale: 'fr-FR' })
	const restore = await failFiles(ana.page, START_CHUNK)
	await ana.page.goto(`${workshop.url}/join`)
	await expect(ana.page.getByRole('heading', { name: 'Impossible de charger Charrette.' })).toBeVisible()
	await restore()
	await ana.page.getByRole('button', { name: 'Recharger' }).click()
	await expect(ana.page.getByLabel('Code d’accès')).toBeVisible()
})

test('[LOAD3] a browser too old for the client shows a message in its language, and starts nothing', async ({
	browser,
	workshop,
}) => {
	const ana = await Actor.open(browser, 'Ana', { locale: 'zh-CN' })
	const requested: string[] = []
	ana.page.on('request', (request) => requested.push(new URL(request.url()).pathname))
	await ana.page.addInitScript(() => {
		Object.assign(Intl, { Segmenter: undefined })
		// Features that browsers did not have yet when ECMAScript 5 was new.
		for (const name of ['Map', 'Promise', 'Set', 'Symbol', 'URL', 'fetch']) Object.assign(window, { [name]: undefined })
		for (const name of ['assign', 'entries', 'fromEntries', 'hasOwn', 'values'])
			Object.assign(Object, { [name]: undefined })
		for (const name of ['at', 'find', 'flatMap', 'includes']) Object.assign(Array.prototype, { [name]: undefined })
		for (const name of ['append', 'closest', 'matches', 'remove', 'replaceWith', 'replaceChildren'])
			Object.assign(Element.prototype, { [name]: undefined })
	})
	await ana.page.goto(`${workshop.url}/join`)
	await expect(ana.page.getByRole('alert')).toHaveText(
		'Charrette 需要较新的浏览器。请更新此浏览器，或用其他浏览器打开本页。支持以下版本及更高版本：Chrome 111、Edge 111、Firefox 125、Safari 16.4。',
	)
	expect(requested.filter((path) => path.startsWith('/api'))).toEqual([])
})

test('a browser that blocks all storage joins, works, and warns that it stores nothing', async ({
	browser,
	workshop,
}) => {
	const ana = await Actor.open(browser, 'Ana')
	await ana.page.addInitScript(() => {
		const blocked = () => {
			throw new DOMException('blocked', 'SecurityError')
		}
		Object.defineProperty(window, 'sessionStorage', { get: blocked, configurable: true })
		Object.assign(Storage.prototype, { getItem: blocked, setItem: blocked, removeItem: blocked })
		Object.assign(IDBFactory.prototype, { open: blocked, deleteDatabase: blocked })
		Object.assign(window, { BroadcastChannel: blocked })
	})
	await ana.join(workshop.url, workshop.code, 'Dakar')
	await expect(ana.page.getByText('Your browser blocks storage.')).toBeVisible()
	await ana.waitForKeyboard()
	await ana.writeCard('Obstacle', 'Permits', { x: 500, y: 400 })
	await ana.waitForSaveStatus('Saved')
	expect(await workshop.textsOn(workshop.board)).toEqual(['Permits'])
})

test('[LOAD2] a dialog whose chunk no longer exists asks to reload the page', async ({ browser, workshop }) => {
	const ana = await joinOnCanvas(browser, workshop, 'Ana')
	await failFiles(ana.page, /\/assets\/ImportDialog-[^/]*\.js$/)
	await ana.page.getByRole('button', { name: 'Import…' }).click()
	await expect(ana.page.getByText('Charrette was updated.')).toBeVisible()
})

test('[LOAD2] the list says that its search cannot be fetched, and shows it once it can', async ({
	browser,
	workshop,
}) => {
	const { page } = await joinOnPhone(browser, workshop, 'Ana')
	const restore = await failFiles(page, /\/assets\/ListSearchRow-[^/]*\.js$|\/healthz$/)
	await page.reload()
	await page.getByRole('button', { name: 'Search and filter' }).tap()
	await expect(page.getByText('Can’t reach the server.')).toBeVisible()
	await restore()
	await expect(page.getByRole('search')).toBeVisible()
})

/** Stops the clock of a page. React keeps a fallback for 300 ms, which then never end. */
async function stopClock(page: Page): Promise<void> {
	await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000)
}

test('[LOAD5] a page that was fetched while the person typed opens without a fallback', async ({
	browser,
	workshop,
}) => {
	const { page } = await Actor.open(browser, 'Ana')
	await page.clock.install()
	await page.goto(`${workshop.url}/join#${workshop.code}`)
	const view = page.waitForResponse(/\/assets\/(CanvasView|ListView)-[^/]*\.js$/)
	await page.getByLabel('Your name').fill('Ana')
	await (await view).finished()
	await page.waitForLoadState('networkidle')
	await page.getByRole('combobox', { name: 'Your city' }).fill('Dakar')
	await stopClock(page)
	await page.getByRole('button', { name: 'Join', exact: true }).click()
	await expect(page.getByRole('button', { name: 'Import…' })).toBeVisible()
})

test('[LOAD5] the board’s page is fetched while a person who joined before is greeted', async ({
	browser,
	workshop,
}) => {
	const { page } = await joinOnCanvas(browser, workshop, 'Ana')
	const view = page.waitForResponse(/\/assets\/CanvasView-[^/]*\.js$/)
	await page.goto(`${workshop.url}/join#${workshop.code}`)
	await expect(page.getByRole('button', { name: 'Continue as Ana' })).toBeVisible()
	await view
})

test('[LOAD5] a fetched page replaces its fallback at once', async ({ browser, workshop }) => {
	const { page } = await Actor.open(browser, 'Ana')
	await page.clock.install()
	await stopClock(page)
	await page.goto(`${workshop.url}/exchange`)
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('[LOG3] a notice says that part of the board could not be read', async ({ browser, workshop }) => {
	const ana = await Actor.open(browser, 'Ana')
	const sockets = await interceptSockets(ana.page)
	await ana.join(workshop.url, workshop.code, 'Dakar')
	sockets.sendToPage(stateFrame({ storage: 'ok', damaged: 2 }))
	await expect(ana.page.getByText('Part of this board could not be read.')).toBeVisible()
	sockets.sendToPage(stateFrame({ storage: 'ok' }))
	await expect(ana.page.getByText('Part of this board could not be read.')).toHaveCount(0)
})

test('the phase dialog keeps its texts when they cannot be saved', async ({ browser, workshop }) => {
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const { page, dialog } = facilitator
	await facilitator.button('Add phase').click()
	await dialog.getByLabel('Title').fill('Obstacles in the street')
	await page.route(/\/commands$/, (route) => route.abort())
	await dialog.getByRole('button', { name: 'Save' }).click()
	await expect(dialog.getByText('Can’t reach the server.')).toBeVisible()
	await expect(dialog.getByLabel('Title')).toHaveValue('Obstacles in the street')
	await page.unroute(/\/commands$/)
	await dialog.getByRole('button', { name: 'Save' }).click()
	await expect(facilitator.button('Obstacles in the street')).toBeVisible()
	await expect(dialog).toHaveCount(0)
})

test('a corrected link works in the same tab', async ({ browser, workshop }) => {
	const facilitator = await Actor.open(browser, 'Facilitator')
	const [address, secret] = workshop.dashboard.split('#')
	await facilitator.page.goto(`${address}#${secret?.slice(0, -4)}`)
	await expect(facilitator.page.getByRole('heading', { level: 1 })).toBeVisible()
	await facilitator.page.evaluate((hash) => {
		location.hash = hash
	}, secret ?? '')
	await expect(facilitator.page.getByRole('region', { name: 'Run sheet' })).toBeVisible()
})

test('the board opens while the server does not answer the call for the licence', async ({ browser, workshop }) => {
	const ana = await Actor.open(browser, 'Ana')
	await ana.page.route(/\/api\/client$/, () => {})
	await ana.join(workshop.url, workshop.code, 'Dakar')
	await ana.waitForKeyboard()
})

test('the title of a cluster keeps the texts that two people wrote at the same time', async ({ browser, workshop }) => {
	const [ana, li] = await Promise.all([
		joinWithClipboard(browser, workshop, 'Ana'),
		joinWithClipboard(browser, workshop, 'Li'),
	])
	await ana.writeCard('Obstacle', 'Permits', { x: 500, y: 400 })
	await ana.cluster('Streets', ['Permits'])
	const title = (person: Actor) => person.page.locator('[data-shape-type="frame"]').getByText('Streets')
	const edit = async (person: Actor, key: string, text: string) => {
		const box = await title(person).boundingBox()
		await person.page.mouse.click((box?.x ?? 0) + 20, (box?.y ?? 0) + (box?.height ?? 0) / 2)
		await person.page.keyboard.press('Enter')
		await expect(person.page.getByLabel('Cluster title')).toBeFocused()
		await person.page.keyboard.press(key)
		await person.page.keyboard.type(text)
	}
	await expect(title(li)).toBeVisible()
	await edit(ana, 'Home', 'Old ')
	await edit(li, 'End', ' and squares')
	await li.page.keyboard.press('Enter')
	await expect
		.poll(async () => (await workshop.contentOf(workshop.board)).clusters[0]?.title)
		.toBe('Streets and squares')
	// Updates arrive in order, so Ana's page has the title once it shows the card that Li wrote after
	// it.
	await li.writeCard('Obstacle', 'Taxes', { x: 900, y: 600 })
	await expect(ana.card('Taxes')).toHaveCount(1)
	await ana.page.keyboard.press('Enter')
	await expect
		.poll(async () => (await workshop.contentOf(workshop.board)).clusters[0]?.title)
		.toBe('Old Streets and squares')
})
