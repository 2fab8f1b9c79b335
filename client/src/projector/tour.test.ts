import { describe, expect, it } from 'vitest'
import { clampTour, stepTour } from './tour.ts'

describe('a tour through the projector’s scene', () => {
	it('steps through the stops of each part, and starts again after the last part', () => {
		const size = { parts: 2, stops: 2 }
		expect(stepTour({ part: 0, stop: 0 }, 1, size)).toEqual({ part: 0, stop: 1 })
		expect(stepTour({ part: 0, stop: 1 }, 1, size)).toEqual({ part: 1, stop: 0 })
		expect(stepTour({ part: 1, stop: 1 }, 1, size)).toEqual({ part: 0, stop: 0 })
	})

	it('steps back to the last stop of the previous part', () => {
		const back = stepTour({ part: 1, stop: 0 }, -1, { parts: 2, stops: 2 })
		expect(clampTour(back, { parts: 2, stops: 5 })).toEqual({ part: 0, stop: 4 })
		const around = stepTour({ part: 0, stop: 0 }, -1, { parts: 1, stops: 3 })
		expect(clampTour(around, { parts: 1, stops: 3 })).toEqual({ part: 0, stop: 2 })
	})

	it('leaves a part whose number of stops is unknown, such as a board that cannot be read', () => {
		expect(stepTour({ part: 1, stop: 0 }, 1, { parts: 3, stops: null })).toEqual({ part: 2, stop: 0 })
	})

	it('stays within a scene that becomes shorter', () => {
		expect(clampTour({ part: 4, stop: 6 }, { parts: 2, stops: 3 })).toEqual({ part: 1, stop: 2 })
		expect(clampTour({ part: 0, stop: 0 }, { parts: 0, stops: 0 })).toEqual({ part: 0, stop: 0 })
	})
})
