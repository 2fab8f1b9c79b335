import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { charrette } from '../contenders/charrette.mjs'
import { startCluster } from '../contenders/cluster.mjs'
import { goals, kilobytes, number, table } from '../markdown.mjs'
import { percentile } from '../medians.mjs'
import { buildCorpus } from '../search/buildCorpus.mjs'
import { fillPractices } from '../search/fillPractices.mjs'
import { openExchange } from '../search/typing.mjs'
import { withServer } from '../withServer.mjs'

const PRACTICES = 10_000
const PRACTICES_ON_POSTGRES = 3000
const [SEED, NAMES, QUESTIONS] = [7, 12, 120]
const AT_ONCE = 8
const CHANGES = 10
const GOAL_MS = 50
const GOAL_ON_POSTGRES_MS = 100
const GOAL_BYTES = 300_000
const GOAL_BLOCKED_MS = 10

/**
 * Measures how long a search of the exchange takes, in a collection of ten thousand practices in
 * four languages.
 */
export async function search({ isQuick, rounds, log }) {
	const practices = isQuick ? 2000 : PRACTICES
	const { practiceCorpus } = await buildCorpus('practiceCorpus')
	const { listed, questions } = practiceCorpus(SEED, { practices, questions: QUESTIONS, names: NAMES })
	const fill = (dataDir) => fillPractices({ dataDir }, listed)
	const results = await withServer(charrette, (server) => measure(server, { questions, rounds, log }), fill)
	const onPostgres = await withPostgres(listed.slice(0, PRACTICES_ON_POSTGRES), async ({ url }) => {
		await ask(url, { text: 'permits', locale: 'en' })
		return measureKinds(url, queriesOf(questions), { rounds, log })
	})
	return { text: describe({ ...results, onPostgres }, practices), results: { ...results, onPostgres } }
}

/** Runs `use` with a node whose PostgreSQL has these practices. */
async function withPostgres(listed, use) {
	const dataDir = mkdtempSync(join(tmpdir(), 'charrette-bench-'))
	const cluster = await startCluster({ nodes: 1, dataDir })
	try {
		await fillPractices({ databaseUrl: cluster.postgres.url }, listed)
		await cluster.query('ANALYZE')
		return await use(cluster.nodes[0])
	} finally {
		await cluster.stop()
		rmSync(dataDir, { recursive: true, force: true })
	}
}

async function measure({ url, probe }, { questions, rounds, log }) {
	await ask(url, { text: 'permits', locale: 'en' })
	const kinds = queriesOf(questions)
	await probe('lag')
	const found = await measureKinds(url, kinds, { rounds, log })
	const lag = await probe('lag')
	const all = kinds.flatMap(([, queries]) => queries)
	const together = await askTogether(url, all)
	log(`  ${JSON.stringify({ together, lag })}`)
	const changed = await askAfterChanges(url)
	log(`  ${JSON.stringify({ changed })}`)
	const page = await openExchange(url, 'one-stop permi')
	log(`  ${JSON.stringify(page)}`)
	return { found, together, lag, changed, page }
}

/** Measures how long queries of each kind take, one after another, and the largest answer. */
async function measureKinds(url, kinds, { rounds, log }) {
	const found = []
	for (const [name, queries] of kinds) {
		const times = []
		for (let round = 0; round < rounds; round++) for (const query of queries) times.push((await ask(url, query)).ms)
		const bytes = await Promise.all(queries.slice(0, 10).map(async (query) => (await ask(url, query)).bytes))
		found.push({ name, count: queries.length, ...summary(times), bytes: Math.max(...bytes) })
		log(`  ${JSON.stringify(found.at(-1))}`)
	}
	return found
}

/**
 * Measures the first search after the publication of each of some practices, in which the server
 * reloads the search data that it caches in memory.
 */
