import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join } from './support/call.ts'
import { freePort } from './support/freePort.ts'
import { type OpenidProvider, startOpenidProvider } from './support/openidProvider.ts'
import { openSignInBrowser } from './support/openSignInBrowser.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'

let provider: OpenidProvider
let server: TestServer
beforeAll(async () => {
	const port = await freePort()
	provider = await startOpenidProvider(`http://127.0.0.1:${port}`)
	const limits = { OIDC_EMAIL_DOMAINS: 'city.example', OIDC_GROUPS: 'Planners, Hosts' }
	server = await startServer({ PORT: String(port), ...provider.settings, ...limits })
	const ana = { name: 'Ana Ruiz', email: 'ana@city.example', email_verified: true, groups: ['Planners', 'All'] }
	provider.people
		.set('ana', ana)
		.set('unverified', { ...ana, email_verified: false })
		.set('elsewhere', { ...ana, email: 'ana@city.example.org' })
		.set('other', { ...ana, groups: ['All'] })
})
afterAll(async () => {
	await server.stop()
	await provider.close()
})

const openBrowser = () => openSignInBrowser(server.url, provider)

describe('[OIDC1] on a server with a sign-in provider', () => {
	it('a signed-in person opens workshops until they sign out; participants need no account', async () => {
		const browser = openBrowser()
		expect(await browser.opening()).toEqual({ needs: 'sign_in_needed', person: null, hostsSignIn: false })
		expect((await browser.create()).body.error.code).toBe('sign_in_needed')
		expect(await browser.signIn('ana')).toBe('/')
		expect(await browser.opening()).toMatchObject({ needs: null, person: { name: 'Ana Ruiz', isHost: false } })
		const { status, body } = await browser.create()
		expect(status).toBe(201)
		expect((await join(server.url, body.joinCode, 'Li')).participant.name).toBe('Li')
		const copy = JSON.stringify({ of: body.token, title: 'Copy' })
		const copied = (sender: typeof browser) => sender.fetchAt('/api/workshops/copies', { method: 'POST', body: copy })
		expect([(await copied(browser)).status, (await copied(openBrowser())).status]).toEqual([201, 401])
		expect((await browser.fetchAt('/api/sign-in', { method: 'DELETE' })).status).toBe(204)
		expect((await browser.create()).body.error.code).toBe('sign_in_needed')
		expect(await browser.opening()).toMatchObject({ needs: 'sign_in_needed', person: null })
	})

	it('cookies are for the server alone, and reveal nothing to others', async () => {
		const browser = openBrowser()
		const begun = await browser.fetchAt('/api/sign-in')
		const returned = await browser.fetchAt(await provider.signIn(begun.headers.get('Location') ?? '', 'ana'))
		const set = [...begun.headers.getSetCookie(), ...returned.headers.getSetCookie()]
		expect(set).toHaveLength(3)
		for (const cookie of set) expect(cookie).toMatch(/; Path=\/; .*HttpOnly; SameSite=Lax/)
		const contents = [...browser.cookies.values()].map((value) =>
			value
				.split('.')
				.map((part) => Buffer.from(part, 'base64url').toString())
				.join(' '),
		)
		expect(contents.join(' ')).not.toMatch(/Ana|city\.example/)
	})

	it('a page of another site cannot use the cookies', async () => {
		const browser = openBrowser()
		await browser.signIn('ana')
		expect((await browser.create({ Origin: 'https://elsewhere.example' })).body.error.code).toBe('sign_in_needed')
		expect((await browser.create({ Origin: server.url })).status).toBe(201)
	})
})

describe('[OIDC2] the provider’s people', () => {
	it.each(['unverified', 'elsewhere', 'other'])(
		'are refused without a verified address and a group: %s',
		async (login) => {
			const browser = openBrowser()
			expect(await browser.signIn(login)).toBe('/?signIn=refused')
			expect((await browser.create()).body.error.code).toBe('sign_in_needed')
		},
	)
})

describe('[OIDC3] a sign-in', () => {
	it('is refused if it is cancelled, forged, repeated or from another browser', async () => {
		const browser = openBrowser()
		const back = async (url: string, sender = browser) => (await sender.fetchAt(url)).headers.get('Location')
		expect(await back(await provider.cancel(await browser.begin()))).toBe('/?signIn=failed')
		expect(await back('/api/sign-in/callback?code=x&state=y')).toBe('/?signIn=failed')

		const stolen = await provider.signIn(await browser.begin(), 'ana')
		const thief = openBrowser()
		expect(await back(stolen, thief)).toBe('/?signIn=failed')
		await thief.begin()
		expect(await back(stolen, thief)).toBe('/?signIn=failed')
		const again = openBrowser()
		const url = await provider.signIn(await again.begin(), 'ana')
		expect(await back(url.replace(/state=[^&]*/, 'state=another'), again)).toBe('/?signIn=failed')
		expect((await thief.create()).body.error.code).toBe('sign_in_needed')

		const honest = openBrowser()
		const own = await provider.signIn(await honest.begin(), 'ana')
		const kept = new Map(honest.cookies)
		expect(await back(own, honest)).toBe('/')
		// The cookie of the sign-in is put back, so only the provider, which takes a code once, can
		// refuse it.
		for (const [name, value] of kept) honest.cookies.set(name, value)
		expect(await back(own, honest)).toBe('/?signIn=failed')
	})

	it('is refused with a cookie that was changed, or of another kind', async () => {
		const browser = openBrowser()
		await browser.signIn('ana')
		const [[name, value] = ['', '']] = browser.cookies
		browser.cookies.set(name, `${value.slice(0, -2)}AA`)
		expect((await browser.opening()).person).toBeNull()
		const pending = openBrowser()
		await pending.begin()
		pending.cookies.set(name, [...pending.cookies.values()][0] ?? '')
		expect((await pending.opening()).person).toBeNull()
	})
})

it('[OIDC1] without a provider there is no sign-in, and everybody can open workshops', async () => {
	const open = await startServer()
	try {
		expect((await fetch(`${open.url}/api/sign-in`)).status).toBe(404)
		expect(await (await fetch(`${open.url}/api/opening`)).json()).toEqual({
			needs: null,
			person: null,
			hostsSignIn: false,
		})
	} finally {
		await open.stop()
	}
})

it('[OIDC1] if the provider does not answer, the server redirects to the page, which shows it, and the host’s key still opens workshops', async () => {
	const port = await freePort()
	const settings = {
		...provider.settings,
		OIDC_ISSUER: `http://127.0.0.1:${port}`,
		CHARRETTE_ADMIN_KEY: 'a-rather-long-key',
	}
	const cut = await startServer(settings)
	try {
		const answer = await fetch(`${cut.url}/api/sign-in`, { redirect: 'manual' })
		expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?signIn=failed'])
		const headers = { Authorization: 'Bearer a-rather-long-key', 'Content-Type': 'application/json' }
		const opened = await fetch(`${cut.url}/api/workshops`, { method: 'POST', headers, body: '{"title":"Streets"}' })
		expect(opened.status).toBe(201)
	} finally {
		await cut.stop()
	}
})
