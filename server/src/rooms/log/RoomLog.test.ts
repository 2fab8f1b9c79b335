import type { RoomId } from '@charrette/shared'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { AppendRefusedError, type DocStore, type LogEntry } from '../../ports/DocStore.ts'
import { NO_METER } from '../../ports/Meter.ts'
import { BOUNDS } from '../bounds.ts'
import { RoomLog } from './RoomLog.ts'

const NO_COMPACTOR = { compact: async () => 0, hurry: () => {} }
const ROOM = 'board:a' as RoomId

it('[ACK4] writes entries that waited for the disk in their order, in bounded batches', async () => {
	const batches: LogEntry[][] = []
	let isFull = true
	const append = async (entries: readonly LogEntry[]) => {
		if (isFull) throw new Error('disk full')
		batches.push([...entries])
	}
	const log = new RoomLog(ROOM, {
		docStore: { append } as Partial<DocStore> as DocStore,
		bounds: { ...BOUNDS, retryMs: 1e6 },
		log: pino({ level: 'silent' }),
		compactor: NO_COMPACTOR,
		meter: NO_METER,
	})
	const updates = Array.from({ length: 2500 }, (_, index) => Uint8Array.of(index % 256, index >> 8))
	for (const update of updates) expect(await log.append(update)).toBe(false)
	isFull = false
	await log.retry()
	log.close()
	expect(batches.map((entries) => entries.length)).toEqual([1000, 1000, 500])
	expect(batches.flat().map(({ update }) => update)).toEqual(updates)
	expect(log.storage).toBe('ok')
})

it('[LOG2] compacts a log later if its last state was larger', async () => {
	const states = [2 ** 20, 100, 100]
	const at: number[] = []
	let bytes = 0
	const log = new RoomLog(ROOM, {
		docStore: { append: async () => {} } as Partial<DocStore> as DocStore,
		bounds: BOUNDS,
		log: pino({ level: 'silent' }),
		meter: NO_METER,
		compactor: {
			async compact() {
				at.push(bytes)
				return states.shift() ?? 0
			},
			hurry: () => {},
		},
	})
	for (; at.length < 3; bytes += 2 ** 16) await log.append(new Uint8Array(2 ** 16))
	const mib = at.map((reached, index) => Math.round((reached - (at[index - 1] ?? 0)) / 2 ** 20))
	expect(mib).toEqual([1, 4, 1])
	log.close()
})

it('[REST1e] does not retry a pending entry that is refused for good', async () => {
	let answer: Error = new Error('disk full')
	const refused = new Promise<AppendRefusedError>((resolve) => {
		const log = new RoomLog(ROOM, {
			docStore: { append: () => Promise.reject(answer) } as Partial<DocStore> as DocStore,
			bounds: { ...BOUNDS, retryMs: 1 },
			log: pino({ level: 'silent' }),
			compactor: NO_COMPACTOR,
			meter: NO_METER,
		})
		log.listen({
			onStorage: () => {
				answer = new AppendRefusedError('logEnded')
			},
			onRefused: resolve,
			onCompaction: () => () => {},
		})
		void log.append(Uint8Array.of(1))
	})
	expect((await refused).reason).toBe('logEnded')
})
