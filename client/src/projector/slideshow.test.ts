import { describe, expect, it } from 'vitest'
import { clampSlideshow, stepSlideshow } from './slideshow.ts'

describe('a slideshow through the projector’s scene', () => {
	it('steps through the slides of each part, and starts again after the last part', () => {
		const size = { parts: 2, slides: 2 }
		expect(stepSlideshow({ part: 0, slide: 0 }, 1, size)).toEqual({ part: 0, slide: 1 })
		expect(stepSlideshow({ part: 0, slide: 1 }, 1, size)).toEqual({ part: 1, slide: 0 })
		expect(stepSlideshow({ part: 1, slide: 1 }, 1, size)).toEqual({ part: 0, slide: 0 })
	})

	it('steps back to the last slide of the previous part', () => {
		const back = stepSlideshow({ part: 1, slide: 0 }, -1, { parts: 2, slides: 2 })
		expect(clampSlideshow(back, { parts: 2, slides: 5 })).toEqual({ part: 0, slide: 4 })
		const around = stepSlideshow({ part: 0, slide: 0 }, -1, { parts: 1, slides: 3 })
		expect(clampSlideshow(around, { parts: 1, slides: 3 })).toEqual({ part: 0, slide: 2 })
	})

	it('leaves a part whose number of slides is unknown, such as a board that cannot be read', () => {
		expect(stepSlideshow({ part: 1, slide: 0 }, 1, { parts: 3, slides: null })).toEqual({ part: 2, slide: 0 })
	})

	it('stays within a scene that becomes shorter', () => {
		expect(clampSlideshow({ part: 4, slide: 6 }, { parts: 2, slides: 3 })).toEqual({ part: 1, slide: 2 })
		expect(clampSlideshow({ part: 0, slide: 0 }, { parts: 0, slides: 0 })).toEqual({ part: 0, slide: 0 })
	})
})
