import { MAX_LASER_POINTS } from '@charrette/shared'
import type { TLScribble } from '@tldraw/tldraw'
import { expect, it } from 'vitest'
import { laserPoints, laserTrail } from './bindPresence.ts'

const scribble = (color: string, points: number): TLScribble =>
	({ color, points: Array.from({ length: points }, (_, n) => ({ x: n + 0.4, y: -n })) }) as TLScribble

it('the newest points of the newest laser trail are sent, rounded', () => {
	expect(laserPoints([])).toBeUndefined()
	expect(laserPoints([scribble('accent', 4), scribble('laser', 0)])).toBeUndefined()
	expect(laserPoints([scribble('laser', 9), scribble('laser', 2)])).toEqual([0, -0, 1, -1])
	const long = laserPoints([scribble('laser', 100)]) ?? []
	expect(long).toHaveLength(MAX_LASER_POINTS * 2)
	expect(long.slice(-2)).toEqual([99, -99])
})

it('a received trail is drawn point by point, and invalid ones are not drawn', () => {
	expect(laserTrail([1, 2, 3, 4])[0]?.points).toEqual([
		{ x: 1, y: 2, z: 0.5 },
		{ x: 3, y: 4, z: 0.5 },
	])
	for (const value of [undefined, null, 'x', [], [1], [1, Number.NaN], [1, '2'], { length: 4 }])
		expect(laserTrail(value)).toEqual([])
})
