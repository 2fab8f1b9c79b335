import type {
	CreatedWorkshop,
	FollowedFeeds,
	FoundPractices,
	HostPractices,
	HostWaiting,
	JoinResult,
	Practice,
	WaitingPractice,
} from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { call } from './support/call.ts'
import { makePractices, startFeedServer } from './support/feedServer.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'

const KEY = 'key-of-the-host'

let server: TestServer
let opened: CreatedWorkshop
beforeAll(async () => {
	// Reading the list of cities may take long on a busy machine.
	server = await startServer({ CHARRETTE_ADMIN_KEY: KEY }, { cityNamesMs: 50_000 })
})
beforeEach(async () => {
	opened = (await at<CreatedWorkshop>('workshops', KEY, { title: 'Hosted', cities: ['波哥大'] })).body
})
afterAll(() => server.stop())

const at = <Body>(path: string, token: string, body?: object) =>
	call<Body>(server.url, `/api/${path}`, { token, ...(body && { body }) })
const asHost = <Body>(path: string, body?: object) => at<Body>(`host/${path}`, KEY, body)
const publish = (id: string, visibility: string) =>
	at<{ practice: Practice }>(`practices/${id}/publish`, opened.token, { visibility })
const waiting = async () => (await asHost<HostPractices>('practices')).body.waiting.map(({ id }) => id)
const found = async (token?: string) =>
	(await call<FoundPractices>(server.url, '/api/practices', token === undefined ? {} : { token })).body.practices.map(
		({ id }) => id,
	)

async function begin(title: string): Promise<Practice> {
	const body = { locale: 'en', fields: { title, abstract: 'Yards soak up the rain.' } }
	return (await at<{ practice: Practice }>(`workshops/${opened.workshop.id}/practices`, opened.token, body)).body
		.practice
}
const write = (id: string, abstract: string) =>
	call(server.url, `/api/practices/${id}`, {
		token: opened.token,
		method: 'PATCH',
		body: { locale: 'en', fields: { abstract } },
	})

it('[PRACTICE1] the city of a practice has its country, also where its workshop only has the name', async () => {
	const { joinCode: code } = opened.workshop
	const { token } = (await call<JoinResult>(server.url, '/api/join', { body: { code, name: 'Ana', city: '波哥大' } }))
		.body
	const body = { locale: 'en', fields: { title: 'Rain gardens' } }
	const begun = await at<{ practice: Practice }>(`workshops/${opened.workshop.id}/practices`, token, body)
	expect(begun.body.practice.facts.city).toEqual({ name: '波哥大', country: 'CO' })
	const change = async (city: object) =>
		(
			await call<{ practice: Practice }>(server.url, `/api/practices/${begun.body.practice.id}`, {
				token,
				method: 'PATCH',
				body: { facts: { city } },
			})
		).body.practice.facts.city
	expect(await change({ name: 'Dakar' })).toEqual({ name: 'Dakar', country: 'SN' })
	expect(await change({ name: 'Dakar' })).toEqual({ name: 'Dakar' })
	expect(await change({ name: 'Paris', country: 'US' })).toEqual({ name: 'Paris', country: 'US' })
})

it('[PRACTICE4a] a practice that waits for the host can be published for this server meanwhile, and stays in the queue', async () => {
	const { id } = await begin('Rain gardens')
	expect((await publish(id, 'public')).body.practice).toMatchObject({ state: 'inReview', review: { state: 'waiting' } })
	expect((await publish(id, 'server')).body.practice).toMatchObject({
		state: 'published',
		visibility: 'server',
		version: 1,
		review: { state: 'waiting' },
	})
	expect([await found(opened.token), await found(), await waiting()]).toEqual([[id], [], [id]])
	expect((await asHost<HostWaiting>('waiting')).body).toEqual({ waiting: 1, reports: 0 })
	const released = await asHost<{ practice: Practice }>(`practices/${id}/publish`, {})
	expect(released.body.practice).toMatchObject({ visibility: 'public', version: 2, review: { state: 'published' } })
	expect([await found(), await waiting()]).toEqual([[id], []])
	// A later version waits again, while the earlier one stays public.
	await write(id, 'Now in every yard.')
	expect((await publish(id, 'public')).body.practice).toMatchObject({ state: 'published', version: 2 })
	expect([await found(), await waiting()]).toEqual([[id], [id]])
	expect((await asHost(`practices/${id}/withdraw`, { reason: 'It names a child.' })).status).toBe(204)
	const own = await at<{ practices: Practice[] }>(`workshops/${opened.workshop.id}/practices`, opened.token)
	expect(own.body.practices[0]).toMatchObject({
		state: 'withdrawn',
		review: { state: 'withdrawn', reason: 'It names a child.' },
	})
	expect([await found(), await waiting()]).toEqual([[], []])
})

