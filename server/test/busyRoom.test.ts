import { join } from 'node:path'
import type { Board, BoardId, GroupId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { BOUNDS } from '../dist/rooms/bounds.js'
import { createRooms } from '../dist/rooms/Rooms.js'
import { makeDataDir } from './support/startServer.ts'
import { openSqliteDocStore } from './support/stores.ts'

it('[ACK7] a change of the server is answered once it is on disk, even while members keep writing', async () => {
	const docStore = await openSqliteDocStore(join(makeDataDir(), 'busy.db'))
	const nobody = { identify: async () => null, findWorkshop: async () => null }
	const rooms = createRooms({ docStore, log: pino({ level: 'silent' }), bounds: BOUNDS, now: Date.now, ...nobody })
	const board: Board = { id: createId<BoardId>(), title: '', group: createId<GroupId>(), frozen: false }
	await rooms.read(board, () => {})
	let others = 0
	const writes: Promise<unknown>[] = []
	const write = () => {
		writes.push(rooms.write(board, (doc) => doc.getMap('meta').set('others', others++)))
		if (others < 2000) next = setImmediate(write)
	}
	let next = setImmediate(write)
	await expect.poll(() => others).toBeGreaterThan(10)
	await rooms.write(board, (doc) => doc.getMap('meta').set('ours', true))
	expect(others).toBeLessThan(2000)
	clearImmediate(next)
	await Promise.all(writes)
	await rooms.close()
	await docStore.close()
})
