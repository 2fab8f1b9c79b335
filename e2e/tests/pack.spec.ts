import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { DeskActor } from '../support/atDesk.ts'
import { countEditors } from '../support/countEditors.ts'
import { missingOf, runProgram } from '../support/programs.ts'
import { readZip } from '../support/readZip.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'

/** Everything of a session goes home in one ZIP. */

interface Opened {
	workshop: { id: string; sessions: { id: string; boards: { id: string; title: string }[] }[] }
	token: string
	links: { facilitator: string }
}

let stack: Stack
let opened: Opened
test.beforeAll(async () => {
	stack = await startStack()
	opened = (await ask('workshops', { title: 'Streets', template: 'sample' })) as Opened
})
test.afterAll(() => stack.stop())

async function ask(path: string, body?: object): Promise<unknown> {
	const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${opened?.token ?? ''}` }
	const wish = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
	const answer = await fetch(`${stack.url}/api/${path}`, wish)
	if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
	return answer.json()
}

const DAY = /\d{4}-\d\d-\d\d/

test('[PACK1] [PACK2] a session goes home from one click: every board in its formats, a report, a workbook, a viewer; called off and begun again', async ({
	browser,
}, info) => {
	const desk = await DeskActor.atDesk(browser, opened.links.facilitator)
	await desk.button('Export all boards…').click()
	const boards = opened.workshop.sessions[0]?.boards ?? []

	await test.step('called off, nothing comes', async () => {
		await desk.dialog.getByRole('button', { name: 'Create ZIP' }).click()
		await expect(desk.dialog.getByRole('progressbar')).toBeVisible()
		// A stray key takes nothing away that took minutes.
		for (const _ of [1, 2, 3]) await desk.page.keyboard.press('Escape')
		await expect(desk.dialog.getByRole('button', { name: 'Close' })).toHaveCount(0)
		await desk.dialog.getByRole('button', { name: 'Cancel' }).click()
		await expect(desk.dialog.getByRole('button', { name: 'Create ZIP' })).toBeVisible()
	})

	const coming = desk.page.waitForEvent('download')
	await desk.dialog.getByText('tldraw', { exact: true }).click()
	await desk.dialog.getByRole('button', { name: 'Create ZIP' }).click()
	const download = await coming
	expect(download.suggestedFilename()).toMatch(/^Streets - .+ - \d{4}-\d\d-\d\d\.zip$/)
	await expect(desk.dialog.getByRole('status')).toContainText('was downloaded.')
	await expect(desk.dialog.getByText('Could not be created')).toHaveCount(0)
	const files = await readZip(await readFile(await download.path()))

	await test.step('of the boards that were drawn nothing stays in the page', async () => {
		await expect.poll(() => countEditors(desk.page)).toBe(0)
	})

	await test.step('each board has its folder, and in it what was chosen', () => {
		const names = [...files.keys()].map((path) => path.replace(DAY, 'DAY')).sort()
		const endings = ['json', 'pdf', 'png', 'pptx', 'tldr', 'xlsx']
		const expected = boards.flatMap(({ title }, at) => {
			const folder = `${String(at + 1).padStart(2, '0')} ${title}`
			return endings.map((ending) => `${folder}/Streets - ${title} - DAY.${ending}`)
		})
		const wholes = ['READ ME.txt', 'report.docx', 'report.html', 'viewer.html', 'workbook.xlsx']
		expect(names).toEqual([...expected, ...wholes].sort())
		expect(files.get('READ ME.txt')?.toString()).toContain('without the internet')
	})

	await test.step('what is in them is what is on the boards', async () => {
		for (const [at, { id, title }] of boards.entries()) {
			const content = (await ask(`boards/${id}/content`)) as { cards: { text: string }[] }
			const of = (ending: string) =>
				[...files].find(([path]) => path.startsWith(`0${at + 1} ${title}/`) && path.endsWith(ending))?.[1]
			expect(JSON.parse(of('.json')?.toString() ?? '').cards).toEqual(content.cards)
			expect(of('.png')?.subarray(1, 4).toString()).toBe('PNG')
			expect(of('.pdf')?.subarray(0, 5).toString()).toBe('%PDF-')
			const slides = await readZip(of('.pptx') ?? Buffer.alloc(0))
			const texts = [...slides].filter(([path]) => path.startsWith('ppt/slides/')).map(([, xml]) => xml.toString())
			for (const { text } of content.cards) expect(texts.join(' ')).toContain(escaped(text.split('\n')[0] ?? ''))
			// The report shows each board as it was drawn here.
			expect(files.get('report.html')?.toString()).toContain(title)
		}
		expect(files.get('report.html')?.toString().split('data:image/png').length).toBe(boards.length + 1)
	})

	await test.step('[DECK1] LibreOffice shows the slides with every word', async () => {
		const missing = missingOf(['soffice', 'pdftotext'])
		test.info().annotations.push(...missing.map((program) => ({ type: 'not looked at', description: program })))
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
		const { cards } = (await ask(`boards/${board?.id}/content`)) as { cards: { text: string; city: string }[] }
		for (const { text, city } of cards)
			for (const word of [text, city]) expect(words).toContain(word.replace(/\s/g, ''))
	})

	await test.step('[PACK2] the server makes its part for programs, and takes the pack in again', async () => {
		const session = opened.workshop.sessions[0]?.id
		const answer = await fetch(`${stack.url}/api/sessions/${session}/pack`, {
			headers: { Authorization: `Bearer ${opened.token}` },
		})
		const own = await readZip(Buffer.from(await answer.arrayBuffer()))
		expect([...own.keys()].filter((path) => path.endsWith('.json'))).toHaveLength(boards.length)
		expect(own.has('viewer.html')).toBe(true)
		await desk.page.keyboard.press('Escape')
		await desk.button('Import…').click()
		await desk.dialog.locator('input[type=file]').setInputFiles(await download.path())
		await expect(desk.dialog.getByText(`${boards.length} boards`)).toBeVisible()
		await desk.page.keyboard.press('Escape')
	})

	await test.step('[PACK2] what cannot be made is told, in the pack too, and all else comes', async () => {
		for (const path of ['**/api/fonts', '**/viewer.html?*'])
			await desk.page.route(path, (route) =>
				route.fulfill({ status: 503, json: { error: { code: 'busy', message: 'Later.' } } }),
			)
		await desk.button('Export all boards…').click()
		for (const format of ['PDF', 'PowerPoint', 'Excel', 'Report (Word)', 'Workbook (Excel)'])
			await desk.dialog.getByText(format, { exact: true }).click()
		const coming = desk.page.waitForEvent('download')
		await desk.dialog.getByRole('button', { name: 'Create ZIP' }).click()
		const files = await readZip(await readFile(await (await coming).path()))
		await expect(desk.dialog.getByText('Could not be created: Group 1 · PNG')).toBeVisible()
		expect([...files.keys()].filter((path) => path.endsWith('.json'))).toHaveLength(boards.length)
		expect(files.has('report.html')).toBe(true)
		const told = desk.dialog.getByText('Could not be created')
		await expect(told).toContainText('Offline viewer. The server is busy.')
		const readMe = files.get('READ ME.txt')?.toString()
		for (const name of ['Plenary · PNG', '- Offline viewer']) expect(readMe).toContain(name)
		await desk.page.unrouteAll()
		await desk.page.keyboard.press('Escape')
		await expect(desk.button('Export all boards…')).toBeFocused()
	})

	await test.step('[PACK2] a board that is gone meanwhile is told, a line that is lost is waited for, and all else comes', async () => {
		const [gone, late] = boards
		const jsonOf = (board?: { id: string }) => new RegExp(`/boards/${board?.id}/export\\?format=json`)
		await desk.page.route(jsonOf(gone), (route) =>
			route.fulfill({ status: 404, json: { error: { code: 'not_found', message: 'Gone.' } } }),
		)
		await desk.page.route(jsonOf(late), (route) => route.abort('connectionreset'))
		await desk.button('Export all boards…').click()
		for (const format of ['PNG', 'PDF', 'PowerPoint', 'Excel', 'Report (HTML)', 'Report (Word)'])
			await desk.dialog.getByText(format, { exact: true }).click()
		const coming = desk.page.waitForEvent('download')
		await desk.dialog.getByRole('button', { name: 'Create ZIP' }).click()
		await expect(desk.dialog.getByRole('status')).toContainText('Can’t reach the server.')
		await desk.page.unroute(jsonOf(late))
		const files = await readZip(await readFile(await (await coming).path()))
		await expect(desk.dialog.getByText(`Could not be created: ${gone?.title}.`)).toBeVisible()
		expect([...files.keys()].filter((path) => path.endsWith('.json'))).toHaveLength(boards.length - 1)
		expect(files.has('viewer.html')).toBe(true)
		await desk.page.unroute(jsonOf(gone))
		await desk.page.keyboard.press('Escape')
	})

	await test.step('[EXP1] one board goes home from its tile, drawn without being opened', async () => {
		await desk.choose('More: Group 1', 'Export')
		await desk.dialog.getByText('SVG', { exact: true }).click()
		const svg = desk.page.waitForEvent('download')
		await desk.dialog.getByRole('button', { name: 'Export as SVG' }).click()
		expect((await readFile(await (await svg).path())).toString()).toContain('OBSTACLE')
		expect(desk.page.url()).toMatch(/\/desk$/)
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
