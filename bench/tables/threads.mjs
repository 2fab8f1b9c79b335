import { buildCardGrid } from '../canvas/buildCardGrid.mjs'
import { openBoard } from '../canvas/charretteBoard.mjs'
import { countFrames, traceFrames, turnWheel } from '../canvas/frames.mjs'
import { launchBrowser } from '../canvas/launchBrowser.mjs'
import { charrette } from '../contenders/charrette.mjs'
import { Person } from '../load/Person.mjs'
import { pause, until } from '../load/until.mjs'
import { Y } from '../load/yjs.mjs'
import { goals, number, table } from '../markdown.mjs'
import { median, percentile } from '../medians.mjs'
import { withServer } from '../withServer.mjs'

const CARDS = 150
const THREADS = 300
/** A person may write 60 messages at once (THREAD2). */
const THREADS_PER_PERSON = 50
const READY_MS = 60_000
const KEY_MS = 100
const SENTENCE = 'A permit takes nine months here'
const GOALS = { share: 0.95, keyMs: 100, work: 1.15 }
const context = { viewport: { width: 1440, height: 900 }, locale: 'en' }

/**
 * Measures the canvas while somebody pans, and the list while somebody types, on a board without
 * threads and on one with many, in which others write one message each second.
 */
export async function threads({ rounds, isQuick, log }) {
	const forMs = isQuick ? 3000 : 5000
	const runs = []
	for (let round = 0; round < rounds; round++)
		for (const count of [0, THREADS]) {
			runs.push({ count, ...(await measure(count, forMs)) })
			log(`  ${JSON.stringify(runs.at(-1))}`)
		}
	return { text: describe(runs), results: runs }
}

async function measure(count, forMs) {
	const browser = await launchBrowser()
	try {
		return await withServer(charrette, async ({ url }) => {
			const { joinCode, joinBoard } = await openBoard(url, buildCardGrid(CARDS))
			const people = []
			for (let first = 0; first < count; first += THREADS_PER_PERSON)
				people.push(await writeThreads(joinBoard, { first, index: people.length + 1 }))
			const page = await openCanvas(browser, `${url}/join#${joinCode}`)
			const panMs = await traceFrames(page, { dx: 12, dy: 6 })
			const zoomMs = await traceFrames(page, { dx: 0, dy: 8, withControl: true })
			await page.keyboard.press('Shift+1')
			await pause(1000)
			const stop = replyInTurn(people)
			const canvas = await countFrames(page, () => turnWheel(page, { forMs, dx: 12, dy: 6 }))
			await page.getByRole('button', { name: 'List' }).click()
			const keys = await typeInList(page)
			stop()
			for (const person of people) person.leave()
			const { fps, p95 } = canvas
			return { panMs, zoomMs, fps, p95, keyMs: median(keys), slowKeyMs: percentile(keys, 0.95) }
		})
	} finally {
		await browser.close()
	}
}

/** Lets a person begin threads of one message each, two on a card. */
async function writeThreads(joinBoard, { first, index }) {
	const person = new Person(await joinBoard(index), index)
	const records = person.doc.getMap('records')
	person.doc.transact(() => {
		for (let at = first; at < first + THREADS_PER_PERSON; at++) {
			const on = { type: 'card', id: `shape:card-${at % CARDS}` }
			records.set(`thread:${at}`, new Y.Map(Object.entries({ type: 'thread', on, createdAt: Date.now() })))
			addMessage(records, at, `note:${at}`)
		}
	})
	person.connect()
	const isSaved = await until(() => person.sent > 0 && person.acked === person.sent, READY_MS)
	if (!isSaved) throw new Error('the threads were not saved')
	return person
}

function addMessage(records, thread, id) {
	const fields = { type: 'note', thread: `thread:${thread}`, text: 'Who decides this, and when?', at: Date.now() }
	records.set(id, new Y.Map(Object.entries(fields)))
}

/** Lets people reply in turn, one a second. Returns a function that stops them. */
function replyInTurn(people) {
	let reply = 0
	const timer = setInterval(() => {
		const person = people[++reply % people.length]
		if (person) addMessage(person.doc.getMap('records'), reply, `note:reply-${reply}`)
	}, 1000)
	return () => clearInterval(timer)
}

async function openCanvas(browser, address) {
	const page = await (await browser.newContext(context)).newPage()
	await page.goto(address)
	await page.getByLabel('Your name').fill('Ana')
	await page.getByRole('combobox', { name: 'Your city' }).fill('Lyon')
	await page.getByRole('button', { name: 'Join', exact: true }).click()
	await page.locator('[data-shape-type="card"]').first().waitFor({ timeout: READY_MS })
	await page.mouse.click(720, 450)
	await page.keyboard.press('Escape')
	await page.keyboard.press('Shift+1')
	await pause(2000)
	return page
}

/** Types a card in the list. Returns the ms from each key to the end of the next frame. */
async function typeInList(page) {
	await page.getByRole('textbox', { name: 'New card' }).click()
	await page.evaluate(() => {
		window.keys_ = []
		const { port1, port2 } = new MessageChannel()
		port1.onmessage = ({ data }) => window.keys_.push(performance.now() - data)
		const onKey = ({ timeStamp }) => requestAnimationFrame(() => port2.postMessage(timeStamp))
		document.addEventListener('keydown', onKey, true)
	})
	for (const letter of SENTENCE) {
		const next = performance.now() + KEY_MS
		await page.keyboard.type(letter)
		await pause(Math.max(0, next - performance.now()))
	}
	return page.evaluate(() => window.keys_)
}

function describe(runs) {
	const of = (count, key) => median(runs.filter((run) => run.count === count).map((run) => run[key]))
	const row = (name, count) => [
		name,
		number(of(count, 'panMs'), 1),
		number(of(count, 'zoomMs'), 1),
		number(of(count, 'fps'), 0),
		number(of(count, 'p95'), 0),
		number(of(count, 'keyMs'), 0),
		number(of(count, 'slowKeyMs'), 0),
	]
	const share = of(THREADS, 'fps') / of(0, 'fps')
	const work = Math.max(...['panMs', 'zoomMs'].map((key) => of(THREADS, key) / of(0, key)))
	const slowest = of(THREADS, 'slowKeyMs')
	return [
		`${CARDS} cards, all in the viewport, and a person who pans, and then types ten letters per second in the list. On the board with threads, two on each card, others write one message per second. The work is the CPU time of the page's main thread in each frame, before others write, with one turn of the wheel in each frame. The time of a key is until its frame is painted.`,
		table(
			[
				'',
				'work in a panned frame, ms',
				'in a zoomed one',
				'frames per second',
				'p95 between frames, ms',
				'a key in the list, ms',
				'its p95, ms',
			],
			[row('no threads', 0), row(`${THREADS} threads`, THREADS)],
		),
		goals([
			{
				goal: `${THREADS} threads: ≤ ${number(100 * (GOALS.work - 1), 0)} % more work in a frame than without`,
				found: `${number(100 * (work - 1), 0)} %`,
				isMet: work <= GOALS.work,
			},
			{
				goal: `${THREADS} threads: ≥ ${100 * GOALS.share} % of the frames without them`,
				found: `${number(100 * share, 0)} %`,
				isMet: share >= GOALS.share,
			},
			{
				goal: `${THREADS} threads: a key in the list < ${GOALS.keyMs} ms (p95)`,
				found: `${number(slowest, 0)} ms`,
				isMet: slowest < GOALS.keyMs,
			},
		]),
	].join('\n\n')
}
