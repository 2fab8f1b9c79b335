import { FRAME, SYNC } from '@charrette/shared'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Waiting, WorkshopBudget } from './FrameBudget.ts'

const KIB = 1024

let budget: WorkshopBudget
let handled: string[]
beforeEach(() => {
	vi.useFakeTimers()
	handled = []
	budget = new WorkshopBudget({
		payloadFrames: { perSecond: 100, burst: 2 },
		otherFrames: { perSecond: 100, burst: 2 },
		frameBytes: { perSecond: 256 * KIB, burst: 256 * KIB },
	})
})
afterEach(() => vi.useRealTimers())

function frameOf(bytes: number): Uint8Array {
	const frame = new Uint8Array(bytes)
	frame.set([FRAME.sync, SYNC.update])
	return frame
}

/** Sends this many frames of a member; frames that may not be sent at once wait. */
function send(name: string, count: number, bytes = 3): Waiting {
	let left = count
	const member = {
		next: frameOf(bytes),
		handleNext() {
			handled.push(name)
			left--
			return left > 0
		},
	}
	while (left > 0 && budget.tryTake(member.next)) {
		handled.push(name)
		left--
	}
	if (left > 0) budget.wait(member)
	return member
}

it('[BUDGET3] handles frames at once until the budget is used up, then at its rate', () => {
	send('a', 103)
	expect(handled).toHaveLength(3)
	vi.advanceTimersByTime(500)
	expect(handled.length).toBeGreaterThan(45)
	expect(handled.length).toBeLessThan(60)
	vi.advanceTimersByTime(600)
	expect(handled).toHaveLength(103)
})

it('[BUDGET3] gives the members turns one after the other, however much each has to send', () => {
	send('a', 1000)
	send('b', 1000)
	vi.advanceTimersByTime(1000)
	send('c', 1)
	vi.advanceTimersByTime(50)
	expect(handled).toContain('c')
	const [ofA, ofB] = ['a', 'b'].map((name) => handled.filter((one) => one === name).length) as [number, number]
	expect(Math.abs(ofA - ofB)).toBeLessThanOrEqual(5)
})

it('[BUDGET3] a large frame waits as many turns as its size takes', () => {
	send('many', 1000)
	send('large', 1, 200 * KIB)
	vi.advanceTimersByTime(1000)
	const turn = handled.indexOf('large')
	expect(turn).toBeGreaterThanOrEqual(3 + 6)
	expect(turn).toBeLessThanOrEqual(3 + 8)
})

it('[BUDGET3] forgets a member that has left', () => {
	send('a', 10)
	budget.leave(send('gone', 10))
	vi.advanceTimersByTime(1000)
	expect(handled.filter((name) => name === 'a')).toHaveLength(10)
	expect(handled).not.toContain('gone')
})
