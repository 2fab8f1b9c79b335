import type { Point } from '../../geometry/rects.ts'
import { nameKey } from '../locales.ts'
import { type Place, readPlace } from '../Place.ts'
import { type DiagramText, estimateWidth } from './layOutTravels.ts'
import { byIdeas, type Travel, type Travels } from './Travels.ts'

/*
 * How ideas travelled as arcs on a map of the world (MAP2): cities at their places, and an arc with
 * a count for each pair of them. The projection is Natural Earth, as of the map of practices.
 */

/** The part of the projection's height that is shown: Antarctica has no cities. */
const SHOWN_HEIGHT = 0.46
/** The latitude in the middle of the map. */
const MIDDLE = 20
const MAX_ARCS = 48
const TEXT = 12
const COUNT_TEXT = 11
const DOT = 4
const ARROW_HEAD = 8
/** How high an arc rises, as a part of its length. */
const RISE = 0.22
const DEGREE = Math.PI / 180
/** The half of the projection's width, for a radius of 1. */
const HALF_WIDTH = Math.PI * 0.8707

interface MapCity extends Point {
	radius: number
	/** The name beside it; null where others leave no room. */
	name: DiagramText | null
	/** The whole name. */
	whole: string
}

interface MapArc {
	/** The path data of the line and of its head. */
	line: string
	head: string
	width: number
	/** The circle around the count; null for a single idea. */
	count: { x: number; y: number; radius: number; text: DiagramText } | null
	from: string
	to: string
	ideas: number
}

/** Everything that is drawn above the land, in units of one CSS pixel. */
export interface TravelMap {
	width: number
	height: number
	cities: MapCity[]
	/** The arcs, the fewest ideas first, so that busier ones are drawn above them. */
	arcs: MapArc[]
	/** The number of travels that are not drawn: those within a place, without one, or too many. */
	left: number
}

/** Returns the height of the map of this width, in pixels. */
export function travelMapHeight(width: number): number {
	return Math.round(width * SHOWN_HEIGHT)
}

/** Returns the point of a place on a map of this width. */
export function projectPlace({ longitude, latitude }: Pick<Place, 'longitude' | 'latitude'>, width: number): Point {
	const radius = width / (2 * HALF_WIDTH)
	const [x, y] = naturalEarth(longitude, latitude)
	const [, middle] = naturalEarth(0, MIDDLE)
	return { x: width / 2 + radius * x, y: (width * SHOWN_HEIGHT) / 2 - radius * (y - middle) }
}

/** The projection Natural Earth (Šavrič and others 2011), for a radius of 1. */
function naturalEarth(longitude: number, latitude: number): [number, number] {
	const p = latitude * DEGREE
	const p2 = p * p
	const p4 = p2 * p2
	const x = longitude * DEGREE * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
	return [x, p * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))]
}

interface MapLayoutOptions {
	width: number
	/** Returns how a place is named; by default as in `Place.name`. */
	nameOf?: (place: Place) => string
}

/** Lays out the travels between places for a width. The same travels always give the same map. */
export function layOutTravelMap(
	{ travels, places }: Pick<Travels, 'travels' | 'places'>,
	{ width, nameOf = ({ name }) => name }: MapLayoutOptions,
): TravelMap {
	const placed = placeTravels({ travels, places })
	const drawn = placed.slice(0, MAX_ARCS)
	const cities = placeCities(drawn, { width, nameOf })
	const arcs = drawn.toReversed().map(({ travel, from, to }) => arcOf(travel, { from, to, width, nameOf }))
	const height = travelMapHeight(width)
	return { width, height, cities, arcs, left: travels.length - drawn.length }
}

/** Whether the map of these travels has an arc. */
export function hasArcs(travels: Pick<Travels, 'travels' | 'places'>): boolean {
	return placeTravels(travels).length > 0
}

/** Returns the travels between two places, the most ideas first. */
function placeTravels({ travels, places }: Pick<Travels, 'travels' | 'places'>): PlacedTravel[] {
	const placeOf = (city: string) => readPlace(places[nameKey(city)] ?? '')
	return [...travels].sort(byIdeas).flatMap((travel) => {
		const [from, to] = [placeOf(travel.from), placeOf(travel.to)]
		return from && to && from.value !== to.value ? [{ travel, from, to }] : []
	})
}

