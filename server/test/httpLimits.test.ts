import { request } from 'node:http'
import type { OpenWorkshopResult } from '@charrette/shared'
import { afterEach, describe, expect, it } from 'vitest'
import { call, join, openWorkshop, secretOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'

let server: TestServer
afterEach(() => server.stop())

const wrongCode = (number: number) => `/api/join/ZZZZ${String(number).padStart(4, '0')}`

describe('guessing join codes', () => {
	it('is blocked after sixty wrong codes in a minute, even with a right one; links still work', async () => {
		server = await startServer()
		const { joinCode, links } = await openWorkshop(server.url)
		const statuses: number[] = []
		for (let number = 0; number < 61; number++) statuses.push((await call(server.url, wrongCode(number))).status)
		expect(statuses).toEqual([...Array(60).fill(404), 429])
		const { status, body } = await call(server.url, `/api/join/${joinCode}`)
		expect([status, body.error.code]).toEqual([429, 'too_many_tries'])
		const secret = secretOf(links.facilitator)
		expect((await call(server.url, '/api/token', { body: { secret } })).status).toBe(201)
	})

	it('counts neither right codes nor a repeated wrong one', async () => {
		server = await startServer()
		const { joinCode } = await openWorkshop(server.url)
		for (let time = 0; time < 70; time++) {
			expect((await call(server.url, wrongCode(1))).status).toBe(404)
			expect((await call(server.url, `/api/join/${joinCode}`)).status).toBe(200)
		}
		expect((await join(server.url, joinCode, 'Ana')).participant.name).toBe('Ana')
	})
})

describe('the configuration', () => {
	it('requires the host key for opening a workshop, if there is one', async () => {
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
		const { body } = await call<OpenWorkshopResult>(server.url, '/api/workshops', { body: { title: 'x' } })
		expect(body.links.participant).toBe(`https://workshop.example.org/join#${body.joinCode}`)
		const settings = await call<unknown>(server.url, '/api/client')
		expect(settings.body).toEqual({ licenseKey: 'tldraw-key', addresses: ['https://workshop.example.org'] })
	})
})

describe('every response', () => {
	it('limits what a page can load, and works without https', async () => {
		server = await startServer()
		for (const path of ['/', '/api/client', '/api/nowhere']) {
			const { headers } = await call(server.url, path)
			const policy = headers.get('Content-Security-Policy')
			expect(policy).toContain("default-src 'none';script-src 'self';")
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
