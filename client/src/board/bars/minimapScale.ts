import type { Place } from '../sight/freePlace.ts'

/** How a board is laid on a small map: `scale` px of the map for a board unit, after the board was moved by `x`, `y` units. */
export interface MapScale {
	x: number
	y: number
	scale: number
}

/** Lays `content` (board units) whole on a map of `size` px, in its middle. */
export function minimapScale(content: Place, size: { w: number; h: number }, margin: number): MapScale {
	const room = { w: size.w - margin * 2, h: size.h - margin * 2 }
	const scale = Math.min(room.w / Math.max(1, content.w), room.h / Math.max(1, content.h))
	return {
		x: size.w / 2 / scale - (content.x + content.w / 2),
		y: size.h / 2 / scale - (content.y + content.h / 2),
		scale,
	}
}

/** Where a place of the board lies on the map, in px. */
export function onMap({ x, y, scale }: MapScale, place: Place): Place {
	return { x: (place.x + x) * scale, y: (place.y + y) * scale, w: place.w * scale, h: place.h * scale }
}

/** What point of the board lies under a point of the map. */
export function onBoard({ x, y, scale }: MapScale, point: { x: number; y: number }): { x: number; y: number } {
	return { x: point.x / scale - x, y: point.y / scale - y }
}
