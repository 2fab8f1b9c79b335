import type { TLShape } from '@tldraw/tlschema'
import { LIMITS } from '../domain/limits.ts'
import type { Rect } from '../geometry/rects.ts'
import { estimateCardHeight } from './cardLayout.ts'
import { type BoardRecord, PAGE_ID } from './schema.ts'

/**
 * Returns the rectangles, by id and in page coordinates, of the shapes with a size on the page and
 * in its clusters. Shapes beyond `LIMITS.maxCoordinate` are left out.
 */
export function rectsOnPage(shown: ReadonlyMap<string, BoardRecord>): Map<string, Rect> {
	const rects = new Map<string, Rect>()
	for (const record of shown.values()) {
		if (record.typeName !== 'shape' || !('w' in record.props)) continue
		const parent = shown.get(record.parentId)
		if (parent && (parent.typeName !== 'shape' || parent.parentId !== PAGE_ID)) continue
		const from = parent?.typeName === 'shape' ? parent : { x: 0, y: 0 }
		const { x, y, ...size } = rectOf(record)
		const rect = { x: x + from.x, y: y + from.y, ...size }
		if (isReachable(rect)) rects.set(record.id, rect)
	}
	return rects
}

const isReachable = ({ x, y, w, h }: Rect) =>
	[x, y, x + w, y + h].every((edge) => Math.abs(edge) <= LIMITS.maxCoordinate)

/**
 * Returns the rectangle of a shape with a size, in the coordinates of its parent. A card is as high
 * as its text needs.
 */
export function rectOf({ x, y, props }: TLShape): Rect {
	const { w, h, text } = props as { w: number; h: number; text?: string }
	return { x, y, w, h: text === undefined ? h : estimateCardHeight({ w, h, text }) }
}
