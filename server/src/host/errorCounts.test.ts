import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createErrorCounts } from './errorCounts.ts'

it('[HOST6] counts errors by message and code for a day, without the data that they concern', () => {
	let now = Date.UTC(2026, 10, 27, 12)
	const counts = createErrorCounts(() => now)
	const log = pino({ hooks: counts.hooks ?? {} }, { write() {} })
	log.error({ err: new Error('secret text'), code: 'internal' }, 'request failed')
	log.error({ workshop: 'w1' }, 'board not saved')
	log.child({ room: 'r' }).fatal('board not saved')
	log.warn('slow')
	const [first, second] = counts.lastDay()
	expect(first).toEqual({ message: 'board not saved', count: 2, lastAt: now })
	expect(second).toEqual({ message: 'request failed: internal', count: 1, lastAt: now })
	expect(JSON.stringify(counts.lastDay())).not.toContain('secret')
	now += 23 * 3_600_000
	log.error({ workshop: 'w1' }, 'board not saved')
	expect(counts.lastDay()).toHaveLength(2)
	now += 3_600_000
	expect(counts.lastDay()).toEqual([{ message: 'board not saved', count: 1, lastAt: now - 3_600_000 }])
})

it('[HOST6] keeps a bounded number of messages', () => {
	const counts = createErrorCounts()
	const log = pino({ hooks: counts.hooks ?? {} }, { write() {} })
	for (let index = 0; index < 500; index++) log.error(`message ${index}`)
	expect(counts.lastDay()).toHaveLength(101)
	expect(counts.lastDay()[0]).toMatchObject({ message: 'other errors', count: 400 })
})
