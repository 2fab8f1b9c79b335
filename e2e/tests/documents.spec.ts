import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { Actor } from '../support/Actor.ts'
import { createWorkshop } from '../support/createWorkshop.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { sendToCanvas } from '../support/imageFiles.ts'
import { ListActor } from '../support/ListActor.ts'
import { pdfFile } from '../support/pdfFile.ts'
import { readZip } from '../support/readZip.ts'
import { type Stack, startStack } from '../support/startStack.ts'

/** Documents of cards (CASE1 to CASE8). */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const PAGES = ['Dakar drains its streets', 'Rain gardens in every yard', 'What it cost']

test('[CASE1] [CASE4] [CASE5] a PDF becomes a card; its marked text too, with the way back', async ({ browser }) => {
	const { code } = await createWorkshop(stack.url)
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, code, 'Dakar')
	const { page } = ana
	await sendToCanvas(page, 'drop', [pdfFile('dakar.pdf', PAGES, 'Streets of Dakar')])
	await expect(ana.card('Streets of Dakar')).toContainText('Dakar')
	await ana.card('Streets of Dakar').getByRole('button', { name: 'Open dakar.pdf' }).click()

	const reader = page.getByRole('complementary', { name: 'dakar.pdf' })
	await expect(reader.getByRole('region', { name: 'Page 1' })).toContainText(PAGES[0] ?? '')
	await reader.getByRole('searchbox', { name: 'Search the document' }).pressSequentially('GARDENS')
	await expect(reader.getByRole('status')).toHaveText('1 of 1')
	const second = reader.getByRole('region', { name: 'Page 2' })
	await expect(second).toBeInViewport()
	await expect(reader.getByLabel('Page', { exact: true })).toHaveValue('2')

	// A triple press marks the line.
	await second.getByText(PAGES[1] ?? '').click({ clickCount: 3 })
	await reader.getByRole('button', { name: 'Make a card' }).click()
	await expect(ana.card(PAGES[1] ?? '')).toBeVisible()
	await reader.getByRole('region', { name: 'Pages' }).press('Home')
	await expect(reader.getByLabel('Page', { exact: true })).toHaveValue('1')
	await page.keyboard.press('Escape')
	await expect(reader).toBeHidden()

	// The other person reads on a phone, and comes back to the page of the text.
	const li = await ListActor.onPhone(browser, 'Li')
	await li.join(stack.url, code, 'Wuhan')
	await expect(li.card('Streets of Dakar').locator('img')).toHaveCSS('object-position', '50% 0%')
	await li
		.card(PAGES[1] ?? '')
		.getByRole('button', { name: 'Open dakar.pdf, page 2' })
		.tap()
	const phoneReader = li.page.getByRole('complementary', { name: 'dakar.pdf' })
	await expect(phoneReader.getByRole('region', { name: 'Page 2' })).toContainText(PAGES[1] ?? '')
	await expect(phoneReader.getByLabel('Page', { exact: true })).toHaveValue('2')
	await Promise.all([ana, li].map((person) => person.page.context().close()))
})

test('[CASE7] the projector follows the pages that a facilitator presents in the reader and in a presentation', async ({
	browser,
}) => {
	const workshop = await createWorkshop(stack.url)
	await workshop.command({ type: 'spotlight.set', board: workshop.board, follows: false })
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await sendToCanvas(ana.page, 'drop', [pdfFile('dakar.pdf', PAGES.slice(0, 2), 'Streets of Dakar')])
	await expect(ana.card('Streets of Dakar')).toBeVisible()
	await ana.waitForSaveStatus('Saved')
	await ana.page.context().close()

	const projector = await Actor.open(browser, 'Projector')
	await projector.page.goto(workshop.projector)
	const scene = projector.page.locator('[data-scene-card]')
	await expect(scene).toHaveCount(1)
	const expectPage = async (number: number) => {
		const page = projector.page.getByRole('region', { name: `dakar.pdf, page ${number}` })
		await expect(page).toContainText(PAGES[number - 1] ?? '')
		await expect(projector.page.getByRole('heading', { name: 'Streets of Dakar' })).toBeVisible()
		await expect(projector.page.getByText(`${number} of 2`)).toBeVisible()
	}
	const facilitator = await Actor.open(browser, 'Facilitator')
	const { page } = facilitator
	await page.goto(workshop.dashboard)
	await page.getByRole('link', { name: 'Open Group 1' }).click()
	await facilitator.waitForBoard()
	await facilitator.card('Streets of Dakar').getByRole('button', { name: 'Open dakar.pdf' }).click()
	const reader = page.getByRole('complementary', { name: 'dakar.pdf' })
	await expect(reader.getByRole('region', { name: 'Page 1' })).toContainText(PAGES[0] ?? '')
	await reader.getByRole('button', { name: 'Present', exact: true }).click()
	await expectPage(1)
	await expect(projector.page.getByText('Dakar', { exact: true })).toBeVisible()
	await reader.getByRole('button', { name: 'Next page' }).click()
	await expectPage(2)
	await reader.getByRole('region', { name: 'Pages' }).press('Escape')
	await expect(scene).toHaveCount(1)

	await page.getByRole('button', { name: 'Present', exact: true }).click()
	const presentation = page.getByRole('region', { name: 'Presentation' })
	await presentation.getByRole('button', { name: 'Open dakar.pdf' }).click()
	await expectPage(1)
	await expect(presentation.getByRole('region', { name: 'dakar.pdf, page 1' })).toBeVisible()
	await expect(page.getByRole('button', { name: 'Next page' })).toBeVisible()
	await page.keyboard.press('PageDown')
	await expectPage(2)
	await expect(page.getByRole('button', { name: 'Next page' })).toHaveAttribute('aria-disabled', 'true')
	await page.keyboard.press('Escape')
	await expect(scene).toHaveCount(1)
	await Promise.all([projector, facilitator].map((person) => person.page.context().close()))
})

