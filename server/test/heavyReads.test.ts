import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join as joinPath } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { buildCard, documentOf, type ErrorBody, putRecord, recordsOf, type Snapshot } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ERRORS } from '../dist/errors.js'
import { createReadPool } from '../dist/workshops/exports/ReadPool.js'
import { call, join } from './support/call.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'
import { openVotingScene, type VotingScene } from './support/votingScene.ts'

let server: TestServer
let scene: VotingScene
beforeAll(async () => {
	server = await startServer()
	scene = await openVotingScene(server)
	await scene.edit(scene.plenary, (records) => {
		for (let number = 0; number < 1500; number++)
			putRecord(
				records,
				buildCard(`n${number}`, { x: number, y: 0, index: 'a1' as never }, { text: 'words '.repeat(75) }),
			)
	})
})
afterAll(() => server.stop())

const exportPath = (format: string) => `/api/boards/${scene.plenary}/export?format=${format}`

it('[HEAVY1] of 120 exports at once by one person three are made and the others get "busy"; other people get theirs', async () => {
	const { token } = await join(server.url, scene.opened.joinCode, 'Mallory')
	const asked = Array.from({ length: 120 }, () => call(server.url, exportPath('docx'), { token }))
	const other = await call(server.url, exportPath('md'), { token: scene.opened.token })
	const answers = await Promise.all(asked)
	const files = answers.filter(({ status }) => status === 200)
	const refused = answers.filter(({ status }) => status === 503)
	expect([files.length, refused.length, other.status]).toEqual([3, 117, 200])
	expect(new Set(refused.map(({ body, headers }) => `${body.error.code} ${headers.get('Retry-After')}`))).toEqual(
		new Set(['busy 5']),
	)
})

it('[HEAVY1d] text is compressed for a client that accepts it, and is the same for a client that does not', async () => {
	const read = async (path: string, accepted: string) => {
		const headers = { Authorization: `Bearer ${scene.opened.token}`, 'Accept-Encoding': accepted }
		const sent = request(server.url + path, { headers }).end()
		const [answer] = (await once(sent, 'response')) as [IncomingMessage]
		const encoding = answer.headers['content-encoding']
		const bytes = await buffer(answer)
		expect(answer.statusCode).toBe(200)
		expect(bytes.length).toBe(Number(answer.headers['content-length']))
		return { encoding, vary: answer.headers.vary, bytes }
	}
	const saved = await call<Snapshot>(server.url, `/api/boards/${scene.plenary}/snapshots`, {
		token: scene.opened.token,
		body: { name: 'Noon' },
	})
	const ofSnapshot = `/api/snapshots/${saved.body.id}/content`
	for (const path of [exportPath('csv'), exportPath('mmd'), `/api/boards/${scene.plenary}/content`, ofSnapshot]) {
		const plain = await read(path, 'identity')
		const gzipped = await read(path, 'gzip, br')
		expect([plain.encoding, gzipped.encoding, plain.vary, gzipped.vary]).toEqual([
			undefined,
			'gzip',
			'Accept-Encoding',
			'Accept-Encoding',
		])
		expect(gzipped.bytes.length).toBeLessThan(plain.bytes.length / 5)
		expect(gunzipSync(gzipped.bytes).equals(plain.bytes)).toBe(true)
	}
	const state = gunzipSync((await read(`/api/snapshots/${saved.body.id}/state`, 'gzip')).bytes)
	expect(recordsOf(documentOf([state])).size).toBe(1500)
	const workbook = await read(exportPath('xlsx'), 'gzip')
	expect([workbook.encoding, workbook.vary, workbook.bytes.subarray(0, 2).toString()]).toEqual([
		undefined,
		undefined,
		'PK',
	])
})

it('[HEAVY1d] a read that is refused is not marked as compressed', async () => {
	const { token } = await join(server.url, scene.opened.joinCode, 'Trudy')
	const headers = { Authorization: `Bearer ${token}`, 'Accept-Encoding': 'gzip' }
	const answers = await Promise.all(
		Array.from({ length: 8 }, () => fetch(server.url + exportPath('json'), { headers })),
	)
	const refused = answers.filter(({ status }) => status === 503)
	expect(refused.length).toBeGreaterThan(0)
	for (const answer of refused)
		expect([answer.headers.get('Content-Encoding'), ((await answer.json()) as ErrorBody).error.code]).toEqual([
			null,
			'busy',
		])
	await Promise.all(answers.map((answer) => answer.bodyUsed || answer.arrayBuffer()))
})

it('[HEAVY1] a client that disconnects frees its place for the next, and leaves no file behind', async () => {
	const { token } = await join(server.url, scene.opened.joinCode, 'Eve')
	const headers = { Authorization: `Bearer ${token}` }
	for (let round = 0; round < 3; round++) {
		const sent = ['docx', 'html', 'xlsx'].map((format) => request(server.url + exportPath(format), { headers }).end())
		await Promise.all(
			sent.map((one) => {
				const closed = new Promise((resolve) => one.once('close', resolve).once('error', () => {}))
				one.once('socket', (socket) => socket.once('connect', () => one.destroy()))
				return closed
			}),
		)
	}
	await expect
		.poll(async () => (await call(server.url, exportPath('json'), { token })).status, { timeout: 20_000 })
		.toBe(200)
	await expect.poll(() => readdirSync(joinPath(server.dataDir, 'exports.tmp'))).toEqual([])
})

it('[HEAVY1c] a read that reaches its time limit is refused with its own code, and the next one starts', async () => {
	const folder = makeDataDir()
	const reads = await createReadPool({ folder, maxRunMs: 1 } as Parameters<typeof createReadPool>[0])
	const read = () =>
		reads.run({
			owner: { person: 'ana', workshop: 'one' },
			signal: new AbortController().signal,
			job: () => ({ type: 'archive', workshop: {}, sessions: [] }) as never,
			use: async () => 'written',
		})
	for (let round = 0; round < 2; round++) await expect(read()).rejects.toMatchObject({ code: 'took_too_long' })
	expect(ERRORS.took_too_long.status).toBe(503)
	await reads.close()
	expect(existsSync(folder)).toBe(false)
})

it('the content of a large board equals its export', async () => {
	const { token } = scene.opened
	const content = await call<{ cards: unknown[] }>(server.url, `/api/boards/${scene.plenary}/content`, { token })
	expect(content.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
	const exported = await call<{ cards: unknown[] }>(server.url, exportPath('json'), { token })
	expect(content.body.cards).toHaveLength(1500)
	expect(exported.body.cards).toEqual(content.body.cards)
})
