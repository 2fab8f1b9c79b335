import type {
	CreatedWorkshop,
	FollowedFeed,
	FollowedFeeds,
	FoundPractices,
	Practice,
	PracticeView,
} from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fetchFromSource } from '../dist/exchange/feeds/fetchFromSource.js'
import { call, createWorkshop } from './support/call.ts'
import { type FeedServer, feedOf, makePractices, startFeedServer } from './support/feedServer.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'
import { until } from './support/until.ts'

/** Intervals so long that the server fetches nothing by itself. */
const NEVER = { firstFeedPollMs: 2 ** 31, feedPollMs: 2 ** 31 }
const KEY = 'key-of-the-host'

/** Starts a server that follows these feeds. */
function startFollower(feeds: readonly { url: string }[], bounds: object = NEVER): Promise<TestServer> {
	const EXCHANGE_FOLLOW = feeds.map(({ url }) => url).join(', ')
	return startServer({ CHARRETTE_ADMIN_KEY: KEY, EXCHANGE_FOLLOW, EXCHANGE_FOLLOW_LAN: '127.0.0.1' }, bounds)
}

const asHost = <Body>(server: TestServer, path: string, body?: object) =>
	call<Body>(server.url, `/api/host/${path}`, { token: KEY, ...(body && { body }) })

async function fetchNow(server: TestServer, url?: string): Promise<FollowedFeed> {
	const { body } = await asHost<FollowedFeeds>(server, 'following/fetch', url ? { url } : {})
	const feed = body.feeds.find((one) => url === undefined || one.url === url)
	if (!feed) throw new Error('it is not followed')
	return feed
}

async function memberOf(server: TestServer): Promise<string> {
	const opened = await call<CreatedWorkshop>(server.url, '/api/workshops', { token: KEY, body: { title: 'Own' } })
	return opened.body.token
}

const found = async (server: TestServer, token: string, text = '') =>
	(await call<FoundPractices>(server.url, `/api/practices?limit=50&q=${text}`, { token })).body

