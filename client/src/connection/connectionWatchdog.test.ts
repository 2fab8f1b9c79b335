import { describe, expect, it } from 'vitest'
import { createConnectionWatchdog } from './connectionWatchdog.ts'

const OPEN = { socket: 'open', hasGap: false } as const

function watched() {
	const time = { wall: 1_000_000, steady: 50 }
	const watch = createConnectionWatchdog([() => time.wall, () => time.steady])
	const pass = (ms: number) => {
		time.wall += ms
		time.steady += ms
	}
	return { time, watch, pass }
}

describe('[WIRE5] a line on which nothing is heard', () => {
	it('is dropped within 25 seconds, and not while the server beats every 10', () => {
		const { watch, pass } = watched()
		watch.noteActivity()
		for (let beat = 0; beat < 5; beat++) {
			pass(10_000)
			expect(watch.isDead(OPEN)).toBe(false)
			watch.noteActivity()
		}
		pass(20_500)
		expect(watch.isDead(OPEN)).toBe(false)
		pass(3_500)
		expect(watch.isDead(OPEN)).toBe(true)
	})

	it('is dropped at once after the machine slept, though the steady clock stood still meanwhile', () => {
		const { time, watch } = watched()
		watch.noteActivity()
		time.wall += 3_600_000
		expect(watch.isDead(OPEN)).toBe(true)
	})

	it('is dropped in time even if the clock on the wall was set back', () => {
		const { time, watch, pass } = watched()
		watch.noteActivity()
		time.wall -= 86_400_000
		pass(24_000)
		expect(watch.isDead(OPEN)).toBe(true)
	})

	it('is given up after 10 seconds while it opens', () => {
		const { watch, pass } = watched()
		watch.noteActivity()
		pass(9_000)
		expect(watch.isDead({ socket: 'opening', hasGap: false })).toBe(false)
		pass(2_000)
		expect(watch.isDead({ socket: 'opening', hasGap: false })).toBe(true)
	})

	it('is left alone while there is no socket', () => {
		const { watch, pass } = watched()
		pass(600_000)
		expect(watch.isDead({ socket: 'none', hasGap: true })).toBe(false)
	})
})

describe('edits that build on others which do not come', () => {
	const gap = { socket: 'open', hasGap: true } as const

	function secondsOfPatience({ watch, pass }: ReturnType<typeof watched>): number {
		for (let second = 0; second < 200; second++) {
			watch.noteActivity()
			if (watch.isDead(gap)) return second
			pass(1_000)
		}
		return Number.POSITIVE_INFINITY
	}

	it('have the state fetched anew after 5 seconds, ever more rarely if that does not help', () => {
		const line = watched()
		expect([1, 2, 3, 4, 5, 6].map(() => secondsOfPatience(line))).toEqual([6, 11, 21, 41, 61, 61])
	})

	it('are no trouble once they are whole, and the next gap counts anew', () => {
		const line = watched()
		expect(secondsOfPatience(line)).toBe(6)
		expect(line.watch.isDead(OPEN)).toBe(false)
		expect(secondsOfPatience(line)).toBe(6)
	})
})
