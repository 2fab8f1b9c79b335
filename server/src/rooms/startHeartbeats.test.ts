import type { RoomId } from '@charrette/shared'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Delivery } from './delivery/Delivery.ts'
import { startHeartbeats } from './startHeartbeats.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('[WIRE5] every room has one heartbeat in each interval, and no more than a few have theirs in one step', () => {
	const beats: number[] = []
	const room = () => ({ delivery: { sendHeartbeat: () => void beats.push(Date.now()), reassureWaiting() {} } })
	const rooms = new Map(Array.from({ length: 100 }, (_, index) => [`board:${index}` as RoomId, room()]))
	const stop = startHeartbeats(rooms, 10_000)
	vi.advanceTimersByTime(10_000)
	expect(beats).toHaveLength(100)
	const times = [...new Set(beats)]
	expect(Math.max(...times.map((time) => beats.filter((at) => at === time).length))).toBe(5)
	vi.advanceTimersByTime(20_000)
	expect(beats).toHaveLength(300)
	stop()
	vi.advanceTimersByTime(10_000)
	expect(beats).toHaveLength(300)
})

it('[WIRE5] a room that is opened between two heartbeats has its first within an interval, and then one in each', () => {
	const rooms = new Map<RoomId, { delivery: Pick<Delivery, 'sendHeartbeat' | 'reassureWaiting'> }>()
	const stop = startHeartbeats(rooms, 10_000)
	vi.advanceTimersByTime(7_300)
	const sendHeartbeat = vi.fn()
	const reassureWaiting = vi.fn()
	rooms.set('board:late' as RoomId, { delivery: { sendHeartbeat, reassureWaiting } })
	vi.advanceTimersByTime(10_000)
	expect(sendHeartbeat).toHaveBeenCalledTimes(1)
	expect(reassureWaiting).toHaveBeenCalledTimes(4)
	vi.advanceTimersByTime(30_000)
	expect(sendHeartbeat).toHaveBeenCalledTimes(4)
	expect(reassureWaiting).toHaveBeenCalledTimes(16)
	stop()
})