interface PlacedTravel {
	travel: Travel
	from: Place
	to: Place
}

function placeCities(drawn: readonly PlacedTravel[], { width, nameOf }: Required<MapLayoutOptions>): MapCity[] {
	const places = new Map(drawn.flatMap(({ from, to }) => [from, to]).map((place) => [place.value, place]))
	const points = [...places.values()].map((place) => ({ place, ...projectPlace(place, width) }))
	const taken: Box[] = points.map(({ x, y }) => ({ x: x - DOT, y: y - DOT, w: 2 * DOT, h: 2 * DOT }))
	return points.map(({ place, x, y }) => {
		const whole = nameOf(place)
		const name = textBeside({ x, y }, whole, { taken, width })
		return { x: round(x), y: round(y), radius: DOT, name, whole }
	})
}

interface Box {
	x: number
	y: number
	w: number
	h: number
}

/** Returns a name below, above or beside a point where it covers nothing; null if there is none. */
function textBeside(
	{ x, y }: Point,
	text: string,
	{ taken, width }: { taken: Box[]; width: number },
): DiagramText | null {
	const w = estimateWidth(text, TEXT)
	const tries = [
		{ x, y: y + DOT + TEXT, anchor: 'middle', left: x - w / 2 },
		{ x, y: y - DOT - 4, anchor: 'middle', left: x - w / 2 },
		{ x: x + DOT + 4, y: y + TEXT / 3, anchor: 'start', left: x + DOT + 4 },
		{ x: x - DOT - 4, y: y + TEXT / 3, anchor: 'end', left: x - DOT - 4 - w },
	] as const
	for (const { anchor, left, ...at } of tries) {
		const box = { x: left, y: at.y - TEXT, w, h: TEXT + 3 }
		const isInside = left >= 0 && left + w <= width && box.y >= 0 && at.y <= travelMapHeight(width)
		if (!isInside || taken.some((other) => isTouching(box, other))) continue
		taken.push(box)
		return { x: round(at.x), y: round(at.y), size: TEXT, anchor, isBold: true, text }
	}
	return null
}

function isTouching(a: Box, b: Box): boolean {
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

function arcOf(
	{ ideas }: Travel,
	{ from, to, width, nameOf }: { from: Place; to: Place } & Required<MapLayoutOptions>,
): MapArc {
	const [start, goal] = [projectPlace(from, width), projectPlace(to, width)]
	const length = Math.hypot(goal.x - start.x, goal.y - start.y)
	// The way back bends to the other side, so that both are visible.
	const side = start.x <= goal.x ? -1 : 1
	const bend = {
		x: (start.x + goal.x) / 2 - (side * RISE * length * (goal.y - start.y)) / Math.max(1, length),
		y: (start.y + goal.y) / 2 + (side * RISE * length * (goal.x - start.x)) / Math.max(1, length),
	}
	const angle = Math.atan2(goal.y - bend.y, goal.x - bend.x)
	const back = (distance: number, turn = 0): Point => ({
		x: goal.x - distance * Math.cos(angle + turn),
		y: goal.y - distance * Math.sin(angle + turn),
	})
	const [tip, base] = [back(DOT), back(DOT + ARROW_HEAD)]
	const [left, right] = [back(DOT + ARROW_HEAD + 1, 0.38), back(DOT + ARROW_HEAD + 1, -0.38)]
	const middle = { x: (start.x + 2 * bend.x + base.x) / 4, y: (start.y + 2 * bend.y + base.y) / 4 }
	const count = String(ideas.length)
	const text: DiagramText = {
		x: round(middle.x),
		y: round(middle.y + 4),
		size: COUNT_TEXT,
		anchor: 'middle',
		isBold: true,
		text: count,
	}
	return {
		line: `M${pair(start)}Q${pair(bend)} ${pair(base)}`,
		head: `M${pair(left)}L${pair(tip)}L${pair(right)}Z`,
		width: 1.5 + 0.8 * Math.min(ideas.length - 1, 5),
		count: ideas.length > 1 ? { x: round(middle.x), y: round(middle.y), radius: 9, text } : null,
		from: nameOf(from),
		to: nameOf(to),
		ideas: ideas.length,
	}
}

function pair({ x, y }: Point): string {
	return `${round(x)} ${round(y)}`
}

function round(value: number): number {
	return Math.round(value * 10) / 10
}
