import type { BoardRecord, Box } from '@charrette/shared'

/** A line of the pen, as it lies in the document. */
export type Stroke = Extract<BoardRecord, { type: 'draw' }>

type Segment = Stroke['props']['segments'][number]
type Dot = Segment['points'][number]

const round = (value: number) => Math.round(value * 10) / 10
const at = ({ x, y }: { x: number; y: number }) => `${round(x)} ${round(y)}`
const middle = (a: Dot, b: Dot) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

/** The path data of a pen's line: what was drawn freely is rounded between its points, a dot is a line of no length. */
export function strokePath(segments: readonly Segment[], isClosed: boolean): string {
	const parts = segments.flatMap(({ type, points }) =>
		type === 'free' ? curve(points) : points.map((p) => `L${at(p)}`),
	)
	const first = segments.find(({ points }) => points.length > 0)?.points[0]
	if (!first) return ''
	return `M${at(first)}${parts.join('')}${isClosed ? 'Z' : ''}`
}

/** How far the points of a pen's line reach from its place. */
export function strokeReach(segments: readonly Segment[]): Box {
	const edge = { left: 0, top: 0, right: 0, bottom: 0 }
	for (const { x, y } of segments.flatMap(({ points }) => points)) {
		edge.left = Math.min(edge.left, x)
		edge.top = Math.min(edge.top, y)
		edge.right = Math.max(edge.right, x)
		edge.bottom = Math.max(edge.bottom, y)
	}
	const [x, y] = [round(edge.left), round(edge.top)]
	return { x, y, w: round(edge.right - x), h: round(edge.bottom - y) }
}

function curve(points: readonly Dot[]): string[] {
	const last = points.at(-1)
	if (!last) return []
	const bows = points.slice(0, -1).map((point, index) => {
		const next = points[index + 1]
		return next ? `Q${at(point)} ${at(middle(point, next))}` : ''
	})
	return [...bows, `L${at(last)}`]
}
