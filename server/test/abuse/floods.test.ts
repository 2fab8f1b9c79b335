import {
	boardRoom,
	buildCard,
	CLIENT_SCHEMA_VERSION,
	CLOSE,
	FRAME,
	LIMITS,
	putRecord,
	recordsOf,
	SYNC,
	workshopRoom,
} from '@charrette/shared'
import { expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { BOUNDS } from '../../dist/rooms/bounds.js'
import { type AbuseScene, openAbuseScene } from '../support/abuse.ts'
import { awarenessFrame, floodFrames, frameOf, inParallel, tally } from '../support/attacks.ts'
import { call, secretOf } from '../support/call.ts'
import { mutateBytes } from '../support/mutateUpdate.ts'
import { createRandom } from '../support/randomEdits.ts'
import { openRaw } from '../support/rawClient.ts'
import { joinedAsStock } from '../support/stockClient.ts'
import { until } from '../support/until.ts'

/* One member, or a stranger with a projector link, sends frames as fast as the line takes them. */

vi.setConfig({ testTimeout: 180_000 })

const EMPTY = Y.encodeStateAsUpdate(new Y.Doc())
const STEP1 = frameOf(FRAME.sync, SYNC.step1, Y.encodeStateVector(new Y.Doc()))
const STEP2 = frameOf(FRAME.sync, SYNC.step2, EMPTY)
const EMPTY_UPDATE = frameOf(FRAME.sync, SYNC.update, EMPTY)
const QUERY = frameOf(FRAME.queryAwareness)
/** Close code of a flooding socket, if pausing it was not enough. */
const FLOODED = [null, CLOSE.tooSlow]

/** Cards per update: 170 KB. */
const CARDS_AT_ONCE = 20

async function projectorToken({ url, facilitator }: AbuseScene): Promise<string> {
	const body = { secret: secretOf(facilitator.opened.links.projector) }
	return (await call<{ token: string }>(url, '/api/token', { body })).body.token
}

/** Fills the board with about this many bytes of text. */
async function fillBoard({ syncUrl, room, facilitator }: AbuseScene, bytes: number, prefix = 'fill'): Promise<void> {
	const writer = await joinedAsStock(syncUrl, room, facilitator.opened.token)
	const text = 'nine months '.repeat(700)
	const count = Math.ceil(bytes / text.length)
	for (let first = 0; first < count; first += CARDS_AT_ONCE) {
		const frames = writer.acked()
		writer.doc.transact(() => {
			for (let n = first; n < Math.min(count, first + CARDS_AT_ONCE); n++)
				putRecord(recordsOf(writer.doc), buildCard(`${prefix}${n}`, { x: n, y: 0, index: 'a1' as never }, { text }))
		})
		await until('it is acked', () => writer.acked() > frames)
	}
	writer.leave()
}

/** Opens a socket in this room as Mallory and sends these frames without waiting. */
async function flood(scene: AbuseScene, frameAt: (index: number) => Uint8Array, plan: FloodPlan): Promise<void> {
	const { token = scene.mallory.token, room = scene.room, isOurClient = false, ...options } = plan
	const client = await openRaw(
		`${scene.syncUrl}/${room}${isOurClient ? `?schema=${CLIENT_SCHEMA_VERSION}` : ''}`,
		token,
	)
	client.socket.send(STEP2)
	await floodFrames(client, frameAt, options)
	expect(FLOODED).toContain(client.closed())
	client.socket.terminate()
}

interface FloodPlan {
	count: number
	forMs?: number
	token?: string
	room?: string
	isOurClient?: boolean
}

it.each([
	['step 1', () => STEP1],
	['empty updates', () => EMPTY_UPDATE],
	['query awareness', () => QUERY],
	['unknown frames', (index: number) => frameOf(300, index)],
	['awareness', (index: number) => awarenessFrame(1, 77, index, `{"cursor":{"x":${index},"y":1}}`)],
])('[BUDGET1] a flood of %s is slowed down or closed, and other members do not notice it', async (name, frameAt) => {
	const scene = await openAbuseScene()
	await scene.attack(`flood: ${name}`, () => flood(scene, frameAt, { count: 100_000 }))
})

it('[BUDGET1] a projector link floods with step 1 of an empty client, on a board of 2 MB', async () => {
	const scene = await openAbuseScene()
	await fillBoard(scene, 2e6)
	const token = await projectorToken(scene)
	await scene.attack('flood: step 1 by a projector, board of 2 MB', () =>
		flood(scene, () => STEP1, { count: 5000, token }),
	)
})

it('[BUDGET1] answers to step 1 with a state vector are sent one at a time, on a board of 2 MB', async () => {
	const scene = await openAbuseScene()
	await fillBoard(scene, 2e6)
	const vectorOf = (index: number) => Y.encodeStateVector(new Map([[1000 + index, 1]]))
	const step1 = (index: number) => frameOf(FRAME.sync, SYNC.step1, vectorOf(index))
	await scene.attack('flood: step 1 with state vectors, board of 2 MB', async () => {
		await flood(scene, step1, { count: 5000 })
		await flood(scene, step1, { count: 5000, isOurClient: true })
	})
})

it('[BUDGET1] valid edits as fast as the line takes them disconnect no other member', async () => {
	const scene = await openAbuseScene()
	const doc = new Y.Doc()
	const updates: Uint8Array[] = []
	doc.on('update', (update: Uint8Array) => updates.push(update))
	putRecord(recordsOf(doc), buildCard('m', { x: 0, y: 0, index: 'a1' as never }, { text: 'm' }))
	const record = recordsOf(doc).get('shape:m')
	for (let index = 0; index < 50_000; index++) record?.set('xy', [index, index])
	const frames = updates.map((update) => frameOf(FRAME.sync, SYNC.update, update))
	await scene.attack('flood: valid edits', async () => {
		const client = await openRaw(`${scene.syncUrl}/${scene.room}`, scene.mallory.token)
		client.socket.send(STEP2)
		await floodFrames(client, (index) => frames[index] ?? EMPTY_UPDATE, { count: frames.length, forMs: 5000 })
		expect(FLOODED).toContain(client.closed())
		client.socket.terminate()
	})
})

it('[BUDGET1] frames of real members with mutated bytes close no socket abnormally', async () => {
	const scene = await openAbuseScene()
	const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)
	const random = createRandom(seed)
	const doc = new Y.Doc()
	const frames: Uint8Array[] = [STEP1, STEP2, QUERY]
	doc.on('update', (update: Uint8Array) => frames.push(frameOf(FRAME.sync, SYNC.update, update)))
	for (let index = 0; index < 40; index++)
		putRecord(recordsOf(doc), buildCard(`r${index}`, { x: 0, y: 0, index: 'a1' as never }, { text: 'r' }))
	await scene.attack(`mutated real frames (SEED=${seed})`, async () => {
		const codes = await inParallel(150, 10, async () => {
			const client = await openRaw(`${scene.syncUrl}/${scene.room}`, scene.mallory.token)
			for (let i = 0; i < 25; i++) {
				const [base, other] = [random.pick(frames) ?? STEP1, random.pick(frames) ?? STEP2]
				client.socket.send(mutateBytes(base, other, random))
			}
			client.socket.close()
			await until('it is closed', () => client.closed() !== null)
			return client.closed() ?? 0
		})
		expect(Object.keys(tally(codes)).filter((code) => code === '1006' || code === '1011')).toEqual([])
	})
})

