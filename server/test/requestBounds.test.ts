import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import { connect } from 'node:net'
import type { CreatedWorkshop, ImportResult, Practice } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, type FacilitatorClient, openAsFacilitator } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

let server: TestServer
let facilitator: FacilitatorClient
beforeAll(async () => {
	server = await startServer({}, { headMs: 400, bodyMs: 400, maxRequestsPerAddress: 5 })
	facilitator = await openAsFacilitator(server.url, { groups: 1 })
})
afterAll(() => server.stop())

/**
 * Sends these bytes, and then one byte every `dripMs`, if given. Returns the answer of the server
 * when it closes the connection.
 */
async function sendOnly(bytes: string, { to = server, dripMs = 0 } = {}): Promise<string> {
	const socket = connect(Number(new URL(to.url).port), '127.0.0.1')
	let answer = ''
	socket
		.on('error', () => {})
		.on('data', (data: Buffer) => {
			answer += data.toString()
		})
	await once(socket, 'connect')
	socket.write(bytes)
	const drip = dripMs > 0 ? setInterval(() => socket.write('x'), dripMs) : undefined
	// A byte that arrives after the end resets the connection.
	await new Promise((resolve) => socket.once('close', resolve))
	clearInterval(drip)
	return answer
}

describe('[HTTP2] a sender that takes too long', () => {
	it('is cut off in the head and in the body of a request, on any route', async () => {
		expect(await sendOnly('GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')).toMatch(/^HTTP\/1.1 408/)
		const head = 'Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"code"'
		for (const path of ['/api/join', '/api/nowhere', '/'])
			expect(await sendOnly(`POST ${path} HTTP/1.1\r\n${head}`)).not.toContain('HTTP/1.1 200')
	})
})

it('[HTTP2a] a body that trickles in after its request was answered does not keep the connection open', async () => {
	const patient = await startServer()
	const { opened } = await openAsFacilitator(patient.url, { groups: 1 })
	const board = opened.workshop.sessions[0]?.boards[0]?.id
	const asked: [line: string, header: string, answer: number][] = [
		['POST /', 'Host: evil.example', 421],
		['GET /healthz', 'Host: localhost', 200],
		['POST /api/exchange', 'Host: localhost', 401],
		['POST /api/no/where/import', 'Host: localhost', 404],
		[`POST /api/boards/${board}/import?name=a`, `Host: localhost\r\nAuthorization: Bearer ${opened.token}`, 413],
		['POST /api/host/logo', 'Host: localhost\r\nExpect: nothing', 404],
	]
	const answers = asked.map(([line, header]) =>
		sendOnly(`${line} HTTP/1.1\r\n${header}\r\nContent-Length: 90000000\r\n\r\n`, { to: patient, dripMs: 50 }),
	)
	expect((await Promise.all(answers)).map((answer) => answer.slice(9, 12))).toEqual(
		asked.map(([, , answer]) => String(answer)),
	)
	await patient.stop()
})

/** Sends the first half of a file; `finish` sends the rest and returns the status, 0 for none. */
async function beginUpload(to: string, path: string, { token, file }: { token: string; file: Uint8Array }) {
	const headers = {
		Authorization: `Bearer ${token}`,
		'Content-Type': 'application/json',
		'Content-Length': file.length,
	}
	const upload: ClientRequest = request(to + path, { method: 'POST', headers })
	const status = new Promise<number>((resolve) => {
		upload.on('response', (answer) => resolve(answer.resume().statusCode ?? 0)).on('error', () => resolve(0))
	})
	const half = Math.ceil(file.length / 2)
	await new Promise((resolve) => upload.write(file.subarray(0, half), resolve))
	return {
		finish: () => {
			upload.end(file.subarray(half))
			return status
		},
	}
}

describe('[HTTP2] a file', () => {
	it('has longer to arrive than other bodies, on every route that takes one', async () => {
		const key = 'key-of-the-host'
		const hosted = await startServer({ CHARRETTE_ADMIN_KEY: key }, { bodyMs: 400 })
		const body = { title: 'Urban innovation', groups: 1 }
		const { body: opened } = await call<CreatedWorkshop>(hosted.url, '/api/workshops', { token: key, body })
		const { token, workshop } = opened
		const begun = { token, body: { locale: 'en' } }
		const path = `/api/workshops/${workshop.id}/practices`
		const { practice } = (await call<{ practice: Practice }>(hosted.url, path, begun)).body
		const headers = { Authorization: `Bearer ${key}` }
		const exported = await fetch(`${hosted.url}/api/host/workshops/${workshop.id}/file`, { headers })
		const document = new TextEncoder().encode(`%PDF-1.7\n${'x'.repeat(5000)}\n%%EOF\n`)
		const uploads = [
			await beginUpload(hosted.url, `/api/boards/${workshop.sessions[0]?.boards[0]?.id}/documents`, {
				token,
				file: document,
			}),
			await beginUpload(hosted.url, `/api/practices/${practice.id}/documents`, { token, file: document }),
			await beginUpload(hosted.url, '/api/host/import', {
				token: key,
				file: new Uint8Array(await exported.arrayBuffer()),
			}),
		]
		// When this body is cut off, the files have taken too long for any other body.
		const head = 'Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"code"'
		await sendOnly(`POST /api/join HTTP/1.1\r\n${head}`, { to: hosted })
		expect(await Promise.all(uploads.map(({ finish }) => finish()))).toEqual([201, 201, 201])
		await hosted.stop()
	})

	it('is imported regardless of the type that it is sent with', async () => {
		const board = facilitator.opened.workshop.sessions[0]?.boards[0]?.id
		const list = `["${'words '.repeat(60_000)}"]`
		const { token } = facilitator.opened
		for (const raw of ['one\ntwo', `${'a card\n'.repeat(40_000)}`]) {
			const path = `/api/boards/${board}/import?name=list.txt&dryRun=1`
			const { status, body } = await call<ImportResult>(server.url, path, { token, raw })
			expect([status, 'error' in body]).toEqual([200, false])
		}
		const { status } = await call(server.url, '/api/join', { raw: list })
		expect(status).toBe(413)
	})
})

it('[HTTP1] one address has a bounded number of open requests, and health checks do not count', async () => {
	const slow =
		'POST /api/join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{'
	const open = Array.from({ length: 5 }, () => sendOnly(slow))
	await expect.poll(async () => (await call(server.url, '/api/templates')).body.error?.code).toBe('busy')
	expect((await call<unknown>(server.url, '/healthz')).status).toBe(200)
	await Promise.all(open)
	await expect.poll(async () => (await call(server.url, '/api/templates')).status).toBe(200)
})
