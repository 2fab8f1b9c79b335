import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Request } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from '../support/createWorkshop.ts'
import { missingPrograms, runProgram } from '../support/externalPrograms.ts'
import { FacilitatorActor } from '../support/FacilitatorActor.ts'
import { test } from '../support/fixtures.ts'
import { readZip } from '../support/readZip.ts'
import type { Stack } from '../support/startStack.ts'

/** The export of all boards of a session as one ZIP. */
let stack: Stack
let workshop: CreatedWorkshop
test.beforeAll(async ({ sharedStack }) => {
	stack = sharedStack
	workshop = await createWorkshop(stack.url, { template: 'sample' })
})

const DAY = /\d{4}-\d\d-\d\d/

test('[PACK1] [PACK2] all boards of a session are exported in several formats, with a report, a workbook and a viewer; the export can be cancelled', async ({
	browser,
}, info) => {
	test.slow()
	const facilitator = await FacilitatorActor.openDashboard(browser, workshop.dashboard)
	await facilitator.followEditors()
	await facilitator.page.reload()
	await facilitator.button('Export all boards…').click()
	const boards = workshop.sessions[0]?.boards ?? []

	await test.step('[EXP7] a cancelled export downloads nothing', async () => {
		await facilitator.dialog.getByRole('button', { name: 'Create ZIP' }).click()
		await expect(facilitator.dialog.getByRole('progressbar')).toBeVisible()
		// Escape does not close the dialog while the archive is created.
		for (const _ of [1, 2, 3]) await facilitator.page.keyboard.press('Escape')
		await expect(facilitator.dialog.getByRole('button', { name: 'Close' })).toHaveCount(0)
		await facilitator.dialog.getByRole('button', { name: 'Cancel' }).click()
		await expect(facilitator.dialog.getByRole('button', { name: 'Create ZIP' })).toBeVisible()
	})

	const pending = facilitator.page.waitForEvent('download')
	await facilitator.dialog.getByText('tldraw', { exact: true }).click()
	await facilitator.dialog.getByRole('button', { name: 'Create ZIP' }).click()
	const download = await pending
	expect(download.suggestedFilename()).toMatch(/^Streets - .+ - \d{4}-\d\d-\d\d\.zip$/)
	await expect(facilitator.dialog.getByRole('status')).toContainText('was downloaded.')
	await expect(facilitator.dialog.getByText('Could not be created')).toHaveCount(0)
	const files = await readZip(await readFile(await download.path()))

	await test.step('no editor stays in memory', async () => {
		await expect.poll(() => facilitator.countEditors()).toEqual({ opened: expect.any(Number), kept: 0 })
		expect((await facilitator.countEditors()).opened).toBeGreaterThanOrEqual(boards.length)
	})

	await test.step('each board has a folder with the chosen formats', () => {
		const names = [...files.keys()].map((path) => path.replace(DAY, 'DAY')).sort()
		const extensions = ['json', 'pdf', 'png', 'pptx', 'tldr', 'xlsx']
		const expected = boards.flatMap(({ title }, at) => {
			const folder = `${String(at + 1).padStart(2, '0')} ${title}`
			return extensions.map((extension) => `${folder}/Streets - ${title} - DAY.${extension}`)
		})
		const exchange = ['map.svg', 'practices.json', 'travels.csv', 'travels.svg']
		const combined = ['READ ME.txt', 'report.docx', 'report.html', 'viewer.html', 'workbook.xlsx', ...exchange]
		expect(names).toEqual([...expected, ...combined].sort())
		expect(files.get('READ ME.txt')?.toString()).toContain('without the internet')
	})

	await test.step('the files contain the content of the boards', async () => {
		for (const [at, { id, title }] of boards.entries()) {
			const content = await workshop.contentOf(id)
			const fileOf = (extension: string) =>
				[...files].find(([path]) => path.startsWith(`0${at + 1} ${title}/`) && path.endsWith(extension))?.[1]
			expect(JSON.parse(fileOf('.json')?.toString() ?? '').cards).toEqual(content.cards)
			expect(fileOf('.png')?.subarray(1, 4).toString()).toBe('PNG')
			expect(fileOf('.pdf')?.subarray(0, 5).toString()).toBe('%PDF-')
			const slides = await readZip(fileOf('.pptx') ?? Buffer.alloc(0))
			const texts = [...slides].filter(([path]) => path.startsWith('ppt/slides/')).map(([, xml]) => xml.toString())
			for (const { text } of content.cards) expect(texts.join(' ')).toContain(escaped(text.split('\n')[0] ?? ''))
			// The report has a section for each board.
			expect(files.get('report.html')?.toString()).toContain(title)
		}
		expect(files.get('report.html')?.toString().split('<figure class="whole">').length).toBe(boards.length + 1)
	})

	await test.step('[DECK1] LibreOffice shows all texts of the slides', async () => {
		const missing = missingPrograms(['soffice', 'pdftotext'])
		test
			.info()
			.annotations.push(...missing.map((program) => ({ type: 'skipped: program missing', description: program })))
		if (missing.length > 0) return
		const [path, slides] = [...files].find(([name]) => /^01 .*\.pptx$/.test(name)) ?? []
		const folder = info.outputPath('slides')
		await mkdir(folder, { recursive: true })
		await writeFile(join(folder, 'slides.pptx'), slides ?? '')
		const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
		const office = [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'slides.pptx')]
		await runProgram('soffice', office)
		const words = (await runProgram('pdftotext', [join(folder, 'slides.pdf'), '-'])).toString().replace(/\s/g, '')
		const board = boards.find(({ title }) => path?.startsWith(`01 ${title}/`))
		const { cards } = await workshop.contentOf(board?.id ?? '')
		for (const { text, city } of cards)
			for (const word of [text, city]) expect(words).toContain(word.replace(/\s/g, ''))
	})

	await test.step('[PACK2] the server offers its files as an archive over HTTP, and imports an archive', async () => {
		const session = workshop.sessions[0]?.id
		const answer = await fetch(`${stack.url}/api/sessions/${session}/pack`, {
			headers: { Authorization: `Bearer ${workshop.token}` },
		})
		const own = await readZip(Buffer.from(await answer.arrayBuffer()))
		expect([...own.keys()].filter((path) => /\/.+\.json$/.test(path))).toHaveLength(boards.length)
		expect(own.has('viewer.html')).toBe(true)
		await facilitator.page.keyboard.press('Escape')
	})

	await test.step('[PACK2] files that fail are listed in the dialog and in the archive; the others are exported', async () => {
		for (const path of ['**/api/fonts', '**/viewer.html?*'])
			await facilitator.page.route(path, (route) =>
				route.fulfill({ status: 503, json: { error: { code: 'took_too_long', message: 'Too much.' } } }),
			)
		await facilitator.button('Export all boards…').click()
		for (const format of ['PDF', 'PowerPoint', 'Excel', 'Report (Word)', 'Workbook (Excel)'])
			await facilitator.dialog.getByText(format, { exact: true }).click()
		const pending = facilitator.page.waitForEvent('download')
		await facilitator.dialog.getByRole('button', { name: 'Create ZIP' }).click()
		const files = await readZip(await readFile(await (await pending).path()))
		await expect(facilitator.dialog.getByText('Could not be created: Group 1 · PNG')).toBeVisible()
		expect([...files.keys()].filter((path) => /\/.+\.json$/.test(path))).toHaveLength(boards.length)
		expect(files.has('report.html')).toBe(true)
		const failures = facilitator.dialog.getByText('Could not be created')
		await expect(failures).toContainText('Offline viewer. This is more than the server can write at once.')
		const readMe = files.get('READ ME.txt')?.toString()
		for (const name of ['Plenary · PNG', '- Offline viewer']) expect(readMe).toContain(name)
		await facilitator.page.unrouteAll()
		await facilitator.page.keyboard.press('Escape')
		await expect(facilitator.button('Export all boards…')).toBeFocused()
	})

	await test.step('[PACK2] a board deleted meanwhile is listed, the export waits for a lost connection, and exports the others', async () => {
		const [deleted, delayed] = boards
		const jsonOf = (board?: { id: string }) => new RegExp(`/boards/${board?.id}/export\\?format=json`)
		await facilitator.page.route(jsonOf(deleted), (route) =>
			route.fulfill({ status: 404, json: { error: { code: 'not_found', message: 'Gone.' } } }),
		)
		await facilitator.page.route(jsonOf(delayed), (route) => route.abort('connectionreset'))
		await facilitator.button('Export all boards…').click()
		for (const format of ['PNG', 'PDF', 'PowerPoint', 'Excel', 'Report (HTML)', 'Report (Word)'])
			await facilitator.dialog.getByText(format, { exact: true }).click()
		const pending = facilitator.page.waitForEvent('download')
		await facilitator.dialog.getByRole('button', { name: 'Create ZIP' }).click()
		await expect(facilitator.dialog.getByRole('status')).toContainText('Waiting for the server.')
		await facilitator.page.unroute(jsonOf(delayed))
		const files = await readZip(await readFile(await (await pending).path()))
		await expect(facilitator.dialog.getByText(`Could not be created: ${deleted?.title}.`)).toBeVisible()
		expect([...files.keys()].filter((path) => /\/.+\.json$/.test(path))).toHaveLength(boards.length - 1)
		expect(files.has('viewer.html')).toBe(true)
		await facilitator.page.unroute(jsonOf(deleted))
		await facilitator.page.keyboard.press('Escape')
	})

	await test.step('[EXP1] a board is exported from its tile without being opened', async () => {
		await facilitator.choose('More: Group 1', 'Export')
		await facilitator.dialog.getByText('SVG', { exact: true }).click()
		const svg = facilitator.page.waitForEvent('download')
		await facilitator.dialog.getByRole('button', { name: 'Export as SVG' }).click()
		expect((await readFile(await (await svg).path())).toString()).toContain('OBSTACLE')
		expect(facilitator.page.url()).toMatch(/\/dashboard$/)
	})

	await test.step('[IMP9] the archive comes back: of its files only the boards are uploaded, and give the same boards', async () => {
		const archive = await readFile(await download.path())
		const uploads: Request[] = []
		facilitator.page.on('request', (request) => {
			if (request.url().includes('/import?')) uploads.push(request)
		})
		await facilitator.page.keyboard.press('Escape')
		await facilitator.button('Import…').click()
		await facilitator.dialog.locator('input[type=file]').setInputFiles(await download.path())
		await expect(facilitator.dialog.getByText(`${boards.length} boards`)).toBeVisible()
		await facilitator.dialog.getByRole('button', { name: /^Import/ }).click()
		await expect(facilitator.dialog.getByRole('button', { name: 'Close' }).last()).toBeVisible()
		const { sessions } = (await workshop.view()).workshop
		const known = new Set(boards.map(({ id }) => id))
		const imported = (sessions[0]?.boards ?? []).filter(({ id }) => !known.has(id))
		expect(imported).toHaveLength(boards.length)
		for (const { id, title } of boards) {
			const { cards, links, clusters } = await workshop.contentOf(id)
			const copy = imported.find((board) => board.title.startsWith(title))
			expect(await workshop.contentOf(copy?.id ?? '')).toMatchObject({ cards, links, clusters })
		}
		const sizes = await Promise.all(
			uploads.map(async (upload) => Number((await upload.allHeaders())['content-length'])),
		)
		expect(sizes).toHaveLength(2)
		for (const size of sizes) {
			expect(size).toBeGreaterThan(1000)
			expect(size).toBeLessThan(archive.length / 4)
		}
		await facilitator.page.keyboard.press('Escape')
	})
})

function escaped(text: string): string {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;')
		.replace(/'/g, '&apos;')
}
