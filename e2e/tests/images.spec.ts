import type { Browser, Locator } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { fakeImage, type ImageFile, png, sendToCanvas } from '../support/imageFiles.ts'
import { ListActor } from '../support/ListActor.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { openBoardAsStock } from '../support/stockClient.ts'

/** Images (IMG1 to IMG6): adding by drop, paste and button, and errors. */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>document.title="run"</script></svg>'

const images = ({ page }: Actor): Locator => page.locator('[data-shape-type="image"]')
const uploads = ({ page }: Actor): Locator => page.getByRole('region', { name: 'Image uploads' })

async function openBoard(browser: Browser): Promise<{ ana: Actor; li: Actor; code: string }> {
	const { code } = await createWorkshop(stack.url)
	const [ana, li] = await Promise.all([Actor.open(browser, 'Ana'), Actor.open(browser, 'Li')])
	for (const person of [ana, li]) await person.join(stack.url, code, 'Dakar')
	return { ana, li, code }
}

async function pick({ page }: Actor, files: ImageFile[]): Promise<void> {
	const pending = page.waitForEvent('filechooser')
	await page.getByRole('button', { name: 'Add an image' }).click()
	await (await pending).setFiles(files)
}

async function waitUntilLoaded(image: Locator): Promise<void> {
	await expect
		.poll(() =>
			image.locator('img').evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth > 0),
		)
		.toBe(true)
}

async function closePages(...people: Actor[]): Promise<void> {
	await Promise.all(people.map(({ page }) => page.context().close()))
}

test('[IMG6] two dropped images appear side by side for everyone, as one undo step', async ({ browser }) => {
	const { ana, li, code } = await openBoard(browser)
	await sendToCanvas(ana.page, 'drop', [png('a.png', 600, 400, 0x40), png('b.png', 400, 400, 0xc0)])
	for (const person of [ana, li]) {
		await expect(images(person)).toHaveCount(2)
		for (const image of await images(person).all()) await waitUntilLoaded(image)
	}
	// The order of the elements in the document is not defined.
	const boxes = await Promise.all((await images(li).all()).map((image) => image.boundingBox()))
	const [first, second] = boxes.sort((one, other) => (one?.x ?? 0) - (other?.x ?? 0))
	expect(first?.y).toBe(second?.y)
	expect((first?.x ?? 0) + (first?.width ?? 0)).toBeLessThan(second?.x ?? 0)

	const board = await openBoardAsStock(stack.url, code)
	for (const id of board.ids()) {
		const record = board.record(id)
		expect(record?.['props.path']).toMatch(/^\/api\/images\/[0-9a-f]{40}$/)
		expect(JSON.stringify(record).length).toBeLessThan(300)
	}
	board.leave()
	await ana.page.keyboard.press('Control+z')
	for (const person of [ana, li]) await expect(images(person)).toHaveCount(0)
	await closePages(ana, li)
})

