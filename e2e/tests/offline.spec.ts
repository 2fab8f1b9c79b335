import type { Browser, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { startReleaseProxy } from '../support/releaseProxy.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { storedCopies } from '../support/storedDatabases.ts'

/**
 * The app without a connection: pages that open, files that are stored for it, and the change to
 * the next release.
 */
let stack: Stack
let workshop: CreatedWorkshop
test.use({ serviceWorkers: 'allow' })
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())
test.beforeEach(async () => {
	workshop = await createWorkshop(stack.url)
})

const LEFT = { x: 300, y: 300 }
const RIGHT = { x: 760, y: 300 }

/** Waits until the service worker controls the page and has stored the scripts of its head. */
async function waitForWorker(page: Page): Promise<void> {
	await page.waitForFunction(async () => {
		const { controller } = navigator.serviceWorker
		const scripts = [...document.querySelectorAll<HTMLScriptElement>('head script[src]')]
		const stored = await Promise.all(scripts.map(({ src }) => caches.match(src)))
		return controller && stored.every(Boolean)
	})
}

/** Returns the paths of all entries in this browser's caches. */
function readCaches(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const names = await caches.keys()
		const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
		return requests.flat().map(({ url }) => new URL(url).pathname)
	})
}

/** Waits until the worker has taken over and has stored everything that the page has fetched. */
async function waitUntilStored(page: Page): Promise<void> {
	await waitForWorker(page)
	const fetched = () =>
		page.evaluate(() =>
			performance
				.getEntriesByType('resource')
				.map(({ name }) => new URL(name).pathname)
				.filter((path) => path.startsWith('/assets/')),
		)
	await expect
		.poll(async () => {
			const stored = await readCaches(page)
			return (await fetched()).filter((path) => !stored.includes(path))
		})
		.toEqual([])
}

/** Waits until the copy of a board on this device is complete. */
async function waitForWholeCopy(page: Page, board: string): Promise<void> {
	const isWhole = async () =>
		Object.entries(await storedCopies(page)).find(([copy]) => copy.startsWith(`board:${board}:`))?.[1]
	await expect.poll(isWhole).toBe(true)
}

async function joinAndStore(browser: Browser, name: string): Promise<Actor> {
	const person = await Actor.open(browser, name)
	await person.join(workshop.url, workshop.code, 'Dakar')
	await waitUntilStored(person.page)
	return person
}

test('[OFFLINE1][OFFLINE2] without a connection a board opens as canvas and as list, is edited, and others get the edits later', async ({
	browser,
}) => {
	const ana = await joinAndStore(browser, 'Ana')
	const ben = await Actor.open(browser, 'Ben')
	await ben.join(workshop.url, workshop.code, 'Bogotá')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.page.getByRole('button', { name: 'List', exact: true }).click()
	await expect(ana.page.getByRole('textbox', { name: 'New card' })).toBeVisible()
	await waitUntilStored(ana.page)
	await ana.waitForSaveStatus('Saved')
	await waitForWholeCopy(ana.page, workshop.board)

	await ana.page.context().setOffline(true)
	await ana.page.reload()
	await expect(ana.page.getByRole('textbox', { name: 'New card' })).toBeVisible()
	await expect(ana.page.locator('[data-card]').filter({ hasText: 'Permits' })).toHaveCount(1)
	await ana.waitForSaveStatus('Offline')
	await ana.page.getByRole('textbox', { name: 'New card' }).fill('Written in the train')
	await ana.page.keyboard.press('Enter')
	await ana.waitForSaveStatus(/Offline: 1 change kept on this device/)
	await ana.waitUntilSafeToClose()

	await ana.page.getByRole('button', { name: 'Canvas', exact: true }).click()
	await ana.page.reload()
	await ana.waitForBoard()
	await expect(ana.card('Written in the train')).toHaveCount(1)
	await ana.writeCard('Solution', 'One office', RIGHT)
	await ana.waitForSaveStatus(/Offline: 2 changes kept on this device/)
	await expect(ben.card('One office')).toHaveCount(0)

	await ana.page.context().setOffline(false)
	await ana.waitForSaveStatus('Saved')
	for (const text of ['Permits', 'Written in the train', 'One office'])
		await expect(ben.card(text), text).toHaveCount(1)
	expect(await workshop.textsOn(workshop.board)).toEqual(['One office', 'Permits', 'Written in the train'])
})

