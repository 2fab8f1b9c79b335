import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Board, BoardId, GroupId } from '@charrette/shared'
import { buildCard, createId, putRecord, recordsOf, textOf } from '@charrette/shared'
import { pino } from 'pino'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { Doc, encodeStateAsUpdateV2, Text, Map as YMap } from 'yjs'
import type { DocStore } from '../dist/ports/DocStore.js'
import type { SnapshotStore } from '../dist/ports/SnapshotStore.js'
import { StorageError } from '../dist/ports/StorageError.js'
import { BOUNDS, type Bounds } from '../dist/rooms/bounds.js'
import type { Rooms } from '../dist/rooms/Rooms.js'
import { createRooms } from '../dist/rooms/Rooms.js'
import { restoreInPlace } from '../dist/workshops/history/restoreSnapshot.js'
import { createSnapshotReader } from '../dist/workshops/history/SnapshotReader.js'
import { SnapshotScheduler } from '../dist/workshops/history/SnapshotScheduler.js'
import { fingerprintOf } from '../dist/workshops/history/snapshotDocument.js'
import type { WorkshopDeps } from '../dist/workshops/WorkshopDeps.js'
import { someSnapshot } from './contracts/snapshotStoreContract.ts'
import { emptyWorkshop } from './contracts/workshopStoreContract.ts'
import { makeDataDir } from './support/startServer.ts'
import { openSqliteDocStore, openSqliteSnapshotStore, openSqliteWorkshopStore } from './support/stores.ts'
import { until } from './support/until.ts'

/* Real rooms with a real database, and a clock that the tests set. */

const MINUTE = 60_000
const log = pino({ level: 'silent' })
const nobody = { identify: async () => null, findWorkshop: async () => null }
let folder: string
let now: number
let docStore: DocStore
let store: SnapshotStore
let rooms: Rooms
let scheduler: SnapshotScheduler
const snapshotReader = createSnapshotReader()
/** The state of the disk, as the scheduler reads it. Tests set it. */
const storageHealth = { isBelowFloor: false }
/** The number of times that the store still fails. */
let failures: number

beforeEach(async () => {
	folder = makeDataDir()
	now = Date.UTC(2026, 10, 25, 9)
	failures = 0
	const file = join(folder, 'charrette.db')
	docStore = await openSqliteDocStore(file)
	store = await openSqliteSnapshotStore(file)
	await open()
})
afterAll(() => snapshotReader.close())
afterEach(async () => {
	await scheduler.close()
	await rooms.close()
	await Promise.all([docStore.close(), store.close()])
	rmSync(folder, { recursive: true, force: true })
})

/** Opens rooms and a scheduler, as a restart of the server does. */
async function open(narrowed: Partial<Bounds> = {}, logged = log): Promise<void> {
	const snapshots: SnapshotStore = {
		...store,
		add(...args) {
			if (failures-- > 0) return Promise.reject(new StorageError({ cause: 'the disk is full' }))
			return store.add(...args)
		},
	}
	rooms = createRooms({ docStore, log, bounds: BOUNDS, now: () => now, ...nobody })
	const bounds = { ...BOUNDS, ...narrowed }
	const deps = { rooms, snapshots, snapshotReader, storageHealth, bounds, log: logged, now: () => now }
	scheduler = new SnapshotScheduler(deps)
}

function someBoard(): Board {
	return { id: createId<BoardId>(), title: 'Group 1', group: createId<GroupId>(), frozen: false }
}

const write = (board: Board, id: string) =>
	rooms.write(board, (doc) =>
		putRecord(recordsOf(doc), buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text: id })),
	)
const insertText = (board: Board, card: string, text: string) =>
	rooms.write(board, (doc: Doc) => textOf(recordsOf(doc), `shape:${card}`)?.insert(0, text))

async function pass(ms: number): Promise<void> {
	now += ms
	await scheduler.check()
}

/** Returns the snapshots of a board, newest first: cause, phase, and number of cards. */
const savedOf = async (board: Board) =>
	(await store.list(board.id)).map(({ cause, phase, look }) => `${cause} ${phase?.en ?? '-'} ${look?.cards}`)

