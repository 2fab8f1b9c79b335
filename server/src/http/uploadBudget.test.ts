import { once } from 'node:events'
import type { ClientRequest, Server } from 'node:http'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { createConcurrencyLimit } from './concurrencyLimit.ts'
import { createUploadBudget } from './uploadBudget.ts'

let server: Server
afterEach(() => server.close())

/** A server that receives bodies of at most 800 bytes, 1,000 at once, and does with them what `use` says. */
async function listen(use: (bytes: Uint8Array) => Promise<void> = async () => {}): Promise<void> {
	const intake = createUploadBudget({ mostBytes: 1000, retryS: 7 })
	const app = express()
	app.post('/', async (incoming, response) => {
		try {
			await intake({ request: incoming, response }, 800, use)
			response.send('taken')
		} catch (thrown) {
			response.status(400).send(thrown instanceof AppError ? thrown.code : 'a bug')
		}
	})
	server = createServer(app).listen(0)
	await once(server, 'listening')
}

/** A body in the making. What is answered comes as `[text, Retry-After]`. */
function send(bytes: number, length = bytes): { sending: ClientRequest; answer: Promise<unknown[]> } {
	const { port } = server.address() as AddressInfo
	const sending = request({ port, method: 'POST', headers: { 'Content-Length': length } })
	sending.write(new Uint8Array(bytes))
	const answer = new Promise<unknown[]>((resolve, reject) => {
		sending.once('error', reject)
		sending.once('response', async (response) => {
			resolve([(await response.toArray()).join(''), response.headers['retry-after']])
		})
	})
	return { sending, answer }
}

describe('receiving bodies', () => {
	it('is bounded by what came of them, and has room again when they are done or gone', async () => {
		const inWork: (() => void)[] = []
		await listen(() => new Promise((resolve) => inWork.push(resolve)))
		const waiting = send(600)
		await expect.poll(() => inWork.length).toBe(1)
		expect(await send(401).answer).toEqual(['busy', '7'])
		const slow = send(1, 300)
		slow.answer.catch(() => {})
		const small = send(300)
		await expect.poll(() => inWork.length).toBe(2)
		for (const done of inWork) done()
		expect(await waiting.answer).toEqual(['taken', undefined])
		expect(await small.answer).toEqual(['taken', undefined])
		slow.sending.destroy()
		const next = send(800)
		await expect.poll(() => inWork.length).toBe(3)
		inWork[2]?.()
		expect(await next.answer).toEqual(['taken', undefined])
	})

	it('refuses what is too large, by what it says and by what comes', async () => {
		await listen()
		for (const length of [801, 5000]) expect(await send(1, length).answer).toEqual(['too_large', undefined])
	})
})

describe('a handful', () => {
	it('gives turns in order, to as many as may be at once, and refuses who finds the line full', async () => {
		server = createServer()
		const headers = new Map<string, string>()
		const response = { set: (name: string, value: string) => headers.set(name, value) } as never
		const inHand = createConcurrencyLimit({ most: 2, waiting: 1, retryS: 3 })
		const log: string[] = []
		const ends: (() => void)[] = []
		const start = (name: string) =>
			inHand(response, async () => {
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
})