/** A Word file of python-docx, or a presentation of LibreOffice. */
const officeFile = async (name: string) => ({
	name,
	mimeType: '',
	buffer: await readFile(new URL(`../../client/src/boardParts/office/foreignFiles/${name}`, import.meta.url)),
})

test('[CASE6] [CASE8] PDF, Word and PowerPoint files are read, quoted, and kept in the archive of all boards', async ({
	browser,
}) => {
	const { code, dashboard } = await createWorkshop(stack.url)
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, code, 'Dakar')
	const pdf = pdfFile('dakar.pdf', PAGES, 'Streets of Dakar')
	const [word, slides] = await Promise.all(['case.docx', 'case.pptx'].map(officeFile))
	if (!word || !slides) throw new Error('two files were read')
	await sendToCanvas(ana.page, 'drop', [pdf, word, slides])
	await expect(ana.card('Streets of Dakar')).toBeVisible()
	await expect(ana.card('Rain gardens of Dakar')).toContainText('Dakar')
	const slidesCard = ana.cards.filter({ has: ana.page.getByRole('button', { name: 'Open case.pptx' }) })
	await expect(slidesCard).toBeVisible()
	await ana.waitForSaveStatus('Saved')
	await ana.card('Rain gardens of Dakar').getByRole('button', { name: 'Open case.docx' }).click()
	const reader = ana.page.getByRole('complementary', { name: 'case.docx' })
	await reader.getByRole('searchbox', { name: 'Search the document' }).pressSequentially('日常养护')
	await expect(reader.getByRole('status')).toHaveText('1 of 1')
	const second = reader.getByRole('region', { name: 'Page 2' })
	await expect(second).toBeInViewport()
	await second.getByText('武汉的雨水花园').click({ clickCount: 3 })
	await reader.getByRole('button', { name: 'Make a card' }).click()
	await expect(ana.card('武汉的雨水花园').getByRole('button', { name: 'Open case.docx, page 2' })).toBeVisible()
	await ana.waitForSaveStatus('Saved')
	await ana.page.context().close()

	const facilitator = await FacilitatorActor.openDashboard(browser, dashboard)
	await facilitator.button('Export all boards…').click()
	const pending = facilitator.page.waitForEvent('download')
	await facilitator.dialog.getByRole('button', { name: 'Create ZIP' }).click()
	const files = await readZip(await readFile(await (await pending).path()))
	for (const { name, buffer } of [pdf, word, slides]) {
		const [, kept] = [...files].find(([path]) => path.endsWith(`/documents/${name}`)) ?? []
		expect(kept?.equals(buffer), name).toBe(true)
	}
	await facilitator.page.context().close()
})

test('[CASE3] [CASE8d] files that are no document, broken, old or too long get a sentence each', async ({
	browser,
}) => {
	const { code } = await createWorkshop(stack.url)
	const ana = await Actor.open(browser, 'Ana')
	await ana.join(stack.url, code, 'Dakar')
	const long = pdfFile('long.pdf', Array(201).fill('x'))
	const html = { ...long, name: 'page.pdf', buffer: Buffer.from('<html><script>document.title = "run"</script>') }
	const old = { ...long, name: 'old.doc', buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex') }
	const cut = { ...pdfFile('cut.pdf', PAGES), buffer: long.buffer.subarray(0, 40) }
	const word = await officeFile('case.docx')
	const half = { ...word, name: 'half.docx', buffer: word.buffer.subarray(0, word.buffer.length / 2) }
	for (const [file, message] of [
		[html, '“page.pdf” is damaged, or is not a PDF, Word or PowerPoint file.'],
		[cut, '“cut.pdf” is damaged, or is not a PDF, Word or PowerPoint file.'],
		[half, '“half.docx” is damaged, or is not a PDF, Word or PowerPoint file.'],
		[old, '“old.doc” is an older Office file. Save it as DOCX, PPTX or PDF, then add it again.'],
		[long, '“long.pdf” has more than 200 pages. Split it, then add the parts.'],
	] as const) {
		await sendToCanvas(ana.page, 'drop', [file])
		await expect(ana.page.getByText(message)).toBeVisible()
	}
	await expect(ana.cards).toHaveCount(0)
	await ana.page.context().close()
})
