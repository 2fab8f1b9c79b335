import { expect, it } from 'vitest'
import { fitThumbnail } from './BoardThumbnail.tsx'

it('a wide board fills the width and is centred', () => {
	expect(fitThumbnail({ w: 4000, h: 1000 }, { w: 320, h: 220 })).toEqual({ x: 10, y: 72.5, w: 300, h: 75 })
})

it('a tall board fills the height', () => {
	expect(fitThumbnail({ w: 1000, h: 4000 }, { w: 320, h: 220 })).toEqual({ x: 135, y: 10, w: 50, h: 200 })
})

it('a single card is not enlarged', () => {
	expect(fitThumbnail({ w: 200, h: 100 }, { w: 320, h: 220 })).toEqual({ x: 135, y: 97.5, w: 50, h: 25 })
})

it('an empty board has no size', () => {
	expect(fitThumbnail({ w: 0, h: 0 }, { w: 0, h: 0 })).toMatchObject({ w: 0, h: 0 })
})
