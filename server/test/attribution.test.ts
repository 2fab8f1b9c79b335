import { rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type { Board, BoardId, GroupId, SnapshotChanges } from '@charrette/shared'
import { buildCard, buildCluster, createId, putRecord, recordsOf, textOf, writeFields } from '@charrette/shared'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import type { DocStore } from '../dist/ports/DocStore.js'
import { BOUNDS } from '../dist/rooms/bounds.js'
import { createRooms } from '../dist/rooms/Rooms.js'
import { join } from './support/call.ts'
import type { SnapshotScene } from './support/snapshotScene.ts'
import { at, openSnapshotScene } from './support/snapshotScene.ts'
import type { SpawnedServer, TestServer } from './support/startServer.ts'
import { makeDataDir, spawnServer, startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { openSqliteDocStore } from './support/stores.ts'
import { until } from './support/until.ts'

/* The authors of changes by stock Yjs clients, as the HTTP API returns them. */

type Person = StockClient & { id: string }

let server: TestServer
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
let scene: SnapshotScene
/** Members at Ana's board. */
let bo: Person
let chen: Person

async function openScene({ url, syncUrl }: Pick<TestServer, 'url' | 'syncUrl'>): Promise<void> {
	scene = await openSnapshotScene({ url, syncUrl })
	onTestFinished(() => scene.leave())
	const { group } = scene.ana.participant
	const enter = async (name: string): Promise<Person> => {
		const { token, participant } = await join(url, scene.facilitator.opened.joinCode, name)
		await scene.facilitator.run({ type: 'participant.move', participant: participant.id, group })
		return { ...(await scene.enter(token)), id: participant.id }
	}
	bo = await enter('Bo')
	chen = await enter('Chen')
}

/** Edits the board as a client, and waits for the ack. */
async function edit({ doc, acked }: StockClient, change: (records: ReturnType<typeof recordsOf>) => void) {
	const before = acked()
	doc.transact(() => change(recordsOf(doc)))
	await until('it is acked', () => acked() > before)
}
const insert = (card: string, text: string) => (records: ReturnType<typeof recordsOf>) =>
	textOf(records, `shape:${card}`)?.insert(0, text)
const changesOf = async (snapshot: string, query = '') =>
	(await scene.get<SnapshotChanges>(`/api/snapshots/${snapshot}/changes${query}`)).body.changes
const seesCard = (client: StockClient, card: string) => until(`${card} is seen`, () => recordsOf(client.doc).has(card))

/** Starts a server in its own process, which the test can kill. */
async function openKillableServer() {
	const dataDir = makeDataDir()
	let killable: SpawnedServer = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
	const url = await killable.url
	await openScene({ url, syncUrl: `${url.replace('http', 'ws')}/sync` })
	return {
		dataDir,
		async killAndStartAgain(meanwhile: () => void) {
			await killable.kill('SIGKILL')
			meanwhile()
			killable = spawnServer({ DATA_DIR: dataDir, PORT: new URL(url).port, LOG_LEVEL: 'silent' })
			await killable.url
			await until('both have reconnected', () => [bo, chen].every((one) => one.provider.synced && one.acked() > 0))
		},
		async end() {
			await killable.kill('SIGKILL')
			rmSync(dataDir, { recursive: true, force: true })
		},
	}
}

it('[HIST7] lists the authors of text edits, moves and deletions, also after a kill -9', async () => {
	const killable = await openKillableServer()
	onTestFinished(killable.end)
	await scene.edit((records) => putRecord(records, buildCluster('law', at(500), { title: 'Law', w: 300, h: 200 })))
	for (const card of ['one', 'two', 'three']) await scene.add(card)
	const noon = await scene.save('Noon')
	await seesCard(bo, 'shape:three')
	await seesCard(chen, 'shape:three')
	for (const letter of 'ton ') await edit(bo, insert('one', letter))
	await edit(chen, (records) => writeFields(records, 'shape:one', { xy: [70, 70] }))
	await edit(bo, (records) => writeFields(records, 'shape:three', { parentId: 'shape:law' }))
	// Chen's offline edit arrives with the first message after reconnecting.
	await killable.killAndStartAgain(() => recordsOf(chen.doc).delete('shape:two'))
	await until('the deletion arrives', () => !recordsOf(bo.doc).has('shape:two'))
	const later = await scene.save('Later')
	const changes = await changesOf(later.id)
	expect(changes.changed.map(({ after, by }) => [after.text, by])).toEqual([[' notone', [bo.id]]])
	expect(changes.moved.map(({ card, by }) => [card.text, by])).toEqual([['three', [bo.id]]])
	expect(changes.gone.map(({ text, author, by }) => [text, author, by])).toEqual([['two', 'Ana', [chen.id]]])
	await edit(bo, insert('one', 'surely'))
	await edit(chen, insert('one', '¡'))
	const since = await changesOf(later.id, '?until=now')
	expect(since.changed.map(({ by }) => by)).toEqual([[bo.id, chen.id]])
	expect((await changesOf(later.id, `?since=${noon.id}`)).changed.map(({ by }) => by)).toEqual([[bo.id]])
	const last = await scene.save('Last')
	await edit(bo, insert('one', '¿'))
	expect((await changesOf(last.id, '?until=now')).changed.map(({ by }) => by)).toEqual([[bo.id]])
	const rows = new Sqlite(joinPath(killable.dataDir, 'charrette.db'), { readonly: true })
	expect(rows.prepare('SELECT count(*) AS n FROM touch WHERE owner = ?').get(bo.id)).toEqual({ n: 4 })
	rows.close()
})

it('[HIST7][ANON1] lists no authors while the workshop is anonymous, nor later for edits of that time', async () => {
	await openScene(server)
	await scene.add('one')
	await scene.add('two')
	const noon = await scene.save('Noon')
	await seesCard(bo, 'shape:two')
	await edit(bo, insert('one', 'not '))
	await scene.facilitator.run({ type: 'anonymity.set', isAnonymous: true })
	await seesCard(chen, 'shape:two')
	await edit(chen, insert('one', 'and '))
	await edit(chen, (records) => records.delete('shape:two'))
	for (const token of [scene.facilitator.opened.token, scene.ana.token]) {
		const { body } = await scene.get(`/api/snapshots/${noon.id}/changes?until=now`, token)
		expect(JSON.stringify(body)).not.toMatch(new RegExp(`"by"|${bo.id}|${chen.id}`))
	}
	await scene.facilitator.run({ type: 'anonymity.set', isAnonymous: false })
	const { changed, gone } = await changesOf(noon.id, '?until=now')
	expect([changed, gone].flat().map(({ by }) => by)).toEqual([[bo.id], []])
	await scene.facilitator.run({ type: 'participant.remove', participant: bo.id })
	expect((await changesOf(noon.id, '?until=now')).changed.map(({ by }) => by)).toEqual([[]])
})

it.each(['edit', 'replace'])(
	'[HIST7] the changes of a restore by %s are attributed to the facilitator',
	async (mode) => {
		await openScene(server)
		await scene.add('one')
		await scene.add('two')
		const noon = await scene.save('Noon')
		await seesCard(bo, 'shape:two')
		await edit(bo, (records) => {
			insert('one', 'not ')(records)
			records.delete('shape:two')
		})
		await scene.add('three')
		const later = await scene.save('Later')
		expect((await scene.post(`/api/snapshots/${noon.id}/restore`, { mode })).status).toBe(200)
		const { changed, gone } = await changesOf(later.id, '?until=now')
		expect([...changed.map(({ after, by }) => [after.text, by]), ...gone.map(({ text, by }) => [text, by])]).toEqual([
			['one', ['facilitator']],
			['three', ['facilitator']],
		])
	},
)

it('[HIST7][SETUP1] a rejected change of the locked layer is not attributed', async () => {
	await openScene(server)
	await scene.add('one')
	const { board } = scene.ana
	await scene.facilitator.run({ type: 'setup.mark', board: board.id, records: ['shape:one'], isSetUp: true })
	const noon = await scene.save('Noon')
	await seesCard(bo, 'shape:one')
	await edit(bo, insert('one', 'not '))
	const facilitatorClient = await scene.enter(scene.facilitator.opened.token)
	await edit(facilitatorClient, insert('one', 'surely '))
	const { changed } = await changesOf(noon.id, '?until=now')
	expect(changed.map(({ after, by }) => [after.text, by])).toEqual([['surely one', ['facilitator']]])
})

it('[HIST7][ACK4] attributions of edits on a full disk are written with the edits once it recovers', async () => {
	const docStore = await openSqliteDocStore(joinPath(server.dataDir, 'failing.db'))
	let refusals = 2
	const failing: DocStore = {
		append: (batch) => (refusals-- > 0 ? Promise.reject(new Error('the disk is full')) : docStore.append(batch)),
		startLog: (entry) => docStore.startLog(entry),
		endLog: (room) => docStore.endLog(room),
		load: (room) => docStore.load(room),
		copy: (room, options) => docStore.copy(room, options),
		claims: (room) => docStore.claims(room),
		attributions: (room, span) => docStore.attributions(room, span),
		attributedSince: (asked, except) => docStore.attributedSince(asked, except),
		mergeAttributions: (room, between) => docStore.mergeAttributions(room, between),
		list: (prefix) => docStore.list(prefix),
		compact: (room, merge) => docStore.compact(room, merge),
		close: () => docStore.close(),
	}
	const nobody = { identify: async () => null, findWorkshop: async () => null }
	const bounds = { ...BOUNDS, retryMs: 10 }
	const rooms = createRooms({ docStore: failing, log: pino({ level: 'silent' }), bounds, now: () => 7, ...nobody })
	const board: Board = { id: createId<BoardId>(), title: '', group: createId<GroupId>(), frozen: false }
	const writing = ['a', 'b'].map((id) =>
		rooms.write(board, (doc) => putRecord(recordsOf(doc), buildCard(id, at(0), { text: id })), {
			author: 'facilitator',
		}),
	)
	expect((await Promise.allSettled(writing)).map(({ status }) => status)).toContain('rejected')
	const attributions = () => rooms.attributions(board, { after: 0, until: 7 })
	await until('the attribution is stored', async () => (await attributions()).length > 0)
	expect((await attributions()).map(({ record, aspect }) => `${record} ${aspect}`).sort()).toEqual([
		'shape:a new',
		'shape:a place',
		'shape:a words',
		'shape:b new',
		'shape:b place',
		'shape:b words',
	])
	await rooms.close()
	await docStore.close()
})
