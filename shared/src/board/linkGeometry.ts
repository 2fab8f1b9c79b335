/**
 * The geometry of links, as tldraw draws its arrows, for renderers without tldraw. A link has a
 * line from centre to centre (straight or an arc, from the edge of one card to a little before the
 * edge of the other), an arrowhead and a label.
 */
import type { RectIndex } from '../geometry/RectIndex.ts'
import { overlaps, type Point, type Rect } from '../geometry/rects.ts'

/** Links with a smaller bend are straight. */
const MIN_BEND = 8
const MIN_LENGTH = 10
/** The gap between a link's tip and its card: tldraw's gap and half a line width. */
const TIP_GAP = 11.75
const TURN = 2 * Math.PI

/** The cards, the bend and the anchors that determine a link's line. */
export interface LinkEnds {
	from: Rect
	to: Rect
	/** The offset of the line's middle from the straight line, as in tldraw. */
	bend: number
	/**
	 * The point of the card that the link aims at, as fractions of its size; the centre by default.
	 */
	fromAnchor?: Point
	toAnchor?: Point
}

/**
 * Computes the line of a link between two cards. Returns null if their anchors coincide or one card
 * covers the other's anchor.
 */
export function linkCurve(ends: LinkEnds): LinkCurve | null {
	const [a, b] = [anchorPoint(ends.from, ends.fromAnchor), anchorPoint(ends.to, ends.toAnchor)]
	if (distance(a, b) < 1) return null
	return Math.abs(ends.bend) < MIN_BEND ? straightCurve(ends, a, b) : arcCurve(ends, a, b)
}

const anchorPoint = ({ x, y, w, h }: Rect, anchor: Point = { x: 0.5, y: 0.5 }): Point => ({
	x: x + w * anchor.x,
	y: y + h * anchor.y,
})

const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y)

function straightCurve({ from, to }: LinkEnds, a: Point, b: Point): LinkCurve | null {
	const length = distance(a, b)
	const at = (part: number): Point => ({ x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part })
	const startFraction = crossings(from, a, b).at(-1)
	const endFraction = crossings(to, a, b)[0]
	if (startFraction === undefined || endFraction === undefined) return null
	return {
		type: 'straight',
		start: at(startFraction),
		end: at(startFraction + tipDistance((endFraction - startFraction) * length, TIP_GAP) / length),
	}
}

/**
 * Returns the length of a line whose card begins after the distance `way`. If there is no space for
 * the gap, the line extends by `into` into the card.
 */
function tipDistance(way: number, into: number): number {
	if (way <= 0) return MIN_LENGTH
	return way - TIP_GAP < TIP_GAP ? way + into : way - TIP_GAP
}

/**
 * Returns the fractions of the line from a to b at which it crosses the edges of a rectangle,
 * ascending.
 */
function crossings({ x, y, w, h }: Rect, a: Point, b: Point): number[] {
	const [dx, dy] = [b.x - a.x, b.y - a.y]
	const parts = [
		...[x, x + w].map((edge) => ({ part: (edge - a.x) / dx, isOn: (p: Point) => p.y >= y && p.y <= y + h })),
		...[y, y + h].map((edge) => ({ part: (edge - a.y) / dy, isOn: (p: Point) => p.x >= x && p.x <= x + w })),
	]
	return parts
		.filter(({ part, isOn }) => part >= 0 && part <= 1 && isOn({ x: a.x + dx * part, y: a.y + dy * part }))
		.map(({ part }) => part)
		.sort((p, q) => p - q)
}

function arcCurve({ from, to, bend }: LinkEnds, a: Point, b: Point): LinkCurve | null {
	const circle = circleOf(a, b, bend)
	const isClockwise = bend < 0
	const { center, radius } = circle
	/** Returns the position of a point along the arc, as an angle from its start. */
	const turnTo = (point: Point) => {
		const turned = angleOf(center, point) - angleOf(center, a)
		return (((isClockwise ? turned : -turned) % TURN) + TURN) % TURN
	}
	const whole = turnTo(b)
	const onArc = (box: Rect) =>
		edgePoints(box, circle)
			.map(turnTo)
			.filter((turn) => turn <= whole)
	const startTurn = nearest(whole * 0.25, onArc(from))
	if (startTurn === undefined) return null
	const endTurn = nearest(startTurn + (whole - startTurn) * 0.75, onArc(to))
	if (endTurn === undefined) return null
	const tip = Math.min(startTurn + tipDistance((endTurn - startTurn) * radius, TIP_GAP * 2) / radius, whole)
	const at = (turn: number): Point => {
		const angle = angleOf(center, a) + (isClockwise ? turn : -turn)
		return { x: center.x + radius * Math.cos(angle), y: center.y + radius * Math.sin(angle) }
	}
	const [start, end] = [at(startTurn), at(tip)]
	return {
		type: 'arc',
		start,
		end,
		center,
		radius,
		sweep: isClockwise ? 1 : 0,
		large: tip - startTurn > Math.PI ? 1 : 0,
	}
}

interface Circle {
	center: Point
	radius: number
}

const angleOf = (center: Point, point: Point) => Math.atan2(point.y - center.y, point.x - center.x)

/** Returns the circle through a and b whose arc bulges by `bend`. */
function circleOf(a: Point, b: Point, bend: number): Circle {
	const half = distance(a, b) / 2
	const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
	const across = { x: (b.y - a.y) / (2 * half), y: (a.x - b.x) / (2 * half) }
	const radius = (half * half + bend * bend) / (2 * Math.abs(bend))
	const off = bend - Math.sign(bend) * radius
	return { center: { x: middle.x - across.x * off, y: middle.y - across.y * off }, radius }
}

