import { expect, it } from 'vitest'
import { createServerClock } from './serverClock.ts'

it('[TIME2] the local time is used until the server has sent its own', () => {
	expect(createServerClock().now(5000)).toBe(5000)
})

it('[TIME2] the sample with the shortest latency counts', () => {
	const clock = createServerClock()
	for (const [serverTime, at] of [
		[100_000, 5400],
		[110_000, 15_020],
		[120_000, 26_000],
	] as const)
		clock.addServerTime(serverTime, at)
	expect(clock.now(30_000)).toBe(30_000 + 110_000 - 15_020)
})

it('[TIME2] a change of the local clock takes effect within a minute', () => {
	const clock = createServerClock()
	clock.addServerTime(100_000, 5000)
	for (let beat = 0; beat < 6; beat++) clock.addServerTime(110_000 + beat * 10_000, 915_000 + beat * 10_000)
	expect(clock.now(975_000)).toBe(170_000)
})
