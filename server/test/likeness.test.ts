import type { ServerResponse } from 'node:http'
import type { BoardLikeness, ErrorBody } from '@charrette/shared'
import { buildCard, createId, privateRoom, putRecord, recordsOf, type WorkshopId } from '@charrette/shared'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOpenAiModel } from '../dist/adapters/translators/createOpenAiModel.js'
import { examineTranslator } from '../dist/doctor/examineTranslator.js'
import { readConfig } from '../dist/start/config.js'
import { createLikeness } from '../dist/translation/createLikeness.js'
import { createTranslatorAccount } from '../dist/translation/createTranslatorAccount.js'
import { call, join, phaseOf } from './support/call.ts'
import {
	embedByWords,
	type LanguageModelServer,
	sendVectors,
	startLanguageModelServer,
	vectorByWords,
} from './support/languageModelServer.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'
import { openVotingScene, type VotingScene } from './support/votingScene.ts'

const TEXTS = { 'shape:a': 'the bus is late', 'shape:b': 'no bus at night', 'shape:c': 'rubbish in the river' }
const CHARACTERS = Object.values(TEXTS).join('').length

let model: LanguageModelServer
beforeAll(async () => {
	model = await startLanguageModelServer()
})
afterAll(() => model.stop())
beforeEach(() => {
	model.answer = embedByWords
	model.requests = []
})

const settings = (more: object = {}) => ({
	TRANSLATE_URL: model.url,
	TRANSLATE_KIND: 'openai',
	TRANSLATE_MODEL: 'chat',
	TRANSLATE_EMBEDDING_MODEL: 'bge-m3',
	...more,
})

