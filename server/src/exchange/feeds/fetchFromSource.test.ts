import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { Resolve } from './allowedAddress.ts'
import { fetchFromSource } from './fetchFromSource.ts'

const MAX_BYTES = 1024 * 1024
const servers: Server[] = []
afterEach(async () => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections()
		server.close()
		await once(server, 'close')
	}
})

/** Starts a server on loopback; `hits` are the requests that reached it. */
async function serveWith(answer: RequestListener) {
	const hits: string[] = []
	const server = createServer((request, response) => {
		hits.push(request.url ?? '')
		answer(request, response)
	}).listen(0, '127.0.0.1')
	servers.push(server)
	await once(server, 'listening')
	const { port } = server.address() as AddressInfo
	return { hits, port, url: `http://127.0.0.1:${port}` }
}

const fetchFrom = (url: string, { maxMs = 20_000, path = '/feed' } = {}, resolve?: Resolve) =>
	fetchFromSource({ source: { url, isLan: true }, path, maxBytes: MAX_BYTES, maxMs }, resolve)

it('[FOLLOW2] fetches compressed and uncompressed answers, and makes conditional requests', async () => {
	const { url } = await serveWith((request, response) => {
		if (request.headers['if-none-match'] === '"a"') return response.writeHead(304).end()
		if (request.url === '/packed')
			return response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('packed'))
		return response.writeHead(200, { ETag: '"a"' }).end('plain')
	})
	expect(await fetchFrom(url)).toMatchObject({ status: 200, bytes: Buffer.from('plain'), headers: { etag: '"a"' } })
	expect((await fetchFrom(url, { path: '/packed' })).bytes.toString()).toBe('packed')
	const headers = { 'If-None-Match': '"a"' }
	const again = { source: { url, isLan: true }, path: '/feed', headers, maxBytes: MAX_BYTES, maxMs: 20_000 }
	expect(await fetchFromSource(again)).toMatchObject({ status: 304 })
})

it('[FOLLOW2] a request goes to the checked address, even if its name resolves to another one by then (DNS rebinding)', async () => {
	const { hits, port } = await serveWith((request, response) => {
		if (request.url === '/moved') return response.writeHead(302, { Location: '/feed' }).end()
		return response.end('here')
	})
	// No other resolver knows the name, so the request can only go to the checked address.
	const url = `http://rebind.example:${port}`
	let asked = 0
	const rebind: Resolve = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 }]
	expect((await fetchFrom(url, {}, rebind)).bytes.toString()).toBe('here')
	expect({ asked, hits }).toEqual({ asked: 1, hits: ['/feed'] })
	asked = 0
	await expect(fetchFrom(url, { path: '/moved' }, rebind)).rejects.toMatchObject({ reason: 'addressRefused' })
	expect(hits).toEqual(['/feed', '/moved'])
	const source = { url, isLan: false }
	asked = 0
	const refused = fetchFromSource({ source, path: '/', maxBytes: MAX_BYTES, maxMs: 20_000 }, rebind)
	await expect(refused).rejects.toMatchObject({ reason: 'addressRefused' })
	expect(hits.length).toBe(2)
})

describe('[FOLLOW2] redirects', () => {
	it('stay on the server, and are limited in number', async () => {
		const { url, hits } = await serveWith((request, response) => {
			if (request.url === '/end') return response.end('here')
			const location = request.url === '/feed' ? '/end' : request.url
			return response.writeHead(302, { Location: location }).end()
		})
		expect((await fetchFrom(url)).bytes.toString()).toBe('here')
		await expect(fetchFrom(url, { path: '/loop' })).rejects.toMatchObject({ reason: 'redirected' })
		expect(hits.length).toBe(6)
	})

	it.each([
		(port: number) => `http://localhost:${port}/feed`,
		(port: number) => `http://127.0.0.2:${port}/feed`,
		(port: number) => `//[::1]:${port}/feed`,
		(port: number) => `https://127.0.0.1:${port}/feed`,
		() => 'http://169.254.169.254/latest/meta-data/',
		() => 'file:///etc/passwd',
		() => 'ftp://127.0.0.1/feed',
	])('to another server are refused: %s', async (target) => {
		const inner = await serveWith((_request, response) => response.end('secret'))
		const { url } = await serveWith((_request, response) =>
			response.writeHead(307, { Location: target(inner.port) }).end(),
		)
		await expect(fetchFrom(url)).rejects.toMatchObject({ reason: 'redirected' })
		expect(inner.hits).toEqual([])
	})
})

describe('[FOLLOW3] an answer without an end is aborted', () => {
	it('if it announces too many bytes, has too many, or unpacks to too many', async () => {
		const { url } = await serveWith((request, response) => {
			if (request.url === '/said')
				return response.writeHead(200, { 'Content-Length': String(200 * MAX_BYTES) }).flushHeaders()
			if (request.url === '/bomb')
				return response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20 * MAX_BYTES)))
			const packed = request.url === '/empty'
			response.writeHead(200, packed ? { 'Content-Encoding': 'gzip' } : {})
			const chunk = packed ? Buffer.concat(Array(2000).fill(gzipSync(''))) : Buffer.alloc(64 * 1024)
			const more = () => {
				while (!response.destroyed && response.write(chunk));
			}
			response.on('drain', more)
			return more()
		})
		for (const path of ['/said', '/bomb', '/endless', '/empty'])
			await expect(fetchFrom(url, { path }), path).rejects.toMatchObject({ reason: 'tooLarge' })
	})

	it('if it is slow: without a head, without a body, or byte by byte', async () => {
		const timers: NodeJS.Timeout[] = []
		const { url } = await serveWith((request, response) => {
			if (request.url === '/silent') return
			response.writeHead(200).flushHeaders()
			if (request.url === '/drip') timers.push(setInterval(() => response.write(' '), 20))
		})
		try {
			for (const path of ['/silent', '/head', '/drip'])
				await expect(fetchFrom(url, { path, maxMs: 400 }), path).rejects.toMatchObject({ reason: 'timedOut' })
			const never: Resolve = () => new Promise(() => {})
			await expect(fetchFrom('http://slow.example', { maxMs: 200 }, never)).rejects.toMatchObject({
				reason: 'timedOut',
			})
		} finally {
			for (const timer of timers) clearInterval(timer)
		}
	})
})

it('[FOLLOW3] errors, unknown encodings and closed ports have reasons of their own', async () => {
	const { url } = await serveWith((request, response) => {
		if (request.url === '/500') return response.writeHead(500).end('no')
		if (request.url === '/br') return response.writeHead(200, { 'Content-Encoding': 'br' }).end('x')
		if (request.url === '/cut')
			return response.writeHead(200, { 'Content-Length': '100' }).write('x', () => response.destroy())
		return response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('no gzip')
	})
	const reasons = { '/500': 'status', '/br': 'noFeed', '/other': 'noFeed', '/cut': 'unreachable' }
	for (const [path, reason] of Object.entries(reasons))
		await expect(fetchFrom(url, { path }), path).rejects.toMatchObject({ reason })
	await expect(fetchFrom('http://127.0.0.1:9')).rejects.toMatchObject({ reason: 'unreachable' })
})
