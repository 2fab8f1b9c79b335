import { expect, it } from 'vitest'
import { createDailyCounts } from './dailyCounts.ts'

const DAY_MS = 86_400_000

it('[HOST11] entries beyond the limit count as one, until a day old ones make room', () => {
	let now = Date.UTC(2026, 10, 27, 12)
	const counts = createDailyCounts({ max: 2, others: { message: 'others' }, now: () => now })
	for (const message of ['a', 'b', 'c', 'd', 'a']) counts.note({ message })
	expect(counts.lastDay().map(({ message, count }) => [message, count])).toEqual([
		['a', 2],
		['others', 2],
		['b', 1],
	])
	now += DAY_MS
	expect(counts.lastDay()).toEqual([])
	counts.note({ message: 'c' })
	expect(counts.lastDay()).toEqual([{ message: 'c', count: 1, lastAt: now }])
})