describe('between two servers', () => {
	let origin: TestServer
	let follower: TestServer
	let guangzhou: CreatedWorkshop
	let token: string
	beforeAll(async () => {
		origin = await startServer()
		follower = await startFollower([origin])
		guangzhou = await createWorkshop(origin.url)
		token = await memberOf(follower)
	})
	afterAll(() => Promise.all([origin.stop(), follower.stop()]))

	const at = <Body>(path: string, body?: object, method?: string) =>
		call<Body>(origin.url, path, { token: guangzhou.token, ...(body && { body }), ...(method && { method }) })
	const publish = async (title: string, visibility = 'public') => {
		const fields = { title, abstract: `${title} within thirty days.` }
		const path = `/api/workshops/${guangzhou.workshop.id}/practices`
		const { id } = (await at<{ practice: Practice }>(path, { locale: 'en', fields })).body.practice
		await at(`/api/practices/${id}/publish`, { visibility })
		return id
	}

	it('[FOLLOW1] practices public on one server are found on the other, replaced by later versions, and not sent again if unchanged', async () => {
		const id = await publish('One-stop permit desk')
		await publish('Only for members', 'server')
		expect(await fetchNow(follower)).toMatchObject({
			outcome: 'fetched',
			counts: { added: 1 },
			added: 1,
			problem: null,
		})
		const here = await found(follower, token)
		expect(here.practices).toMatchObject([{ id, origin: origin.url, visibility: 'server' }])
		expect((await found(follower, token, 'permit')).total).toBe(1)
		expect((await call<FoundPractices>(follower.url, '/api/practices?q=permit')).body.total).toBe(0)
		expect(await fetchNow(follower)).toMatchObject({ outcome: 'unchanged', counts: { added: 1 }, failures: 0 })
		await at(`/api/practices/${id}`, { locale: 'en', fields: { abstract: 'Now in twenty days.' } }, 'PATCH')
		await at(`/api/practices/${id}/publish`, { visibility: 'public' })
		expect(await fetchNow(follower)).toMatchObject({ outcome: 'fetched', counts: { updated: 1, added: 0 } })
		const view = (await call<PracticeView>(follower.url, `/api/practices/${id}`, { token })).body
		expect(view.published).toMatchObject({ version: 2, texts: { en: { texts: { abstract: 'Now in twenty days.' } } } })
	})

	it('[EXCH4] the feed is paged, answers 304 while nothing changes, and contains every practice once', async () => {
		const ids: string[] = []
		while (ids.length < 60) ids.push(await publish(`Rain garden ${ids.length}`))
		const ask = (etag = '') =>
			fetchFromSource({
				source: { url: origin.url, isLan: true },
				path: '/exchange/feed.json',
				headers: { 'If-None-Match': etag },
				maxBytes: 1e7,
				maxMs: 30_000,
			})
		const first = await ask()
		const etag = String(first.headers.etag)
		const page = JSON.parse(first.bytes.toString()) as {
			next_url: string
			items: { _charrette: { practice: { id: string } } }[]
		}
		expect([first.headers['content-type'], page.items.length, (await ask(etag)).status]).toEqual([
			'application/feed+json; charset=utf-8',
			50,
			304,
		])
		const rest = (await (await fetch(page.next_url)).json()) as typeof page
		expect(rest.next_url).toBeUndefined()
		const sent = [...page.items, ...rest.items].map((item) => item._charrette.practice.id)
		expect(new Set(sent).size).toBe(sent.length)
		expect(sent).toEqual(expect.arrayContaining(ids))
		expect((await fetch(`${origin.url}/exchange/feed.json?before=x`)).status).toBe(400)
		expect(await fetchNow(follower)).toMatchObject({ outcome: 'fetched', counts: { added: 60 } })
		await at(`/api/practices/${ids.at(-1)}/withdraw`, {})
		const changed = await ask(etag)
		expect([changed.status, changed.bytes.toString()]).toEqual([200, expect.not.stringContaining(String(ids.at(-1)))])
	})

	it('[EXCH5] [EXCH5b] a practice that the host withdrew does not return until the host allows it, then at once', async () => {
		const id = await publish('Unwelcome here')
		await fetchNow(follower)
		expect((await asHost(follower, `practices/${id}/withdraw`, {})).status).toBe(204)
		for (let index = 0; index < 50; index++) await publish(`Something else ${index}`)
		expect(await fetchNow(follower)).toMatchObject({
			counts: { blocked: 1, added: 50 },
			refused: [{ title: 'Unwelcome here', receipt: 'blocked' }],
		})
		expect((await found(follower, token, 'unwelcome')).total).toBe(0)
		expect((await asHost(follower, `practices/${id}/allow`, {})).status).toBe(204)
		expect((await asHost(follower, `practices/${id}/allow`, {})).status).toBe(404)
		// It is on the second page of a feed that did not change.
		await until('it is found', async () => (await found(follower, token, 'unwelcome')).total === 1)
		expect(await fetchNow(follower)).toMatchObject({ outcome: 'unchanged', failures: 0 })
	})

	it('[FOLLOW1] only the host can view and fetch feeds, and only those of servers in the setting', async () => {
		for (const path of ['/api/host/following', '/api/host/following/fetch']) {
			const body = path.endsWith('fetch') ? { body: {} } : {}
			expect((await call(follower.url, path, { token, ...body })).status).toBe(401)
			expect((await call(origin.url, path, { token: KEY, ...body })).status).toBe(404)
		}
		expect((await asHost(follower, 'following/fetch', { url: 'http://127.0.0.1:1' })).status).toBe(404)
	})
})

