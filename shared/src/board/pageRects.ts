import type { TLShape } from '@tldraw/tlschema'
import { LIMITS } from '../domain/limits.ts'
import type { Rect } from '../domain/Workshop.ts'
import { estimateCardHeight } from './cardLayout.ts'
import { type BoardRecord, PAGE_ID } from './schema.ts'

/** What lies on the page, and in its clusters, by id, on the page. What is too far away to be reached is left out. */
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

/** A shape with a size, from the corner of its parent; a card as high as its text needs. */
export function rectOf({ x, y, props }: TLShape): Rect {
	const { w, h, text } = props as { w: number; h: number; text?: string }
	return { x, y, w, h: text === undefined ? h : estimateCardHeight({ w, h, text }) }
}
