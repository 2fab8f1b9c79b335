import type { Rect } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { splitRegions } from './splitRegions.ts'

const MAX = { w: 4000, h: 4000 }
const card = (x: number, y: number): Rect => ({ x, y, w: 200, h: 112 })
const holds = (region: Rect, box: Rect) =>
	box.x >= region.x && box.y >= region.y && box.x + box.w <= region.x + region.w && box.y + box.h <= region.y + region.h

describe('[EXP6] a board that is too large for one image', () => {
	it('is split into regions that are small enough, with every card whole in one of them', () => {
		const cards = Array.from({ length: 500 }, (_, at) => card((at * 7919) % 19_000, (at * 104_729) % 14_000))
		const regions = splitRegions(cards, MAX)
		for (const { w, h } of regions) expect(Math.max(w, h)).toBeLessThanOrEqual(4000)
		for (const one of cards) expect(regions.filter((region) => holds(region, one)).length).toBeGreaterThan(0)
		expect(regions.length).toBeLessThan(60)
	})

	it('is cut beside its clusters, not through them', () => {
		const clusters = [0, 3900, 6100].map((x) => ({ x, y: 0, w: 1900, h: 1500 }))
		const regions = splitRegions([...clusters, card(200, 200), card(4100, 300)], MAX)
		for (const one of clusters) expect(regions.some((region) => holds(region, one))).toBe(true)
	})

	it('shows a box larger than a region in several, which overlap', () => {
		const [one, two] = splitRegions([{ x: 0, y: 0, w: 6000, h: 300 }], MAX)
		expect([one?.x, two && two.x + two.w]).toEqual([0, 6000])
		expect(one && two && one.x + one.w - two.x).toBeGreaterThan(0)
	})

	it('is one region if it is small, and none if it is empty', () => {
		expect(splitRegions([card(10, 20)], MAX)).toEqual([card(10, 20)])
		expect(splitRegions([], MAX)).toEqual([])
	})
})
