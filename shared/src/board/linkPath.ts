/** A point in the link's own space, in board units. */
export interface Point {
	x: number
	y: number
}

/** A link's line as it is drawn: straight, or along a circle. `end` is where its tip touches. */
export type LinkCourse =
	| { type: 'straight'; start: Point; end: Point }
	| { type: 'arc'; start: Point; end: Point; center: Point; radius: number; sweep: number; large: number }

const HEAD_LENGTH = 11
const HEAD_HALF = 5

const round = (value: number) => Math.round(value * 100) / 100

/** The line's path data. */
export function linePath(course: LinkCourse): string {
	const { start, end } = course
	const to = `${round(end.x)} ${round(end.y)}`
	const from = `M${round(start.x)} ${round(start.y)}`
	if (course.type === 'straight') return `${from}L${to}`
	const radius = round(course.radius)
	return `${from}A${radius} ${radius} 0 ${course.large} ${course.sweep} ${to}`
}

/** The arrowhead's path data: a filled triangle whose tip is the line's end. */
export function headPath(course: LinkCourse): string {
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
function directionAtEnd(course: LinkCourse): Point {
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
