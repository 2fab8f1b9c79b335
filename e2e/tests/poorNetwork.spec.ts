import { randomBytes } from 'node:crypto'
import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import { type Faults, type FaultyProxy, openFaultyProxy } from '../../server/test/support/faultyProxy.ts'
import { createRandom } from '../../server/test/support/randomEdits.ts'
import { Actor } from '../support/Actor.ts'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { png, sendToCanvas } from '../support/imageFiles.ts'
import { linksOf } from '../support/participants.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/** Each person connects through a proxy of their own, as unreliable as conference Wi-Fi. */
let stack: Stack
const lines: FaultyProxy[] = []
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())
test.afterEach(async ({ browser }) => {
	await Promise.all(browser.contexts().map((context) => context.close()))
	await Promise.all(lines.splice(0).map((line) => line.close()))
})

/** A round trip of 300 ms, 2 % loss, 1.6 Mbit/s in each direction. */
const CONFERENCE: Faults = { delayMs: 150, lossShare: 0.02, bytesPerSecond: 200_000 }
const SEED = Number(process.env['SEED'] ?? 18)

/** Opens a line to the server; `url` is the address of its near end. */
async function openLine(faults: Faults = {}): Promise<{ line: FaultyProxy; url: string }> {
	const line = await openFaultyProxy(Number(new URL(stack.url).port), createRandom(SEED + lines.length).next)
	line.set(faults)
	lines.push(line)
	return { line, url: `http://127.0.0.1:${line.port}` }
}

async function joinOver(url: string, browser: Browser, { code }: { code: string }, name: string): Promise<Actor> {
	const person = await Actor.open(browser, name)
	await person.join(url, code, 'Dakar')
	await person.waitForKeyboard()
	return person
}

test(`[NET3] the main flow is done at 300 ms, 2 % loss and 1.6 Mbit/s (SEED=${SEED})`, async ({ browser }) => {
	const facilitator = await Actor.open(browser, 'Facilitator')
	const code = await createOnStartPage(facilitator, (await openLine(CONFERENCE)).url)
	const [ana, li] = (await Promise.all(
		['Ana', 'Li'].map(async (name) => joinOver((await openLine(CONFERENCE)).url, browser, { code }, name)),
	)) as [Actor, Actor]

	await Promise.all([
		ana.writeCard('Obstacle', 'Permits take nine months', { x: 300, y: 360 }),
		li.writeCard('Solution', '一站式窗口', { x: 800, y: 360 }),
	])
	await expect(ana.card('一站式窗口')).toHaveCount(1)
	await ana.link('一站式窗口', 'Permits take nine months')
	await expect(linksOf(li)).toHaveCount(1)
	await li.cluster('Streets', ['Permits take nine months', '一站式窗口'])
	await expect(ana.page.locator('[data-shape-type="frame"]')).toHaveCount(1)
	for (const person of [ana, li]) await person.waitForSaveStatus('Saved')

	const votes = facilitator.page.getByRole('region', { name: 'Votes' })
	await votes.getByRole('button', { name: 'New vote' }).click()
	await facilitator.page.getByRole('button', { name: 'Open vote' }).click()
	for (const person of [ana, li]) {
		await person.card('Permits').getByRole('button', { name: 'Add a dot' }).click()
		await expect(person.page.getByText('2 of 3 dots left')).toBeVisible()
	}
	await votes.getByRole('button', { name: 'Close vote and show result' }).click()
	await votes.getByRole('dialog').getByRole('button', { name: 'Close vote and show result' }).click()
	await expect(li.card('Permits')).toContainText('2 dots, rank 1')

	const { bytes } = await ana.exportBoard(/^JSON/)
	const board = JSON.parse(bytes.toString()) as Record<'cards' | 'links' | 'clusters', unknown[]>
	expect([board.cards.length, board.links.length, board.clusters.length]).toEqual([2, 1, 1])
	const picture = await li.exportBoard(/PNG/)
	expect(picture.bytes.readUInt32BE(16)).toBeGreaterThan(800)
})

/**
 * Creates a workshop of one group on the start page, and opens the dashboard. Returns the join
 * code.
 */
