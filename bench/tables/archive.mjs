import { readdirSync, readFileSync, statSync } from 'node:fs'
import { launchBrowser } from '../canvas/launchBrowser.mjs'
import { charrette, post } from '../contenders/charrette.mjs'
import { goals, number, table } from '../markdown.mjs'
import { withServer } from '../withServer.mjs'

const BOARDS = 40
const CARDS = 100
const SAMPLE_MS = 250
const GOAL_MS = 120_000
const GOAL_MB = 500

/**
 * Exports all boards of a large session as one ZIP from the dashboard, with the default formats.
 */
export async function archive({ isQuick, log }) {
	const boards = isQuick ? 5 : BOARDS
	const results = await withServer(charrette, async ({ url }) => {
		const { workshop, token, links } = await post(url, '/api/workshops', { title: 'Bench', groups: boards })
		const session = workshop.sessions[0]
		for (const { id, group } of session.boards)
			if (group) await fill(`${url}/api/boards/${id}/import?name=a.csv`, token)
		const browser = await launchBrowser()
		try {
			return await exportAll(browser, links.facilitator)
		} finally {
			await browser.close()
		}
	})
	log(`  ${JSON.stringify(results)}`)
	return { text: describe(results, boards), results }
}

/** Imports a table of cards in four languages, in clusters. */
async function fill(address, token) {
	const words = ['Permits take nine months', '许可要等九个月', 'Los permisos tardan', 'Les permis prennent du temps']
	const rows = Array.from({ length: CARDS }, (_, at) => {
		const kind = at % 3 === 0 ? 'obstacle' : at % 3 === 1 ? 'solution' : 'case'
		return `${kind},${words[at % words.length]} ${at},City ${at % 24},Cluster ${at % 8}`
	})
	const body = ['Kind,Text,City,Cluster', ...rows].join('\n')
	const answer = await fetch(address, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body })
	if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
}

async function exportAll(browser, link) {
	const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' })).newPage()
	await page.goto(link)
	await page.getByRole('button', { name: 'Export all boards…' }).click()
	const devtools = await page.context().newCDPSession(page)
	await devtools.send('Performance.enable')
	let heapBytes = 0
	let processBytes = 0
	const sampling = setInterval(async () => {
		const { metrics } = await devtools.send('Performance.getMetrics').catch(() => ({ metrics: [] }))
		heapBytes = Math.max(heapBytes, metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0)
		processBytes = Math.max(processBytes, largestRenderer())
	}, SAMPLE_MS)
	const start = performance.now()
	const coming = page.waitForEvent('download', { timeout: 10 * 60_000 })
	await page.getByRole('button', { name: 'Create ZIP' }).click()
	const file = await (await coming).path()
	const ms = performance.now() - start
	clearInterval(sampling)
	const said = await page.getByRole('status').filter({ hasText: 'downloaded' }).textContent()
	if (said.includes('Could not be created')) throw new Error(said)
	return { ms, heapBytes, processBytes, zipBytes: statSync(file).size }
}

/**
 * Returns the bytes of private memory of the largest renderer process, without its program; Linux
 * only.
 */
function largestRenderer() {
	let most = 0
	for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
		try {
			if (!readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('--type=renderer')) continue
			const status = readFileSync(`/proc/${pid}/status`, 'latin1')
			const kilobytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0)
			const own = (kilobytes('RssAnon') + kilobytes('RssShmem')) * 1024
			most = Math.max(most, own)
		} catch {
			// The process has ended in the meantime.
		}
	}
	return most
}

function describe({ ms, heapBytes, processBytes, zipBytes }, boards) {
	const megabytes = (bytes) => `${number(bytes / 1e6)} MB`
	return [
		`A session of ${boards} boards of ${CARDS} cards each, exported from the dashboard with the default formats: PNG, PDF, PowerPoint, Excel and JSON of each board, both reports, workbook and viewer.`,
		table(
			['', 'duration, s', 'peak JS heap', 'peak memory of the renderer process', 'ZIP'],
			[[`${boards} boards`, number(ms / 1000, 1), megabytes(heapBytes), megabytes(processBytes), megabytes(zipBytes)]],
		),
		goals([
			{ goal: '40 boards of 100 cards: in < 2 minutes', found: `${number(ms / 1000)} s`, isMet: ms < GOAL_MS },
			{
				goal: '40 boards of 100 cards: < 500 MB in the browser',
				found: megabytes(processBytes),
				isMet: processBytes < GOAL_MB * 1e6,
			},
		]),
	].join('\n\n')
}