async function askAfterChanges(url) {
	const post = async (path, body, token) => {
		const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }
		const answer = await fetch(`${url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
		if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
		return answer.json()
	}
	const { workshop, token } = await post('workshops', { title: 'Bench', groups: 1 })
	const times = []
	for (let index = 0; index < CHANGES; index++) {
		const fields = { title: `One-stop counter ${index}`, abstract: 'Answers within thirty days.' }
		const { practice } = await post(`workshops/${workshop.id}/practices`, { locale: 'en', fields }, token)
		await post(`practices/${practice.id}/publish`, { visibility: 'public' }, token)
		times.push((await ask(url, { text: 'permits', locale: 'en' })).ms)
	}
	return summary(times)
}

/** Returns queries of people who search for something, by kind. */
function queriesOf(questions) {
	const isHan = ({ text }) => /\p{Script=Han}/u.test(text)
	const wordsOf = ({ text }) => text.split(' ').slice(0, -1).join(' ')
	const bare = questions.map((question) => ({ ...question, text: wordsOf(question) }))
	const latin = bare.filter((question) => !isHan(question))
	const swap = (text) => text.replace(/(\p{L}{3})(\p{L})(\p{L})/u, '$1$3$2')
	return [
		['words and a city', questions],
		['words with a typo', latin.map((query) => ({ ...query, text: swap(query.text) }))],
		[
			'prefixes of 2 to 5 letters',
			latin.flatMap((query) => [2, 3, 4, 5].map((end) => ({ ...query, text: query.text.slice(0, end) }))),
		],
		[
			'two Chinese characters',
			bare.filter(isHan).map((query) => ({ ...query, text: [...query.text].slice(0, 2).join('') })),
		],
		['words and two filters', bare.slice(0, 40).map((query) => ({ ...query, filters: { country: 'CN', size: 'XL' } }))],
		['no words (the newest)', bare.slice(0, 20).map((query) => ({ ...query, text: '' }))],
	]
}

async function ask(url, { text, locale, filters = {} }) {
	const query = new URLSearchParams({ q: text, locale, ...filters })
	const start = performance.now()
	const answer = await fetch(`${url}/api/practices?${query}`)
	const body = await answer.text()
	if (!answer.ok) throw new Error(`${answer.status} ${body}`)
	return { ms: performance.now() - start, bytes: Buffer.byteLength(body) }
}

/** Lets several people ask at the same time, each one query after another. */
async function askTogether(url, queries) {
	const left = [...queries]
	const times = []
	const person = async () => {
		for (let query = left.pop(); query; query = left.pop()) times.push((await ask(url, query)).ms)
	}
	await Promise.all(Array.from({ length: AT_ONCE }, person))
	return summary(times)
}

const summary = (times) => ({ p50: percentile(times, 0.5), p95: percentile(times, 0.95), max: Math.max(...times) })

function describe({ found, together, lag, changed, page, onPostgres }, practices) {
	const p95 = Math.max(...found.map((one) => one.p95))
	const p95OnPostgres = Math.max(...onPostgres.map((one) => one.p95))
	const bytes = page.scripts + page.styles + page.answers
	const timesOf = (one) => `${number(one.p50, 1)} / ${number(one.p95, 1)} / ${number(one.max, 1)}`
	const rows = found.map((one, index) => [
		one.name,
		String(one.count),
		timesOf(one),
		kilobytes(one.bytes),
		timesOf(onPostgres[index]),
	])
	const others = [
		['all of these, by eight people at once', '', timesOf(together), '', ''],
		['the first after a practice is published', String(CHANGES), timesOf(changed), '', ''],
	]
	return [
		`${practices.toLocaleString('en')} practices in two of four languages each, from the generator of the tests, with ${NAMES} invented names per text. A query is one HTTP request, answered with the first 20 results, the counts and the highlights; there is no other load. On PostgreSQL: a node with ${PRACTICES_ON_POSTGRES.toLocaleString('en')} of them at most.`,
		table(['queries', 'number', 'p50 / p95 / max, ms', 'largest response', 'on PostgreSQL, ms'], [...rows, ...others]),
		`The page of the exchange in a browser with an empty cache receives ${kilobytes(page.scripts)} of scripts, ${kilobytes(page.styles)} of styles and ${kilobytes(page.answers)} of responses, and ${kilobytes(page.fonts)} of fonts, which it does not wait for.`,
		goals([
			{ goal: `p95 of every kind of query < ${GOAL_MS} ms`, found: `${number(p95, 1)} ms`, isMet: p95 < GOAL_MS },
			{
				goal: `p95 on PostgreSQL < ${GOAL_ON_POSTGRES_MS} ms`,
				found: `${number(p95OnPostgres, 1)} ms`,
				isMet: p95OnPostgres < GOAL_ON_POSTGRES_MS,
			},
			{ goal: `first load of the page < ${kilobytes(GOAL_BYTES)}`, found: kilobytes(bytes), isMet: bytes < GOAL_BYTES },
			{
				goal: `server: event loop delay p99 < ${GOAL_BLOCKED_MS} ms`,
				found: `${number(lag.p99, 1)} ms; max ${number(lag.max, 0)} ms`,
				isMet: lag.p99 < GOAL_BLOCKED_MS,
			},
			{
				goal: `browser: handling of a key < ${GOAL_BLOCKED_MS} ms`,
				found: `${number(page.keyMs, 1)} ms; longest task, including results, ${number(page.taskMs, 0)} ms`,
				isMet: page.keyMs < GOAL_BLOCKED_MS,
			},
		]),
	].join('\n\n')
}