/** Returns the points where a circle crosses the edges of a rectangle. */
function edgePoints({ x, y, w, h }: Rect, { center, radius }: Circle): Point[] {
	const points: Point[] = []
	for (const edge of [x, x + w]) {
		const rest = Math.sqrt(radius ** 2 - (edge - center.x) ** 2)
		points.push({ x: edge, y: center.y + rest }, { x: edge, y: center.y - rest })
	}
	for (const edge of [y, y + h]) {
		const rest = Math.sqrt(radius ** 2 - (edge - center.y) ** 2)
		points.push({ x: center.x + rest, y: edge }, { x: center.x - rest, y: edge })
	}
	// Edges beyond the radius give NaN, which fails every comparison.
	return points.filter((p) => p.x >= x && p.x <= x + w && p.y >= y && p.y <= y + h)
}

function nearest(wanted: number, turns: readonly number[]): number | undefined {
	return [...turns].sort((p, q) => Math.abs(p - wanted) - Math.abs(q - wanted))[0]
}

/** The line of a link: straight, or an arc of a circle. `end` is the tip of its arrowhead. */
export type LinkCurve =
	| { type: 'straight'; start: Point; end: Point }
	| { type: 'arc'; start: Point; end: Point; center: Point; radius: number; sweep: number; large: number }

const HEAD_LENGTH = 11
const HEAD_HALF = 5

const round = (value: number) => Math.round(value * 100) / 100

/** Returns the SVG path data of a link's line. */
export function linePath(curve: LinkCurve): string {
	const { start, end } = curve
	const to = `${round(end.x)} ${round(end.y)}`
	const from = `M${round(start.x)} ${round(start.y)}`
	if (curve.type === 'straight') return `${from}L${to}`
	const radius = round(curve.radius)
	return `${from}A${radius} ${radius} 0 ${curve.large} ${curve.sweep} ${to}`
}

/** Returns the SVG path data of the arrowhead: a filled triangle with its tip at the line's end. */
export function arrowheadPath(curve: LinkCurve): string {
	const { end } = curve
	const { x, y } = directionAtEnd(curve)
	const base = { x: end.x - x * HEAD_LENGTH, y: end.y - y * HEAD_LENGTH }
	const corners = [
		end,
		{ x: base.x - y * HEAD_HALF, y: base.y + x * HEAD_HALF },
		{ x: base.x + y * HEAD_HALF, y: base.y - x * HEAD_HALF },
	]
	return `M${corners.map((corner) => `${round(corner.x)} ${round(corner.y)}`).join('L')}Z`
}

/** Returns the direction of the line at its end, as a unit vector. */
function directionAtEnd(curve: LinkCurve): Point {
	const { start, end } = curve
	if (curve.type === 'straight') return unit({ x: end.x - start.x, y: end.y - start.y })
	const spoke = unit({ x: end.x - curve.center.x, y: end.y - curve.center.y })
	// The tangent is perpendicular to the radius; `sweep` determines its direction.
	return curve.sweep === 1 ? { x: -spoke.y, y: spoke.x } : { x: spoke.y, y: -spoke.x }
}

function unit({ x, y }: Point): Point {
	const length = Math.hypot(x, y)
	return length === 0 ? { x: 1, y: 0 } : { x: x / length, y: y / length }
}

/** The candidate positions of a label along its link, as fractions, best first. */
const LABEL_POSITIONS = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8] as const

const LABEL_HEIGHT = 20
const LABEL_PADDING = 10
/** Approximate letter widths at 12 px: a Chinese character is as wide as it is high. */
const LABEL_LETTER_WIDTH = { wide: 12, narrow: 6.6 }

/** Estimates the size of a link's label in board units. */
export function linkLabelSize(label: string): { w: number; h: number } {
	const letters = [...label].map((letter) => (letter >= '\u2e80' ? LABEL_LETTER_WIDTH.wide : LABEL_LETTER_WIDTH.narrow))
	return { w: LABEL_PADDING + letters.reduce((sum, width) => sum + width, 0), h: LABEL_HEIGHT }
}

/** Returns the point at a fraction of a link's line. */
export function pointAlong(curve: LinkCurve, part: number): Point {
	const { start, end } = curve
	if (curve.type === 'straight') return { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part }
	const { center, radius, sweep } = curve
	const from = angleOf(center, start)
	const to = angleOf(center, end)
	const angle = sweep === 1 ? (to - from + TURN) % TURN : -((from - to + TURN) % TURN)
	const at = from + angle * part
	return { x: center.x + radius * Math.cos(at), y: center.y + radius * Math.sin(at) }
}

/**
 * The maximum number of cards with which a label is compared at one position. With more cards
 * nearby, the label may cover one.
 */
const MAX_COMPARISONS = 200

/**
 * Finds the position of a label along its link, as a fraction: the position nearest to the middle
 * where the label covers no card, else the middle. The curve is relative to `origin`. The label may
 * cover the `joined` cards.
 */
export function findLabelPosition(
	curve: LinkCurve,
	label: { w: number; h: number },
	around: { cards: RectIndex<Rect & { id: string }>; joined?: readonly (string | undefined)[]; origin?: Point },
): number {
	const { cards, joined = [], origin = { x: 0, y: 0 } } = around
	const isClear = (part: number) => {
		const { x, y } = pointAlong(curve, part)
		const box = { ...label, x: origin.x + x - label.w / 2, y: origin.y + y - label.h / 2 }
		let left = MAX_COMPARISONS
		for (const list of cards.near(box))
			for (const card of list) {
				if (left-- <= 0) return true
				if (overlaps(box, card) && !joined.includes(card.id)) return false
			}
		return true
	}
	return LABEL_POSITIONS.find(isClear) ?? LABEL_POSITIONS[0]
}
