import type { BoardContent, BoardFile, NackReason } from '@charrette/shared'
import {
	buildCard,
	buildCluster,
	buildLink,
	CLOSE,
	FRAME,
	LIMITS,
	PAGE_ID,
	privateRoom,
	putRecord,
	type Records,
	recordsOf,
	workshopRoom,
} from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { type AbuseScene, openAbuseScene } from '../support/abuse.ts'
import { inParallel } from '../support/attacks.ts'
import { call, join } from '../support/call.ts'
import { openRaw, type RawClient } from '../support/rawClient.ts'
import { joinedAsStock } from '../support/stockClient.ts'
import { until } from '../support/until.ts'

/* One member writes documents that no board should have to carry. */

vi.setConfig({ testTimeout: 180_000 })

const at = (x: number, parent?: string) => ({ x, y: 0, index: 'a1' as never, ...(parent ? { parent } : {}) })

/** Returns the update of one transaction in an empty document. */
function updateOf(change: (records: Records) => void): Uint8Array {
	const doc = new Y.Doc()
	doc.transact(() => change(recordsOf(doc)))
	return Y.encodeStateAsUpdate(doc)
}

/** Returns the reasons of all nacks that a socket received. */
function nacksOf({ frames }: RawClient): NackReason[] {
	return frames
		.filter((frame) => frame[0] === FRAME.nack)
		.map((frame) => {
			const decoder = decoding.createDecoder(frame.subarray(1))
			decoding.readVarUint(decoder)
			return decoding.readVarString(decoder) as NackReason
		})
}

async function openAsMallory(scene: AbuseScene, room: string = scene.room): Promise<RawClient> {
	const client = await openRaw(`${scene.syncUrl}/${room}`, scene.mallory.token)
	client.sendStep2(updateOf(() => {}))
	return client
}

/**
 * Sends updates with fresh client ids one by one, each after the answer to the last, until one is
 * refused.
 */
async function writeUntilRefused(scene: AbuseScene, updates: Iterable<Uint8Array>, room?: string): Promise<RawClient> {
	const client = await openAsMallory(scene, room)
	for (const update of updates) {
		const answered = () => client.frames.filter(isAnswer).length
		const before = answered()
		client.sendUpdate(update)
		await until('it is answered', () => answered() > before || client.closed() !== null)
		if (nacksOf(client).length > 0 || client.closed() !== null) break
	}
	return client
}

async function contentOf({ url, board, facilitator }: AbuseScene) {
	const answer = await call<BoardContent>(url, `/api/boards/${board}/content`, { token: facilitator.opened.token })
	expect(answer.status).toBe(200)
	return answer.body
}

async function recordsIn({ url, board, facilitator }: AbuseScene): Promise<BoardFile['document']['records']> {
	const path = `/api/boards/${board}/export?format=json`
	const answer = await call<BoardFile>(url, path, { token: facilitator.opened.token })
	expect(answer.status).toBe(200)
	return answer.body.document.records
}

/** Writes some of 3,000 frames, each of which is the parent of the next. */
function nested(records: Records, { from, to, isCycle }: { from: number; to: number; isCycle: boolean }): void {
	for (let depth = from; depth < to; depth++) {
		const parent = depth > 0 ? `shape:n${depth - 1}` : isCycle ? 'shape:n2999' : PAGE_ID
		putRecord(records, buildCluster(`n${depth}`, at(depth, parent), { title: '', w: 300, h: 200 }))
	}
	if (to === 3000) putRecord(records, buildCard('inside', at(0, 'shape:n2999'), { text: 'deep' }))
}

const isAnswer = (frame: Uint8Array) => frame[0] === FRAME.ack || frame[0] === FRAME.nack

