import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Board, BoardId, GroupId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { BOUNDS } from '../dist/rooms/bounds.js'
import { createRooms } from '../dist/rooms/Rooms.js'
import { makeDataDir } from './support/startServer.ts'
import { openSqliteDocStore } from './support/stores.ts'

const IDLE_MS = 20
const LOAD_MS = 5 * IDLE_MS

it('[ROOM4] a room whose log takes longer to read than a room stays idle is the room of everybody who comes', async () => {
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
