import { readdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

/** A proxy that simulates the update of a server to another release while pages are open. */
export interface ReleaseProxy {
	url: string
	/**
	 * Switches to a client of another release: its scripts have other names, and the old ones are
	 * gone.
	 */
	update(): void
	close(): Promise<void>
}

/**
 * Headers that are not forwarded: they concern only the hop to this proxy, or files of the former
 * release that the browser has cached.
 */
const OWN_HEADERS = ['host', 'connection', 'accept-encoding', 'if-none-match', 'if-modified-since']
const SCRIPTS = new Set(
	readdirSync(new URL('../../client/dist/assets', import.meta.url)).filter((name) => name.endsWith('.js')),
)
const toNext = (text: string) =>
	text
		.replace(/[\w.-]+\.js/g, (name) => (SCRIPTS.has(name) ? name.replace(/js$/, 'next.js') : name))
		.replace(/id:`\w{16}`/, 'id:`next`')

/**
 * Starts the proxy in front of a server. The next release is the same client with other hashes in
 * the names of all scripts.
 */
export async function startReleaseProxy(target: string): Promise<ReleaseProxy> {
	let isUpdated = false

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = request.url ?? '/'
		// A file that was requested before the update is wholly of the former release.
		const isOfNext = isUpdated
		if (isOfNext && SCRIPTS.has(path.slice('/assets/'.length))) return void response.writeHead(404).end()
		const chunks: Buffer[] = []
		for await (const chunk of request) chunks.push(chunk as Buffer)
		const headers = Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.includes(name))
		const passed = await fetch(target + path.replace('.next.js', '.js'), {
			method: request.method ?? 'GET',
			headers: Object.fromEntries(headers) as Record<string, string>,
			...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
		})
		const bytes = Buffer.from(await passed.arrayBuffer())
		const isText = /javascript|html/.test(passed.headers.get('content-type') ?? '')
		const body = isOfNext && isText ? Buffer.from(toNext(bytes.toString())) : bytes
		const { 'content-length': _length, 'content-encoding': _coding, ...kept } = Object.fromEntries(passed.headers)
		response.writeHead(passed.status, { ...kept, 'content-length': body.length }).end(body)
	}

	const server = createServer((request, response) => {
		answer(request, response).catch(() => response.destroy())
	})
	const sockets = new Set<Duplex>()
	server.on('upgrade', (request, socket, head) => {
		sockets.add(socket)
		const far = connect(Number(new URL(target).port), '127.0.0.1', () => {
			const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`)
			far.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
			far.write(head)
			far.pipe(socket).pipe(far)
		})
		far.on('error', () => socket.destroy())
		socket.on('error', () => far.destroy())
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		update() {
			isUpdated = true
		},
		close() {
			server.closeAllConnections()
			for (const socket of sockets) socket.destroy()
			return new Promise((resolve) => server.close(() => resolve()))
		},
	}
}
