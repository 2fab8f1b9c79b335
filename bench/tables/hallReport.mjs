import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBrowser } from '../canvas/launchBrowser.mjs'
import { charrette } from '../contenders/charrette.mjs'
import { fillHall } from '../hall/fillHall.mjs'
import { CARDS, GROUPS } from '../hall/hallBoards.mjs'
import { goals, megabytes, number, table } from '../markdown.mjs'
import { withServer } from '../withServer.mjs'

const GOAL_BYTES = 5_000_000
const VIEWPORT = { width: 1366, height: 768 }

/**
 * Exports the archive of a hall of 24 groups from the dashboard, measures the reports in it, and
 * imports it again. The folder `BENCH_FILES`, if set, gets the files.
 */
export async function hallReport({ log }) {
	const folder = mkdtempSync(join(tmpdir(), 'charrette-hall-'))
	try {
		const results = await withServer(charrette, async ({ url }) => {
			const links = await fillHall(url)
			const browser = await launchBrowser()
			try {
				return await measure(browser, links.facilitator, folder)
			} finally {
				await browser.close()
			}
		})
		log(`  ${JSON.stringify(results)}`)
		return { text: describe(results), results }
	} finally {
		if (process.env.BENCH_FILES) cpSync(folder, process.env.BENCH_FILES, { recursive: true })
		rmSync(folder, { recursive: true, force: true })
	}
}

async function measure(browser, link, folder) {
	const page = await (await browser.newContext({ viewport: VIEWPORT, locale: 'en' })).newPage()
	await page.goto(link)
	await page.getByRole('button', { name: 'Export all boards…' }).click()
	const coming = page.waitForEvent('download', { timeout: 10 * 60_000 })
	await page.getByRole('button', { name: 'Create ZIP' }).click()
	const zip = join(folder, 'hall.zip')
	await (await coming).saveAs(zip)
	const said = await page.getByRole('status').filter({ hasText: 'downloaded' }).textContent()
	if (said.includes('Could not be created')) throw new Error(said)
	for (const name of ['report.html', 'report.docx'])
		writeFileSync(join(folder, name), output('unzip', ['-p', zip, name]))
	const html = await measureHtml(browser, folder)
	const pages = pagesOfWord(folder)
	const docx = {
		bytes: statSync(join(folder, 'report.docx')).size,
		pages,
		front: frontPagesOf(join(folder, 'report.pdf')),
	}
	return { zip: statSync(zip).size, html, docx, back: await importAgain(page, zip) }
}

/** Runs a program of the system, and returns its output. */
function output(program, words) {
	return execFileSync(program, words, { maxBuffer: 100e6, stdio: ['ignore', 'pipe', 'ignore'] })
}

async function measureHtml(browser, folder) {
	const page = await (await browser.newContext({ viewport: VIEWPORT })).newPage()
	await page.goto(`file://${join(folder, 'report.html')}`)
	const height = await page.evaluate(() => document.documentElement.scrollHeight)
	const pdf = join(folder, 'report.html.pdf')
	await page.pdf({ path: pdf, preferCSSPageSize: true })
	const { size } = statSync(join(folder, 'report.html'))
	return { bytes: size, screens: height / VIEWPORT.height, pages: pagesOf(pdf), front: frontPagesOf(pdf) }
}

/** Returns the pages that LibreOffice makes of the Word document; null without it. */
function pagesOfWord(folder) {
	const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
	const command = [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'report.docx')]
	try {
		output('soffice', command)
		return pagesOf(join(folder, 'report.pdf'))
	} catch {
		return null
	} finally {
		rmSync(join(folder, 'profile'), { recursive: true, force: true })
	}
}

function pagesOf(pdf) {
	try {
		return Number(/^Pages:\s+(\d+)/m.exec(output('pdfinfo', [pdf]).toString())[1])
	} catch {
		return null
	}
}

/** Returns the number of pages before the table of contents. */
function frontPagesOf(pdf) {
	try {
		return output('pdftotext', [pdf, '-'])
			.toString()
			.split('\f')
			.findIndex((page) => /^Contents$/m.test(page))
	} catch {
		return null
	}
}

/** Chooses the archive in the import dialog until its preview appears; returns the bytes sent. */
async function importAgain(page, zip) {
	await page.keyboard.press('Escape')
	await page.getByRole('button', { name: 'Import…' }).click()
	const upload = page.waitForRequest(/\/import\?/, { timeout: 60_000 }).catch(() => null)
	const start = performance.now()
	await page.getByRole('dialog').locator('input[type=file]').setInputFiles(zip)
	const request = await upload
	if (!request) return null
	await page.getByText(`${GROUPS} boards`).first().waitFor({ timeout: 60_000 })
	const bytes = Number((await request.allHeaders())['content-length'])
	return { bytes, ms: performance.now() - start }
}

function describe({ zip, html, docx, back }) {
	const size = (bytes) => megabytes(bytes, bytes < 10e6 ? 1 : 0)
	return [
		`A hall of ${GROUPS} groups with ${number(CARDS)} cards, a photo on each board, and two votes. The archive is exported from the dashboard with the default formats. Pages are A4, printed by Chromium and by LibreOffice; a screen is ${VIEWPORT.width} × ${VIEWPORT.height}.`,
		table(
			['', 'size', 'pages', 'first pages', 'screens'],
			[
				['report.html', size(html.bytes), number(html.pages, 0), number(html.front, 0), number(html.screens, 0)],
				['report.docx', size(docx.bytes), number(docx.pages, 0), number(docx.front, 0), '–'],
				['the archive', size(zip), '–', '–', '–'],
				['sent for its import', back ? size(back.bytes) : '–', '–', '–', '–'],
			],
		),
		goals([
			...Object.entries({ 'report.html': html, 'report.docx': docx }).map(([name, { bytes }]) => ({
				goal: `${name}: at most 5 MB`,
				found: size(bytes),
				isMet: bytes <= GOAL_BYTES,
			})),
			{
				goal: 'the archive is imported',
				found: back ? `${number(back.ms / 1000)} s to the preview` : '–',
				isMet: back !== null,
			},
		]),
	].join('\n\n')
}
