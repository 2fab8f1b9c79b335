import { join as joinPath } from 'node:path'
import type { RoomId } from '@charrette/shared'
import { buildCard, documentOf, putRecord, recordsOf } from '@charrette/shared'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { NO_METER } from '../dist/ports/Meter.js'
import { BOUNDS } from '../dist/rooms/bounds.js'
import { createCompactor, RoomLog } from '../dist/rooms/RoomLog.js'
import { makeDataDir } from './support/startServer.ts'
import { openSqliteDocStore } from './support/stores.ts'

const ROOM = 'board:tick' as RoomId

it('[GATE7d] [LOG2] a compaction that a tick asks for has the edits of that tick, and returns the bytes of its state', async () => {
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
		compact: compactor.compact,
		meter: NO_METER,
		onStorage: () => {},
		onRefused: () => {},
		onCompaction: () => onCompacted,
	})
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
