import { projectPlace, travelMapHeight } from '@charrette/shared'
import { expect, it } from 'vitest'
import { projectionFor, WHOLE_WORLD } from './worldProjection.ts'

it('[MAP2] arcs are laid out in the projection in which the land is drawn', () => {
	for (const width of [360, 720])
		for (const [longitude, latitude] of [
			[0, 0],
			[113.25, 23.12],
			[-74.08, 4.61],
			[-149.9, 61.2],
			[174.8, -41.3],
		] as const) {
			const [x = 0, y = 0] =
				projectionFor({ width, height: travelMapHeight(width) }, WHOLE_WORLD)([longitude, latitude]) ?? []
			const point = projectPlace({ longitude, latitude }, width)
			expect(Math.hypot(point.x - x, point.y - y)).toBeLessThan(1)
		}
})
