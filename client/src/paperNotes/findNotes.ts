import type { Corner, Corners, Pixels } from '../import/photo/straighten.ts'
import { findRegions, type Region } from './findRegions.ts'
import { shrink } from './shrink.ts'

/** A note of paper in a photo. */
export interface FoundNote {
	/** Its corners in px of the photo, from the upper left one of the upright note, clockwise. */
	corners: Corners
}

/** The most notes that are read from one photo. */
export const MAX_NOTES = 100

/** The longest side at which notes are looked for, in px. */
const SEARCHED_SIDE = 640
/** The least side of a note, and its least and largest area, as shares of those of the photo. */
const MIN_SIDE = 0.035
const MIN_AREA = 0.0015
const MAX_AREA = 0.45
const MAX_ASPECT = 5
/** The share of its rectangle that a note fills at least: its edges are straight. */
const MIN_FILL = 0.8
/** The largest tilt of a note, in degrees. */
const MAX_TILT = 20
/** A region with so many notes on it is a sheet, not a note. */
const NOTES_OF_A_SHEET = 2

/**
 * Finds the notes in a photo: regions of an even colour that fill a rectangle, in reading order,
 * at most MAX_NOTES. Notes of one colour that touch are one.
 */
export function findNotes(photo: Pixels): FoundNote[] {
	const small = shrink(photo, SEARCHED_SIDE)
	const scale = photo.width / small.width
	const sides = { w: small.width, h: small.height }
	const boxes = findRegions(small).flatMap((region) => boxOf(region, sides) ?? [])
	const outer = boxes.filter((box) => boxes.filter((other) => contains(box, other)).length < NOTES_OF_A_SHEET)
	const notes = outer.filter((box) => !outer.some((other) => contains(other, box)))
	const largest = notes.sort((a, b) => b.area - a.area).slice(0, MAX_NOTES)
	return inReadingOrder(largest).map(({ corners }) => ({
		corners: corners.map(({ x, y }) => ({ x: x * scale, y: y * scale })) as unknown as Corners,
	}))
}

/** A rectangle around a region. */
interface Box {
	corners: Corners
	/** The middle. */
	x: number
	y: number
	w: number
	h: number
	area: number
}

/** Returns the smallest rectangle around a region; null if the region is not like a note. */
function boxOf({ rows, top, touched }: Region, sides: { w: number; h: number }): Box | null {
	const filled = rows.reduce((sum, [from, to]) => sum + to - from + 1, 0)
	const whole = sides.w * sides.h
	if (touched > 1 || filled < whole * MIN_AREA || filled > whole * MAX_AREA) return null
	const points = rows.flatMap(([from, to], row) =>
		[0, 1].flatMap((below) => [
			{ x: from, y: top + row + below },
			{ x: to + 1, y: top + row + below },
		]),
	)
	let best: Box | null = null
	for (let degrees = -MAX_TILT; degrees <= MAX_TILT; degrees++) {
		const box = boxAt(points, (degrees * Math.PI) / 180)
		if (!best || box.area < best.area) best = box
	}
	if (!best) return null
	const { w, h, area } = best
	const isNote =
		Math.min(w, h) >= MIN_SIDE * Math.max(sides.w, sides.h) &&
		Math.max(w, h) <= MAX_ASPECT * Math.min(w, h) &&
		filled >= area * MIN_FILL
	return isNote ? best : null
}

/** Returns the rectangle around points that is turned by an angle. */
function boxAt(points: readonly Corner[], angle: number): Box {
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
	let [left, right, upper, lower] = [Infinity, -Infinity, Infinity, -Infinity]
	for (const { x, y } of points) {
		const along = x * cos + y * sin
		const across = y * cos - x * sin
		left = Math.min(left, along)
		right = Math.max(right, along)
		upper = Math.min(upper, across)
		lower = Math.max(lower, across)
	}
	const corner = (along: number, across: number) => ({ x: along * cos - across * sin, y: along * sin + across * cos })
	const [w, h] = [right - left, lower - upper]
	return {
		corners: [corner(left, upper), corner(right, upper), corner(right, lower), corner(left, lower)],
		...corner((left + right) / 2, (upper + lower) / 2),
		w,
		h,
		area: w * h,
	}
}

const contains = (outer: Box, inner: Box) =>
	outer !== inner &&
	outer.area > inner.area &&
	Math.abs(inner.x - outer.x) < outer.w / 2 &&
	Math.abs(inner.y - outer.y) < outer.h / 2

/** Sorts boxes by rows from the top, and from the left in a row. */
function inReadingOrder(boxes: readonly Box[]): Box[] {
	const rows: Box[][] = []
	for (const box of [...boxes].sort((a, b) => a.y - b.y)) {
		const row = rows.at(-1)
		const [first] = row ?? []
		if (row && first && box.y - first.y < Math.min(first.h, box.h) / 2) row.push(box)
		else rows.push([box])
	}
	return rows.flatMap((row) => row.sort((a, b) => a.x - b.x))
}