it.each([
	['3,000 frames, each the parent of the next', false],
	['3,000 frames in a circle', true],
])(
	'[GATE7] %s cost no more than other records, for the dashboard, reads, exports and a restart',
	async (name, isCycle) => {
		const scene = await openAbuseScene()
		const { url, syncUrl, facilitator } = scene
		const dashboard = await openRaw(
			`${syncUrl}/${workshopRoom(facilitator.opened.workshop.id)}`,
			facilitator.opened.token,
		)
		await scene.attack(name, async () => {
			// All in one update, then again split into two updates.
			const parts: [number, number][] = [
				[0, 3000],
				[0, 1500],
				[1500, 3000],
			]
			for (const [from, to] of parts) {
				const client = await openAsMallory(scene)
				client.sendUpdate(updateOf((records) => nested(records, { from, to, isCycle })))
				await until('it is answered', () => client.frames.filter(isAnswer).length > 1 || client.closed() !== null)
				client.socket.terminate()
			}
			await until('the dashboard sees it', () => dashboard.frames.some((frame) => frame[0] === FRAME.digest))
			const reads = ['content', 'export?format=md', 'export?format=html', 'export?format=csv'].map((path) =>
				call(url, `/api/boards/${scene.board}/${path}`, { token: scene.mallory.token }),
			)
			for (const { status, body } of await Promise.all(reads))
				expect(status === 200 || body.error.code === 'busy').toBe(true)
		})
		dashboard.socket.terminate()
		await scene.restart()
		expect((await contentOf(scene)).cards.length).toBeGreaterThan(0)
	},
)

/** Generates updates of 900 KB each. */
function* manyTexts(prefix: string, count: number): Generator<Uint8Array> {
	const text = 'x'.repeat(30_000)
	for (let n = 0; n < count; n++)
		yield updateOf((records) => {
			for (let i = 0; i < 30; i++) putRecord(records, buildCard(`${prefix}x${n}x${i}`, at(n), { text }))
		})
}

it('[GATE7] 54 MB of text are refused once the board is full, and the board still opens', async () => {
	const scene = await openAbuseScene()
	await scene.attack('54 MB of text', async () => {
		const people = await inParallel(4, 2, (n) => join(scene.url, scene.facilitator.opened.joinCode, `Mallory ${n}`))
		// Several people, one after another, since each has a budget of bytes.
		const refused: NackReason[] = []
		for (const mallory of people) {
			const client = await writeUntilRefused({ ...scene, mallory }, manyTexts(mallory.participant.id, 6))
			refused.push(...nacksOf(client))
			client.socket.terminate()
		}
		expect(refused.length).toBeGreaterThan(0)
	})
	const bytes = JSON.stringify(await recordsIn(scene)).length
	expect(bytes).toBeLessThan(10 * 1024 * 1024)
})

it('[GATE7] more than 5,000 records are refused', async () => {
	const scene = await openAbuseScene()
	const updates = function* () {
		for (let n = 0; n < 30; n++)
			yield updateOf((records) => {
				for (let i = 0; i < 400; i++) putRecord(records, buildCard(`r${n}x${i}`, at(n), { text: '' }))
			})
	}
	await scene.attack('12,000 records', async () => {
		const client = await writeUntilRefused(scene, updates())
		expect(nacksOf(client)).toHaveLength(1)
		client.socket.terminate()
	})
	expect(Object.keys(await recordsIn(scene)).length).toBeLessThanOrEqual(5000 + 40)
})

it('[GATE7] one update of 20,000 client ids is refused', async () => {
	const scene = await openAbuseScene()
	const doc = new Y.Doc()
	recordsOf(doc)
	doc.transact(() => {
		for (let client = 1; client <= 20_000; client++) {
			doc.clientID = client * 7
			recordsOf(doc).set(`shape:c${client % 50}`, new Y.Map())
		}
	})
	const update = Y.encodeStateAsUpdate(doc)
	expect(update.length).toBeLessThan(LIMITS.maxFrameBytes)
	await scene.attack('20,000 client ids', async () => {
		const client = await openAsMallory(scene)
		client.sendUpdate(update)
		await until('it is refused', () => nacksOf(client).length > 0)
		client.socket.terminate()
	})
})

it('[AUTHOR1] meta.author is the writer, whatever the record says, and does not change', async () => {
	const scene = await openAbuseScene()
	const { mallory } = scene
	await scene.attack('forged authors', async () => {
		const doc = new Y.Doc()
		const updates: Uint8Array[] = []
		doc.on('update', (update: Uint8Array) => updates.push(update))
		for (let i = 0; i < 50; i++) putRecord(recordsOf(doc), buildCard(`f${i}`, at(i), { text: 'said by Ana' }, 'ana'))
		const others = Object.keys(await recordsIn(scene)).filter((id) => id.startsWith('shape:b'))
		expect(others.length).toBeGreaterThan(0)
		const stock = await joinedAsStock(scene.syncUrl, scene.room, mallory.token)
		for (const id of others) recordsOf(stock.doc).get(id)?.set('meta.author', mallory.participant.id)
		for (const update of updates) Y.applyUpdate(stock.doc, update)
		await until('all is answered', () => stock.acked() + stock.nacked() >= updates.length)
		stock.leave()
	})
	const records = Object.entries(await recordsIn(scene)) as [string, Record<string, unknown>][]
	const authorsOf = (pattern: RegExp) => [
		...new Set(records.filter(([id]) => pattern.test(id)).map(([, record]) => record['meta.author'])),
	]
	for (const author of authorsOf(/^shape:f\d+$/)) expect([mallory.participant.id, undefined]).toContain(author)
	expect(authorsOf(/^shape:b\d+$/)).not.toContain(mallory.participant.id)
})

