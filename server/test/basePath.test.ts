import {
	boardRoom,
	type CreatedWorkshop,
	type FollowedFeeds,
	type FoundPractices,
	type Practice,
} from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { call, createWorkshop, join } from './support/call.ts'
import { freePort } from './support/freePort.ts'
import { startOpenidProvider } from './support/openidProvider.ts'
import { describeWith } from './support/programs.ts'
import { type ProxyName, startPathProxy, type TestProxy } from './support/proxies.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const KEY = 'key-of-the-host'
const NEVER = { firstFeedPollMs: 2 ** 31, feedPollMs: 2 ** 31 }
const PROXIES: [ProxyName, string, boolean][] = [
	['caddy', 'passes the path on', false],
	['caddy', 'removes the path', true],
	['haproxy', 'passes the path on', false],
	['haproxy', 'removes the path', true],
]

for (const [name, what, removes] of PROXIES)
	describeWith([name], `[PATH1] behind ${name}, which ${what}`, () => {
		let server: TestServer
		let proxy: TestProxy
		/** The address for people. */
		let url: string
		beforeAll(async () => {
			const port = await freePort()
			url = `http://127.0.0.1:${port}/charrette`
			server = await startServer({ PUBLIC_URL: `${url}/`, CHARRETTE_ADMIN_KEY: KEY })
			proxy = await startPathProxy(name, { node: server.url, port, removes, folder: server.dataDir })
		})
		afterAll(async () => {
			await proxy.stop()
			await server.stop()
		})
		const open = async () => {
			const body = { title: 'Streets', groups: 2, cities: ['Bogotá'] }
			return (await call<CreatedWorkshop>(url, '/api/workshops', { token: KEY, body })).body
		}

		it('pages name their files below the path, and the other site has all other paths', async () => {
			for (const path of ['/', '/join', '/w/x/dashboard']) {
				const page = await (await fetch(url + path)).text()
				expect(page).toContain('data-base="/charrette"')
				const files = [...page.matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, file = '']) => file)
				expect(files.length).toBeGreaterThan(4)
				for (const file of files) expect((await fetch(new URL(file, url), { method: 'HEAD' })).status).toBe(200)
				expect(files.every((file) => file.startsWith('/charrette/'))).toBe(true)
			}
			expect(await (await fetch(new URL('/join', url))).text()).toBe('another site')
			const bare = await fetch(`${url}?from=mail`, { redirect: 'manual' })
			expect([bare.status, bare.headers.get('Location')?.replace(/\?.*/, '')]).toEqual([308, '/charrette/'])
		})

		it('links, the API and sockets are below the path', async () => {
			const opened = await open()
			expect(opened.links.facilitator.startsWith(`${url}/f#`)).toBe(true)
			expect(opened.links.participant).toBe(`${url}/join#${opened.joinCode}`)
			const { token, board } = await join(url, opened.joinCode, 'Ana')
			const ana = joinAsStock(`${url.replace('http', 'ws')}/sync`, boardRoom(board.id), token)
			await until('the board is here', () => ana.provider.synced)
			ana.leave()
			const share = await call<{ link: string }>(url, `/api/workshops/${opened.workshop.id}/shares`, {
				token: opened.token,
				body: { format: 'html', locale: 'en', days: 1 },
			})
			expect(share.body.link.startsWith(`${url}/s/`)).toBe(true)
			expect((await fetch(share.body.link)).status).toBe(200)
		})
	})

it('[PATH1] a sign-in returns below the path, with cookies of the path', async () => {
	const port = await freePort()
	const provider = await startOpenidProvider(`http://127.0.0.1:${port}/charrette`)
	const server = await startServer({
		PORT: String(port),
		PUBLIC_URL: `http://127.0.0.1:${port}/charrette`,
		...provider.settings,
	})
	provider.people.set('ana', { name: 'Ana' })
	const begun = await fetch(`${server.url}/charrette/api/sign-in`, { redirect: 'manual' })
	const [pending = ''] = begun.headers.getSetCookie()
	expect(pending).toContain('Path=/charrette/')
	const back = await provider.signIn(begun.headers.get('Location') ?? '', 'ana')
	const headers = { cookie: pending.split(';')[0] ?? '' }
	const ended = await fetch(back, { redirect: 'manual', headers })
	expect(ended.headers.get('Location')).toBe('/charrette/')
	const person = ended.headers.getSetCookie().find((cookie) => cookie.startsWith('charrette-person=')) ?? ''
	const opening = await fetch(`${server.url}/charrette/api/opening`, {
		headers: { cookie: person.split(';')[0] ?? '' },
	})
	expect(await opening.json()).toMatchObject({ person: { name: 'Ana' } })
	await server.stop()
	await provider.close()
})

it('[PATH1] a practice’s page and the feed name addresses below the path, and another server follows it', async () => {
	const port = await freePort()
	const url = `http://127.0.0.1:${port}/charrette`
	const origin = await startServer({ PORT: String(port), PUBLIC_URL: url })
	const follower = await startServer(
		{ CHARRETTE_ADMIN_KEY: KEY, EXCHANGE_FOLLOW: url, EXCHANGE_FOLLOW_LAN: '127.0.0.1' },
		NEVER,
	)
	const { token, workshop } = await createWorkshop(url)
	const fields = { title: 'Permit office', abstract: 'Permits within thirty days.' }
	const begun = await call<{ practice: Practice }>(url, `/api/workshops/${workshop.id}/practices`, {
		token,
		body: { locale: 'en', fields },
	})
	const { id } = begun.body.practice
	await call(url, `/api/practices/${id}/publish`, { token, body: { visibility: 'public' } })
	const page = await (await fetch(`${url}/practices/${id}`)).text()
	expect(page).toContain(`<meta property="og:url" content="${url}/practices/${id}">`)
	expect(page).toContain(`href="/charrette/exchange/${id}"`)
	const asHost = { token: KEY, body: {} }
	const { feeds } = (await call<FollowedFeeds>(follower.url, '/api/host/following/fetch', asHost)).body
	expect(feeds).toMatchObject([{ url, outcome: 'fetched', problem: null }])
	const own = await call<CreatedWorkshop>(follower.url, '/api/workshops', { token: KEY, body: { title: 'Own' } })
	const found = await call<FoundPractices>(follower.url, '/api/practices?q=permit', { token: own.body.token })
	expect(found.body.practices.map((practice) => practice.id)).toEqual([id])
	await Promise.all([origin.stop(), follower.stop()])
})