it('[HIST1] saves a changing board every ten minutes, and an unchanged one never', async () => {
	const [busy, still] = [someBoard(), someBoard()]
	await write(busy, 'a')
	await write(still, 'a')
	await pass(9 * MINUTE)
	expect(await savedOf(busy)).toEqual([])
	await pass(MINUTE)
	await write(busy, 'b')
	await pass(10 * MINUTE)
	await pass(30 * MINUTE)
	expect(await savedOf(busy)).toEqual(['change - 2', 'change - 1'])
	expect(await savedOf(still)).toEqual(['change - 1'])
	expect((await store.list(busy.id)).map(({ at }) => at)).toEqual([now - 30 * MINUTE, now - 40 * MINUTE])
})

it('[STORE4] saves nothing while the disk is below its floor, and catches up on the changes afterwards', async () => {
	const board = someBoard()
	await write(board, 'a')
	storageHealth.isBelowFloor = true
	scheduler.phaseEnded({ title: { en: 'Write' }, boards: [board] })
	await pass(20 * MINUTE)
	expect(await savedOf(board)).toEqual([])
	await write(board, 'b')
	storageHealth.isBelowFloor = false
	await pass(0)
	expect(await savedOf(board)).toEqual(['change - 2'])
})

it('[HIST1] saves no board that is unchanged or was always empty', async () => {
	const [board, empty] = [someBoard(), someBoard()]
	await write(board, 'a')
	await pass(10 * MINUTE)
	await insertText(board, 'a', 'no')
	await rooms.write(board, (doc) => textOf(recordsOf(doc), 'shape:a')?.delete(0, 2))
	await rooms.read(empty, () => {})
	await pass(10 * MINUTE)
	scheduler.phaseEnded({ title: { en: 'Write' }, boards: [empty] })
	await pass(0)
	expect(await savedOf(board)).toEqual(['change - 1'])
	expect(await savedOf(empty)).toEqual([])
	await rooms.write(board, (doc) => recordsOf(doc).delete('shape:a'))
	await pass(10 * MINUTE)
	expect(await savedOf(board)).toEqual(['change - 0', 'change - 1'])
})

it('[HIST1] two boards with the same content have the same fingerprint, whatever the order of edits', () => {
	const docs = [new Doc(), new Doc()]
	const fields: [string, unknown][] = [
		['type', 'card'],
		['xy', [1, 2]],
		['text', 'said'],
	]
	for (const [at, doc] of docs.entries()) {
		const [order, ids] = at === 0 ? [fields, ['a', 'b']] : [fields.toReversed(), ['b', 'a']]
		for (const id of ids)
			recordsOf(doc).set(id, new YMap(order.map(([key, value]) => [key, key === 'text' ? new Text('said') : value])))
	}
	const [one, other] = docs.map(fingerprintOf)
	expect(one).toBe(other)
	textOf(recordsOf(docs[0] as Doc), 'b')?.insert(0, '!')
	expect(fingerprintOf(docs[0] as Doc)).not.toBe(one)
})

it('[HIST1] saves changes from before a restart', async () => {
	const board = someBoard()
	await write(board, 'a')
	await scheduler.close()
	await rooms.close()
	await open()
	await pass(10 * MINUTE)
	expect(await savedOf(board)).toEqual([])
	await rooms.read(board, () => {})
	await pass(10 * MINUTE)
	expect(await savedOf(board)).toEqual(['change - 1'])
})

it('[HIST1] saves the boards of an ended phase under its title, unless they are saved already', async () => {
	const [board, other] = [someBoard(), someBoard()]
	await write(board, 'a')
	await write(other, 'a')
	scheduler.phaseEnded({ title: null, boards: [board, other] })
	await pass(0)
	await write(board, 'b')
	await pass(10 * MINUTE)
	scheduler.phaseEnded({ title: { en: 'Write' }, boards: [board, other] })
	await pass(MINUTE)
	// Retention would remove the snapshot caused by a change, so a snapshot of the phase replaces it.
	expect(await savedOf(board)).toEqual(['phase Write 2', 'phase - 1'])
	expect(await savedOf(other)).toEqual(['phase - 1'])
})