test('[IMG6] pasted and picked images get an alt text and are part of exports', async ({ browser }) => {
	const { ana, li } = await openBoard(browser)
	await sendToCanvas(ana.page, 'paste', [png('pasted.png', 300, 200)])
	await expect(images(li)).toHaveCount(1)
	await waitUntilLoaded(images(li))
	const field = ana.page.getByLabel('Alt text')
	await field.fill('The old market')
	await field.press('Enter')
	await expect(li.page.getByRole('img', { name: 'The old market' })).toHaveCount(1)

	await pick(ana, [png('picked.png', 200, 200, 0x20)])
	await expect(images(li)).toHaveCount(2)
	const { bytes } = await ana.exportBoard(/^SVG/)
	expect(bytes.toString().match(/<image[^>]* href="data:image\/png;base64,/g)).toHaveLength(2)

	// [EXP7] While an image cannot be fetched, the export waits instead of leaving it out.
	await ana.page.route('**/api/images/**', (route) => route.abort('connectionreset'))
	const dialog = await ana.openExportDialog()
	await dialog.getByRole('button', { name: 'Export as PDF' }).click()
	await expect(dialog.getByText('Waiting for the server. The export continues on its own.')).toBeVisible()
	const pending = ana.page.waitForEvent('download')
	await ana.page.unroute('**/api/images/**')
	expect((await pending).suggestedFilename()).toMatch(/\.pdf$/)
	await expect(dialog).toBeHidden()

	// Images in a cluster, in the formats that the server writes.
	await ana.page.keyboard.press('Control+a')
	await ana.page.getByRole('button', { name: 'Cluster', exact: true }).click()
	await ana.page.getByLabel('Cluster title').fill('Places')
	await ana.page.keyboard.press('Enter')
	await ana.waitForSaveStatus('Saved')
	const markdown = (await ana.exportBoard(/^Markdown/)).bytes.toString()
	const [, inCluster = ''] = markdown.split('## Places')
	const [, address = ''] = /!\[The old market\]\((.*)\)/.exec(inCluster) ?? []
	expect((await fetch(address)).headers.get('content-type')).toBe('image/png')
	expect(inCluster.match(/!\[/g)).toHaveLength(2)
	expect((await ana.exportBoard(/^CSV/)).bytes.toString()).toContain(`Image,The old market,,,,Places,,,,,${address}`)
	await closePages(ana, li)
})

test('[IMG6] the list shows images, edits their alt text, deletes them and undoes that', async ({ browser }) => {
	const { ana, li, code } = await openBoard(browser)
	const eva = await ListActor.onPhone(browser, 'Eva')
	await eva.join(stack.url, code, 'Dakar')
	await sendToCanvas(ana.page, 'drop', [png('a.png', 600, 400), png('b.png', 400, 400, 0xc0)])
	const rows = eva.page.getByRole('list', { name: 'Images' }).getByRole('listitem')
	await expect(rows).toHaveCount(2)
	await waitUntilLoaded(rows.first())
	const field = rows.first().getByRole('textbox', { name: 'Alt text' })
	await field.fill('The old market')
	await field.press('Enter')
	await expect(ana.page.getByRole('img', { name: 'The old market' })).toHaveCount(1)
	await eva.expectNoViolations()

	// Two people who describe it at the same time.
	const box = await ana.page.getByRole('img', { name: 'The old market' }).boundingBox()
	await ana.page.mouse.click((box?.x ?? 0) + 40, (box?.y ?? 0) + 40)
	const other = ana.page.getByLabel('Alt text')
	await Promise.all([other.press('Home'), field.press('End')])
	await Promise.all([
		other.pressSequentially('Photo: ', { delay: 20 }),
		field.pressSequentially(', Dakar', { delay: 20 }),
	])
	await other.press('Enter')
	await field.press('Enter')
	await expect(ana.page.getByRole('img', { name: 'Photo: The old market, Dakar' })).toHaveCount(1)
	await expect(field).toHaveValue('Photo: The old market, Dakar')

	await rows.getByRole('button', { name: 'Delete: Photo: The old market, Dakar' }).tap()
	await expect(images(li)).toHaveCount(1)
	await expect(rows.getByRole('button', { name: /^Delete/ })).toBeFocused()
	await eva.page.getByRole('button', { name: 'Undo' }).last().tap()
	for (const person of [ana, li]) await expect(images(person)).toHaveCount(2)
	await expect(rows.first().getByRole('textbox')).toHaveValue('Photo: The old market, Dakar')
	await eva.expectNoCanvasCode()
	await closePages(ana, li, eva)
})

test('[IMG2][IMG4] files that are no valid images are rejected with a message and harm nobody', async ({ browser }) => {
	const { ana, li } = await openBoard(browser)
	const invalid: [ImageFile, RegExp][] = [
		[fakeImage('drawing.svg', 'image/svg+xml', SVG), /not an image/],
		[fakeImage('holiday.png', 'image/png', '\x7fELF\x02\x01\x01'), /not an image/],
		[png('bomb.png', 10_000, 10_000), /too many pixels/],
		[{ ...png('half.png', 900, 900), buffer: png('half.png', 900, 900).buffer.subarray(0, 400) }, /damaged/],
		[fakeImage('notes.zip', 'application/zip', 'PK\x03\x04'), /not an image/],
	]
	for (const [file, message] of invalid) {
		await pick(ana, [file])
		await expect(ana.page.getByRole('alert')).toHaveText(message)
		await ana.page.getByRole('button', { name: `Dismiss ${file.name}` }).click()
		await expect(uploads(ana)).toHaveCount(0)
	}
	for (const person of [ana, li]) await expect(images(person)).toHaveCount(0)
	expect(await ana.page.title()).not.toBe('run')
	await pick(ana, [fakeImage('x.png', 'image/png', 'MZ'), png('good.png', 50, 50)])
	await expect(images(li)).toHaveCount(1)
	await closePages(ana, li)
})

test('[IMG6] errors are shown in Chinese in the Chinese interface', async ({ browser }) => {
	const { code } = await createWorkshop(stack.url)
	const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' })
	const page = await context.newPage()
	await page.goto(`${stack.url}/join#${code}`)
	await page.getByLabel('您的姓名').fill('李伟')
	await page.getByRole('combobox', { name: '您的城市' }).fill('Dakar')
	await page.locator('button[type=submit]').click()
	await expect(page.locator('.tl-canvas')).toBeVisible()
	await sendToCanvas(page, 'drop', [fakeImage('x.png', 'image/png', 'MZ')])
	await expect(page.getByRole('alert')).toHaveText(/此文件不是图片/)
	await context.close()
})

test('[IMG6] without a server an upload waits, can be cancelled, and resumes on its own', async ({ browser }) => {
	const { ana, li } = await openBoard(browser)
	await stack.kill()
	await sendToCanvas(ana.page, 'drop', [png('resumed.png', 300, 200), png('cancelled.png', 300, 200, 0x10)])
	await expect(uploads(ana).getByRole('status')).toHaveText(/will resume on its own/)
	await ana.page.getByRole('button', { name: 'Cancel cancelled.png' }).click()
	await stack.start()
	for (const person of [ana, li]) await expect(images(person)).toHaveCount(1)
	await expect(uploads(ana)).toHaveCount(0)
	await closePages(ana, li)
})

/** Holds the upload of this person's images until the result is called. */
async function holdUploads({ page }: Actor): Promise<() => void> {
	let release = () => {}
	const released = new Promise<void>((resolve) => {
		release = resolve
	})
	await page.route('**/api/boards/*/images', async (route) => {
		await released
		await route.continue()
	})
	return release
}

test('[IMG6d] an upload goes on while the view changes, and is one undo step in the list', async ({ browser }) => {
	const { ana, li } = await openBoard(browser)
	const release = await holdUploads(ana)
	const showView = (name: string) => ana.page.getByRole('button', { name, exact: true }).click()
	await sendToCanvas(ana.page, 'drop', [png('a.png', 600, 400), png('b.png', 400, 400, 0xc0)])
	const shown = uploads(ana).getByRole('group')
	await expect(shown).toHaveCount(2)
	await showView('List')
	await expect(uploads(ana)).toHaveCount(0)
	await showView('Canvas')
	await expect(shown).toHaveCount(2)
	await showView('List')
	await expect(uploads(ana)).toHaveCount(0)
	release()
	const rows = ana.page.getByRole('list', { name: 'Images' }).getByRole('listitem')
	await expect(rows).toHaveCount(2)
	await expect(images(li)).toHaveCount(2)
	await ana.page.getByRole('button', { name: 'Undo' }).first().click()
	await expect(images(li)).toHaveCount(0)
	await closePages(ana, li)
})

test('[IMG6d] an upload goes on when its author leaves the board for the dashboard', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const [facilitator, li] = await Promise.all([Actor.open(browser, 'Facilitator'), Actor.open(browser, 'Li')])
	await li.join(stack.url, workshop.code, 'Dakar')
	const { page } = facilitator
	await page.goto(workshop.dashboard)
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
	await page.goto(`${stack.url}/w/${workshop.id}/dashboard/b/${workshop.board}`)
	await facilitator.waitForBoard()
	const release = await holdUploads(facilitator)
	await sendToCanvas(page, 'drop', [png('a.png', 600, 400)])
	await expect(uploads(facilitator)).toBeVisible()
	await page.getByRole('link', { name: 'Back to the dashboard' }).click()
	await expect(uploads(facilitator)).toHaveCount(0)
	release()
	await expect(images(li)).toHaveCount(1)
	await closePages(facilitator, li)
})

test('[IMG6d] a participant moved to another group sees which images were not added', async ({ browser }) => {
	const workshop = await createWorkshop(stack.url)
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	const release = await holdUploads(ana)
	await sendToCanvas(ana.page, 'drop', [png('market.png', 600, 400)])
	await expect(uploads(ana)).toBeVisible()
	const group = await workshop.command({ type: 'groups.add', name: 'Harbour' })
	await workshop.command({ type: 'participant.move', participant: await workshop.participantId('Ana'), group })
	await expect(ana.page.getByRole('heading', { level: 1, name: 'Harbour' })).toBeVisible()
	await expect(uploads(ana)).toHaveCount(0)
	release()
	await expect(ana.page.getByText('Could not be added to the board: market.png')).toBeVisible()
	await closePages(ana)
})
