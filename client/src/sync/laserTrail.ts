import { MAX_LASER_POINTS } from '@charrette/shared'
import type { TLScribble } from '@tldraw/tldraw'

/** The newest points of the laser's trail, as they travel: x, y, x, y … Undefined while nobody points. */
export function laserPoints(scribbles: readonly TLScribble[]): number[] | undefined {
	const trail = scribbles.findLast(({ color, points }) => color === 'laser' && points.length > 0)
	return trail?.points.slice(-MAX_LASER_POINTS).flatMap(({ x, y }) => [Math.round(x), Math.round(y)])
}

/** A peer's trail as the editor draws it; none if what was said is no trail. */
export function laserTrail(said: unknown): TLScribble[] {
	if (!Array.isArray(said) || said.length < 2 || !said.every(Number.isFinite)) return []
	const numbers = said.slice(0, MAX_LASER_POINTS * 2) as number[]
	const points = Array.from({ length: Math.floor(numbers.length / 2) }, (_, index) => ({
		x: numbers[index * 2] ?? 0,
		y: numbers[index * 2 + 1] ?? 0,
		z: 0.5,
	}))
	return [
		{
			id: 'laser',
			points,
			size: 4,
			color: 'laser',
			opacity: 0.7,
			state: 'active',
			delay: 0,
			shrink: 0.05,
			taper: true,
		},
	]
}