describe('an embedding model', () => {
	let closing: (() => Promise<void>)[] = []
	afterEach(async () => {
		for (const close of closing.splice(0)) await close()
		closing = []
	})
	const workshop = createId<WorkshopId>()
	let isAllowed: boolean
	const open = (more: { maxCharactersPerDay?: number; pauseMs?: number; waitMs?: number } = {}) => {
		isAllowed = true
		const { translator } = readConfig(settings({ TRANSLATE_KEY: 'secret' }))
		const log = pino({ level: 'silent' })
		const account = createTranslatorAccount({ maxCharactersPerDay: 1e6, meter: () => {}, log, ...more })
		const likeness = createLikeness({ model: translator && createOpenAiModel(translator), account, ...more })
		closing.push(async () => {
			account.close()
			await likeness.close()
		})
		const read = (texts: Record<string, string> = TEXTS, place = 'b') =>
			likeness.read({ workshop, place, texts: new Map(Object.entries(texts)), isAllowed: async () => isAllowed })
		return { read, likeness, account }
	}

	it('[MODEL1] gives each text a vector, whose direction is that of the model; an empty text has none', async () => {
		const { read } = open()
		const { vectors, problem } = await read({ ...TEXTS, 'shape:d': ' ' })
		expect([problem, [...vectors.keys()]]).toEqual([null, Object.keys(TEXTS)])
		const alike = (one: string, other: string) => {
			const [a = [], b = []] = [vectors.get(one), vectors.get(other)].map((vector) => [...(vector ?? [])])
			return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) / (Math.hypot(...a) * Math.hypot(...b))
		}
		const [a, b] = [TEXTS['shape:a'], TEXTS['shape:b']].map(vectorByWords)
		const exact = (a ?? []).reduce((sum, value, at) => sum + value * (b?.[at] ?? 0), 0)
		expect(alike('shape:a', 'shape:b')).toBeCloseTo(exact / (Math.hypot(...(a ?? [])) * Math.hypot(...(b ?? []))), 1)
		expect(model.requests).toMatchObject([
			{ path: '/v1/embeddings', model: 'bge-m3', input: Object.values(TEXTS), authorization: 'Bearer secret' },
		])
	})

	it('[MODEL1] takes vectors by the number that the answer gives them', async () => {
		const { read } = open()
		model.answer = ({ input }, response) => {
			const data = input.map((text, index) => ({ index, embedding: vectorByWords(text) }))
			response.end(JSON.stringify({ data: data.reverse() }))
		}
		const reversed = await read()
		model.answer = embedByWords
		expect(reversed.vectors).toEqual((await open().read()).vectors)
	})

	const good = Object.values(TEXTS).map(vectorByWords)
	const [first = [], second = [], third = []] = good
	const HOSTILE: [string, (response: ServerResponse) => unknown][] = [
		['429', (response) => response.writeHead(429).end()],
		['500', (response) => response.writeHead(500).end('error')],
		['JSON that is cut off', (response) => response.end('{"data": [{"embedding": [0.1, 0.2')],
		['HTML', (response) => response.end('<!doctype html><p>Sign in to the hotel')],
		['another form', (response) => response.end('{"error": "no"}')],
		['too few vectors', (response) => sendVectors(response, [first, second])],
		['too many vectors', (response) => sendVectors(response, [...good, first])],
		[
			'one vector twice',
			(response) =>
				response.end(JSON.stringify({ data: good.map((embedding, n) => ({ index: n === 1 ? 0 : n, embedding })) })),
		],
		[
			'a vector of a far place',
			(response) => response.end(JSON.stringify({ data: good.map((embedding, n) => ({ index: n * 4e9, embedding })) })),
		],
		['vectors of different lengths', (response) => sendVectors(response, [first, second, third.slice(1)])],
		[
			'short vectors',
			(response) =>
				sendVectors(
					response,
					good.map((vector) => vector.slice(0, 3)),
				),
		],
		['numbers that are none', (response) => sendVectors(response, [first, second, third.map(() => null)])],
		[
			'NaN',
			(response) =>
				response.end(JSON.stringify({ data: good.map((embedding) => ({ embedding })) }).replace('0.01', 'NaN')),
		],
		[
			'infinite numbers',
			(response) =>
				response.end(JSON.stringify({ data: good.map((embedding) => ({ embedding })) }).replace('0.01', '1e999')),
		],
		[
			'zeros',
			(response) =>
				sendVectors(
					response,
					good.map((vector) => vector.map(() => 0)),
				),
		],
		['the same for all', (response) => sendVectors(response, [first, first, first])],
		['what a card orders', (response) => response.end('{"data": "all cards are in one cluster"}')],
		['a broken connection', (response) => response.destroy()],
		['a redirect', (response) => response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end()],
	]
	it.each(HOSTILE)('[MODEL1a] %s gives no vectors, and is not kept', async (_, answer) => {
		const { read } = open({ pauseMs: 1 })
		model.answer = (_request, response) => answer(response)
		expect(await read()).toMatchObject({ vectors: new Map(), problem: expect.stringMatching(/failed|slow/) })
		model.answer = embedByWords
		await until('the model is asked again', async () => (await read()).vectors.size === 3)
	})

	it('[MODEL1a] that is slow is not waited for, and its vectors are there later', async () => {
		const { read } = open({ waitMs: 1 })
		let finish = () => {}
		model.answer = async (request, response) => {
			await new Promise<void>((resolve) => {
				finish = resolve
			})
			embedByWords(request, response)
		}
		expect(await read()).toEqual({ vectors: new Map(), problem: 'slow' })
		await until('the request arrives', () => model.requests.length === 1)
		finish()
		await until('the vectors are known', async () => (await read()).problem === null)
		expect(model.requests).toHaveLength(1)
	})

	it('[MODEL1a] that fails leaves translations alone, except if it is busy', async () => {
		const { read, account } = open()
		model.answer = (_, response) => response.writeHead(404).end()
		expect((await read()).problem).toBe('failed')
		expect(account.problem('translation')).toBeNull()
		const busy = open()
		model.answer = (_, response) => response.writeHead(429, { 'Retry-After': '120' }).end()
		expect((await busy.read()).problem).toBe('failed')
		expect(busy.account.problem('translation')).toBe('failed')
	})

	it('[MODEL1] uses the characters of the day that translations use', async () => {
		const { read, account } = open({ maxCharactersPerDay: CHARACTERS })
		expect((await read()).problem).toBeNull()
		expect(account.figures()).toMatchObject({ texts: 3, characters: CHARACTERS, requests: 1, failures: 0 })
		expect(await read({ 'shape:d': 'another text' })).toEqual({ vectors: new Map(), problem: 'limit' })
		expect(account.problem('translation')).toBe('limit')
	})

	it('[MODEL1b] gets a text once for a workshop, in batches, until the workshop is deleted', async () => {
		const { read, likeness } = open()
		const many = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`shape:${n}`, `bus number ${n % 65} here`]))
		expect((await read(many)).vectors.size).toBe(70)
		expect(model.requests.map(({ input }) => input.length)).toEqual([32, 32, 1])
		await read(many, 'another board')
		expect(model.requests).toHaveLength(3)
		likeness.forget(workshop)
		await read(many)
		expect(model.requests).toHaveLength(6)
	})

	it('[MODEL1] sends nothing more, and keeps nothing, once the workshop forbids it', async () => {
		const { read } = open()
		model.answer = (request, response) => {
			isAllowed = false
			embedByWords(request, response)
		}
		expect(await read()).toEqual({ vectors: new Map(), problem: 'forbidden' })
		isAllowed = true
		model.answer = embedByWords
		await read()
		expect(model.requests).toHaveLength(2)
	})
})

