import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HostMachine, HostUpdate } from '@charrette/shared'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { readVersion } from '../dist/paths.js'
import { readConfig } from '../dist/start/config.js'
import { call } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { until } from './support/until.ts'

const KEY = 'key-of-the-host'

/** A site that names releases, and counts its requests. */
async function startSite(answer: RequestListener) {
	const requests: string[] = []
	const site: Server = createServer((request, response) => {
		requests.push(`${request.method} ${request.url} ${request.headers['user-agent']}`)
		answer(request, response)
	}).listen(0, '127.0.0.1')
	await new Promise((resolve) => site.once('listening', resolve))
	const close = () => {
		site.closeAllConnections()
		site.close()
	}
	return { requests, url: `http://127.0.0.1:${(site.address() as AddressInfo).port}/newest.json`, close }
}

const answering =
	(body: unknown, status = 200): RequestListener =>
	(_request, response) =>
		response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))

describe('[UPDATE1] the newest release', () => {
	let server: TestServer | undefined
	let site: Awaited<ReturnType<typeof startSite>> | undefined
	let log: string[]
	afterEach(async () => {
		await server?.stop()
		site?.close()
	})

	const start = async (answer: RequestListener) => {
		site = await startSite(answer)
		log = []
		const lines = pino({}, { write: (line) => void log.push(line) })
		server = await startServer({ CHARRETTE_ADMIN_KEY: KEY, UPDATE_URL: site.url }, {}, lines)
	}
	const read = async (): Promise<HostUpdate | null> =>
		(await call<HostMachine>(server?.url ?? '', '/api/host/machine', { token: KEY })).body.update
	const readOnceAsked = async () => {
		await read()
		let update: HostUpdate | null = null
		await until('the site has answered', async () => {
			update = await read()
			return update?.newest !== null
		})
		return update
	}

	it('is not asked for unless the host has named an address, and not before the host looks', async () => {
		await start(answering({ version: '9.0.0' }))
		expect(site?.requests).toEqual([])
		await server?.stop()
		server = await startServer({ CHARRETTE_ADMIN_KEY: KEY })
		expect(await read()).toBeNull()
		expect(site?.requests).toEqual([])
	})

	it('is shown on the host’s page and by charrette status, and asked for once', async () => {
		await start(answering({ version: '9.0.0', url: 'https://charrette.example/9.0.0' }))
		const newer = { newest: '9.0.0', url: 'https://charrette.example/9.0.0', isNewer: true }
		expect(await readOnceAsked()).toEqual(newer)
		expect(await read()).toEqual(newer)
		expect(site?.requests).toEqual(['GET /newest.json Charrette'])
		const { stdout } = await runCharrette(['status'], { DATA_DIR: server?.dataDir ?? '' })
		expect(stdout).toContain('Charrette 9.0.0 is available: https://charrette.example/9.0.0.')
	})

	it.each([
		['this one', { version: readVersion() }, readVersion()],
		['an older one', { version: '0.0.9' }, '0.0.9'],
		[
			'this one, as GitHub names it',
			{ tag_name: `v${readVersion()}`, html_url: 'https://github.com/x', id: 1 },
			readVersion(),
		],
	])('is no notice if it is %s', async (_what, answer, newest) => {
		await start(answering(answer))
		expect(await readOnceAsked()).toMatchObject({ newest, isNewer: false })
	})

	it.each<[string, RequestListener, string]>([
		['no JSON', answering('<html>'), 'notJson'],
		['no version', answering({ version: '9.0.0-beta.1' }), 'noRelease'],
		['an address that is none of the web', answering({ version: '9.0.0', url: 'javascript:alert(1)' }), 'noRelease'],
		['an error', answering({ version: '9.0.0' }, 500), 'status'],
		['too much', answering(`{"version":"9.0.0","body":"${'x'.repeat(300_000)}"}`), 'tooLarge'],
		['a broken connection', (request) => request.socket.destroy(), 'unreachable'],
	])('is ignored, with a line in the log, if the answer is %s', async (_what, answer, reason) => {
		await start(answer)
		await read()
		await until('the log has the reason', () => log.some((line) => line.includes(`"reason":"${reason}"`)))
		expect(await read()).toEqual({ newest: null, url: null, isNewer: false })
		expect(site?.requests).toHaveLength(1)
	})

	it('is asked for over https only, except on this machine', () => {
		expect(() => readConfig({ UPDATE_URL: 'http://charrette.example/newest.json' })).toThrow(
			/UPDATE_URL must be an https address/,
		)
	})
})
