import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type ClientRequest, createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { createUploadBudget, prepareUploadFolder } from './uploads.ts'

const folder = join(mkdtempSync(join(tmpdir(), 'charrette-uploads-')), 'uploads')
afterAll(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

let server: Server
let begun = 0
afterEach(() => server.close())

/** Starts a server that takes bodies of 800 bytes, with a budget of 1,000 bytes. */
async function listen(use: (file: string) => Promise<void> = async () => {}): Promise<void> {
	prepareUploadFolder(folder)
	const upload = createUploadBudget({ folder, maxTotalBytes: 1000, maxPerSender: 3, maxUploads: 4, retryAfterS: 7 })
	const app = express()
	begun = 0
	app.post('/', async (incoming, response) => {
		begun++
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
	it('counts received bytes, and frees them when an upload is done or aborted', async () => {
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

	it('[HTTP3] limits the uploads of a sender and of all senders, idle ones included', async () => {
		await listen()
		const idle = (sender: string) => {
			const { sending, answer } = send(0, 10, sender)
			answer.catch(() => {})
			return { sending, answer }
		}
		// An upload that asks for a place meanwhile would take one of theirs.
		const slow = [idle('ana'), idle('ana'), idle('ana')]
		await expect.poll(() => begun).toBe(3)
		expect(await send(1, 1, 'ana').answer).toEqual(['busy', '7'])
		expect(await send(1, 1, 'li').answer).toEqual(['done', undefined])
		slow.push(idle('li'))
		await expect.poll(() => begun).toBe(6)
		expect(await send(1, 1, 'eve').answer).toEqual(['busy', '7'])
		for (const { sending } of slow) sending.destroy()
		await expect.poll(async () => (await send(1, 1, 'ana').answer)[0]).toBe('done')
	})

	it('keeps a body in a file as long as it is used', async () => {
		const sizes: number[] = []
		await listen(async (file) => {
			sizes.push(readFileSync(file).length, readdirSync(folder).length)
		})
		expect(await send(700).answer).toEqual(['done', undefined])
		expect(sizes).toEqual([700, 1])
		const broken = send(1, 300)
		broken.answer.catch(() => {})
		await expect.poll(() => readdirSync(folder).length).toBe(1)
		broken.sending.destroy()
		await expect.poll(() => readdirSync(folder)).toEqual([])
	})

	it('rejects a body that is too large, by its Content-Length or its bytes', async () => {
		await listen()
		for (const length of [801, 5000]) expect(await send(1, length).answer).toEqual(['too_large', undefined])
	})
})
