import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Finding } from '../dist/doctor/Finding.js'
import { freePort } from './support/freePort.ts'
import { runCharrette } from './support/runCharrette.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'

/** The configuration of a proxy. */
interface ProxySettings {
	forwards?: boolean
	upgrades?: boolean
	/** The host name that it forwards in place of the requested one. */
	host?: string
	/** The address from which it connects to the server. */
	localAddress?: string
	/** The status with which it answers in place of the server. */
	status?: number
}

/** Each run of the doctor is a process of its own, which starts slowly on a busy machine. */
vi.setConfig({ testTimeout: 180_000 })

let folder: string
let server: TestServer
let port: number
let proxy: Server | null = null
beforeAll(async () => {
	folder = makeDataDir()
	port = await freePort()
	server = await startServer({ DATA_DIR: folder, HOST: '0.0.0.0', PORT: String(port) })
})
afterEach(async () => {
	proxy?.closeAllConnections()
	await new Promise((resolve) => (proxy ? proxy.close(resolve) : resolve(null)))
	proxy = null
})
afterAll(async () => {
	await server.end()
	rmSync(folder, { recursive: true, force: true })
})

/** Opens a proxy in front of the server, as hosts set them up. Returns its address. */
async function openProxy({
	forwards = true,
	upgrades = true,
	host,
	localAddress,
	status,
}: ProxySettings): Promise<string> {
	const target = { host: localAddress ?? '127.0.0.1', port, localAddress }
	const headersOf = ({ headers }: IncomingMessage) => ({
		...headers,
		...(host ? { host } : {}),
		...(forwards ? { 'x-forwarded-for': '192.0.2.1' } : {}),
	})
	const opened = createServer((incoming, outgoing) => {
		if (status) return outgoing.writeHead(status).end()
		const { method, url } = incoming
		const { connection: _connection, upgrade: _upgrade, ...headers } = headersOf(incoming)
		request({ ...target, method, path: url, headers }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
			answer.pipe(outgoing)
		}).end()
	})
	if (upgrades)
		opened.on('upgrade', (incoming, socket, head) => {
			const line = connect(target, () => {
				const lines = Object.entries(headersOf(incoming)).map(([name, value]) => `${name}: ${value}`)
				line.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
				line.write(head)
				line.pipe(socket).pipe(line)
			})
			for (const end of [line, socket]) end.on('error', () => end.destroy())
		})
	await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve))
	proxy = opened
	return `http://127.0.0.1:${(opened.address() as AddressInfo).port}`
}

async function examine(env: NodeJS.ProcessEnv = {}): Promise<Record<string, Finding>> {
	const { stdout } = await runCharrette(['doctor', '--json'], { DATA_DIR: folder, PORT: String(port), ...env })
	const { findings } = JSON.parse(stdout) as { findings: Finding[] }
	return Object.fromEntries(findings.map((finding) => [finding.name, finding]))
}

const fault = (part: string) => ({ state: 'fault', text: expect.stringContaining(part) })

describe('[CLI2c] the doctor beside a running server', () => {
	it('finds the server, its clock and its sockets', async () => {
		expect(await examine()).toMatchObject({
			port: { state: 'ok', text: `A server of Charrette runs on ${port}.` },
			address: { state: 'ok' },
			clock: { state: 'ok' },
			sockets: { state: 'ok' },
		})
	})

	it('finds no fault in a proxy that forwards everything', async () => {
		expect(await examine({ PUBLIC_URL: await openProxy({}) })).toMatchObject({
			'public address': { state: 'ok' },
			proxy: { state: 'ok', text: 'It says who sends a request, and is trusted.' },
			sockets: { state: 'ok' },
		})
	})

	it('finds a proxy that is not trusted', async () => {
		const outer = Object.values(networkInterfaces())
			.flatMap((found) => found ?? [])
			.find(({ family, internal }) => family === 'IPv4' && !internal)
		const found = await examine({ PUBLIC_URL: await openProxy({ localAddress: outer?.address ?? '127.0.0.1' }) })
		expect(found['proxy']).toMatchObject(outer ? fault('TRUSTED_PROXIES') : { state: 'ok' })
	})

	it('finds a proxy that does not forward upgrades', async () => {
		const found = await examine({ PUBLIC_URL: await openProxy({ upgrades: false }) })
		expect(found['sockets']).toMatchObject(fault('pass upgrades of /sync'))
	})

	it('finds a proxy with another host name or without a server, and an address that leads elsewhere or nowhere', async () => {
		const address = async (settings: ProxySettings) =>
			(await examine({ PUBLIC_URL: await openProxy(settings) }))['public address']
		expect(await address({ host: 'inner.example' })).toMatchObject(fault('another name'))
		expect(await address({ status: 502 })).toMatchObject(fault('does not reach this server'))
		expect(await address({ status: 404 })).toMatchObject(fault('Another server answers'))
		const nowhere = await examine({ PUBLIC_URL: `http://127.0.0.1:${await freePort()}` })
		expect(nowhere['public address']).toMatchObject(fault('cannot be reached: connect ECONNREFUSED'))
	})
})

it('[CLI2c][NODE3] the doctor finds an address at which other nodes do not reach this one', async () => {
	const nodes = { DATABASE_URL: 'postgres://127.0.0.1:1/none' }
	const wrong = `http://127.0.0.1:${await freePort()}`
	expect((await examine({ ...nodes, NODE_URL: wrong }))['node address']).toMatchObject(fault('Set NODE_URL'))
	expect((await examine({ ...nodes, NODE_URL: `http://127.0.0.1:${port}` }))['node address']).toMatchObject({
		state: 'ok',
	})
})

it('[CLI2c] the doctor finds a port in use by another program', async () => {
	const other = createServer((_request, response) => response.end('hello')).listen(0, '0.0.0.0')
	await new Promise((resolve) => other.once('listening', resolve))
	const found = await examine({ PORT: String((other.address() as AddressInfo).port) })
	other.close()
	expect(found['port']).toMatchObject(fault('is in use already'))
})
