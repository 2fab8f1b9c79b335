import { isDeepStrictEqual } from 'node:util'
import { boardRoom, buildCard, putRecord, recordsOf, workshopRoom } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { awarenessFrame, frameOf } from './support/attacks.ts'
import { call, createWorkshop, join, secretOf } from './support/call.ts'
import { mutateBytes, mutateStructure } from './support/mutateUpdate.ts'
import type { Random } from './support/randomEdits.ts'
import { createRandom, editAtRandom } from './support/randomEdits.ts'
import type { TestServer } from './support/startServer.ts'
import { NO_BUDGETS, startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const SOCKETS_A_ROLE = 1000
const FRAMES_A_SOCKET = 30
const AT_ONCE = 20

type Frame = Uint8Array | string

const EMPTY_STEP2 = frameOf(0, 1, Y.encodeStateAsUpdate(new Y.Doc()))

/** A document of the room, and frames made from it that honest members would send. */
interface Corpus {
	doc: Y.Doc
	updates: Uint8Array[]
	frames: Uint8Array[]
}

function createCorpus(doc: Y.Doc, random: Random): Corpus {
	const copy = new Y.Doc()
	recordsOf(copy)
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
	const updates: Uint8Array[] = []
	copy.on('update', (update: Uint8Array) => updates.push(update))
	for (let i = 0; i < 10; i++) editAtRandom(copy, random)
	const frames = [
		frameOf(0, 0, Y.encodeStateVector(copy)),
		frameOf(0, 1, Y.encodeStateAsUpdate(copy)),
		...updates.map((update) => frameOf(0, 2, update)),
		awarenessFrame(1, random.below(2 ** 32), 1, '{"cursor":{"x":1,"y":2},"selection":["shape:a"]}'),
		frameOf(3),
	]
	return { doc, updates, frames }
}

/** Returns a frame that no honest member sends. */
function maliciousFrame({ doc, updates, frames }: Corpus, random: Random): Frame {
	const base = random.pick(frames) ?? EMPTY_STEP2
	const other = random.pick(frames) ?? EMPTY_STEP2
	const client = random.pick([...doc.store.clients.keys(), 1]) ?? 1
	const structural = () =>
		frameOf(0, 1 + random.below(2), mutateStructure(random.pick(updates) ?? Uint8Array.of(0, 0), doc, random))
	const make = random.pick<() => Frame>([
		() => mutateBytes(base, other, random),
		() => mutateBytes(base, other, random),
		structural,
		structural,
		structural,
		() =>
			awarenessFrame(
				random.pick([0, 1, 2 ** 31, 2 ** 52]) ?? 1,
				client,
				2 ** 52,
				random.pick(['{}', 'null', '{', '[]']) ?? '',
			),
		() => awarenessFrame(1, client, 1, `{"user":{"name":"Mayor"},"cursor":${'['.repeat(random.below(3000))}}`),
		() => frameOf(4 + random.below(300), random.below(2 ** 31)),
		() =>
			frameOf(
				0,
				random.below(5),
				Uint8Array.from({ length: random.below(40) }, () => random.below(256)),
			),
		() => new Uint8Array(0),
		() => random.pick(['', 'text', '{"type":"state"}']) ?? '',
	])
	return (make as () => Frame)()
}

describe('malicious frames', () => {
	const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)
	let server: TestServer
	const honest: StockClient[] = []

	beforeAll(async () => {
		server = await startServer({}, NO_BUDGETS)
	})
	afterAll(async () => {
		for (const client of honest) client.leave()
		await server.stop()
	})

	async function enter(room: string, token: string): Promise<StockClient> {
		const client = await joinedAsStock(server.syncUrl, room, token)
		honest.push(client)
		return client
	}

	/** Opens a socket, sends frames, and waits until the server has read them all or closed it. */
	async function send(room: string, token: string, frames: readonly Frame[]): Promise<void> {
		const socket = new WebSocket(`${server.syncUrl}/${room}`, ['charrette.v1', token])
		socket.on('error', () => {})
		await new Promise((resolve) => socket.on('open', resolve))
		for (const frame of frames) socket.send(frame)
		socket.close()
		await new Promise((resolve) => socket.on('close', resolve))
	}

	/** Expects that an edit of one member reaches the other. */
	async function expectInSync(writer: StockClient, reader: StockClient, id: string): Promise<void> {
		putRecord(recordsOf(writer.doc), buildCard(id, { x: 1, y: 1, index: 'a1' as never }, { text: id }))
		await until(`${id} is seen`, () => recordsOf(reader.doc).has(`shape:${id}`))
	}

	it(`[GATE5] ${4 * SOCKETS_A_ROLE * FRAMES_A_SOCKET} of them, from every role, affect no honest member (SEED=${seed})`, async () => {
		const random = createRandom(seed)
		const { joinCode, token: facilitator, links, workshop } = await createWorkshop(server.url)
		const people = []
		for (const name of ['Ana', 'Visitor', 'Mallory']) people.push(await join(server.url, joinCode, name))
		const [ana, visitor, mallory] = people
		if (!ana || !visitor || !mallory) throw new Error('not all joined')
		expect(mallory.board.id).toBe(ana.board.id)
		expect(visitor.board.id).not.toBe(ana.board.id)
		const body = { secret: secretOf(links.projector) }
		const projector = (await call<{ token: string }>(server.url, '/api/token', { body })).body.token
		const room = boardRoom(ana.board.id)
		const [here, peer] = [await enter(room, ana.token), await enter(room, facilitator)]
		const [there, therePeer] = [
			await enter(boardRoom(visitor.board.id), visitor.token),
			await enter(boardRoom(visitor.board.id), facilitator),
		]
		for (let i = 0; i < 30; i++) editAtRandom(here.doc, random)

		let sent = 0
		const attack = async (token: string, corpus: Corpus) => {
			const first = random.next() < 0.8 ? EMPTY_STEP2 : (random.pick(corpus.frames) ?? EMPTY_STEP2)
			const malicious = Array.from({ length: FRAMES_A_SOCKET - 1 }, () => maliciousFrame(corpus, random))
			sent += malicious.length + 1
			await send(random.next() < 0.1 ? workshopRoom(workshop.id) : room, token, [first, ...malicious])
		}
		for (const token of [facilitator, mallory.token, visitor.token, projector])
			for (let i = 0; i < SOCKETS_A_ROLE; i += AT_ONCE) {
				const corpus = createCorpus(here.doc, random)
				await Promise.all(Array.from({ length: AT_ONCE }, () => attack(token, corpus)))
			}
		expect(sent).toBe(4 * SOCKETS_A_ROLE * FRAMES_A_SOCKET)

		await expectInSync(here, peer, 'here')
		await expectInSync(there, therePeer, 'there')
		expect(recordsOf(there.doc).size).toBe(1)
		await until('both agree', () => isDeepStrictEqual(here.content(), peer.content()))
		const expected = here.content()
		// A state is followed by the updates made since it was encoded.
		const shown = await enter(room, projector)
		await until('the projector has all', () => isDeepStrictEqual(shown.content(), expected))
		for (const client of honest.splice(0)) client.leave()
		await server.restart()
		const late = await enter(room, ana.token)
		expect(late.content()).toEqual(expected)
		expect((await call(server.url, `/api/boards/${ana.board.id}/content`, { token: facilitator })).status).toBe(200)
	}, 300_000)
})
