/** The world as a drawing: its land, and the points of places on it. No tiles are fetched. */
import { type GeoProjection, geoNaturalEarth1, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import world from 'world-atlas/land-110m.json'

/** The part of the world that is shown: all of it, or the surroundings of a point. */
export interface MapView {
	longitude: number
	latitude: number
	/** 1 shows the whole world. */
	scale: number
}

export const WHOLE_WORLD: MapView = { longitude: 0, latitude: 20, scale: 1 }
const topology = world as unknown as Parameters<typeof feature>[0]
const SPHERE = { type: 'Sphere' } as const
/** Antarctica has no cities: the map ends above it. */
const SHOWN_HEIGHT = 0.46
/** A higher map would leave no room for the first practices. */
const MAX_HEIGHT = 360

/** Returns the height of a map of the world with this width, in pixels. */
export function heightOf(width: number): number {
	return Math.round(Math.min(MAX_HEIGHT, Math.max(200, width * SHOWN_HEIGHT)))
}

/** Returns the projection for a map of this size in pixels. */
export function projectionFor({ width, height }: { width: number; height: number }, view: MapView): GeoProjection {
	const projection = geoNaturalEarth1().fitWidth(Math.min(width, height / SHOWN_HEIGHT), SPHERE)
	projection.scale(projection.scale() * view.scale)
	const [left, top] = projection.translate()
	const [x, y] = projection([view.longitude, view.latitude]) ?? [left, top]
	return projection.translate([left + width / 2 - x, top + height / 2 - y]).clipExtent([
		[-1, -1],
		[width + 1, height + 1],
	])
}

/** Returns the outline of all land, as the path of an SVG. */
export function landPath(projection: GeoProjection): string {
	const land = topology.objects['land']
	return land ? (geoPath(projection).digits(1)(feature(topology, land)) ?? '') : ''
}
