import { readPlace } from '@charrette/shared'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { groupPlaces, type PlacedCount } from './groupPlaces.ts'

const placed = (name: string, count: number, x: number, y: number): PlacedCount => {
	const place = readPlace(`CN|30.58|114.27|${name}`)
	if (!place) throw new Error('no place')
	return { place, count, x, y }
}

it('[MAP1] places that are close to each other are one group, at the place with most practices', () => {
	const groups = groupPlaces([placed('a', 1, 0, 0), placed('b', 3, 10, 0), placed('c', 2, 100, 0)], 44)
	expect(groups.map(({ x, count, members }) => [x, count, members.map(({ place }) => place.name)])).toEqual([
		[10, 4, ['b', 'a']],
		[100, 2, ['c']],
	])
})

it('[MAP1] no place is lost, and no two groups are closer than the distance', () => {
	const point = fc.integer({ min: 0, max: 800 })
	const places = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), point, point), { maxLength: 80 })
	fc.assert(
		fc.property(places, (all) => {
			const groups = groupPlaces(
				all.map(([count, x, y], index) => placed(`${index}`, count, x, y)),
				44,
			)
			expect(groups.flatMap(({ members }) => members)).toHaveLength(all.length)
			const total = all.reduce((sum, [count]) => sum + count, 0)
			expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(total)
			for (const a of groups)
				for (const b of groups) if (a !== b) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(44)
		}),
	)
})
