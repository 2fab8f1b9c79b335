import { join as joinPath } from 'node:path'
import type { RoomId } from '@charrette/shared'
import { buildCard, documentOf, putRecord, recordsOf } from '@charrette/shared'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { NO_METER } from '../dist/ports/Meter.js'
import { BOUNDS } from '../dist/rooms/bounds.js'
import { createCompactor } from '../dist/rooms/log/createCompactor.js'
import { RoomLog } from '../dist/rooms/log/RoomLog.js'
import { makeDataDir } from './support/startServer.ts'
import { openSqliteDocStore } from './support/stores.ts'
import { until } from './support/until.ts'

const ROOM = 'board:tick' as RoomId

it('[GATE7d] [LOG2] a compaction requested by a tick includes the edits of that tick, and returns the bytes of its state', async () => {
	const docStore = await openSqliteDocStore(joinPath(makeDataDir(), 'log.db'))
	const compactor = createCompactor(docStore)
	const doc = new Y.Doc()
	const updates: Uint8Array[] = []
	doc.on('update', (update: Uint8Array) => updates.push(update))
	for (const id of ['one', 'two', 'three'])
		putRecord(recordsOf(doc), buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text: id }))
	let onCompacted: (bytes: number) => void = () => {}
	const compacted = new Promise<number>((resolve) => {
		onCompacted = resolve
	})
	const log = new RoomLog(ROOM, {
		docStore,
		bounds: BOUNDS,
		log: pino({ level: 'silent' }),
		compactor,
		meter: NO_METER,
	})
	log.listen({ onStorage: () => {}, onRefused: () => {}, onCompaction: () => onCompacted })
	const [tick = null, ...before] = updates.reverse()
	for (const update of before.reverse()) await log.append(update)
	expect(log.compact()).toBe(true)
	// A tick appends its edits once all are applied.
	const appended = log.append(tick)
	const stateBytes = await compacted
	await appended
	const { updates: rows } = await docStore.load(ROOM)
	expect(rows.length).toBe(1)
	expect(recordsOf(documentOf(rows)).size).toBe(3)
	expect(stateBytes).toBe(Y.encodeStateAsUpdate(doc).length)
	log.close()
	await compactor.close()
	await docStore.close()
})

/**
 * Creates a compactor whose compactions end when the test ends them, and records the order in which
 * they began. Its pauses have the maximum length.
 */
function openCompactor() {
	const begun: string[] = []
	const ends = new Map<string, () => void>()
	const compact = async (room: RoomId) => {
		begun.push(room)
		await new Promise<void>((resolve) => ends.set(room, resolve))
	}
	const compactor = createCompactor({ compact }, { pauses: 1e9 })
	const ask = (name: string, isUrgent = false) =>
		compactor.compact(name as RoomId, { canReplaceDamaged: false, isUrgent })
	return { compactor, ask, begun, end: (name: string) => ends.get(name)?.() }
}

it('[LOG2] logs that have only grown are compacted one after another with pauses; an urgent log is next, also if it becomes urgent later', async () => {
	const { compactor, ask, begun, end } = openCompactor()
	const done = ['a', 'b', 'c'].map((name) => ask(name))
	await until('the first begins', () => begun.length === 1)
	end('a')
	await done[0]
	const urgent = ask('urgent', true)
	await until('the urgent one begins in the pause', () => begun.length === 2)
	compactor.hurry('c' as RoomId)
	end('urgent')
	await urgent
	await until('what was hurried begins', () => begun.length === 3)
	end('c')
	await done[2]
	expect(begun).toEqual(['a', 'urgent', 'c'])
	await compactor.close()
	expect(await done[1], 'the last one is given up, since all is closed').toBe(0)
	expect(begun).toEqual(['a', 'urgent', 'c'])
})

it('[LOG2] closing cancels the running compaction, and leaves its log unchanged', async () => {
	const docStore = await openSqliteDocStore(joinPath(makeDataDir(), 'log.db'))
	const compactor = createCompactor(docStore)
	const doc = new Y.Doc()
	const updates: Uint8Array[] = []
	doc.on('update', (update: Uint8Array) => updates.push(update))
	for (const text of ['one', 'two', 'three']) doc.getMap('meta').set(text, 1)
	for (const update of updates) await docStore.append([{ room: ROOM, update }])
	const compacted = compactor.compact(ROOM, { canReplaceDamaged: false, isUrgent: true })
	await compactor.close()
	expect(await compacted).toBe(0)
	expect((await docStore.load(ROOM)).updates).toHaveLength(3)
	expect(
		await compactor.compact(ROOM, { canReplaceDamaged: false, isUrgent: false }),
		'nor does it start another',
	).toBe(0)
	await docStore.close()
})
