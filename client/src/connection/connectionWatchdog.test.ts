import { describe, expect, it } from 'vitest'
import { createConnectionWatchdog } from './connectionWatchdog.ts'

const OPEN = { socket: 'open', hasGap: false, unacked: 0 } as const

function createWatched() {
	const time = { system: 1_000_000, monotonic: 50 }
	const watch = createConnectionWatchdog([() => time.system, () => time.monotonic])
	const pass = (ms: number) => {
		time.system += ms
		time.monotonic += ms
	}
	return { time, watch, pass }
}

describe('[WIRE5] a silent connection', () => {
	it('is dead within 25 seconds, but not while the server sends a beat every 10 seconds', () => {
		const { watch, pass } = createWatched()
		watch.recordActivity()
		for (let beat = 0; beat < 5; beat++) {
			pass(10_000)
			expect(watch.isDead(OPEN)).toBe(false)
			watch.recordActivity()
		}
		pass(20_500)
		expect(watch.isDead(OPEN)).toBe(false)
		pass(3_500)
		expect(watch.isDead(OPEN)).toBe(true)
	})

	it('is dead as soon as the machine wakes, although the monotonic clock stood still', () => {
		const { time, watch } = createWatched()
		watch.recordActivity()
		time.system += 3_600_000
		expect(watch.isDead(OPEN)).toBe(true)
	})

	it('is dead in time even if the system clock was set back', () => {
		const { time, watch, pass } = createWatched()
		watch.recordActivity()
		time.system -= 86_400_000
		pass(24_000)
		expect(watch.isDead(OPEN)).toBe(true)
	})

	it('is dead after 10 seconds while it opens', () => {
		const { watch, pass } = createWatched()
		watch.recordActivity()
		pass(9_000)
		expect(watch.isDead({ ...OPEN, socket: 'opening' })).toBe(false)
		pass(2_000)
		expect(watch.isDead({ ...OPEN, socket: 'opening' })).toBe(true)
	})

	it('is not dead while there is no socket', () => {
		const { watch, pass } = createWatched()
		pass(600_000)
		expect(watch.isDead({ socket: 'none', hasGap: true, unacked: 1 })).toBe(false)
	})
})

describe('[WIRE5] a server that does not answer while an ack is due', () => {
	const DUE = { ...OPEN, unacked: 1 }

	/** Returns the number of checks after which the connection is dead; at most 200. */
	function checksUntilDead(
		{ watch, pass }: ReturnType<typeof createWatched>,
		onCheck = (_check: number) => {},
	): number {
		for (let check = 1; check <= 200; check++) {
			pass(1_000)
			onCheck(check)
			if (watch.isDead(DUE)) return check
		}
		return Number.POSITIVE_INFINITY
	}

	it('is left after 7 seconds, and later each time that a new socket brings no ack', () => {
		const watched = createWatched()
		const { watch } = watched
		const reconnect = () => {
			watch.recordActivity()
			watch.isDead({ ...OPEN, unacked: null })
			return checksUntilDead(watched)
		}
		expect([reconnect(), reconnect(), reconnect()]).toEqual([7, 13, 23])
		watch.isDead(OPEN)
		expect(reconnect()).toBe(7)
	})

	it('is kept while anything arrives, however late the ack is', () => {
		const watched = createWatched()
		const onCheck = (check: number) => {
			if (check % 5 === 0) watched.watch.recordActivity()
		}
		expect(checksUntilDead(watched, onCheck)).toBe(Number.POSITIVE_INFINITY)
	})

	it('is kept while a slow network takes a large edit', () => {
		const watched = createWatched()
		watched.watch.recordActivity()
		watched.watch.recordSent(200_000)
		expect(checksUntilDead(watched)).toBe(19)
	})

	it('is kept after a pause of the page, whose frames have not been read yet', () => {
		const { watch, pass } = createWatched()
		watch.recordActivity()
		watch.isDead(DUE)
		pass(15_000)
		expect(watch.isDead(DUE)).toBe(false)
	})
})

describe('edits that depend on others which do not arrive', () => {
	const gap = { ...OPEN, hasGap: true }

	function secondsUntilDead({ watch, pass }: ReturnType<typeof createWatched>): number {
		for (let second = 0; second < 200; second++) {
			watch.recordActivity()
			if (watch.isDead(gap)) return second
			pass(1_000)
		}
		return Number.POSITIVE_INFINITY
	}

	it('cause a reconnect after 5 seconds, with growing delays if that does not help', () => {
		const watched = createWatched()
		expect([1, 2, 3, 4, 5, 6].map(() => secondsUntilDead(watched))).toEqual([6, 11, 21, 41, 61, 61])
	})

	it('reset the delay once the gap is filled', () => {
		const watched = createWatched()
		expect(secondsUntilDead(watched)).toBe(6)
		expect(watched.watch.isDead(OPEN)).toBe(false)
		expect(secondsUntilDead(watched)).toBe(6)
	})
})