describe('a server with an embedding model', () => {
	let server: TestServer
	let scene: VotingScene
	beforeAll(async () => {
		server = await startServer(settings())
	})
	afterAll(() => server.stop())
	beforeEach(async () => {
		scene = await openVotingScene(server)
		await scene.edit(scene.plenary, (records) => {
			for (const [id, text] of Object.entries(TEXTS))
				putRecord(records, buildCard(id.slice(6), { x: 0, y: 0, index: 'a1' as never }, { kind: 'note', text }))
		})
	})
	const ask = ({ token = scene.opened.token, ids = Object.keys(TEXTS), board = scene.plenary as string } = {}) =>
		call<BoardLikeness & Partial<ErrorBody>>(server.url, `/api/boards/${board}/likeness`, { token, body: { ids } })

	it('[MODEL1] compares the cards of a board, and says that it can', async () => {
		const { body } = await ask({ ids: [...Object.keys(TEXTS), 'shape:gone'] })
		expect(body.problem).toBeNull()
		expect(Object.keys(body.vectors).sort()).toEqual(Object.keys(TEXTS))
		expect(Buffer.from(body.vectors['shape:a'] ?? '', 'base64')).toHaveLength(16)
		expect((await call(server.url, '/api/client')).body).toMatchObject({ embeds: true })
	})

	it('[MODEL1] is for people who may edit the board, and takes so many texts of cards', async () => {
		const ana = await join(server.url, scene.opened.joinCode, 'Ana', 'Lima')
		expect((await ask({ token: ana.token, board: ana.board.id, ids: ['shape:x'] })).status).toBe(200)
		await scene.send({ type: 'boards.freeze', frozen: true })
		expect((await ask({ token: ana.token, board: ana.board.id, ids: ['shape:x'] })).body.error?.code).toBe('view_only')
		const other = await openVotingScene(server)
		expect((await ask({ board: other.plenary })).status).toBe(404)
		for (const ids of [[], ['note:x'], ['shape:a/description'], Array.from({ length: 501 }, (_, n) => `shape:${n}`)])
			expect((await ask({ ids })).body.error?.code).toBe('invalid_input')
		expect(model.requests).toEqual([])
	})

	it('[MODEL1] sends nothing if the workshop forbids machine translation', async () => {
		await scene.send({ type: 'translation.set', isAllowed: false })
		expect((await ask()).body).toEqual({ vectors: {}, problem: 'forbidden' })
		expect(model.requests).toEqual([])
	})

	it('[MODEL1] sends no private card', async () => {
		const { body: added } = await scene.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
		await scene.run({ type: 'phase.goto', phase: added.made })
		const ana = await join(server.url, scene.opened.joinCode, 'Ana')
		const client = await joinedAsStock(server.syncUrl, privateRoom(ana.board.id, ana.participant.id), ana.token)
		client.doc.transact(() => {
			const card = { kind: 'note', text: TEXTS['shape:a'] } as const
			putRecord(recordsOf(client.doc), buildCard('secret', { x: 0, y: 0, index: 'a1' as never }, card))
		})
		await until('the card is saved', () => client.acked() > 0)
		const { body } = await ask({ board: ana.board.id, ids: ['shape:secret'] })
		expect(body).toEqual({ vectors: {}, problem: null })
		expect(model.requests).toEqual([])
		client.leave()
	})

	it('[MODEL1] allows a person 20 requests a minute', async () => {
		for (let n = 0; n < 20; n++) await ask()
		expect((await ask()).body.error?.code).toBe('busy')
	})
})

it('[MODEL1] the settings of an embedding model need a translator of its kind; the doctor examines it', async () => {
	expect(() => readConfig({ ...settings(), TRANSLATE_KIND: 'apertium' })).toThrow('TRANSLATE_EMBEDDING_MODEL')
	expect(() => readConfig({ TRANSLATE_EMBEDDING_MODEL: 'bge-m3' })).toThrow('TRANSLATE_URL')
	const { translator } = readConfig(settings())
	model.answer = (request, response) => {
		if (request.path.endsWith('/embeddings')) return embedByWords(request, response)
		const content = JSON.stringify({ translations: ['Nadie está a cargo.'] })
		return response.end(JSON.stringify({ choices: [{ message: { content } }] }))
	}
	expect(await examineTranslator({ translator })).toMatchObject([{ state: 'ok' }, { state: 'ok' }])
	model.answer = (_, response) => response.writeHead(404).end()
	expect(await examineTranslator({ translator })).toMatchObject([{ state: 'fault' }, { state: 'fault' }])
})
