import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { boardRoom, CLOSE } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createWorkshop } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

let server: TestServer
beforeAll(async () => {
	server = await startServer({ ALLOWED_HOSTS: 'board.lan' })
})
afterAll(() => server.stop())

async function statusUnder(host: string, path: string): Promise<number | undefined> {
	const sent = request(server.url + path, { headers: { Host: host } }).end()
	const [response] = (await once(sent, 'response')) as [IncomingMessage]
	response.resume()
	return response.statusCode
}

it('[HOST1] answers under its own names only, and health checks under any name', async () => {
	for (const path of ['/', '/api/client', '/s/x']) expect(await statusUnder('evil.example', path)).toBe(421)
	expect(await statusUnder('evil.example', '/healthz')).toBe(200)
	for (const host of ['board.lan', 'localhost:1', '10.9.8.7']) expect(await statusUnder(host, '/api/client')).toBe(200)
})

it('[HOST1] closes a socket that a page of another site opens', async () => {
	const { token, workshop } = await createWorkshop(server.url)
	const board = workshop.sessions[0]?.boards[0]?.id
	if (!board) throw new Error('no board')
	const open = (origin: string) => {
		const socket = new WebSocket(`${server.syncUrl}/${boardRoom(board)}`, ['charrette.v1', token], { origin })
		return new Promise((resolve) => {
			socket.once('close', (code) => resolve(code))
			socket.once('message', () => {
				resolve('in')
				socket.close()
			})
		})
	}
	expect(await open('https://evil.example')).toBe(CLOSE.noAccess)
	expect(await open(server.url)).toBe('in')
})