describe('a followed server', () => {
	const folder = makeDataDir()
	let feed: FeedServer
	let follower: TestServer
	let token: string
	beforeAll(async () => {
		feed = await startFeedServer(folder)
		follower = await startFollower([feed])
		token = await memberOf(follower)
	})
	afterAll(() => Promise.all([feed.stop(), follower.stop()]))
	beforeEach(() => {
		feed.requests.length = 0
	})

	it('[EXCH2] cannot forge, replay, replace a practice of another server, or send half a practice', async () => {
		const [first, second] = makePractices(2, 'hostile')
		if (!first || !second) throw new Error('no practices')
		const signed = feed.sign({ ...first, version: 2, mood: { colour: 'blue' } })
		feed.offer([signed])
		expect(await fetchNow(follower)).toMatchObject({ counts: { added: 1 } })
		const kept = await call(follower.url, `/api/exchange?practice=${first.id}`, { token })
		expect(kept.body).toMatchObject({
			practices: [{ practice: { mood: { colour: 'blue' } }, signature: signed.signature }],
		})
		const thief = await startFeedServer(folder)
		const long = { ...second, texts: { en: { at: 1, texts: { title: 'x'.repeat(100_000) } } } }
		feed.offer([
			feed.sign({ ...first, version: 1 }),
			{ ...signed, practice: { ...signed.practice, version: 9 } },
			thief.sign({ ...first, version: 7 }),
			feed.sign(long),
			{ ...feed.sign(second), signature: 'A'.repeat(86) },
			null,
			7,
			{ ...feed.sign(second), server: 'x' },
		])
		const { counts, refused, outcome } = await fetchNow(follower)
		expect({ outcome, counts }).toMatchObject({
			outcome: 'fetched',
			counts: { added: 0, updated: 0, older: 1, forged: 2, foreign: 1, invalid: 4 },
		})
		expect(refused).toHaveLength(8)
		expect((await found(follower, token)).practices.map(({ id, version }) => [id, version])).toEqual([[first.id, 2]])
		await thief.stop()
	})

	it('[FOLLOW3] without a feed, with an oversized one, or without an answer fails with a reason, and nothing is imported', async () => {
		const before = (await found(follower, token)).total
		const some = makePractices(3, 'never').map((practice) => feed.sign(practice))
		const page = feedOf(some)
		const bodies: Record<string, [string, string]> = {
			'no JSON': [page.slice(0, -20), 'noFeed'],
			'another JSON': ['{"items": []}', 'noFeed'],
			'a page of HTML': ['<!doctype html>', 'noFeed'],
			'nested without end': ['['.repeat(100_000), 'noFeed'],
			'items that are none': ['{"version": "https://jsonfeed.org/version/1.1", "items": {}}', 'noFeed'],
			'10,000 practices': [feedOf(Array.from({ length: 10_000 }, () => 0)), 'tooMany'],
			'200 MB': [`${page}${' '.repeat(200 * 1024 * 1024)}`, 'tooLarge'],
		}
		for (const [what, [body, reason]] of Object.entries(bodies)) {
			feed.answer = (_request, response) => void response.end(body)
			const status = await fetchNow(follower)
			expect([status.outcome, status.problem?.reason], what).toEqual(['failed', reason])
			expect(status.problem?.detail, what).toMatch(/\.$/)
		}
		feed.answer = (_request, response) => void response.writeHead(404).end()
		const status = await fetchNow(follower)
		expect(status).toMatchObject({ problem: { reason: 'status', detail: 'It answers with 404.' }, failures: 8 })
		expect(status.nextAt).toBeGreaterThan(Date.now())
		expect((await found(follower, token)).total).toBe(before)
		feed.offer(some)
		expect(await fetchNow(follower)).toMatchObject({
			outcome: 'fetched',
			problem: null,
			failures: 0,
			counts: { added: 3 },
		})
	})

	it('[FOLLOW2] is asked itself for pages or images that it attributes to other servers', async () => {
		const other = await startFeedServer(folder)
		const [one] = makePractices(1, 'elsewhere')
		feed.answer = (request, response) =>
			void response.end(feedOf([feed.sign(one ?? {})], request.url?.includes('p=2') ? undefined : `${other.url}/x?p=2`))
		await fetchNow(follower)
		expect(feed.requests).toEqual(['/exchange/feed.json', '/x?p=2'])
		expect(other.requests).toEqual([])
		await other.stop()
	})

	it('[FOLLOW4] is read on from the end of the last attempt, and not read again where everything is known', async () => {
		const all = makePractices(6, 'paged').map((practice) => feed.sign(practice))
		let isBroken = true
		const pageOf = (url = '') => Number(/p=(\d)/.exec(url)?.[1] ?? 0)
		feed.answer = ({ url }, response) => {
			const page = pageOf(url)
			if (isBroken && page === 1) return void response.writeHead(500).end()
			const next = page < 2 ? `${feed.url}/exchange/feed.json?p=${page + 1}` : undefined
			response.setHeader('ETag', '"same"')
			if (page === 0 && !isBroken) return void response.writeHead(304).end()
			return void response.end(feedOf(all.slice(page * 2, page * 2 + 2), next))
		}
		expect(await fetchNow(follower)).toMatchObject({ outcome: 'failed', counts: { added: 2 } })
		isBroken = false
		expect(await fetchNow(follower)).toMatchObject({ outcome: 'fetched', counts: { added: 4 } })
		expect(feed.requests).toEqual([
			'/exchange/feed.json',
			'/exchange/feed.json?p=1',
			'/exchange/feed.json "same"',
			'/exchange/feed.json?p=1',
			'/exchange/feed.json?p=2',
		])
		expect(await fetchNow(follower)).toMatchObject({ outcome: 'unchanged' })
		expect(feed.requests).toHaveLength(6)
	})

	it('[FOLLOW4] with endless pages is interrupted after some pages, and continued soon', async () => {
		const all = makePractices(130, 'endless').map((practice) => feed.sign(practice))
		feed.answer = ({ url }, response) => {
			const page = Number(/p=(\d+)/.exec(url ?? '')?.[1] ?? 0)
			response.end(feedOf(all.slice(page, page + 1), `/exchange/feed.json?p=${page + 1}`))
		}
		expect(await fetchNow(follower)).toMatchObject({ outcome: 'partly', counts: { added: 100 } })
		expect(feed.requests).toHaveLength(100)
	})
})

