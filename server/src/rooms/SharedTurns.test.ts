import { expect, it } from 'vitest'
import { gatherTimeAt, SharedTurns } from './SharedTurns.ts'

it('[FAN1] rooms that wait at the same time get the same turn', async () => {
	const turns = new SharedTurns()
	const order: string[] = []
	const waiting = ['a', 'b', 'c'].map((room) => turns.next().then(() => order.push(room)))
	const later = turns.next().then(() => turns.next().then(() => order.push('next')))
	await Promise.all([...waiting, later])
	expect(order).toEqual(['a', 'b', 'c', 'next'])
})

it('[FAN1] a calm process gathers nothing, a busy one for 16 ms, and one without any time left for 32', () => {
	expect([0, 0.3, 0.45, 0.6, 0.75, 0.9, 1].map((share) => Math.round(gatherTimeAt(share) * 10) / 10)).toEqual([
		0, 0, 8, 16, 24, 32, 32,
	])
})
