import { once } from 'node:events'
import { type ClientRequest, createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { createConcurrencyLimit, createUploadBudget } from './limits.ts'

let server: Server
afterEach(() => server.close())

/** Starts a server that takes bodies of 800 bytes, with a budget of 1,000 bytes. */
async function listen(use: (bytes: Uint8Array) => Promise<void> = async () => {}): Promise<void> {
	const upload = createUploadBudget({ maxTotalBytes: 1000, maxPerSender: 3, maxUploads: 4, retryAfterS: 7 })
	const app = express()
	app.post('/', async (incoming, response) => {
		try {
			await upload({ request: incoming, response }, 800, use)
			response.send('done')
		} catch (thrown) {
			response.status(400).send(thrown instanceof AppError ? thrown.code : 'a bug')
		}
	})
	server = createServer(app).listen(0)
	await once(server, 'listening')
}

/** Starts to send a body. The answer is `[text, Retry-After]`. */
function send(bytes: number, length = bytes, sender = ''): { sending: ClientRequest; answer: Promise<unknown[]> } {
	const { port } = server.address() as AddressInfo
	const sending = request({ port, method: 'POST', headers: { 'Content-Length': length, Authorization: sender } })
	if (bytes > 0) sending.write(new Uint8Array(bytes))
	else sending.flushHeaders()
	const answer = new Promise<unknown[]>((resolve, reject) => {
		sending.once('error', reject)
		sending.once('response', async (response) => {
			resolve([(await response.toArray()).join(''), response.headers['retry-after']])
		})
	})
	return { sending, answer }
}

describe('the upload budget', () => {
	it('counts received bytes, and frees them when an upload is done or broken off', async () => {
		const uses: (() => void)[] = []
		await listen(() => new Promise((resolve) => uses.push(resolve)))
		const large = send(600)
		await expect.poll(() => uses.length).toBe(1)
		expect(await send(401).answer).toEqual(['busy', '7'])
		const slow = send(1, 300)
		slow.answer.catch(() => {})
		const small = send(300)
		await expect.poll(() => uses.length).toBe(2)
		for (const done of uses) done()
		expect(await large.answer).toEqual(['done', undefined])
		expect(await small.answer).toEqual(['done', undefined])
		slow.sending.destroy()
		const next = send(800)
		await expect.poll(() => uses.length).toBe(3)
		uses[2]?.()
		expect(await next.answer).toEqual(['done', undefined])
	})

	it('[HTTP3] counts the uploads of a sender, also those of which nothing arrives, and all of them', async () => {
		await listen()
		const idle = (sender: string) => {
			const { sending, answer } = send(0, 10, sender)
			answer.catch(() => {})
			return { sending, answer }
		}
		const slow = [idle('ana'), idle('ana'), idle('ana')]
		await expect.poll(async () => (await send(1, 1, 'ana').answer)[0]).toBe('busy')
		expect(await send(1, 1, 'li').answer).toEqual(['done', undefined])
		slow.push(idle('li'))
		await expect.poll(async () => (await send(1, 1, 'eve').answer)[0]).toBe('busy')
		for (const { sending } of slow) sending.destroy()
		await expect.poll(async () => (await send(1, 1, 'ana').answer)[0]).toBe('done')
	})

	it('rejects a body that is too large, by its Content-Length or its bytes', async () => {
		await listen()
		for (const length of [801, 5000]) expect(await send(1, length).answer).toEqual(['too_large', undefined])
	})
})

it('runs requests in order up to the limit, and rejects one that finds the queue full', async () => {
	const headers = new Map<string, string>()
	const response = { set: (name: string, value: string) => headers.set(name, value) } as never
	const limit = createConcurrencyLimit({ maxRunning: 2, maxQueued: 1, retryAfterS: 3 })
	const log: string[] = []
	const ends: (() => void)[] = []
	const start = (name: string) =>
		limit(response, async () => {
			log.push(name)
			await new Promise<void>((resolve) => ends.push(resolve))
		})
	const all = ['one', 'two', 'three'].map(start)
	await expect(start('four')).rejects.toMatchObject({ code: 'busy' })
	expect(headers.get('Retry-After')).toBe('3')
	await expect.poll(() => log).toEqual(['one', 'two'])
	ends[0]?.()
	await expect.poll(() => log).toEqual(['one', 'two', 'three'])
	for (const end of ends) end()
	await Promise.all(all)
	const last = start('five')
	await expect.poll(() => ends.length).toBe(4)
	ends[3]?.()
	await last
})