test('[OFFLINE2] while the server is away its start page leads to the board, and a board not opened here before says so', async ({
	browser,
}) => {
	const ana = await joinAndStore(browser, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.waitForSaveStatus('Saved')
	await waitForWholeCopy(ana.page, workshop.board)
	await ana.page.goto(workshop.url)
	await expect(ana.page.getByRole('link', { name: /Streets/ })).toBeVisible()
	await waitUntilStored(ana.page)

	await stack.kill()
	await ana.page.reload()
	await ana.page.getByRole('link', { name: /Streets/ }).click()
	await expect(ana.card('Permits')).toHaveCount(1)
	await ana.waitForSaveStatus('Offline')
	await ana.page.goto(`${workshop.url}/w/${workshop.id}/b/${workshop.plenary}`)
	await expect(ana.page.getByText('Can’t reach the server')).toBeVisible()
	await stack.start()
	await ana.waitForBoard()
	await ana.waitForSaveStatus('Saved')
})

test('[OFFLINE4] only files of the client are stored, without the host’s page, and no names but the reader’s own', async ({
	browser,
}) => {
	const ben = await Actor.open(browser, 'Benedicta')
	await ben.join(workshop.url, workshop.code, 'Bogotá')
	const ana = await joinAndStore(browser, 'Ana')
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.exportBoard(/^JSON/)
	const stored = await readCaches(ana.page)
	expect(stored).toContain('/')
	expect(stored.filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([])
	const texts = await ana.page.evaluate(() => JSON.stringify({ ...localStorage }))
	expect(texts).toContain('Streets')
	expect(texts).not.toContain('Benedicta')

	await ana.page.context().setOffline(true)
	for (const path of ['/host', '/api/client', '/s/secret']) {
		const opened = await ana.page.goto(workshop.url + path).catch((error: Error) => error.message)
		expect(opened, path).toContain('ERR_FAILED')
	}
})

test('[OFFLINE3] the next release takes over without interrupting anybody, and then opens completely offline', async ({
	browser,
}) => {
	const release = await startReleaseProxy(stack.url)
	workshop.url = release.url
	const ana = await joinAndStore(browser, 'Ana')
	const { page } = ana
	await ana.writeCard('Obstacle', 'Permits', LEFT)
	await ana.startEditing('Permits')
	await page.keyboard.type(' take')

	release.update()
	await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
	await page.keyboard.type(' nine')
	const notice = page.getByText('A new version of Charrette is ready.')
	await expect(notice).toBeVisible()
	await expect(ana.editor).toBeFocused()
	await page.keyboard.type(' months')
	await page.keyboard.press('Escape')
	await expect(ana.card('Permits take nine months')).toHaveCount(1)
	await ana.waitForSaveStatus('Saved')
	await waitForWholeCopy(page, workshop.board)

	await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Reload' }).click()
	await ana.waitForBoard()
	await expect(page.locator('script[src*="start-"][src$=".next.js"]')).toHaveCount(1)
	await expect(notice).toHaveCount(0)
	await page.context().setOffline(true)
	await page.reload()
	await ana.waitForBoard()
	await expect(page.locator('script[src*="start-"][src$=".next.js"]')).toHaveCount(1)
	await expect(ana.card('Permits take nine months')).toHaveCount(1)
	await page.context().setOffline(false)
	await release.close()
})

test('[OFFLINE5] the app can be installed: Chromium finds nothing missing in its manifest and icons', async ({
	browser,
}) => {
	const { page } = await Actor.open(browser, 'Ana')
	await page.goto(workshop.url)
	const devtools = await page.context().newCDPSession(page)
	const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
	expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
	const { errors } = await devtools.send('Page.getAppManifest')
	expect(errors).toEqual([])
})
