import type { Rect } from './revealRecords.ts'

/**
 * Where a link's line runs between two cards, as tldraw's arrows do, for those who draw a board without it: from middle
 * to middle, straight or along a circle, cut where it leaves the one card and, a little before, where it meets the other.
 */

/** Below this bend a link is straight. */
const MIN_BEND = 8
const MIN_LENGTH = 10
/** Between a link's tip and its card: tldraw's own gap, and half of the line. */
const TIP_GAP = 11.75
const TURN = 2 * Math.PI

/** The two cards of a link, as they lie. */
export interface LinkEnds {
	from: Rect
	to: Rect
	/** How far the middle of the line lies beside the straight way, as tldraw counts it. */
	bend: number
	/** Where on its card the link aims, as parts of its size; the middle where it is not given. */
	fromAnchor?: Point
	toAnchor?: Point
}

/** The line of a link between two cards; null when their middles lie on each other, or one card lies over the other’s middle. */
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
	const leaves = crossings(from, a, b).at(-1)
	const meets = crossings(to, a, b)[0]
	if (leaves === undefined || meets === undefined) return null
	return {
		type: 'straight',
		start: at(leaves),
		end: at(leaves + tipDistance((meets - leaves) * length, TIP_GAP) / length),
	}
}

/** How far from its start a line ends that meets its card after `way`. Where there is no room for the gap, it reaches `into` the card. */
function tipDistance(way: number, into: number): number {
	if (way <= 0) return MIN_LENGTH
	return way - TIP_GAP < TIP_GAP ? way + into : way - TIP_GAP
}

/** At which parts of the way from a to b it crosses the edge of a box, in order. */
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
	/** How far along the arc a point lies, as an angle from where it begins. */
	const turnTo = (point: Point) => {
		const turned = angleOf(center, point) - angleOf(center, a)
		return (((isClockwise ? turned : -turned) % TURN) + TURN) % TURN
	}
	const whole = turnTo(b)
	const onArc = (box: Rect) =>
		edgePoints(box, circle)
			.map(turnTo)
			.filter((turn) => turn <= whole)
	const leaves = nearestTo(whole * 0.25, onArc(from))
	if (leaves === undefined) return null
	const meets = nearestTo(leaves + (whole - leaves) * 0.75, onArc(to))
	if (meets === undefined) return null
	const tip = Math.min(leaves + tipDistance((meets - leaves) * radius, TIP_GAP * 2) / radius, whole)
	const at = (turn: number): Point => {
		const angle = angleOf(center, a) + (isClockwise ? turn : -turn)
		return { x: center.x + radius * Math.cos(angle), y: center.y + radius * Math.sin(angle) }
	}
	const [start, end] = [at(leaves), at(tip)]
	return { type: 'arc', start, end, center, radius, sweep: isClockwise ? 1 : 0, large: tip - leaves > Math.PI ? 1 : 0 }
}

interface Circle {
	center: Point
	radius: number
}

const angleOf = (center: Point, point: Point) => Math.atan2(point.y - center.y, point.x - center.x)

/** The circle through a and b whose line, half-way, lies `bend` beside the straight one. */
function circleOf(a: Point, b: Point, bend: number): Circle {
	const half = distance(a, b) / 2
	const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
	const across = { x: (b.y - a.y) / (2 * half), y: (a.x - b.x) / (2 * half) }
	const radius = (half * half + bend * bend) / (2 * Math.abs(bend))
	const off = bend - Math.sign(bend) * radius
	return { center: { x: middle.x - across.x * off, y: middle.y - across.y * off }, radius }
}

/** Where a circle crosses the edges of a box. */
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
	// What the circle does not reach has no number, and lies nowhere.
	return points.filter((p) => p.x >= x && p.x <= x + w && p.y >= y && p.y <= y + h)
}

function nearestTo(wanted: number, turns: readonly number[]): number | undefined {
	return [...turns].sort((p, q) => Math.abs(p - wanted) - Math.abs(q - wanted))[0]
}

/** A point in the link's own space, in board units. */
export interface Point {
	x: number
	y: number
}