it('[GATE3] fields of a wrong type are reset to their default, in the document too, and their author is informed', async () => {
	const scene = await openAbuseScene()
	const wrong: [string, unknown][] = [
		['xy', 'nonsense'],
		['xy', [Number.MAX_VALUE, 'a']],
		['xy', [1, 2, 'binding:nonsense']],
		['xy', [1, 2, 'shape:nonsense', 'a', 4]],
		['wh', { w: 1 }],
		['index', 7],
		['parentId', {}],
		['props.kind', ['note']],
		['props.city', 5],
		['meta.isSetUp', 'yes'],
		['rotation', []],
	]
	await scene.attack('wrong values', async () => {
		const stock = await joinedAsStock(scene.syncUrl, scene.room, scene.mallory.token)
		for (const [index] of wrong.entries()) putRecord(recordsOf(stock.doc), buildCard(`w${index}`, at(0), { text: 'w' }))
		await until('the cards are there', () => stock.acked() > wrong.length)
		const [before] = [stock.nacked()]
		for (const [index, [field, value]] of wrong.entries())
			recordsOf(stock.doc).get(`shape:w${index}`)?.set(field, value)
		await until('their author is informed', () => stock.nacked() > before)
		await until('it is repaired', () => !JSON.stringify(recordsOf(stock.doc).toJSON()).includes('nonsense'))
		stock.leave()
	})
	const records = await recordsIn(scene)
	expect(JSON.stringify(records)).not.toContain('nonsense')
})

it('[ROOM3] a private room accepts no updates outside a private phase', async () => {
	const scene = await openAbuseScene()
	const room = privateRoom(scene.mallory.board.id, scene.mallory.participant.id)
	const text = 'x'.repeat(30_000)
	await scene.attack('private room outside a private phase', async () => {
		const client = await openRaw(`${scene.syncUrl}/${room}`, scene.mallory.token)
		client.sendStep2(updateOf((records) => putRecord(records, buildCard('p', at(0), { text }))))
		await until('it is refused', () => nacksOf(client).length > 0 || client.closed() !== null)
		expect([null, CLOSE.noAccess, CLOSE.noRoom]).toContain(client.closed())
		client.socket.terminate()
	})
})

it('[GATE7] links in a circle, links of links and 4,000 bindings of one card cost no more than other records', async () => {
	const scene = await openAbuseScene()
	await scene.attack('links of everything', async () => {
		const client = await openAsMallory(scene)
		client.sendUpdate(
			updateOf((records) => {
				putRecord(records, buildCard('hub', at(0), { text: 'hub' }))
				for (let i = 0; i < 600; i++)
					for (const record of buildLink(`l${i}`, { from: 'shape:hub', to: `shape:l${(i + 1) % 600}` }, 'a5' as never))
						putRecord(records, record)
			}),
		)
		await until(
			'it is answered',
			() => client.frames.some((frame) => frame[0] === FRAME.ack) || client.closed() !== null,
		)
		await contentOf(scene)
		client.socket.terminate()
	})
})

it('[GATE1] values nested as deeply as a frame allows are refused before any function recurses into them', async () => {
	const scene = await openAbuseScene()
	const deep = (depth: number) => {
		let value: unknown = 1
		for (let i = 0; i < depth; i++) value = [value]
		return value
	}
	await scene.attack('deep values', async () => {
		for (const depth of [13, 500, 3000]) {
			const client = await openAsMallory(scene)
			client.sendUpdate(
				updateOf((records) => {
					const record = new Y.Map()
					record.set('props.x', deep(depth))
					records.set('shape:deep', record as never)
				}),
			)
			await until('it is refused', () => nacksOf(client).length > 0 || client.closed() !== null)
			client.socket.terminate()
		}
	})
	expect(await recordsIn(scene)).not.toHaveProperty('shape:deep')
})
