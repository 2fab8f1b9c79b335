import type { Place } from '@charrette/shared'

/** A place with the number of its practices, at a point of the map in pixels. */
export interface PlacedCount {
	place: Place
	count: number
	x: number
	y: number
}

/** One or more places that are too close to each other to be shown and pressed apart. */
export interface PlaceGroup {
	x: number
	y: number
	/** The number of practices of all its places. */
	count: number
	/** Most practices first. */
	members: PlacedCount[]
}

/**
 * Groups places so that no two groups are closer than `distance` pixels to where they are shown:
 * at their place with most practices. Each place joins the nearest group.
 */
export function groupPlaces(places: readonly PlacedCount[], distance: number): PlaceGroup[] {
	const groups: PlaceGroup[] = []
	for (const one of [...places].sort((a, b) => b.count - a.count || (a.place.value < b.place.value ? -1 : 1))) {
		const { group, away } = nearest(groups, one)
		if (group && away < distance) {
			group.members.push(one)
			group.count += one.count
		} else groups.push({ x: one.x, y: one.y, count: one.count, members: [one] })
	}
	return groups
}

function nearest(groups: readonly PlaceGroup[], { x, y }: PlacedCount): { group: PlaceGroup | null; away: number } {
	let best: { group: PlaceGroup | null; away: number } = { group: null, away: Number.POSITIVE_INFINITY }
	for (const group of groups) {
		const away = Math.hypot(group.x - x, group.y - y)
		if (away < best.away) best = { group, away }
	}
	return best
}
