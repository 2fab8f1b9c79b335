import type { Browser, Locator } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { boardAsStock } from '../support/boardAsStock.ts'
import { ListActor } from '../support/ListActor.ts'
import { openByApi } from '../support/openByApi.ts'
import { bring, type Picture, png, pretender } from '../support/pictures.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** Images (IMG1 to IMG6): brought by drop, paste and button, seen by both, refused in words that one understands. */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>document.title="run"</script></svg>'

const images = ({ page }: Actor): Locator => page.locator('[data-shape-type="image"]')
const coming = ({ page }: Actor): Locator => page.getByRole('region', { name: 'Image uploads' })

async function openBoard(browser: Browser): Promise<{ ana: Actor; li: Actor; code: string }> {
	const { code } = await openByApi(stack.url)
	const [ana, li] = await Promise.all([Actor.enter(browser, 'Ana'), Actor.enter(browser, 'Li')])
	for (const person of [ana, li]) await person.join(stack.url, code, 'Dakar')
	return { ana, li, code }
}

async function pick({ page }: Actor, pictures: Picture[]): Promise<void> {
	const choosing = page.waitForEvent('filechooser')
	await page.getByRole('button', { name: 'Add an image' }).click()
	await (await choosing).setFiles(pictures)
}

async function isDrawn(image: Locator): Promise<void> {
	await expect
		.poll(() => image.locator('img').evaluate((shown: HTMLImageElement) => shown.complete && shown.naturalWidth > 0))
		.toBe(true)
}

async function leave(...people: Actor[]): Promise<void> {
	await Promise.all(people.map(({ page }) => page.context().close()))
}

test('[IMG6] two dropped pictures lie in a row for both, in one step of undo', async ({ browser }) => {
	const { ana, li, code } = await openBoard(browser)
	await bring(ana.page, 'drop', [png('a.png', 600, 400, 0x40), png('b.png', 400, 400, 0xc0)])
	for (const person of [ana, li]) {
		await expect(images(person)).toHaveCount(2)
		for (const image of await images(person).all()) await isDrawn(image)
	}
	// On the page they lie in no order of their own.
	const boxes = await Promise.all((await images(li).all()).map((image) => image.boundingBox()))
	const [first, second] = boxes.sort((one, other) => (one?.x ?? 0) - (other?.x ?? 0))
	expect(first?.y).toBe(second?.y)
	expect((first?.x ?? 0) + (first?.width ?? 0)).toBeLessThan(second?.x ?? 0)

	const board = await boardAsStock(stack.url, code)
	for (const id of board.ids()) {
		const record = board.record(id)
		expect(record?.['props.path']).toMatch(/^\/api\/images\/[0-9a-f]{40}$/)
		expect(JSON.stringify(record).length).toBeLessThan(300)
	}
	board.leave()
	await ana.page.keyboard.press('Control+z')
	for (const person of [ana, li]) await expect(images(person)).toHaveCount(0)
	await leave(ana, li)
})

