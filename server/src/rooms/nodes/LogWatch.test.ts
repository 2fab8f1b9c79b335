import type { RoomId } from '@charrette/shared'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import type { DocStore, LogPosition, LogRowId, LogRowRef } from '../../ports/DocStore.ts'
import { LogWatch } from './LogWatch.ts'

const ROOM = 'board:a' as RoomId

function watchRoom() {
	const seen = { caughtUp: 0, recoveries: 0 }
	const log = { rows: [] as LogRowRef[], isFailing: false }
	const room = {
		logId: ROOM,
		catchUp: async () => void seen.caughtUp++,
		beginRecovery: () => void seen.recoveries++,
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

it('[GATE6][NODE3] while the database is unavailable, and after that, members may send edits that other nodes could not write', async () => {
	const { watch, seen, log } = watchRoom()
	await watch.check()
	expect(seen.recoveries).toBe(0)
	log.isFailing = true
	watch.add(1 as LogRowId)
	await watch.check()
	expect(seen.recoveries).toBe(1)
	log.isFailing = false
	log.rows = [{ room: ROOM, id: 1 as LogRowId }]
	await watch.check()
	expect(seen).toEqual({ caughtUp: 1, recoveries: 2 })
	await watch.close()
})
