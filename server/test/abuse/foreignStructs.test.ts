import { join as joinPath } from 'node:path'
import { type BoardContent, buildCard, CLOSE, putRecord, recordsOf, textOf } from '@charrette/shared'
import { expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { Sqlite } from '../../dist/adapters/sqlite/Sqlite.js'
import { type AbuseScene, openAbuseScene } from '../support/abuse.ts'
import { call, join } from '../support/call.ts'
import { openRaw, payloadOf, type RawClient } from '../support/rawClient.ts'
import { type RawItem, type RawStruct, rawUpdate } from '../support/rawUpdate.ts'
import { haveConverged, joinAsStock, joinedAsStock, type StockClient } from '../support/stockClient.ts'
import { until } from '../support/until.ts'

/* One member sends structs under the client ids of others (GATE6). */

vi.setConfig({ testTimeout: 180_000 })

/** A client id of a pruning, which only an earlier release wrote. */
const PRUNING_ID = 2 ** 32 + 9999 * 2 ** 20 + 7
const AT = { x: 100, y: 100, index: 'a1' as never }
const NOTHING = rawUpdate([])
const json = (value: unknown) => new Y.ContentAny([value])
const idOf = (item: Y.Item | null | undefined): [number, number] => [item?.id.client ?? 0, item?.id.clock ?? 0]
const cardOf = (doc: Y.Doc, id = 'shape:v') => recordsOf(doc).get(id) as Y.Map<unknown>

interface Victim extends StockClient {
	/** Waits until everything that it has sent is acked. */
	saved(): Promise<void>
	/** Goes offline, and writes a place and a city. */
	editOffline(): void
	/** Comes back and expects that its edits are everywhere, and its next ones, too. */
	expectWhole(): Promise<void>
}

/** Joins as another person, with a card that is saved. */
async function joinVictim(scene: AbuseScene): Promise<Victim> {
	const person = await join(scene.url, scene.facilitator.opened.joinCode, 'Victor')
	const stock = await joinedAsStock(scene.syncUrl, scene.room, person.token)
	let sent = 1
	stock.doc.on('update', (_update: Uint8Array, origin: unknown) => {
		if (origin !== stock.provider) sent++
	})
	stock.provider.on('sync', (isSynced: boolean) => {
		if (isSynced) sent = 1
	})
	const saved = () => until('all is acked', () => stock.provider.synced && stock.acked() >= sent)
	stock.doc.transact(() => putRecord(recordsOf(stock.doc), buildCard('v', AT, { text: 'water', city: 'Dakar' })))
	await saved()
	return {
		...stock,
		saved,
		editOffline() {
			stock.provider.disconnect()
			cardOf(stock.doc).set('xy', [700, 700])
			cardOf(stock.doc).set('props.city', 'Lima')
		},
		async expectWhole() {
			stock.provider.connect()
			await saved()
			expect([cardOf(stock.doc).get('xy'), cardOf(stock.doc).get('props.city')]).toEqual([[700, 700], 'Lima'])
			const fresh = await joinedAsStock(scene.syncUrl, scene.room, scene.mallory.token)
			textOf(recordsOf(stock.doc), 'shape:v')?.insert(5, 's')
			await saved()
			await until('a new member has all of it', () => haveConverged([stock, fresh]))
			expect(nothingWaitsIn(fresh.doc)).toBe(true)
			fresh.leave()
			const { body } = await call<BoardContent>(scene.url, `/api/boards/${scene.board}/content`, {
				token: scene.facilitator.opened.token,
			})
			expect(body.cards.find(({ id }) => id === 'shape:v')).toMatchObject({ text: 'waters', city: 'Lima' })
			stock.leave()
		},
	}
}

const nothingWaitsIn = ({ store }: Y.Doc) => store.pendingStructs === null && store.pendingDs === null

/** Sends an update as Mallory, as the first step 2 or after an empty one; waits for the answer. */
async function attackWith(scene: AbuseScene, update: Uint8Array, isStep2: boolean): Promise<RawClient> {
	const client = await openRaw(`${scene.syncUrl}/${scene.room}`, scene.mallory.token)
	const answers = () => client.frames.filter(([type]) => type === 120 || type === 121).length
	if (!isStep2) {
		client.sendStep2(NOTHING)
		await until('the step 2 is answered', () => answers() > 0)
	}
	const before = answers()
	if (isStep2) client.sendStep2(update)
	else client.sendUpdate(update)
	await until('it is answered', () => answers() > before || client.closed() !== null)
	return client
}

/** Sends an update as a step 2, and as an update, which has to be refused. */
async function sendBoth(scene: AbuseScene, update: Uint8Array): Promise<void> {
	const step2 = await attackWith(scene, update, true)
	step2.socket.terminate()
	const refused = await attackWith(scene, update, false)
	await until('it is refused', () => refused.closed() !== null)
	expect([CLOSE.rejectedEdit, CLOSE.storage]).toContain(refused.closed())
}

it.each([
	['fields', (record: [number, number]) => fieldsOf(record, 40)],
	['collected clocks', () => [{ gone: 1000 }]],
] as [string, (record: [number, number]) => RawStruct[]][])(
	'[GATE6] %s under the client id of an absent member block none of the member’s edits, after a restart either',
	async (_name, structsFor) => {
		const scene = await openAbuseScene()
		const victim = await joinVictim(scene)
		const { clientID } = victim.doc
		const clock = Y.getState(victim.doc.store, clientID)
		const structs = structsFor(idOf(cardOf(victim.doc)._item))
		victim.editOffline()
		await scene.restart()
		await scene.attack(`theft of a client id (${_name})`, async () => {
			await sendBoth(scene, rawUpdate([{ client: clientID, clock, structs }]))
		})
		await victim.expectWhole()
	},
)

function fieldsOf(parent: [number, number], count: number): RawItem[] {
	return Array.from({ length: count }, (_, n) => ({ parent, key: `meta.junk${n}`, content: json(n) }))
}

it.each([
	['in a text', (doc: Y.Doc) => ({ origin: lastLetterOf(doc), content: new Y.ContentDeleted(1) })],
	['as a field', (doc: Y.Doc) => ({ parent: idOf(cardOf(doc)._item), key: 'xy', content: new Y.ContentDeleted(1) })],
	['as a record', () => ({ parent: 'records', key: 'shape:v', content: new Y.ContentDeleted(1) })],
] as [string, (doc: Y.Doc) => RawItem][])(
	'[GATE6c] a forged item of a pruning %s is never taken, and its client id is never present',
	async (_name, itemIn) => {
		const scene = await openAbuseScene()
		const victim = await joinVictim(scene)
		const forged = rawUpdate([{ client: PRUNING_ID, clock: 0, structs: [itemIn(victim.doc)] }])
		victim.editOffline()
		await scene.restart()
		await scene.attack(`a forged pruning ${_name}`, async () => {
			await sendBoth(scene, forged)
			const client = await attackWith(scene, NOTHING, true)
			client.sendPresence(PRUNING_ID, 1, { cursor: { x: 1, y: 1 } })
			const seen = await joinedAsStock(scene.syncUrl, scene.room, scene.facilitator.opened.token)
			expect(seen.provider.awareness.states.has(PRUNING_ID)).toBe(false)
			expect(Y.getState(seen.doc.store, PRUNING_ID)).toBe(0)
			seen.leave()
			client.socket.terminate()
		})
		await victim.expectWhole()
	},
)

function lastLetterOf(doc: Y.Doc): [number, number] {
	const item = textOf(recordsOf(doc), 'shape:v')?._start
	return item ? [item.lastId.client, item.lastId.clock] : [0, 0]
}

it('[GATE6] nobody adds to the structs that the server has written', async () => {
	const scene = await openAbuseScene()
	const { token } = scene.facilitator.opened
	const path = `/api/boards/${scene.board}/import?name=a.txt`
	expect((await call(scene.url, path, { token, raw: 'rain\nwind' })).status).toBeLessThan(300)
	const victim = await joinVictim(scene)
	const imported = [...recordsOf(victim.doc).values()].find(
		(record) => record.get('xy') && record !== cardOf(victim.doc),
	)
	const [server] = idOf(imported?._item)
	expect(server).not.toBe(victim.doc.clientID)
	const clock = Y.getState(victim.doc.store, server)
	victim.editOffline()
	await scene.restart()
	await scene.attack('theft of the client id of the server', async () => {
		await sendBoth(scene, rawUpdate([{ client: server, clock, structs: fieldsOf(idOf(imported?._item), 3) }]))
		const seen = await joinedAsStock(scene.syncUrl, scene.room, token)
		expect(Y.getState(seen.doc.store, server)).toBe(clock)
		seen.leave()
	})
	await victim.expectWhole()
})

it('[GATE6] frames that a member has received change nothing when they are sent again', async () => {
	const scene = await openAbuseScene()
	const listener = await attackWith(scene, NOTHING, true)
	const victim = await joinVictim(scene)
	cardOf(victim.doc).set('xy', [1, 1])
	await victim.saved()
	victim.editOffline()
	const replayed = listener.frames.map(payloadOf).filter((payload) => payload !== null)
	expect(replayed.length).toBeGreaterThan(0)
	listener.socket.terminate()
	// Mallory also sends what the server lacks: the edits that were made offline, cut in half.
	const unsent = Y.encodeStateAsUpdate(victim.doc)
	await scene.restart()
	await scene.attack('replayed step 2', async () => {
		for (const { update } of [...replayed, { update: unsent }]) {
			const client = await attackWith(scene, update, true)
			client.socket.terminate()
		}
		const seen = await joinedAsStock(scene.syncUrl, scene.room, scene.mallory.token)
		expect(cardOf(seen.doc).get('xy')).toEqual([1, 1])
		seen.leave()
	})
	await victim.expectWhole()
})

it('[LOG3a] junk in the missing range of a damaged log stays within that range, and ends with it', async () => {
	const scene = await openAbuseScene()
	const victim = await joinVictim(scene)
	const { clientID } = victim.doc
	const ids: number[] = []
	for (let n = 0; n < 3; n++) {
		ids.push(Y.getState(victim.doc.store, clientID))
		victim.doc.transact(() => putRecord(recordsOf(victim.doc), buildCard(`n${n}`, AT, { text: `card ${n}` })))
		await victim.saved()
	}
	const [, missing = 0, next = 0] = ids
	const end = Y.getState(victim.doc.store, clientID)
	victim.provider.disconnect()
	await scene.restart(() => damageRow(scene.dataDir, scene.room, 2))
	await scene.attack('junk around a missing range', async () => {
		const before = rawUpdate([{ client: clientID, clock: missing, structs: [{ gone: end - missing + 500 }] }])
		const step2 = await attackWith(scene, before, true)
		step2.socket.terminate()
		const seen = await joinedAsStock(scene.syncUrl, scene.room, scene.facilitator.opened.token)
		expect(Y.getState(seen.doc.store, clientID)).toBe(end)
		expect([recordsOf(seen.doc).has('shape:n1'), recordsOf(seen.doc).has('shape:n2')]).toEqual([false, true])
		expect(next).toBeGreaterThan(missing)
		seen.leave()
		// The range is filled now: nothing more is taken.
		const more = rawUpdate([{ client: clientID, clock: end, structs: fieldsOf(idOf(cardOf(victim.doc)._item), 3) }])
		await sendBoth(scene, more)
	})
	victim.editOffline()
	victim.provider.connect()
	await victim.saved()
	const fresh = await joinedAsStock(scene.syncUrl, scene.room, scene.mallory.token)
	expect([cardOf(fresh.doc).get('xy'), cardOf(fresh.doc).get('props.city')]).toEqual([[700, 700], 'Lima'])
	const other = joinAsStock(scene.syncUrl, scene.room, scene.facilitator.opened.token)
	await until('new members have the same', () => haveConverged([fresh, other]))
	for (const client of [fresh, other, victim]) client.leave()
})

/** Damages one row of a room's log. */
function damageRow(dataDir: string, room: string, index: number): void {
	const db = new Sqlite(joinPath(dataDir, 'charrette.db'))
	const rows = db.prepare('SELECT seq, bytes FROM log WHERE room = ? AND retired IS NULL ORDER BY seq').all(room)
	const { seq, bytes } = rows[index] as { seq: number; bytes: Buffer }
	bytes.writeUInt8(bytes.readUInt8(5) ^ 1, 5)
	db.prepare('UPDATE log SET bytes = ? WHERE seq = ?').run(bytes, seq)
	db.close()
}
