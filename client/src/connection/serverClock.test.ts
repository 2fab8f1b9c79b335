import { expect, it } from 'vitest'
import { createServerClock } from './serverClock.ts'

it('[TIME2] is our own time until the server has said its own', () => {
	expect(createServerClock().now(5000)).toBe(5000)
})

it('[TIME2] goes by the saying that was shortest on its way', () => {
	const clock = createServerClock()
	for (const [said, at] of [
		[100_000, 5400],
		[110_000, 15_020],
		[120_000, 26_000],
	] as const)
		clock.noteServerTime(said, at)
	expect(clock.now(30_000)).toBe(30_000 + 110_000 - 15_020)
})

it('[TIME2] follows within a minute when our own clock is set', () => {
	const clock = createServerClock()
	clock.noteServerTime(100_000, 5000)
	for (let beat = 0; beat < 6; beat++) clock.noteServerTime(110_000 + beat * 10_000, 915_000 + beat * 10_000)
	expect(clock.now(975_000)).toBe(170_000)
})
