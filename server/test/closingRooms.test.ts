import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Board, BoardId, GroupId, Identity } from '@charrette/shared'
import { boardRoom, buildCard, createId, FRAME, putRecord, recordsOf, SYNC } from '@charrette/shared'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { BOUNDS } from '../dist/rooms/bounds.js'
import { createRooms } from '../dist/rooms/Rooms.js'
import { frameOf } from './support/attacks.ts'
import { enterRoom, openRoom } from './support/roomScene.ts'
import { makeDataDir } from './support/startServer.ts'
import { openSqliteDocStore } from './support/stores.ts'
import { until } from './support/until.ts'

const IDLE_MS = 20
const LOAD_MS = 5 * IDLE_MS

it('[ROOM4] a room whose log takes longer to read than the idle time of a room is shared by all members who join', async () => {
	const docStore = await openSqliteDocStore(join(makeDataDir(), 'slow.db'))
	const rooms = createRooms({
		docStore: { ...docStore, load: (...input) => delay(LOAD_MS).then(() => docStore.load(...input)) },
		log: pino({ level: 'silent' }),
		bounds: { ...BOUNDS, idleMs: IDLE_MS },
		now: Date.now,
		identify: async () => null,
		findWorkshop: async () => null,
	})
	const board: Board = { id: createId<BoardId>(), title: '', group: createId<GroupId>(), frozen: false }
	const opened = await rooms.read(board, (doc) => doc)
	expect(await rooms.read(board, (doc) => doc)).toBe(opened)
	await rooms.close()
	await docStore.close()
})

it('[NODE4] a server that closes opens no room, since its workshop may be on another node already', async () => {
	const docStore = await openSqliteDocStore(join(makeDataDir(), 'closing.db'))
	const rooms = createRooms({
		docStore,
		log: pino({ level: 'silent' }),
		bounds: BOUNDS,
		now: Date.now,
		identify: async () => null,
		findWorkshop: async () => null,
	})
	const board: Board = { id: createId<BoardId>(), title: '', group: createId<GroupId>(), frozen: false }
	const closed = rooms.close()
	await expect(rooms.write(board, () => {})).rejects.toThrow('could not read or write')
	await closed
	expect((await docStore.load(boardRoom(board.id))).updates).toEqual([])
	await docStore.close()
})

it('[ACK6] a closed room acks nothing and takes no command, since it would write neither', async () => {
	const scene = await openRoom()
	const ana: Identity = { workshop: 'w' as never, role: 'participant', participant: 'ana' as never }
	const { receive, frames } = enterRoom(scene, ana, 'edit')
	const doc = new Y.Doc()
	doc.on('update', (update: Uint8Array) => receive(frameOf(FRAME.sync, SYNC.update, update)))
	receive(frameOf(FRAME.sync, SYNC.step2, Y.encodeStateAsUpdate(new Y.Doc())))
	putRecord(recordsOf(doc), buildCard('a', { x: 0, y: 0, index: 'a1' as never }, { text: 'a' }))
	const acks = () => frames.filter((frame) => frame[0] === FRAME.ack).length
	await until('both are acked', () => acks() > 0 && scene.entries.length === 1)
	const before = acks()
	scene.room.close()
	putRecord(recordsOf(doc), buildCard('b', { x: 0, y: 0, index: 'a1' as never }, { text: 'b' }))
	await expect(scene.room.writes.write(() => {})).rejects.toThrow('closed')
	expect(acks()).toBe(before)
	expect(scene.entries).toHaveLength(1)
})
