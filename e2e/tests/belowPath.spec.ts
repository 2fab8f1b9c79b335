import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { freePort } from '../../server/test/support/freePort.ts'
import { startPathProxy, type TestProxy } from '../../server/test/support/proxies.ts'
import { Actor } from '../support/Actor.ts'
import { createServerProcess, type ServerProcess } from '../support/createServerProcess.ts'
import { test } from '../support/fixtures.ts'
import { png, sendToCanvas } from '../support/imageFiles.ts'

/** A server below a path, behind a proxy that has another site at all other paths. */
let server: ServerProcess
let proxy: TestProxy
let url: string
const folder = mkdtempSync(join(tmpdir(), 'charrette-path-'))
test.use({ serviceWorkers: 'allow' })
test.beforeAll(async () => {
	const port = await freePort()
	url = `http://127.0.0.1:${port}/charrette`
	server = createServerProcess({ DATA_DIR: folder, PUBLIC_URL: url })
	await server.start()
	proxy = await startPathProxy('caddy', { node: server.url, port, removes: false, folder })
})
test.afterAll(async () => {
	await proxy.stop()
	await server.end('SIGTERM')
	rmSync(folder, { recursive: true, force: true })
})

/** Notes what a page requests outside the path. */
function noteStrays(page: Page, strays: string[]): void {
	const note = (address: string) => {
		const isBelow = /^\/charrette(\/|$)/.test(new URL(address).pathname)
		if (/^(ws|http)/.test(address) && !isBelow) strays.push(address)
	}
	page.on('request', (request) => note(request.url()))
	page.on('websocket', (socket) => note(socket.url()))
}

test('[PATH1] below a path a workshop is created, joined, edited with an image and exported, and its board opens offline', async ({
	browser,
}) => {
	const strays: string[] = []
	const facilitator = await Actor.open(browser, 'Ana')
	const { page } = facilitator
	noteStrays(page, strays)
	await page.goto(url)
	await page.getByLabel('Title').fill('Streets')
	await page.getByRole('button', { name: 'Create workshop' }).click()
	await expect(page.getByRole('img', { name: new RegExp(`${url}/join`) })).toBeVisible()
	const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec((await page.locator('main').textContent()) ?? '')?.[0] ?? ''
	await page.getByRole('link', { name: 'Go to the dashboard' }).click()
	await expect(page).toHaveURL(new RegExp(`^${url}/w/[^/]+/dashboard$`))

	const ben = await Actor.open(browser, 'Ben')
	noteStrays(ben.page, strays)
	await ben.join(url, code, 'Bogotá')
	await ben.writeCard('Obstacle', 'Permits', { x: 300, y: 300 })
	await sendToCanvas(ben.page, 'drop', [png('a.png', 600, 400, 0x40)])
	const image = ben.page.locator('[data-shape-type="image"] img')
	await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBeGreaterThan(0)
	await ben.waitForSaveStatus('Saved')
	await ben.exportBoard(/^PNG/)

	await ben.page.waitForFunction(() => navigator.serviceWorker.controller?.scriptURL.endsWith('/charrette/sw.js'))
	await ben.page.reload()
	await expect(ben.card('Permits')).toHaveCount(1)
	await ben.waitForSaveStatus('Saved')
	await ben.page.context().setOffline(true)
	await ben.page.reload()
	await expect(ben.card('Permits')).toHaveCount(1)
	expect(strays).toEqual([])

	// At the server itself, without the path.
	await page.goto(`${server.url}/join#${code}`)
	await expect(page).toHaveURL(`${server.url}/charrette/join#${code}`)
	await expect(page.getByRole('heading', { name: 'Streets' })).toBeVisible()
})
