import {
	type BoardContent,
	type BoardRecord,
	groupBy,
	imageIdOf,
	isCard,
	isImage,
	type LinkEnds,
	PAGE_ID,
	type Point,
	pagePosition,
	type Rect,
} from '@charrette/shared'
import { type ExportedBoard, projectRecords } from '../ExportedBoard.ts'
import type { ViewerBoard, ViewerLink } from './ViewerFile.ts'

type Shape = Extract<BoardRecord, { typeName: 'shape' }>
type Arrow = Extract<BoardRecord, { typeName: 'shape'; type: 'arrow' }>
type ArrowBinding = Extract<BoardRecord, { typeName: 'binding'; type: 'arrow' }>

const PEN_WIDTHS: Record<Stroke['props']['size'], number> = { s: 2, m: 3.5, l: 5, xl: 10 }

const round = (value: number) => Math.round(value * 100) / 100

/** Builds a board for the viewer: its content with positions. */
export function viewerBoard(exported: ExportedBoard): ViewerBoard {
	const { session, board, content } = exported
	const records = new Map(projectRecords(exported).map((record) => [record.id as string, record]))
	const shapes = [...records.values()].filter((record): record is Shape => record.typeName === 'shape')
	const stack = stackOf(shapes)
	const positionOf = (id: string) => {
		const shape = records.get(id)
		if (shape?.typeName !== 'shape') return null
		const { x, y } = pagePosition(shape, records)
		return { shape, x: round(x), y: round(y), z: stack.get(id) ?? 0 }
	}
	return {
		id: board.id,
		title: board.title,
		session: session.title,
		cards: content.cards.flatMap((card) => {
			const position = positionOf(card.id)
			return position && isCard(position.shape) ? [{ ...card, ...boxOf(position), z: position.z }] : []
		}),
		links: linksOf(content, records),
		clusters: content.clusters.flatMap((cluster) => {
			const position = positionOf(cluster.id)
			return position ? [{ ...cluster, ...boxOf(position) }] : []
		}),
		images: content.images.flatMap(({ id, path, alt, cluster }) => {
			const position = positionOf(id)
			if (!position || !isImage(position.shape)) return []
			const picture = imageIdOf(path)
			const { rotation } = position.shape
			return [
				{
					id,
					...boxOf(position),
					z: position.z,
					rotation,
					picture,
					alt,
					...(cluster === undefined ? {} : { cluster }),
				},
			]
		}),
		strokes: shapes.flatMap((shape) => {
			const position = shape.type === 'draw' && positionOf(shape.id)
			return position ? [{ x: position.x, y: position.y, z: position.z, ...strokeOf(shape as Stroke) }] : []
		}),
		coverage: content.coverage,
		...(content.threads && { threads: content.threads }),
	}
}

function boxOf({ x, y, shape }: { x: number; y: number; shape: Shape }): Rect {
	const { w, h } = shape.props as { w: number; h: number }
	return { x, y, w: round(w), h: round(h) }
}

function strokeOf({ props, rotation }: Stroke) {
	const { segments, isClosed, size, scale, color, fill } = props
	const isFilled = isClosed && fill !== 'none'
	const width = PEN_WIDTHS[size] * scale
	const line = { rotation, path: strokePath(segments, isClosed), reach: strokeReach(segments), width, colour: color }
	return isFilled ? { ...line, isFilled } : line
}

/** Returns the stacking order of shapes, from the back: members of a cluster are right above it. */
function stackOf(shapes: readonly Shape[]): Map<string, number> {
	const children = groupBy(shapes, (shape): string => shape.parentId)
	const stack = new Map<string, number>()
	// A stack: the last entry is next.
	const waiting: string[] = [PAGE_ID]
	for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
		if (id !== PAGE_ID) stack.set(id, stack.size)
		const siblings = (children.get(id) ?? []).sort((a, b) => (a.index < b.index ? 1 : -1))
		for (const sibling of siblings) waiting.push(sibling.id)
	}
	return stack
}

function linksOf({ links }: BoardContent, records: ReadonlyMap<string, BoardRecord>): ViewerLink[] {
	const anchors = new Map<string, Point>()
	for (const record of records.values()) {
		if (record.typeName !== 'binding') continue
		const { fromId, props } = record as ArrowBinding
		if (props.isPrecise) anchors.set(`${fromId} ${props.terminal}`, props.normalizedAnchor)
	}
	return links.map((link) => {
		const arrow = records.get(link.id) as Arrow
		const [fromAnchor, toAnchor] = [anchors.get(`${link.id} start`), anchors.get(`${link.id} end`)]
		const aims: Pick<LinkEnds, 'fromAnchor' | 'toAnchor'> = {
			...(fromAnchor ? { fromAnchor } : {}),
			...(toAnchor ? { toAnchor } : {}),
		}
		return { ...link, bend: round(arrow.props.bend), ...aims }
	})
}

/** A pen stroke, as a tldraw record. */
type Stroke = Extract<BoardRecord, { type: 'draw' }>

type Segment = Stroke['props']['segments'][number]
type Dot = Segment['points'][number]

const roundPoint = (value: number) => Math.round(value * 10) / 10
const pointText = ({ x, y }: { x: number; y: number }) => `${roundPoint(x)} ${roundPoint(y)}`
const midpoint = (a: Dot, b: Dot) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

/**
 * Returns the SVG path of a stroke: free segments as curves through midpoints, a dot as a line of
 * length zero.
 */
export function strokePath(segments: readonly Segment[], isClosed: boolean): string {
	const parts = segments.flatMap(({ type, points }) =>
		type === 'free' ? curve(points) : points.map((p) => `L${pointText(p)}`),
	)
	const first = segments.find(({ points }) => points.length > 0)?.points[0]
	if (!first) return ''
	return `M${pointText(first)}${parts.join('')}${isClosed ? 'Z' : ''}`
}

/** Returns the bounds of a stroke's points, relative to its position. */
function strokeReach(segments: readonly Segment[]): Rect {
	const edge = { left: 0, top: 0, right: 0, bottom: 0 }
	for (const { x, y } of segments.flatMap(({ points }) => points)) {
		edge.left = Math.min(edge.left, x)
		edge.top = Math.min(edge.top, y)
		edge.right = Math.max(edge.right, x)
		edge.bottom = Math.max(edge.bottom, y)
	}
	const [x, y] = [roundPoint(edge.left), roundPoint(edge.top)]
	return { x, y, w: roundPoint(edge.right - x), h: roundPoint(edge.bottom - y) }
}

function curve(points: readonly Dot[]): string[] {
	const last = points.at(-1)
	if (!last) return []
	const curves = points.slice(0, -1).map((point, index) => {
		const next = points[index + 1]
		return next ? `Q${pointText(point)} ${pointText(midpoint(point, next))}` : ''
	})
	return [...curves, `L${pointText(last)}`]
}
