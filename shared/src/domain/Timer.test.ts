import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Timer } from './Timer.ts'
import { addTime, createTimer, pauseTimer, readTimer, resumeTimer } from './Timer.ts'

const MOST_MS = 36_000_000
const duration = fc.integer({ min: 0, max: MOST_MS })
const act = fc.oneof(
	fc.record({ type: fc.constantFrom('resume' as const, 'pause' as const) }),
	fc.record({ type: fc.constant('add' as const), addedMs: fc.integer({ min: -600_000, max: 600_000 }) }),
)
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never

function apply(timer: Timer, action: Act, now: number): Timer {
	if (action.type === 'add') return addTime(timer, { addedMs: action.addedMs, maxMs: MOST_MS }, now)
	return action.type === 'resume' ? resumeTimer(timer, now) : pauseTimer(timer, now)
}

/** Commands for a timer, and the wait before each. */
const history = fc.array(fc.record({ action: act, waitMs: fc.integer({ min: 0, max: 400_000 }) }), { maxLength: 40 })

/** Applies a history to a timer, and returns the timer and the time then. */
function after(runsMs: number, steps: { action: Act; waitMs: number }[]): { timer: Timer; now: number } {
	let now = 1_800_000_000_000
	let timer = createTimer(runsMs)
	for (const { action, waitMs } of steps) {
		now += waitMs
		timer = apply(timer, action, now)
	}
	return { timer, now }
}

describe('a timer', () => {
	it('[TIME1] equals a clock advanced step by step', () => {
		fc.assert(
			fc.property(duration, history, (runsMs, steps) => {
				let left = runsMs
				let isRunning = false
				for (const { action, waitMs } of steps) {
					if (isRunning) left -= waitMs
					if (action.type === 'add') left = Math.min(Math.max(Math.max(left, 0) + action.addedMs, 0), MOST_MS)
					else isRunning = action.type === 'resume'
				}
				const { timer, now } = after(runsMs, steps)
				expect(readTimer(timer, now)).toEqual({
					remainingMs: Math.max(left, 0),
					overtimeMs: Math.max(-left, 0),
					isRunning,
				})
			}),
		)
	})

	it('[TIME1] reads the same for every client, for latecomers, and after storage', () => {
		fc.assert(
			fc.property(duration, history, duration, (runsMs, steps, laterMs) => {
				const { timer, now } = after(runsMs, steps)
				const stored = JSON.parse(JSON.stringify(timer)) as Timer
				expect(readTimer(stored, now + laterMs)).toEqual(readTimer(timer, now + laterMs))
			}),
		)
	})

	it('[TIME1] loses exactly the time that passes while it runs, and none while it is paused', () => {
		fc.assert(
			fc.property(duration, history, duration, (runsMs, steps, passedMs) => {
				const { timer, now } = after(runsMs, steps)
				const [before, later] = [readTimer(timer, now), readTimer(timer, now + passedMs)]
				const lost = before.remainingMs - before.overtimeMs - (later.remainingMs - later.overtimeMs)
				expect(lost).toBe(before.isRunning ? passedMs : 0)
				expect(later.remainingMs === 0 || later.overtimeMs === 0).toBe(true)
			}),
		)
	})

	it('[TIME1] tolerates the same command twice', () => {
		fc.assert(
			fc.property(duration, history, (runsMs, steps) => {
				const { timer, now } = after(runsMs, steps)
				expect(pauseTimer(pauseTimer(timer, now), now)).toEqual(pauseTimer(timer, now))
				expect(resumeTimer(resumeTimer(timer, now), now + 5)).toEqual(resumeTimer(timer, now))
			}),
		)
	})

	it('[TIME1] stands still when the clock is set back', () => {
		const timer = resumeTimer(createTimer(60_000), 1000)
		expect(readTimer(timer, 0).remainingMs).toBe(60_000)
	})
})