test('[IMG6] a pasted and a picked picture come, can be described, and go into the picture one takes home', async ({
	browser,
}) => {
	const { ana, li } = await openBoard(browser)
	await bring(ana.page, 'paste', [png('pasted.png', 300, 200)])
	await expect(images(li)).toHaveCount(1)
	await isDrawn(images(li))
	const field = ana.page.getByLabel('Alt text')
	await field.fill('The old market')
	await field.press('Enter')
	await expect(li.page.getByRole('img', { name: 'The old market' })).toHaveCount(1)

	await pick(ana, [png('picked.png', 200, 200, 0x20)])
	await expect(images(li)).toHaveCount(2)
	const { bytes } = await ana.takeHome(/^SVG/)
	expect(bytes.toString().match(/<image[^>]* href="data:image\/png;base64,/g)).toHaveLength(2)

	// Without them a picture would seem to be whole: where they cannot be fetched it is not made, and it is said why.
	await ana.page.route('**/api/images/**', (route) => route.abort('connectionreset'))
	const dialog = await ana.openTakeHome()
	await dialog.getByRole('button', { name: 'Export as PDF' }).click()
	await expect(dialog.getByRole('alert')).toContainText('Can’t reach the server.')
	await ana.page.keyboard.press('Escape')
	await ana.page.unroute('**/api/images/**')

	// In a cluster, and in the files that the server writes.
	await ana.page.keyboard.press('Control+a')
	await ana.page.getByRole('button', { name: 'Cluster', exact: true }).click()
	await ana.page.getByLabel('Cluster title').fill('Places')
	await ana.page.keyboard.press('Enter')
	await ana.badgeSays('Saved')
	const markdown = (await ana.takeHome(/^Markdown/)).bytes.toString()
	const [, inCluster = ''] = markdown.split('## Places')
	const [, address = ''] = /!\[The old market\]\((.*)\)/.exec(inCluster) ?? []
	expect((await fetch(address)).headers.get('content-type')).toBe('image/png')
	expect(inCluster.match(/!\[/g)).toHaveLength(2)
	expect((await ana.takeHome(/^CSV/)).bytes.toString()).toContain(`Image,The old market,,,,Places,,,,,${address}`)
	await leave(ana, li)
})

test('[IMG6] in the list an image is seen, described, and taken away and back', async ({ browser }) => {
	const { ana, li, code } = await openBoard(browser)
	const eva = await ListActor.onPhone(browser, 'Eva')
	await eva.join(stack.url, code, 'Dakar')
	await bring(ana.page, 'drop', [png('a.png', 600, 400), png('b.png', 400, 400, 0xc0)])
	const rows = eva.page.getByRole('list', { name: 'Images' }).getByRole('listitem')
	await expect(rows).toHaveCount(2)
	await isDrawn(rows.first())
	const field = rows.first().getByRole('textbox', { name: 'Alt text' })
	await field.fill('The old market')
	await field.press('Enter')
	await expect(ana.page.getByRole('img', { name: 'The old market' })).toHaveCount(1)
	await eva.findsNoFault()

	await rows.getByRole('button', { name: 'Delete: The old market' }).tap()
	await expect(images(li)).toHaveCount(1)
	await expect(rows.getByRole('button')).toBeFocused()
	await eva.page.getByRole('button', { name: 'Undo' }).last().tap()
	for (const person of [ana, li]) await expect(images(person)).toHaveCount(2)
	await expect(rows.first().getByRole('textbox')).toHaveValue('The old market')
	await eva.neverFetchedTheCanvas()
	await leave(ana, li, eva)
})

test('[IMG2][IMG4] what is no picture is refused in words, and harms nobody', async ({ browser }) => {
	const { ana, li } = await openBoard(browser)
	const bad: [Picture, RegExp][] = [
		[pretender('drawing.svg', 'image/svg+xml', SVG), /not an image/],
		[pretender('holiday.png', 'image/png', '\x7fELF\x02\x01\x01'), /not an image/],
		[png('bomb.png', 10_000, 10_000), /too many pixels/],
		[{ ...png('half.png', 900, 900), buffer: png('half.png', 900, 900).buffer.subarray(0, 400) }, /damaged/],
		[pretender('notes.pdf', 'application/pdf', '%PDF-1.7'), /not an image/],
	]
	for (const [picture, words] of bad) {
		await pick(ana, [picture])
		await expect(ana.page.getByRole('alert')).toHaveText(words)
		await ana.page.getByRole('button', { name: `Dismiss ${picture.name}` }).click()
		await expect(coming(ana)).toHaveCount(0)
	}
	for (const person of [ana, li]) await expect(images(person)).toHaveCount(0)
	expect(await ana.page.title()).not.toBe('run')
	await pick(ana, [pretender('x.png', 'image/png', 'MZ'), png('good.png', 50, 50)])
	await expect(images(li)).toHaveCount(1)
	await leave(ana, li)
})

test('[IMG6] a refusal is said in Chinese to who reads Chinese', async ({ browser }) => {
	const { code } = await openByApi(stack.url)
	const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' })
	const page = await context.newPage()
	await page.goto(`${stack.url}/join#${code}`)
	await page.getByLabel('您的姓名').fill('李伟')
	await page.getByRole('combobox', { name: '您的城市' }).fill('Dakar')
	await page.locator('button[type=submit]').click()
	await expect(page.locator('.tl-canvas')).toBeVisible()
	await bring(page, 'drop', [pretender('x.png', 'image/png', 'MZ')])
	await expect(page.getByRole('alert')).toHaveText(/此文件不是图片/)
	await context.close()
})

test('[IMG6] without the server it waits, says so, can be called off, and goes on by itself', async ({ browser }) => {
	const { ana, li } = await openBoard(browser)
	await stack.kill()
	await bring(ana.page, 'drop', [png('kept.png', 300, 200), png('called-off.png', 300, 200, 0x10)])
	await expect(coming(ana).getByRole('status')).toHaveText(/will resume on its own/)
	await ana.page.getByRole('button', { name: 'Cancel called-off.png' }).click()
	await stack.start()
	for (const person of [ana, li]) await expect(images(person)).toHaveCount(1)
	await expect(coming(ana)).toHaveCount(0)
	await leave(ana, li)
})
