import type { RoomId } from '@charrette/shared'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import type { DocStore, LogPosition, LogRowId, LogRowRef } from '../../ports/DocStore.ts'
import { LogWatch } from './LogWatch.ts'

const ROOM = 'board:a' as RoomId

function watchRoom() {
	const seen = { caughtUp: 0 }
	const log = { rows: [] as LogRowRef[], isFailing: false }
	const room = {
		logId: ROOM,
		catchUp: async () => void seen.caughtUp++,
	}
	const rowsAfter: DocStore['rowsAfter'] = async () => {
		if (log.isFailing) throw new Error('the database is away')
		return { rows: log.rows, position: '' as LogPosition }
	}
	const logger = pino({ level: 'silent' })
	const watch = new LogWatch({ docStore: { rowsAfter }, rooms: () => [room], checkMs: 1e6, logger })
	return { watch, seen, log }
}

it('[NODE2a] a room reads its log once it is watched, and then when it lacks a row', async () => {
	const { watch, seen, log } = watchRoom()
	await watch.check()
	expect(seen.caughtUp).toBe(1)
	log.rows = [{ room: ROOM, id: 1 as LogRowId }]
	watch.add(1 as LogRowId)
	await watch.check()
	expect(seen.caughtUp).toBe(1)
	await watch.check()
	expect(seen.caughtUp).toBe(2)
	await watch.close()
})

it('[NODE3] a room reads what it lacks once the database is back', async () => {
	const { watch, seen, log } = watchRoom()
	await watch.check()
	log.isFailing = true
	watch.add(1 as LogRowId)
	await watch.check()
	log.isFailing = false
	log.rows = [1, 2].map((id) => ({ room: ROOM, id: id as LogRowId }))
	await watch.check()
	expect(seen.caughtUp).toBe(2)
	await watch.close()
})