it('[HIST1] captures all boards at the end of a phase before describing the first', async () => {
	const boards = [someBoard(), someBoard()]
	for (const board of boards) await write(board, 'a')
	let open = () => {}
	const gate = new Promise<void>((resolve) => {
		open = resolve
	})
	let captures = 0
	const slow = new SnapshotScheduler({
		rooms: { ...rooms, capture: (board) => rooms.capture(board).finally(() => captures++) },
		snapshots: store,
		snapshotReader: { describe: (copy) => gate.then(() => snapshotReader.describe(copy)) },
		storageHealth,
		bounds: BOUNDS,
		log,
		now: () => now,
	})
	slow.phaseEnded({ title: { en: 'Write' }, boards })
	await until('both are captured', () => captures === 2)
	for (const board of boards) await write(board, 'late')
	open()
	await slow.close()
	for (const board of boards) expect(await savedOf(board)).toEqual(['phase Write 1'])
})

it('[HIST1] retries with the captured state when the store fails, and edits do not wait', async () => {
	const board = someBoard()
	await write(board, 'a')
	failures = 3
	scheduler.phaseEnded({ title: { en: 'Write' }, boards: [board] })
	await pass(0)
	const endedAt = now
	await write(board, 'b')
	await pass(MINUTE)
	expect(await savedOf(board)).toEqual([])
	await pass(MINUTE)
	expect(await savedOf(board)).toEqual(['phase Write 1'])
	expect((await store.list(board.id))[0]?.at).toBe(endedAt)
	await pass(10 * MINUTE)
	expect(await savedOf(board)).toEqual(['change - 2', 'phase Write 1'])
})

/** Opens a scheduler with narrow bounds and a failing store. Returns the dropped snapshots. */
async function openFailing(narrowed: Partial<Bounds>): Promise<{ board: string; cause: string }[]> {
	await scheduler.close()
	await rooms.close()
	failures = Number.POSITIVE_INFINITY
	const dropped: { board: string; cause: string }[] = []
	const write = (line: string) => {
		const { msg, board, cause } = JSON.parse(line) as { msg: string; board: string; cause: string }
		if (msg.startsWith('snapshot dropped')) dropped.push({ board, cause })
	}
	await open(narrowed, pino({}, { write }))
	return dropped
}

it('[HIST1d] drops captured boards beyond the bound while the store is away, changes first, then the oldest phase', async () => {
	const [one, two, three] = [someBoard(), someBoard(), someBoard()]
	const dropped = await openFailing({ maxWaitingBytes: 100_000 })
	const writeMuch = async (board: Board) => {
		await write(board, 'a')
		await insertText(board, 'a', 'x'.repeat(40_000))
	}
	const end = async (title: string, board: Board) => {
		scheduler.phaseEnded({ title: { en: title }, boards: [board] })
		await pass(0)
	}
	await writeMuch(one)
	await end('One', one)
	await writeMuch(three)
	await pass(10 * MINUTE)
	expect(dropped).toEqual([])
	await writeMuch(two)
	await end('Two', two)
	expect(dropped).toEqual([{ board: three.id, cause: 'change' }])
	await end('Three', three)
	expect(dropped.slice(1)).toEqual([{ board: one.id, cause: 'phase' }])
	failures = 0
	await pass(MINUTE)
	expect(await Promise.all([one, two, three].map(savedOf))).toEqual([[], ['phase Two 1'], ['phase Three 1']])
	await pass(10 * MINUTE)
	expect(await savedOf(one)).toEqual(['change - 1'])
})

it('[HIST1d] bounds the number of waiting snapshots', async () => {
	const board = someBoard()
	const dropped = await openFailing({ maxWaitingSnapshots: 2 })
	for (const title of ['One', 'Two', 'Three', 'Four']) {
		await write(board, title)
		scheduler.phaseEnded({ title: { en: title }, boards: [board] })
		await pass(0)
	}
	expect(dropped).toHaveLength(2)
	failures = 0
	await pass(MINUTE)
	expect(await savedOf(board)).toEqual(['phase Four 4', 'phase Three 3'])
})

it('[HIST1d] a single captured board of any size waits', async () => {
	const board = someBoard()
	const dropped = await openFailing({ maxWaitingBytes: 1 })
	await write(board, 'a')
	for (const title of ['One', 'Two', 'Three']) scheduler.phaseEnded({ title: { en: title }, boards: [board] })
	await pass(0)
	expect(dropped).toHaveLength(2)
	failures = 0
	await pass(MINUTE)
	expect(await savedOf(board)).toEqual(['phase Three 1'])
})

