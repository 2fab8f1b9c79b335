import { expect, it } from 'vitest'
import { batchDelayAt, EDITS_ALONE, FlushScheduler, msUntilFlush, WITH_PRESENCE } from './FlushScheduler.ts'

it('[FAN1] rooms of one lane that wait at the same time get the same flush', async () => {
	const lane = new FlushScheduler().assign()
	const order: string[] = []
	const waiting = ['a', 'b', 'c'].map((room) => lane.next(false).then(() => order.push(room)))
	const later = lane.next(false).then(() => lane.next(false).then(() => order.push('next')))
	await Promise.all([...waiting, later])
	expect(order).toEqual(['a', 'b', 'c', 'next'])
})

it('[FAN1] rooms are spread evenly over the lanes', () => {
	const scheduler = new FlushScheduler()
	const lanes = Array.from({ length: 8 }, () => scheduler.assign())
	expect(new Set(lanes).size).toBe(4)
	for (const [index, lane] of lanes.slice(4).entries()) expect(lane).toBe(lanes[index])
})

it('[FAN1] a calm process does not batch edits, a busy one batches for 16 ms, and a nearly saturated one for 32 ms', () => {
	const times = (shares: number[], of: typeof EDITS_ALONE) =>
		shares.map((share) => Math.round(batchDelayAt(share, of) * 10) / 10)
	expect(times([0, 0.25, 0.375, 0.5, 0.6, 0.7, 1], WITH_PRESENCE)).toEqual([0, 0, 8, 16, 24, 32, 32])
	expect(times([0, 0.8, 0.875, 0.95, 1], EDITS_ALONE)).toEqual([0, 0, 8, 16, 16])
})

it('[FAN1] each lane has one flush per batch delay, at its own phase', () => {
	const flushAt = (now: number, phase: number) => Math.round((now + msUntilFlush(now, 16, phase)) * 1000) / 1000
	expect([0, 0.25, 0.5, 0.75].map((phase) => flushAt(100, phase))).toEqual([112, 116, 104, 108])
	// A flush that has just come is not given again.
	expect(flushAt(112, 0)).toBe(128)
	expect(flushAt(127.9, 0)).toBe(128)
})