it('[FOLLOW1] is fetched automatically soon after the start and then repeatedly, less often after failures', async () => {
	const feed = await startFeedServer(makeDataDir())
	const follower = await startFollower([feed], { firstFeedPollMs: 20, feedPollMs: 40 })
	await until('it was asked three times', () => feed.requests.length >= 3)
	const asked = (await asHost<FollowedFeeds>(follower, 'following')).body.feeds[0]
	expect(asked).toMatchObject({ url: feed.url, outcome: 'fetched', failures: 0 })
	feed.answer = (_request, response) => void response.writeHead(503).end()
	await until('it failed twice', async () => {
		const { body } = await asHost<FollowedFeeds>(follower, 'following')
		return (body.feeds[0]?.failures ?? 0) >= 2
	})
	await follower.restart()
	const { body } = await asHost<FollowedFeeds>(follower, 'following')
	expect(body.feeds[0]?.failures).toBeGreaterThanOrEqual(2)
	await Promise.all([feed.stop(), follower.stop()])
})

it('[FOLLOW2] a server in the local network is not called without the setting that allows it', async () => {
	const feed = await startFeedServer(makeDataDir())
	const { port } = new URL(feed.url)
	const env = { CHARRETTE_ADMIN_KEY: KEY, EXCHANGE_FOLLOW: `https://localhost:${port}, https://0x7f.1:${port}` }
	const follower = await startServer(env, NEVER)
	const { body } = await asHost<FollowedFeeds>(follower, 'following/fetch', {})
	expect(body.feeds.map(({ problem }) => problem?.reason)).toEqual(['addressRefused', 'addressRefused'])
	expect(feed.requests).toEqual([])
	expect(LIMITS.maxFollowedServers).toBeGreaterThan(2)
	await Promise.all([feed.stop(), follower.stop()])
})