it('[HIST1] closing does not wait for a snapshot that takes long', async () => {
	const board = someBoard()
	await write(board, 'a')
	const busy = { describe: () => new Promise<never>(() => {}) }
	const closing = new SnapshotScheduler({
		rooms,
		snapshots: store,
		snapshotReader: busy,
		storageHealth,
		bounds: BOUNDS,
		log,
		now: () => now,
	})
	closing.phaseEnded({ title: { en: 'Obstacles' }, boards: [board] })
	await closing.close()
	expect(await store.list(board.id)).toEqual([])
})

it('[HIST2] retention removes only snapshots caused by changes', async () => {
	const board = someBoard()
	for (let at = 0; at < 18; at++) {
		await write(board, `c${at}`)
		if (at === 3) scheduler.phaseEnded({ title: { en: 'Write' }, boards: [board] })
		await pass(10 * MINUTE)
	}
	const changes = async () => (await store.list(board.id)).filter(({ cause }) => cause === 'change')
	expect((await changes()).length).toBeGreaterThan(13)
	await pass(5 * 60 * MINUTE)
	const hours = (await changes()).map(({ at }) => Math.floor(at / (60 * MINUTE)))
	expect(hours).toEqual([...new Set(hours)])
	expect(hours.length).toBeGreaterThanOrEqual(3)
	await pass(3 * 24 * 60 * MINUTE)
	expect(await savedOf(board)).toEqual(['change - 18', 'phase Write 4'])
})

it('[HIST7] retention leaves one attribution per author between two snapshots, and none of a time without one', async () => {
	const board = someBoard()
	const retitle = (text: string) =>
		rooms.write(board, (doc) => textOf(recordsOf(doc), 'shape:a')?.insert(0, text), { author: 'facilitator' })
	await write(board, 'a')
	for (let at = 0; at < 18; at++) {
		await pass(10 * MINUTE)
		await retitle('x')
	}
	// A change in the same step as a capture belongs to the time after it.
	const start = now - 18 * 10 * MINUTE + MINUTE
	const attributed = async () => {
		const windows = Array.from({ length: 18 }, (_, index) => start + index * 10 * MINUTE)
		const found = windows.map((after) => rooms.attributions(board, { after, until: after + 10 * MINUTE }))
		return (await Promise.all(found)).filter(({ length }) => length > 0).length
	}
	expect(await attributed()).toBe(18)
	await pass(3 * 24 * 60 * MINUTE)
	const [newest, older] = (await store.list(board.id)).map(({ at }) => at)
	expect(await attributed()).toBe(2)
	const listed = async (span: { after: number; until: number }) =>
		(await rooms.attributions(board, span)).map(({ author, aspect }) => `${author} ${aspect}`)
	expect(await listed({ after: 0, until: older ?? 0 })).toEqual([' new', 'facilitator words'])
	expect(await listed({ after: older ?? 0, until: newest ?? 0 })).toEqual(['facilitator words'])
})

it('[REST1] the snapshot before a restore has edits that arrived while it was being saved', async () => {
	const board = someBoard()
	await write(board, 'then')
	const state = await rooms.read(board, (doc) => encodeStateAsUpdateV2(doc))
	await write(board, 'since')
	const snapshots: SnapshotStore = {
		...store,
		async add(...args) {
			await store.add(...args)
			await write(board, 'meanwhile')
		},
	}
	const workshops = await openSqliteWorkshopStore(join(folder, 'charrette.db'))
	const workshop = emptyWorkshop()
	await workshops.create(workshop)
	const deps = { rooms, snapshots, snapshotReader, workshops, now: () => now } as unknown as WorkshopDeps
	const target = { snapshot: someSnapshot({ board: board.id }), board, state }
	const request = { workshop, target, keepAs: 'Before', author: 'facilitator' }
	const { kept: before } = await restoreInPlace(deps, request, null)
	const cards = () => rooms.read(board, (doc) => [...recordsOf(doc).keys()].sort())
	expect((await store.list(board.id)).map(({ id }) => id)).toEqual([before?.id])
	const found = await store.find(before?.id as never)
	await restoreInPlace(
		{ ...deps, snapshots: store },
		{ ...request, target: { ...target, state: found?.state ?? state } },
		null,
	)
	expect(await cards()).toEqual(['shape:meanwhile', 'shape:since', 'shape:then'])
	await workshops.close()
})
