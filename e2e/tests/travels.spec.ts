import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { violationsOf } from '../support/axe.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { publishPractice } from '../support/publishPractice.ts'
import { readZip } from '../support/readZip.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/** Ideas that travel from one city's workshop to another's, and the views of them in both. */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const TITLE = 'One-stop permit counter'
const IN_PICTURE = /^How ideas traveled\. .*Guangzhou → Bogotá: 1/
const ON_MAP = /^How ideas traveled, on the map\. .*Guangzhou → Bogotá: 1/
const GARDENS = 'Rain gardens in school yards'

async function expectAccessible(page: Page): Promise<void> {
	expect(await violationsOf(page)).toEqual([])
}

test('[TRAVEL1] [TRAVEL2] an idea travels to another workshop, and both see its way in a picture and a table', async ({
	browser,
}) => {
	const guangzhou = await createWorkshop(stack.url)
	const bogota = await createWorkshop(stack.url)
	await publishPractice(guangzhou, { title: TITLE, city: 'Guangzhou' })
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, bogota.code, 'Bogotá')

	await test.step('[ADOPT2] Bogotá adopts the practice and reports back', async () => {
		await ana.page.goto(`${stack.url}/exchange`)
		await ana.page.getByRole('link', { name: TITLE }).click()
		await ana.page.getByRole('button', { name: 'Adopt', exact: true }).click()
		await ana.page.getByRole('dialog').getByRole('button', { name: 'Adopt', exact: true }).click()
		await expect(ana.card(TITLE).getByText('↩ Guangzhou')).toBeVisible()
		await ana.page.goto(`${stack.url}/exchange`)
		const heading = ana.page.getByRole('heading', { name: 'Adopted by your workshop' })
		const adopted = ana.page.locator('section').filter({ has: heading })
		await adopted.getByRole('link', { name: TITLE }).click()
		await ana.page.getByLabel('Status', { exact: true }).selectOption('adapting')
		await ana.page.getByLabel('What we learned').fill('We began in two districts.')
		await ana.page.getByRole('button', { name: 'Save fit check' }).click()
		await expect(ana.page.getByText('Fit check saved.')).toBeVisible()
	})
	await test.step('the adopters see the way in the picture and the table', async () => {
		await ana.page.goto(`${stack.url}/exchange`)
		await ana.page.getByRole('link', { name: 'How ideas traveled' }).click()
		await expect(ana.page.getByRole('img', { name: IN_PICTURE })).toBeVisible()
		const row = ana.page.getByRole('row').filter({ hasText: 'Guangzhou' })
		await expect(row).toContainText('Bogotá')
		await expect(row).toContainText('Adapting')
		await expect(row).toContainText('We began in two districts.')
		await expectAccessible(ana.page)
	})
	await test.step('[MAP2] the way is an arc on the map, which is saved, and shown by the projector once it is public', async () => {
		const map = ana.page.getByRole('img', { name: ON_MAP })
		await expect(map.locator('text', { hasText: 'Bogotá' })).toBeVisible()
		const pending = ana.page.waitForEvent('download')
		await ana.page.getByRole('button', { name: 'SVG' }).click()
		const svg = (await readFile(await (await pending).path())).toString()
		expect(svg).toContain('Guangzhou')
		expect(svg).not.toContain('class=')
		await bogota.command({ type: 'projection.set', shows: 'travels' })
		const projector = await (await browser.newContext({ locale: 'en' })).newPage()
		await projector.setViewportSize({ width: 1920, height: 1080 })
		await projector.goto(bogota.projector)
		await expect(projector.getByRole('img', { name: ON_MAP })).toBeVisible()
	})
	await test.step('the origin sees it, too, with a note that others do not see it', async () => {
		const facilitator = await FacilitatorActor.openDashboard(browser, guangzhou.dashboard)
		await facilitator.page.getByRole('link', { name: 'Exchange', exact: true }).click()
		await facilitator.page.getByRole('link', { name: 'How ideas traveled' }).click()
		const row = facilitator.page.getByRole('row').filter({ hasText: 'Bogotá' })
		await expect(row).toContainText('We began in two districts.')
		await expect(row).toContainText('not shown to others')
		await facilitator.page.setViewportSize({ width: 320, height: 700 })
		await expect(facilitator.page.getByRole('img', { name: IN_PICTURE })).toBeVisible()
		const overflow = await facilitator.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
		expect(overflow).toBeLessThanOrEqual(0)
	})
	await test.step('[REP5] [PACK2c] the report and the archive of the adopters contain the picture and the table', async () => {
		const facilitator = await FacilitatorActor.openDashboard(browser, bogota.dashboard)
		const pending = facilitator.page.waitForEvent('download')
		await facilitator.button('Export all boards…').click()
		await facilitator.dialog.getByRole('button', { name: 'Create ZIP' }).click()
		const files = await readZip(await readFile(await (await pending).path()))
		expect(files.get('travels.csv')?.toString()).toContain(`Guangzhou,Bogotá,Practice,${TITLE},Adapting`)
		expect(files.get('travels.svg')?.toString()).toContain('Guangzhou → Bogotá: 1')
		expect([...files.keys()]).not.toContain('practices.json')
		await facilitator.page.setContent(files.get('report.html')?.toString() ?? '')
		await expect(facilitator.page.getByRole('img', { name: 'Guangzhou → Bogotá: 1' })).toBeVisible()
		const adopted = facilitator.page
			.locator('section')
			.filter({ has: facilitator.page.getByRole('heading', { level: 3 }) })
		await expect(adopted.filter({ hasText: TITLE })).toContainText('We began in two districts.')
		await expectAccessible(facilitator.page)
	})
})

