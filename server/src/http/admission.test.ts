import { expect, it } from 'vitest'
import { createPace } from './admission.ts'

/** The number of turns that a key gets at these times, in ms, trying again whenever it has to wait. */
function turnsWithin(pace: ReturnType<typeof createPace>, key: string, ms: number): number {
	let turns = 0
	for (let now = 1000; now <= 1000 + ms; ) {
		const wait = pace.wait(key, now)
		if (wait > 0) now += wait
		else {
			pace.take(key, now)
			turns++
		}
	}
	return turns
}

it('[ACCESS5] a pace gives all its turns at once, and then as many each minute, to each key apart', () => {
	const pace = createPace(300)
	expect(turnsWithin(pace, 'ana', 0)).toBe(300)
	expect(pace.wait('ana', 1000)).toBe(200)
	expect(pace.wait('li', 1000)).toBe(0)
	expect(turnsWithin(createPace(300), 'script', 12_000)).toBe(360)
	expect(turnsWithin(createPace(300), 'script', 60_000)).toBe(600)
})
