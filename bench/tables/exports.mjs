import { once } from 'node:events'
import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { charrette, openAll, post } from '../contenders/charrette.mjs'
import { onLoadCore } from '../contenders/spawnNode.mjs'
import { goals, number, table, times } from '../markdown.mjs'
import { median } from '../medians.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'

const [GROUPS, PEOPLE_A_GROUP, CARDS] = [4, 10, 2000]
/** The number of imported boards in one session, below its limit. */
const BOARDS_A_SESSION = 40
const RATES = { edits: 5, moves: 15 }
/**
 * How long a job is repeated: long enough for a 99th percentile of others' acks, of which there are
 * 600.
 */
const WINDOW_MS = 3000
/** The number of rounds that are left out, in which code is compiled and processes start. */
const WARM_ROUNDS = 1
/** The maximum ratio of the edits' waits during a job to their waits without one. */
const MAX_TIMES = 2
/** The first of the jobs that change something. */
const FIRST_IMPORT = 'an imported table'
/** The jobs in the goal; the table lists the others, too. */
const GOAL_JOBS = ['a PDF', 'PowerPoint', 'Word', 'the history']

/**
 * Measures how long others' edits wait while a board of 2,000 cards is exported, imported and
 * restored.
 */
export async function exports({ isQuick, log }) {
	const measure = async (server) => {
		const opened = await openAll(server.url, GROUPS, PEOPLE_A_GROUP)
		const jobs = await prepareJobs(server, opened)
		const names = Object.keys(jobs)
		const lags = Object.fromEntries(names.map((name) => [name, []]))
		const durations = Object.fromEntries(names.map((name) => [name, []]))
		const firstImport = names.indexOf(FIRST_IMPORT)
		const inRounds = (some, rounds) => Array.from({ length: WARM_ROUNDS + rounds }, () => some).flat()
		// Imported boards and their garbage stay in memory for a while, so the imports come after the
		// jobs that only read.
		const order = [...inRounds(names.slice(0, firstImport), isQuick ? 2 : 8), ...inRounds(names.slice(firstImport), 2)]
		const plan = { rooms: opened.rooms, rates: RATES, order, warmMs: 1500, pauseMs: 700 }
		const { found, closed } = await runLoad('measureDuringJobs', plan, async (name) => {
			await server.probe('lag')
			durations[name].push(await repeat(jobs[name]))
			lags[name].push((await server.probe('lag')).max)
		})
		return { found, closed, lags, durations }
	}
	const found = await onLoadCore(() => withServer(charrette, measure))
	const warm = (rounds) => rounds.slice(WARM_ROUNDS)
	const of = (name, what, key) => median(warm(found.found[name]).map((one) => one[what][key]))
	const worst = (name) => Math.max(...warm(found.found[name]).map(({ edits }) => edits.worst))
	const [idle, ...others] = Object.keys(found.found)
	for (const name of [idle, ...others]) log(`  ${name}: ${JSON.stringify(found.found[name])} ${found.lags[name]}`)
	const ratio = (name, what) => of(name, what, 'p99') / of(idle, what, 'p99')
	const waits = (name, what) => `${number(of(name, what, 'p50'))} / ${number(of(name, what, 'p99'))}`
	const timesIdle = (name, what) => (name === idle ? '' : times(of(name, what, 'p99'), of(idle, what, 'p99')))
	const rows = [idle, ...others].map((name) => [
		name,
		name === idle ? '' : number(median(warm(found.durations[name]).flat()), 0),
		waits(name, 'edits'),
		timesIdle(name, 'edits'),
		waits(name, 'acks'),
		timesIdle(name, 'acks'),
		number(worst(name), 0),
		number(median(warm(found.lags[name])), 0),
	])
	const most = (what) => Math.max(...GOAL_JOBS.map((name) => ratio(name, what)))
	const text = [
		`A board of ${number(CARDS)} cards and three more boards. ${GROUPS * PEOPLE_A_GROUP} people make ${RATES.edits} edits and ${RATES.moves} pointer moves per second each. A client on the load’s core requests one job after another for the large board, and repeats each for ${number(WINDOW_MS / 1000)} s without a pause. For PDF and PowerPoint the server delivers content and fonts; the browser writes the file. The first round is not measured.`,
		table(
			[
				'job',
				'duration, ms',
				'edit p50 / p99, ms',
				'× idle',
				'ack p50 / p99, ms',
				'× idle',
				'edit max, ms',
				'event loop delay, max, ms',
			],
			rows,
		),
		goals([
			{
				goal: `PDF, PPTX, DOCX and history: p99 of others’ edits and acks ≤ ${MAX_TIMES}× idle`,
				found: `edits ${number(most('edits'))}×, acks ${number(most('acks'))}×`,
				isMet: most('edits') <= MAX_TIMES && most('acks') <= MAX_TIMES,
			},
		]),
	]
	return { text: text.join('\n\n'), results: found }
}