async function createOnStartPage({ page }: Actor, url: string): Promise<string> {
	await page.goto(url)
	await page.getByLabel('Title').fill('Streets')
	const cities = page.getByLabel('Participating cities')
	await cities.fill('Dakar, Wuhan')
	await cities.press('Enter')
	for (let groups = 6; groups > 1; groups--) await page.getByRole('button', { name: 'One group fewer' }).click()
	await page.getByRole('button', { name: 'Create workshop' }).click()
	const code = page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).first()
	await code.waitFor()
	const found = (await code.textContent()) ?? ''
	await page.getByRole('link', { name: 'Go to the dashboard' }).click()
	await expect(page.getByRole('region', { name: 'Votes' })).toBeVisible()
	return found
}

test.describe('on a line that fails', () => {
	let workshop: CreatedWorkshop
	let ana: Actor
	let line: FaultyProxy
	test.beforeEach(async ({ browser }) => {
		workshop = await createWorkshop(stack.url)
		const opened = await openLine()
		line = opened.line
		ana = await Actor.open(browser, 'Ana')
		await ana.page.clock.install()
		await ana.join(opened.url, workshop.code, 'Dakar')
		await ana.waitForKeyboard()
		await ana.writeCard('Obstacle', 'Permits', { x: 300, y: 300 })
		await ana.waitForSaveStatus('Saved')
	})
	const onServer = () => workshop.textsOn(workshop.board)

	for (const portal of ['page', 'redirect'] as const)
		test(`[NET2] behind a captive portal (${portal}) the badge says offline, and unsent edits are sent afterwards`, async () => {
			line.set({ portal })
			await ana.waitForSaveStatus('Offline')
			await ana.writeCard('Solution', 'One office', { x: 760, y: 300 })
			await ana.waitForSaveStatus(/Offline: 1 change kept on this device/)
			await sendToCanvas(ana.page, 'drop', [png('market.png', 300, 200)])
			await expect(ana.page.getByRole('region', { name: 'Image uploads' })).toContainText('will resume on its own')
			// The dialog's chunk is requested from the portal, which answers with its own page.
			await ana.page.getByRole('button', { name: 'Import…' }).click()
			await expect(ana.page.getByText('Can’t reach the server.').first()).toBeVisible()
			expect(await onServer()).toEqual(['Permits'])

			line.set({})
			await ana.waitForSaveStatus('Saved')
			await expect(ana.page.locator('[data-shape-type="image"]')).toHaveCount(1)
			expect(await onServer()).toEqual(['One office', 'Permits'])
		})

	test('[NET1] a proxy that kills idle sockets loses nothing, and “Saved” stays true', async () => {
		line.set({ idle: { ms: 400, end: 'reset' } })
		for (const text of ['First', 'Second', 'Third']) {
			await ana.waitForSaveStatus(/Offline/)
			await ana.writeCard('Case', text, { x: 760, y: 300 })
			await ana.waitForSaveStatus('Saved')
			expect(await onServer()).toContain(text)
		}
	})

	test('[WIRE5b] on a half-open line no edit counts as saved, and the client detects the fault by a timeout', async () => {
		line.set({ isStalled: true })
		await ana.writeCard('Solution', 'One office', { x: 760, y: 300 })
		await ana.waitForSaveStatus('Saving…')
		await ana.page.clock.fastForward(23_000)
		await ana.waitForSaveStatus(/Offline: 1 change kept on this device/)
		expect(await onServer()).toEqual(['Permits'])
		line.set({})
		await ana.waitForSaveStatus('Saved')
		expect(await onServer()).toEqual(['One office', 'Permits'])
	})

	test('[NET4] an interrupted upload is retried automatically, and its image is added once', async () => {
		const image = png('market.png', 300, 200)
		// Bytes after the end of a PNG are ignored.
		const large = { ...image, buffer: Buffer.concat([image.buffer, randomBytes(400_000)]) }
		line.set({ bytesPerSecond: 400_000, resetAfterBytes: 200_000 })
		await sendToCanvas(ana.page, 'drop', [large])
		await expect(ana.page.locator('[data-shape-type="image"]')).toHaveCount(1)
		expect(line.resets()).toBe(1)
		await ana.waitForSaveStatus('Saved')
		await expect(ana.page.getByRole('region', { name: 'Image uploads' })).toHaveCount(0)
	})
})
