import { expect, type Page } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { violationsOf } from '../support/axe.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { png, sendToCanvas } from '../support/imageFiles.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/** Two cities with a server each; the server of Bogotá follows the server of Guangzhou. */
const stacks: Stack[] = []
test.afterAll(async () => {
	for (const stack of stacks) await stack.stop()
})
async function start(env: Record<string, string> = {}): Promise<Stack> {
	const stack = await startStack(env)
	stacks.push(stack)
	return stack
}

const SOLUTION = 'Rain gardens in schoolyards'
const ALT = 'Children beside a planted basin'

/** Whether the visible image is loaded. */
const isLoaded = (page: Page, name: string) =>
	page
		.getByRole('img', { name })
		.first()
		.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)

test('[FOLLOW1] [PICTURE4] a practice with images reaches another server by the feed, where it is found and adopted', async ({
	browser,
}) => {
	const origin = await start()
	const guangzhou = await createWorkshop(origin.url)
	const chen = await Actor.open(browser, 'Chen')
	await chen.join(origin.url, guangzhou.code, 'Guangzhou')
	await chen.writeCard('Solution', SOLUTION, { x: 980, y: 300 })
	await sendToCanvas(chen.page, 'drop', [png('yard.png', 600, 400, 0x60)])
	await expect(chen.page.locator('[data-shape-type="image"]')).toHaveCount(1)
	await chen.waitForSaveStatus('Saved')

	await test.step('[PICTURE1] images from the board and from files are described and ordered', async () => {
		await chen.card(SOLUTION).click({ button: 'right' })
		await chen.page.getByRole('menuitem', { name: 'Similar ideas…' }).click()
		await chen.page.getByRole('button', { name: 'Write this as a practice' }).click()
		const images = chen.page.getByRole('region', { name: 'Images' })
		await images.getByRole('button', { name: 'From the board' }).click()
		const dialog = chen.page.getByRole('dialog', { name: 'From the board' })
		await dialog.getByRole('button', { name: 'Image 1' }).click()
		await dialog.getByRole('button', { name: 'Add 1 image' }).click()
		await expect(images.getByRole('listitem')).toHaveCount(1)
		await images.getByLabel('Alt text').fill('A plan of the yard')
		await images.getByRole('button', { name: 'From the board' }).click()
		await dialog.getByRole('button', { name: 'Add a picture of the whole board' }).click()
		await expect(images.getByLabel('Alt text')).toHaveCount(2)
		const chooser = chen.page.waitForEvent('filechooser')
		await images.getByRole('button', { name: 'Add images' }).click()
		await (await chooser).setFiles([png('children.png', 900, 600, 0xa0)])
		await expect(images.getByLabel('Alt text')).toHaveCount(3)
		await images.getByLabel('Alt text').last().fill(ALT)
		await images.getByRole('button', { name: 'Put first' }).last().click()
		await expect(images.getByRole('listitem').first().getByRole('textbox')).toHaveValue(ALT)
		await expect(chen.page.getByText('Saved', { exact: true })).toBeVisible()
		expect(await violationsOf(chen.page)).toEqual([])
	})
	const facilitator = await FacilitatorActor.openDashboard(browser, guangzhou.dashboard)
	await test.step('[PICTURE2] the published page shows them', async () => {
		await facilitator.page.getByRole('link', { name: 'Exchange', exact: true }).click()
		await facilitator.page.getByRole('link', { name: SOLUTION }).click()
		await facilitator.page.getByLabel('Who sees it').selectOption('public')
		await facilitator.button('Publish').click()
		await expect(facilitator.page.getByRole('heading', { level: 1, name: SOLUTION })).toBeVisible()
		await expect.poll(() => isLoaded(facilitator.page, ALT)).toBe(true)
		await expect(facilitator.page.getByRole('list', { name: 'Images' }).getByRole('img')).toHaveCount(3)
	})

	const follower = await start({ EXCHANGE_FOLLOW: origin.url, EXCHANGE_FOLLOW_LAN: '127.0.0.1' })
	const bogota = await createWorkshop(follower.url)
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(follower.url, bogota.code, 'Bogotá')
	const result = ana.page.getByRole('link', { name: SOLUTION })
	await test.step('the server of Bogotá has fetched it, and shows its origin', async () => {
		await expect(async () => {
			await ana.page.goto(`${follower.url}/exchange`)
			await ana.page.getByRole('searchbox').fill('rain garden')
			await expect(result).toBeVisible({ timeout: 5000 })
		}).toPass()
		await expect(ana.page.getByText(new URL(origin.url).host)).toBeVisible()
		await expect.poll(() => isLoaded(ana.page, ALT)).toBe(true)
		await result.click()
		await expect(ana.page.getByText(`From ${new URL(origin.url).host}`)).toBeVisible()
		await origin.stop()
		await ana.page.reload()
		await expect.poll(() => isLoaded(ana.page, 'A plan of the yard')).toBe(true)
		expect(await violationsOf(ana.page)).toEqual([])
	})
	await test.step('[ADOPT1] the card of the adopted practice names its city', async () => {
		await ana.page.getByRole('button', { name: 'Adopt', exact: true }).click()
		await ana.page.getByRole('dialog').getByRole('button', { name: 'Adopt', exact: true }).click()
		await expect(ana.card(SOLUTION).getByText('↩ Guangzhou')).toBeVisible()
	})
})