test('[REP5a] the report turns a solution into a practice, for people of the workshop only', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const chen = await Actor.open(browser, 'Chen')
	await chen.join(stack.url, workshop.code, 'Guangzhou')
	await chen.writeCard('Solution', GARDENS, { x: 600, y: 420 })
	await chen.waitForSaveStatus('Saved')
	const { page } = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	const readReport = async () => {
		const headers = { Authorization: `Bearer ${workshop.token}` }
		const answer = await fetch(`${stack.url}/api/workshops/${workshop.id}/report?format=html`, { headers })
		await page.setContent(await answer.text())
	}

	await readReport()
	const href = (await page.getByRole('link', { name: 'Publish as a practice' }).getAttribute('href')) ?? ''
	await page.goto(href)
	await expect(page.getByText(GARDENS)).toBeVisible()
	await expectAccessible(page)
	await page.getByRole('button', { name: 'Write this as a practice' }).click()
	await expect(page.getByLabel('Title', { exact: true })).toHaveValue(GARDENS)
	await readReport()
	await expect(page.getByRole('link', { name: 'Open the practice' })).toBeVisible()
	await expect(page.getByRole('link', { name: 'Publish as a practice' })).toHaveCount(0)

	const stranger = await Actor.open(browser, 'Stranger')
	await stranger.page.goto(href)
	await expect(stranger.page.getByRole('alert')).toContainText('signed in to the workshop')
	await expect(stranger.page.getByRole('button', { name: 'Write this as a practice' })).toHaveCount(0)
})

test('[ADOPT4] a solution of another group is adopted from the similar ideas, with a transfer check of its own', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url, { groups: 2 })
	const chen = await Actor.open(browser, 'Chen')
	await chen.join(stack.url, workshop.code, 'Guangzhou')
	await chen.writeCard('Solution', GARDENS, { x: 600, y: 420 })
	await chen.waitForSaveStatus('Saved')
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Bogotá')
	await ana.writeCard('Solution', 'Gardens that take up rain', { x: 600, y: 420 })
	await ana.waitForSaveStatus('Saved')

	await ana.card('Gardens that take up rain').click({ button: 'right' })
	await ana.page.getByRole('menuitem', { name: 'Similar ideas…' }).click()
	await ana.page.getByRole('button', { name: `Adopt: ${GARDENS}` }).click()
	await expect(ana.card(GARDENS).getByText('↩ Guangzhou')).toBeVisible()

	await ana.page.goto(`${stack.url}/exchange`)
	await ana.page.getByRole('link', { name: GARDENS }).click()
	await expect(ana.page.getByRole('heading', { level: 1, name: GARDENS })).toBeVisible()
	await expectAccessible(ana.page)
	await ana.page.getByLabel('Status', { exact: true }).selectOption('inUse')
	await ana.page.getByRole('button', { name: 'Save fit check' }).click()
	await expect(ana.page.getByText('Fit check saved.')).toBeVisible()
	await chen.page.goto(`${stack.url}/exchange/travels`)
	await expect(chen.page.getByRole('row').filter({ hasText: GARDENS })).toContainText('In use')
})

test('[PRACTICE6] deleting a workshop asks about its practices, and keeps them if the contributors agreed', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	await publishPractice(workshop, { title: 'Shaded waiting places', city: 'Dakar' })
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.button('Access').click()
	await facilitator.button('Delete workshop…').click()
	await facilitator.button('Continue').click()
	await expect(facilitator.page.getByRole('radio', { name: /^Erase/ })).toBeChecked()
	await facilitator.page.getByRole('radio', { name: /the contributors agreed/ }).check()
	await facilitator.expectNoViolations()
	await facilitator.button('Delete for good').click()
	await expect(facilitator.page.getByRole('heading', { name: 'This workshop was deleted' })).toBeVisible()
	const other = await createWorkshop(stack.url)
	const found = await other.request<{ total: number }>('practices?q=shaded')
	expect(found.total).toBe(1)
})
