import { expect, it } from 'vitest'
import { waitAfter } from './createFeedPoller.ts'

const HOUR = 60 * 60_000

it('[FOLLOW1] the wait doubles with each failure, up to a day, and has a random part', () => {
	const waits = (failures: number) =>
		[0, 1].map((random) =>
			waitAfter({ outcome: failures ? 'failed' : 'unchanged', failures }, { feedPollMs: HOUR, random: () => random }),
		)
	expect(waits(0)).toEqual([0.75 * HOUR, HOUR])
	expect(waits(1)).toEqual([1.5 * HOUR, 2 * HOUR])
	expect(waits(3)).toEqual([6 * HOUR, 8 * HOUR])
	expect(waits(9)).toEqual([18 * HOUR, 24 * HOUR])
	expect(waits(5000)).toEqual([18 * HOUR, 24 * HOUR])
	expect(waitAfter({ outcome: 'partly', failures: 0 }, { feedPollMs: HOUR, random: () => 1 })).toBe(3 * 60_000)
})