it('[PRACTICE4a] facilitators take back the request, and can ask again', async () => {
	const { id } = await begin('Night markets')
	const cancel = () => at<{ practice: Practice }>(`practices/${id}/cancel`, opened.token, {})
	expect((await cancel()).status).toBe(409)
	await publish(id, 'public')
	const cancelled = await cancel()
	expect([cancelled.status, cancelled.body.practice.state]).toEqual([200, 'draft'])
	expect(cancelled.body.practice).not.toHaveProperty('review')
	expect(await waiting()).toEqual([])
	expect((await asHost(`practices/${id}/publish`, {})).status).toBe(409)
	// What is published for this server stays so.
	await publish(id, 'public')
	await publish(id, 'server')
	expect((await cancel()).body.practice).toMatchObject({ state: 'published', visibility: 'server' })
	expect([await waiting(), (await publish(id, 'public')).body.practice.review?.state]).toEqual([[], 'waiting'])
	await cancel()
})

it('[PRACTICE4a] the host publishes exactly what they read', async () => {
	const { id } = await begin('Rain gardens')
	await publish(id, 'public')
	const read = (await asHost<WaitingPractice>(`practices/${id}`)).body
	expect(read.preview).toMatchObject({ version: 1, texts: { en: { texts: { title: 'Rain gardens' } } } })
	await write(id, 'An advertisement.')
	const tried = await asHost(`practices/${id}/publish`, { print: read.print })
	expect(tried.body).toMatchObject({ error: { code: 'changed_meanwhile' } })
	const { print } = (await asHost<WaitingPractice>(`practices/${id}`)).body
	expect((await asHost(`practices/${id}/publish`, { print })).status).toBe(200)
	expect((await asHost(`practices/${id}`)).status).toBe(409)
	await asHost(`practices/${id}/withdraw`, {})
})

it('[PRACTICE4a] a refusal has a reason, returns a draft to its writers, and ends with the next request', async () => {
	const { id } = await begin('Rain gardens')
	await publish(id, 'public')
	expect((await asHost(`practices/${id}/refuse`, { reason: ' ' })).status).toBe(400)
	expect((await asHost(`practices/${id}/refuse`, { reason: 'x'.repeat(501) })).status).toBe(400)
	const refused = await asHost<{ practice: Practice }>(`practices/${id}/refuse`, { reason: 'Name the source.' })
	expect(refused.body.practice).toMatchObject({
		state: 'draft',
		review: { state: 'refused', reason: 'Name the source.' },
	})
	expect((await asHost(`practices/${id}/publish`, {})).status).toBe(409)
	await at(`practices/${id}/submit`, opened.token, {})
	expect(await waiting()).toEqual([])
	expect((await publish(id, 'public')).body.practice.review).toMatchObject({ state: 'waiting', reason: '' })
	await asHost(`practices/${id}/refuse`, { reason: 'Still none.' })
	// An incomplete practice is refused before it waits.
	await write(id, '')
	expect((await publish(id, 'public')).status).toBe(400)
})

it('[PRACTICE4c] practices of a workshop that the host trusts do not wait', async () => {
	const { id: workshop } = opened.workshop
	expect((await asHost('trusted', { workshop: 'nowhere', isTrusted: true })).status).toBe(404)
	const trusted = await asHost<HostPractices>('trusted', { workshop, isTrusted: true })
	expect(trusted.body.trusted).toEqual([{ id: workshop, title: 'Hosted' }])
	const { id } = await begin('Rain gardens')
	expect((await publish(id, 'public')).body.practice).toMatchObject({ state: 'published', visibility: 'public' })
	await server.restart()
	expect((await asHost<HostPractices>('practices')).body.trusted).toHaveLength(1)
	await asHost('trusted', { workshop, isTrusted: false })
	expect((await publish(id, 'public')).body.practice.review).toMatchObject({ state: 'waiting' })
	expect((await at('host/trusted', opened.token, { workshop, isTrusted: true })).status).toBe(401)
	await asHost(`practices/${id}/withdraw`, {})
})

it('[FOLLOW1] the host sees what arrived from other servers and what they blocked, and fetches without a body', async () => {
	const feed = await startFeedServer(makeDataDir())
	const follower = await startServer(
		{ CHARRETTE_ADMIN_KEY: KEY, EXCHANGE_FOLLOW: feed.url, EXCHANGE_FOLLOW_LAN: '127.0.0.1' },
		{ firstFeedPollMs: 2 ** 31, feedPollMs: 2 ** 31 },
	)
	const host = <Body>(path: string, method = 'GET') =>
		call<Body>(follower.url, `/api/host/${path}`, { token: KEY, method })
	const [first, second] = makePractices(2, 'received')
	if (!first || !second) throw new Error('no practices')
	feed.offer([feed.sign(first), feed.sign(second)])
	expect((await host<FollowedFeeds>('following/fetch', 'POST')).body.feeds).toMatchObject([{ counts: { added: 2 } }])
	expect((await host(`practices/${first.id}/withdraw`, 'POST')).status).toBe(204)
	const { received, blocked } = (await host<HostPractices>('practices')).body
	expect(received).toMatchObject([{ id: second.id, version: second.version, origin: feed.url }])
	expect(blocked).toMatchObject([{ id: first.id, title: first.texts[first.original]?.texts.title, origin: null }])
	await Promise.all([feed.stop(), follower.stop()])
})