it('[BUDGET2] 500 idle sockets are refused beyond the limit, and other members still get in', async () => {
	const scene = await openAbuseScene()
	await scene.attack('500 idle sockets', async () => {
		const clients = await inParallel(500, 50, () => openRaw(`${scene.syncUrl}/${scene.room}`, scene.mallory.token))
		const open = () => clients.filter((client) => client.closed() === null).length
		await until('all others are refused', () => open() <= BOUNDS.maxSocketsPerToken)
		expect(Object.keys(tally(clients.map((client) => client.closed() ?? 'open'))).sort()).toEqual(['4529', 'open'])
		const late = await joinedAsStock(scene.syncUrl, scene.room, scene.facilitator.opened.token)
		late.leave()
		for (const { socket } of clients) socket.terminate()
	})
})

it('[FAN3] members who never read are disconnected, and their backlog is dropped', async () => {
	const scene = await openAbuseScene()
	await fillBoard(scene, 1e6)
	await scene.attack('members who never read', async () => {
		const slow = await inParallel(20, 5, async () => {
			const client = await openRaw(`${scene.syncUrl}/${scene.room}`, scene.mallory.token)
			client.socket.pause()
			client.socket.send(STEP1)
			return client
		})
		await fillBoard(scene, 3e6, 'more')
		for (const { socket } of slow) socket.terminate()
	})
})

it('[BUDGET1] messages over the largest size, one after another, close their sockets', async () => {
	const scene = await openAbuseScene()
	const large = new Uint8Array(LIMITS.maxStep2Bytes + 2048)
	await scene.attack('frames of 4 MB', async () => {
		await inParallel(40, 10, async () => {
			const client = await openRaw(`${scene.syncUrl}/${scene.room}`, scene.mallory.token)
			client.socket.send(large)
			await until('it is refused', () => client.socket.readyState !== WebSocket.OPEN)
			client.socket.terminate()
		})
	})
})

it('[WIRE1] upgrades without a room, or for an unknown room, are closed with a reason', async () => {
	const scene = await openAbuseScene()
	const paths = ['//', '/sync/', '/sync/%E0%A4%A', `/sync/board:${'x'.repeat(5000)}`, '/sync/private:a:b', '/nowhere']
	await scene.attack('upgrades of no room', async () => {
		await inParallel(300, 20, async (index) => {
			const address = `${scene.syncUrl.replace('/sync', '')}${paths[index % paths.length]}`
			const socket = new WebSocket(address, ['charrette.v1', scene.mallory.token])
			socket.on('error', () => {})
			await new Promise((resolve) => socket.on('close', resolve))
		})
		for (const room of [boardRoom('none' as never), workshopRoom('none' as never)]) {
			const client = await openRaw(`${scene.syncUrl}/${room}`, scene.facilitator.opened.token)
			await until('it is closed', () => client.closed() !== null)
			expect([CLOSE.noRoom, CLOSE.noAccess]).toContain(client.closed())
		}
	})
	expect(scene.server().output()).not.toContain('"level":50')
})
