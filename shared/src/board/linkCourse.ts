/**
 * Where a link's line runs between two cards, as tldraw's arrows do, for those who draw a board without it: from middle
 * to middle, straight or along a circle, cut where it leaves the one card and, a little before, where it meets the other.
 */
import type { LinkCourse, Point } from './linkPath.ts'
import type { Box } from './nearestPlace.ts'

/** Below this bend a link is straight. */
const LEAST_BEND = 8
const SHORTEST = 10
/** Between a link's tip and its card: tldraw's own gap, and half of the line. */
const TIP_GAP = 11.75
const TURN = 2 * Math.PI

/** The two cards of a link, as they lie. */
export interface LinkEnds {
	from: Box
	to: Box
	/** How far the middle of the line lies beside the straight way, as tldraw counts it. */
	bend: number
	/** Where on its card the link aims, as parts of its size; the middle where it is not given. */
	fromAnchor?: Point
	toAnchor?: Point
}

/** The line of a link between two cards; null when their middles lie on each other, or one card lies over the other’s middle. */
export function linkCourse(ends: LinkEnds): LinkCourse | null {
	const [a, b] = [aimOf(ends.from, ends.fromAnchor), aimOf(ends.to, ends.toAnchor)]
	if (distance(a, b) < 1) return null
	return Math.abs(ends.bend) < LEAST_BEND ? straightCourse(ends, a, b) : arcCourse(ends, a, b)
}

const aimOf = ({ x, y, w, h }: Box, anchor: Point = { x: 0.5, y: 0.5 }): Point => ({
	x: x + w * anchor.x,
	y: y + h * anchor.y,
})

const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y)

function straightCourse({ from, to }: LinkEnds, a: Point, b: Point): LinkCourse | null {
	const length = distance(a, b)
	const at = (part: number): Point => ({ x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part })
	const leaves = crossings(from, a, b).at(-1)
	const meets = crossings(to, a, b)[0]
	if (leaves === undefined || meets === undefined) return null
	return { type: 'straight', start: at(leaves), end: at(leaves + tipAt((meets - leaves) * length, TIP_GAP) / length) }
}

/** How far from its start a line ends that meets its card after `way`. Where there is no room for the gap, it reaches `into` the card. */
function tipAt(way: number, into: number): number {
	if (way <= 0) return SHORTEST
	return way - TIP_GAP < TIP_GAP ? way + into : way - TIP_GAP
}

/** At which parts of the way from a to b it crosses the edge of a box, in order. */
function crossings({ x, y, w, h }: Box, a: Point, b: Point): number[] {
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

function arcCourse({ from, to, bend }: LinkEnds, a: Point, b: Point): LinkCourse | null {
	const circle = circleOf(a, b, bend)
	const isClockwise = bend < 0
	const { center, radius } = circle
	/** How far along the arc a point lies, as an angle from where it begins. */
	const turnTo = (point: Point) => {
		const turned = angleOf(center, point) - angleOf(center, a)
		return (((isClockwise ? turned : -turned) % TURN) + TURN) % TURN
	}
	const whole = turnTo(b)
	const onArc = (box: Box) =>
		edgePoints(box, circle)
			.map(turnTo)
			.filter((turn) => turn <= whole)
	const leaves = nearestTo(whole * 0.25, onArc(from))
	if (leaves === undefined) return null
	const meets = nearestTo(leaves + (whole - leaves) * 0.75, onArc(to))
	if (meets === undefined) return null
	const tip = Math.min(leaves + tipAt((meets - leaves) * radius, TIP_GAP * 2) / radius, whole)
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
function edgePoints({ x, y, w, h }: Box, { center, radius }: Circle): Point[] {
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