/** A link's line as it is drawn: straight, or along a circle. `end` is where its tip touches. */
export type LinkCurve =
	| { type: 'straight'; start: Point; end: Point }
	| { type: 'arc'; start: Point; end: Point; center: Point; radius: number; sweep: number; large: number }

const HEAD_LENGTH = 11
const HEAD_HALF = 5

const round = (value: number) => Math.round(value * 100) / 100

/** The line's path data. */
export function linePath(course: LinkCurve): string {
	const { start, end } = course
	const to = `${round(end.x)} ${round(end.y)}`
	const from = `M${round(start.x)} ${round(start.y)}`
	if (course.type === 'straight') return `${from}L${to}`
	const radius = round(course.radius)
	return `${from}A${radius} ${radius} 0 ${course.large} ${course.sweep} ${to}`
}

/** The arrowhead's path data: a filled triangle whose tip is the line's end. */
export function arrowheadPath(course: LinkCurve): string {
	const { end } = course
	const { x, y } = directionAtEnd(course)
	const base = { x: end.x - x * HEAD_LENGTH, y: end.y - y * HEAD_LENGTH }
	const corners = [
		end,
		{ x: base.x - y * HEAD_HALF, y: base.y + x * HEAD_HALF },
		{ x: base.x + y * HEAD_HALF, y: base.y - x * HEAD_HALF },
	]
	return `M${corners.map((corner) => `${round(corner.x)} ${round(corner.y)}`).join('L')}Z`
}

/** The unit vector in which the line arrives at its end. */
function directionAtEnd(course: LinkCurve): Point {
	const { start, end } = course
	if (course.type === 'straight') return unit({ x: end.x - start.x, y: end.y - start.y })
	const spoke = unit({ x: end.x - course.center.x, y: end.y - course.center.y })
	// A tangent stands upright on its spoke; the sweep says on which side.
	return course.sweep === 1 ? { x: -spoke.y, y: spoke.x } : { x: spoke.y, y: -spoke.x }
}

function unit({ x, y }: Point): Point {
	const length = Math.hypot(x, y)
	return length === 0 ? { x: 1, y: 0 } : { x: x / length, y: y / length }
}

/** Parts of the way at which a link's word may stand, the best first. */
const LABEL_POSITIONS = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8] as const

const LABEL_HEIGHT = 20
const LABEL_PADDING = 10
/** A word's width at its 12 px, roughly: a Chinese character is as wide as it is high. */
const LABEL_LETTER_WIDTH = { wide: 12, narrow: 6.6 }

/** How much room a link's word takes, in board units. */
export function linkLabelSize(word: string): { w: number; h: number } {
	const letters = [...word].map((letter) => (letter >= '\u2e80' ? LABEL_LETTER_WIDTH.wide : LABEL_LETTER_WIDTH.narrow))
	return { w: LABEL_PADDING + letters.reduce((sum, width) => sum + width, 0), h: LABEL_HEIGHT }
}

/** The point at this part of the way along a link's line. */
export function pointAlong(course: LinkCurve, part: number): Point {
	const { start, end } = course
	if (course.type === 'straight')
		return { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part }
	const { center, radius, sweep } = course
	const from = Math.atan2(start.y - center.y, start.x - center.x)
	const to = Math.atan2(end.y - center.y, end.x - center.x)
	const turn = 2 * Math.PI
	const angle = sweep === 1 ? (to - from + turn) % turn : -((from - to + turn) % turn)
	const at = from + angle * part
	return { x: center.x + radius * Math.cos(at), y: center.y + radius * Math.sin(at) }
}

/** Where a word of this size stands on a link clear of all `cards`: the middle if it can, else the nearest spot to it; the middle, too, if there is none. */
export function findLabelPosition(course: LinkCurve, word: { w: number; h: number }, cards: readonly Rect[]): number {
	const isClear = (part: number) => {
		const { x, y } = pointAlong(course, part)
		const [left, top] = [x - word.w / 2, y - word.h / 2]
		return !cards.some(
			(card) => left < card.x + card.w && card.x < left + word.w && top < card.y + card.h && card.y < top + word.h,
		)
	}
	return LABEL_POSITIONS.find(isClear) ?? LABEL_POSITIONS[0]
}
