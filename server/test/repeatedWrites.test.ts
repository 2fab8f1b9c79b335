import { join } from 'node:path'
import type { Board, BoardId, GroupId } from '@charrette/shared'
import { buildCard, createId, documentOf, importRecords, putRecord, recordsOf } from '@charrette/shared'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DocStore } from '../dist/ports/DocStore.js'
import { BOUNDS } from '../dist/rooms/bounds.js'
import { createRooms, type Rooms } from '../dist/rooms/Rooms.js'
import { makeDataDir } from './support/startServer.ts'
import { openSqliteDocStore } from './support/stores.ts'

const AT = { x: 0, y: 0, index: 'a1' as never }

describe('[ACK7] a change of the server, while the disk fails', () => {
	let docStore: DocStore
	let rooms: Rooms
	let isFailing = false
	const board: Board = { id: createId<BoardId>(), title: '', group: createId<GroupId>(), frozen: false }
	const file = new Y.Doc()
	putRecord(recordsOf(file), buildCard('row', AT, { text: 'row' }))

	beforeEach(async () => {
		isFailing = false
		docStore = await openSqliteDocStore(join(makeDataDir(), 'failing.db'))
		const append: DocStore['append'] = (batch) =>
			isFailing ? Promise.reject(new Error('the disk is full')) : docStore.append(batch)
		const nobody = { identify: async () => null, findWorkshop: async () => null }
		// The log is written again only when a call asks for it.
		const bounds = { ...BOUNDS, retryMs: 3_600_000 }
		const log = pino({ level: 'silent' })
		rooms = createRooms({ docStore: { ...docStore, append }, log, bounds, now: Date.now, ...nobody })
	})
	afterEach(async () => {
		isFailing = false
		await rooms.close()
		await docStore.close()
	})

	const importFile = (key: string) => rooms.write(board, (doc) => importRecords(file, doc), { key })
	const count = () => rooms.read(board, (doc) => recordsOf(doc).size)

	it('is applied once if it fails and is repeated, with the same result', async () => {
		isFailing = true
		await expect(importFile('a')).rejects.toThrow()
		await expect(importFile('a')).rejects.toThrow()
		expect(await count()).toBe(1)
		isFailing = false
		expect(await importFile('a')).toEqual(['shape:row'])
		expect(await count()).toBe(1)
		const { updates } = await docStore.load(`board:${board.id}` as never)
		expect(recordsOf(documentOf(updates)).size).toBe(1)
	})

	it('is applied again if it succeeds and is repeated', async () => {
		await importFile('a')
		await importFile('a')
		expect(await count()).toBe(2)
	})

	it('is refused before it is applied when the disk is known to fail', async () => {
		isFailing = true
		await expect(importFile('a')).rejects.toThrow()
		await expect(importFile('b')).rejects.toThrow()
		expect(await count()).toBe(1)
		isFailing = false
		await importFile('b')
		expect(await count()).toBe(2)
	})
})
