import type { HostSession } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from './support/freePort.ts'
import { type OpenidProvider, startOpenidProvider } from './support/openidProvider.ts'
import { openSignInBrowser } from './support/openSignInBrowser.ts'
import { startServer, type TestServer } from './support/startServer.ts'

/** People of a real provider, whose roles are in a claim within a claim. */
let provider: OpenidProvider
let server: TestServer
const KEY = 'a-rather-long-key'
beforeAll(async () => {
	const port = await freePort()
	provider = await startOpenidProvider(`http://127.0.0.1:${port}`)
	const roles = {
		CHARRETTE_ADMIN_KEY: KEY,
		OIDC_CREATE_ROLES: 'Workshop planner',
		OIDC_HOST_ROLES: 'charrette-host',
		OIDC_ROLES_CLAIM: 'realm_access.roles',
		OIDC_EMAIL_DOMAINS: 'city.example',
	}
	server = await startServer({ PORT: String(port), ...provider.settings, ...roles })
	const person = (email: string, ...names: string[]) => ({
		name: 'Ana Ruiz',
		email,
		email_verified: true,
		realm_access: { roles: names },
	})
	provider.people
		.set('planner', person('ana@city.example', 'staff', 'Workshop planner'))
		.set('host', person('ana@city.example', 'charrette-host'))
		.set('staff', person('ana@city.example', 'staff'))
		.set('elsewhere', person('ana@elsewhere.example', 'charrette-host'))
		.set('none', { name: 'Ana Ruiz', email: 'ana@city.example', email_verified: true })
})
afterAll(async () => {
	await server.stop()
	await provider.close()
})

const openBrowser = () => openSignInBrowser(server.url, provider)
type Browser = ReturnType<typeof openBrowser>

const becomeHost = (browser: Browser, headers = {}) =>
	browser.fetchAt('/api/sign-in/host', { method: 'POST', body: '{}', headers })
const listAs = (token: string) =>
	fetch(`${server.url}/api/host/workshops`, { headers: { Authorization: `Bearer ${token}` } })

describe('[OIDC5] with roles from a claim of the provider', () => {
	it('a person with the role to create opens workshops, and does not host', async () => {
		const browser = openBrowser()
		expect(await browser.signIn('planner')).toBe('/')
		expect(await browser.opening()).toEqual({
			needs: null,
			person: { name: 'Ana Ruiz', isHost: false },
			hostsSignIn: true,
		})
		expect((await browser.create()).status).toBe(201)
		const refused = await becomeHost(browser)
		expect([refused.status, await refused.json()]).toMatchObject([
			403,
			{ error: { code: 'not_allowed', message: 'Your account may not host this server.' } },
		])
	})

	it('a person with the role of a host opens workshops, and gets a token of the host that ends with the sign-in', async () => {
		const browser = openBrowser()
		expect(await browser.signIn('host')).toBe('/')
		expect((await browser.create()).status).toBe(201)
		const before = Date.now()
		const answer = await becomeHost(browser)
		expect(answer.status).toBe(201)
		const { token, until } = (await answer.json()) as HostSession
		expect(until - before).toBeLessThanOrEqual(12 * 60 * 60 * 1000)
		expect((await listAs(token)).status).toBe(200)
		// The cookie alone opens none of the host's routes.
		expect((await browser.fetchAt('/api/host/workshops')).status).toBe(401)
	})

	it.each(['staff', 'none', 'elsewhere'])(
		'people without a role and an admitted address are refused: %s',
		async (login) => {
			const browser = openBrowser()
			expect(await browser.signIn(login)).toBe('/?signIn=refused')
			expect((await browser.create()).body.error.code).toBe('sign_in_needed')
			expect((await becomeHost(browser)).status).toBe(401)
		},
	)

	it('whoever signs in from the page of the host returns there, also if refused', async () => {
		const signInAsHost = async (login: string) => {
			const browser = openBrowser()
			const begun = await browser.fetchAt('/api/sign-in?page=host')
			const back = await provider.signIn(begun.headers.get('Location') ?? '', login)
			return (await browser.fetchAt(back)).headers.get('Location')
		}
		expect(await signInAsHost('host')).toBe('/host')
		expect(await signInAsHost('staff')).toBe('/host?signIn=refused')
		const elsewhere = await openBrowser().fetchAt('/api/sign-in?page=//elsewhere.example')
		expect(elsewhere.headers.get('Location')).toContain(provider.issuer)
	})

	it('a page of another site gets no token with the cookie', async () => {
		const browser = openBrowser()
		await browser.signIn('host')
		expect((await becomeHost(browser, { Origin: 'https://elsewhere.example' })).status).toBe(401)
		expect((await becomeHost(browser, { Origin: server.url })).status).toBe(201)
	})

	it('a sign-in ends when the roles of the settings change', async () => {
		const browser = openBrowser()
		await browser.signIn('host')
		const stricter = await startServer({
			...provider.settings,
			CHARRETTE_ADMIN_KEY: KEY,
			OIDC_HOST_ROLES: 'another-role',
		})
		try {
			const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
			const opening = await fetch(`${stricter.url}/api/opening`, { headers: { cookie } })
			expect(await opening.json()).toMatchObject({ needs: 'sign_in_needed', person: null })
		} finally {
			await stricter.stop()
		}
	})
})
