import { FRAME, SYNC } from '@charrette/shared'
import { beforeEach, expect, it } from 'vitest'
import { FrameBudget } from './FrameBudget.ts'

const UPDATE = Uint8Array.of(FRAME.sync, SYNC.update, 0)
const QUERY = Uint8Array.of(FRAME.queryAwareness)

let now: number
let budget: FrameBudget
beforeEach(() => {
	now = 0
	budget = new FrameBudget(
		{
			payloadFrames: { perSecond: 10, burst: 5 },
			otherFrames: { perSecond: 20, burst: 8 },
			frameBytes: { perSecond: 1000, burst: 4000 },
		},
		() => now,
	)
})

/** Returns how many of these frames can be taken until the budget is overdrawn. */
function countUntilOverdrawn(frame: Uint8Array): number {
	let count = 0
	while (budget.waitMs === 0) {
		budget.take(frame)
		count++
	}
	return count
}

it('[BUDGET1] payload frames and other frames have a burst and a rate of their own', () => {
	expect(countUntilOverdrawn(UPDATE)).toBe(6)
	expect(budget.waitMs).toBe(100)
	now += 100
	expect(budget.waitMs).toBe(0)
	expect(countUntilOverdrawn(QUERY)).toBe(9)
	now += 1000
	expect(budget.isFull).toBe(true)
})

it('[BUDGET1] counts the bytes of frames, and a quarter of the bytes of an answer', () => {
	budget.take(new Uint8Array(3000))
	budget.takeReply(4000)
	expect(budget.waitMs).toBe(0)
	budget.takeReply(400)
	expect(budget.waitMs).toBe(100)
})

it('[BUDGET1] the largest answer costs one burst, so that a member that joins a large board can edit it', () => {
	budget.takeReply(1e9)
	expect(budget.waitMs).toBe(0)
	expect(countUntilOverdrawn(UPDATE)).toBe(1)
})

it('[BUDGET2] a new socket has a price', () => {
	let opened = 0
	while (budget.takeOpening()) opened++
	expect(opened).toBe(3)
	now += 1000
	expect(budget.takeOpening()).toBe(true)
})
