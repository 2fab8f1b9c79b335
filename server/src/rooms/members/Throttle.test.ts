import { FRAME, SYNC } from '@charrette/shared'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FrameBudget } from './FrameBudget.ts'
import { Inbox, Throttle } from './Throttle.ts'

const KIB = 1024
const UNLIMITED = { perSecond: 1e9, burst: 1e9 }

let throttle: Throttle
let handled: string[]
let closed: string[]
beforeEach(() => {
	vi.useFakeTimers()
	handled = []
	closed = []
	throttle = new Throttle({
		payloadFrames: { perSecond: 100, burst: 2 },
		otherFrames: { perSecond: 100, burst: 2 },
		frameBytes: { perSecond: 256 * KIB, burst: 256 * KIB },
	})
})
afterEach(() => vi.useRealTimers())

/** A member, whose socket reads nothing while it is paused. */
function join(name: string, { payloadFrames = UNLIMITED } = {}) {
	const socket = { isPaused: false, pause: () => (socket.isPaused = true), resume: () => (socket.isPaused = false) }
	const inbox = new Inbox({
		budget: new FrameBudget({ payloadFrames, otherFrames: UNLIMITED, frameBytes: UNLIMITED }),
		throttle,
		maxPausedMs: 15_000,
		socket,
		receive: () => handled.push(name),
		onFlood() {
			closed.push(name)
			inbox.close()
		},
	})
	const send = (count: number, bytes = 3) => {
		const frame = new Uint8Array(bytes)
		frame.set([FRAME.sync, SYNC.update])
		for (let i = 0; i < count; i++) inbox.push(frame)
	}
	return { inbox, socket, send }
}
const countOf = (name: string) => handled.filter((one) => one === name).length

it('[BUDGET3] handles frames at once until the budget is used up, then at its rate', () => {
	const { send, socket } = join('a')
	send(103)
	expect(handled).toHaveLength(3)
	expect(socket.isPaused).toBe(true)
	vi.advanceTimersByTime(500)
	expect(handled.length).toBeGreaterThan(45)
	expect(handled.length).toBeLessThan(60)
	vi.advanceTimersByTime(600)
	expect(handled).toHaveLength(103)
	expect(socket.isPaused).toBe(false)
})

it('[BUDGET3] gives the members turns one after the other, however much each has to send', () => {
	join('a').send(1000)
	join('b').send(1000)
	vi.advanceTimersByTime(1000)
	join('c').send(1)
	vi.advanceTimersByTime(50)
	expect(handled).toContain('c')
	expect(Math.abs(countOf('a') - countOf('b'))).toBeLessThanOrEqual(5)
})

it('[BUDGET3] a large frame waits as many turns as its size takes', () => {
	join('many').send(1000)
	join('large').send(1, 200 * KIB)
	vi.advanceTimersByTime(1000)
	const turn = handled.indexOf('large')
	expect(turn).toBeGreaterThanOrEqual(3 + 6)
	expect(turn).toBeLessThanOrEqual(3 + 8)
})

it('[BUDGET3] forgets a member that has left', () => {
	join('a').send(10)
	const gone = join('gone')
	gone.send(10)
	gone.inbox.close()
	vi.advanceTimersByTime(1000)
	expect(countOf('a')).toBe(10)
	expect(handled).not.toContain('gone')
})

it('[BUDGET1] a member over its own budget waits, and delays nobody else', () => {
	const slow = join('slow', { payloadFrames: { perSecond: 10, burst: 1 } })
	slow.send(20)
	expect(countOf('slow')).toBe(2)
	join('other').send(1)
	expect(countOf('other')).toBe(1)
	vi.advanceTimersByTime(1000)
	expect(countOf('slow')).toBeGreaterThanOrEqual(10)
	expect(countOf('slow')).toBeLessThanOrEqual(13)
	vi.advanceTimersByTime(1000)
	expect(countOf('slow')).toBe(20)
	expect(slow.socket.isPaused).toBe(false)
})

it('[BUDGET1] handles at most 32 frames of a member before others have their turn', () => {
	throttle = new Throttle({ payloadFrames: UNLIMITED, otherFrames: UNLIMITED, frameBytes: UNLIMITED })
	join('slow', { payloadFrames: { perSecond: 1e6, burst: 1000 } }).send(2000)
	const atOnce = countOf('slow')
	vi.advanceTimersToNextTimer()
	expect(countOf('slow') - atOnce).toBe(32)
})

it('[BUDGET1] closes a member that has several frames waiting for most of the time', () => {
	const rates = { payloadFrames: { perSecond: 10, burst: 1 } }
	join('flood', rates).send(1000)
	const patient = join('patient', rates)
	const timer = setInterval(() => patient.inbox.isHolding || patient.send(1), 10)
	vi.advanceTimersByTime(14_000)
	expect(closed).toEqual([])
	vi.advanceTimersByTime(2000)
	expect(closed).toEqual(['flood'])
	vi.advanceTimersByTime(30_000)
	expect(closed).toEqual(['flood'])
	clearInterval(timer)
})
