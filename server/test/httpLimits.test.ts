import { request } from 'node:http'
import type { CreatedWorkshop } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { afterEach, describe, expect, it } from 'vitest'
import { call, createWorkshop, join, secretOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'

let server: TestServer
afterEach(() => server.stop())

const wrongCode = (number: number) => `ZZZZ${String(number).padStart(4, '0')}`
const preview = (code: string) => call(server.url, '/api/join/preview', { body: { code } })

describe('[CODE1] guessing join codes', () => {
	it('takes time, and does not lock out people with the right code', async () => {
		server = await startServer()
		const { joinCode, links } = await createWorkshop(server.url)
		const guesses = Array.from({ length: 1000 }, (_, number) => preview(wrongCode(number)))
		const codes = (await Promise.all(guesses)).map(({ status, body }) => `${status} ${body.error.code}`)
		const unknown = codes.filter((code) => code === '404 unknown_code').length
		const refused = codes.filter((code) => code === '429 too_many_tries').length
		expect(unknown + refused).toBe(1000)
		expect(unknown).toBeLessThan(100)
		expect((await preview(joinCode)).status).toBe(200)
		expect((await call(server.url, `/api/join/${joinCode}`)).status).toBe(200)
		expect((await join(server.url, joinCode, 'Ana')).participant.name).toBe('Ana')
		const secret = secretOf(links.facilitator)
		expect((await call(server.url, '/api/token', { body: { secret } })).status).toBe(201)
	})

	it('[ACCESS5] exchanges of links are rate limited per address', async () => {
		server = await startServer()
		const exchange = () => call(server.url, '/api/token', { body: { secret: 'x' } })
		const answers = await Promise.all(Array.from({ length: LIMITS.maxExchangesPerAddress + 50 }, exchange))
		const busy = answers.filter(({ body }) => body.error.code === 'busy')
		expect(busy.length).toBeGreaterThan(0)
		for (const { headers } of busy) expect(headers.get('Retry-After')).toBe('1')
	})
})

describe('the configuration', () => {
	it('requires the host key for opening a workshop, if one is set', async () => {
		server = await startServer({ CHARRETTE_ADMIN_KEY: 'a long enough key'.replaceAll(' ', '-') })
		for (const options of [{}, { token: 'wrong' }]) {
			const { status, body } = await call(server.url, '/api/workshops', { body: { title: 'x' }, ...options })
			expect([status, body.error.code]).toEqual([401, 'host_key_needed'])
		}
		const options = { body: { title: 'x' }, token: 'a-long-enough-key' }
		expect((await call(server.url, '/api/workshops', options)).status).toBe(201)
	})

	it('puts the public URL into links, and the licence key into the client settings', async () => {
		server = await startServer({ PUBLIC_URL: 'https://workshop.example.org', TLDRAW_LICENSE_KEY: 'tldraw-key' })
		const { body } = await call<CreatedWorkshop>(server.url, '/api/workshops', { body: { title: 'x' } })
		expect(body.links.participant).toBe(`https://workshop.example.org/join#${body.joinCode}`)
		const settings = await call<unknown>(server.url, '/api/client')
		const addresses = ['https://workshop.example.org']
		const rest = { retentionDays: null, host: null, locales: [], translates: false, embeds: false, names: false }
		expect(settings.body).toEqual({ licenseKey: 'tldraw-key', addresses, ...rest })
	})
})

describe('every response', () => {
	it('limits the resources that a page can load, and works without https', async () => {
		server = await startServer()
		for (const path of ['/', '/api/client', '/api/nowhere']) {
			const { headers } = await call(server.url, path)
			const policy = headers.get('Content-Security-Policy')
			expect(policy).toContain("default-src 'none';script-src 'self' 'wasm-unsafe-eval';")
			expect(policy).toContain(`connect-src 'self' data: blob: ${server.syncUrl.replace('/sync', '')} `)
			expect(policy).not.toContain('upgrade-insecure-requests')
			expect(headers.get('Referrer-Policy')).toBe('no-referrer')
			for (const name of ['Strict-Transport-Security', 'Cross-Origin-Opener-Policy', 'X-Powered-By'])
				expect(headers.get(name)).toBeNull()
		}
	})

	it('is JSON for an unknown API path, and health checks succeed', async () => {
		server = await startServer()
		expect((await call(server.url, '/api/nowhere')).body.error.code).toBe('not_found')
		expect((await call<unknown>(server.url, '/healthz')).body).toEqual({ status: 'ok' })
		expect((await call<unknown>(server.url, '/readyz')).body).toEqual({ status: 'ready' })
	})

	it('is an error and not a crash for malformed paths, hosts and bodies', async () => {
		server = await startServer()
		expect((await call(server.url, '/api/join/%E0%A4%A')).status).toBe(400)
		expect((await call(server.url, '/%2e%2e/%2e%2e/package.json')).text).not.toContain('charrette')
		const status = await new Promise((resolve, reject) => {
			const sent = request(`${server.url}/api/client`, { headers: { Host: "x; script-src 'unsafe-inline'" } })
			sent.once('response', (response) => resolve(response.headers['content-security-policy']))
			sent.once('error', reject)
			sent.end()
		})
		expect(status).not.toContain("script-src 'unsafe-inline'")
		expect((await call(server.url, '/healthz')).status).toBe(200)
	})
})