/**
 * Repeats a job until its time window is over. Returns the duration of each run, in milliseconds.
 */
async function repeat(job) {
	const durations = []
	const end = performance.now() + WINDOW_MS
	do {
		const start = performance.now()
		await job()
		durations.push(performance.now() - start)
	} while (performance.now() < end)
	return durations
}

/**
 * Fills a board and saves a version of it. Returns the jobs by name, which the bench runs while
 * people work.
 */
async function prepareJobs({ url }, { dashboard: token, session }) {
	const board = session.boards.find(({ group }) => group).id
	const call = (path, options) => callApi(url + path, token, options)
	const ofBoard = `/api/boards/${board}`
	await call(`${ofBoard}/import?name=a.csv`, { body: tableOf(CARDS) })
	const save = async (name) => JSON.parse(await call(`${ofBoard}/snapshots`, { body: JSON.stringify({ name }) })).id
	const snapshot = await save('Before')
	let restored
	const file = await call(`${ofBoard}/export?format=json`)
	const archive = await call(`/api/sessions/${session.id}/pack`)
	const pool = createSessionPool(url)
	const bring = async (name, body) => {
		const { session, token } = await pool.next()
		return callApi(`${url}/api/sessions/${session}/import?name=${name}`, token, { body })
	}
	const fonts = () => call('/api/fonts', { body: JSON.stringify(FONTS) })
	const export_ = (format) => call(`${ofBoard}/export?format=${format}`)
	const restore = async () => {
		// The restored version includes the cards of the people at work, so that they can continue.
		restored ??= await save('At work')
		const body = JSON.stringify({ mode: 'edit', keepAs: 'Before the restore' })
		return call(`/api/snapshots/${restored}/restore`, { body })
	}
	return {
		nothing: () => new Promise((resolve) => setTimeout(resolve, WINDOW_MS)),
		'a PDF': () => Promise.all([export_('json'), fonts()]),
		PowerPoint: () => Promise.all([export_('json'), call(`${ofBoard}/content`), fonts()]),
		Word: () => export_('docx'),
		'the history': async () => {
			await call(`${ofBoard}/snapshots`)
			await call(`/api/snapshots/${snapshot}/state`)
			await call(`/api/snapshots/${snapshot}/changes?until=now`)
		},
		'a workbook': () => export_('xlsx'),
		'a viewer': () => export_('html'),
		'a report': () => call(`/api/sessions/${session.id}/report?format=html`),
		'an archive': () => call(`/api/sessions/${session.id}/pack`),
		'an imported table': () => bring('a.csv', tableOf(CARDS)),
		'an imported board': () => bring('a.json', file),
		'an imported archive': () => bring('a.zip', archive),
		'a restored version': () => restore(),
	}
}

/**
 * Creates the source of sessions for imported boards. They are in workshops of their own, so that
 * the exported content does not grow, and as many as the boards need.
 */
function createSessionPool(url) {
	let [session, token, boards] = ['', '', BOARDS_A_SESSION]
	return {
		async next() {
			if (boards === BOARDS_A_SESSION) {
				const opened = await post(url, '/api/workshops', { title: 'Bench', groups: 1 })
				session = opened.workshop.sessions[0].id
				token = opened.token
				boards = 0
			}
			boards++
			return { session, token }
		},
	}
}

const FONTS = { characters: 'Permits take nine months 许可要等九个月 Los permisos tardan', weight: 400, format: 'ttf' }

/** Sends one request on its own connection and returns the body of the response. */
async function callApi(address, token, { body } = {}) {
	const type = typeof body === 'string' && body.startsWith('{') ? 'application/json' : 'application/octet-stream'
	const headers = { Authorization: `Bearer ${token}`, 'Accept-Encoding': 'gzip', ...(body && { 'Content-Type': type }) }
	const sending = request(address, { method: body ? 'POST' : 'GET', headers, agent: false })
	sending.end(body)
	const [response] = await once(sending, 'response').catch((cause) => {
		throw new Error(`${address}: ${cause}`)
	})
	const answer = await buffer(response)
	if (response.statusCode >= 300) throw new Error(`${address}: ${response.statusCode} ${answer}`)
	return response.headers['content-encoding'] === 'gzip' ? gunzipSync(answer) : answer
}

function tableOf(cards) {
	const words = ['Permits take nine months', '许可要等九个月', 'Los permisos tardan', 'Les permis prennent du temps']
	const rows = Array.from({ length: cards }, (_, at) => {
		const kind = ['obstacle', 'solution', 'case'][at % 3]
		return `${kind},${words[at % words.length]} ${at},City ${at % 24},Cluster ${at % 40}`
	})
	return ['Kind,Text,City,Cluster', ...rows].join('\n')
}
