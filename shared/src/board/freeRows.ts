import type { Rect } from '../geometry/rects.ts'
import { SCREEN_SPACE } from './growColumn.ts'

/** The gap between existing and new content, in board units. */
const CONTENT_GAP = 72
/**
 * The first position on an empty board: clear of the toolbars while the camera is at the origin.
 */
const START = { x: 48, y: 176 }

/**
 * Places items in rows in free space, in about the form of a screen: below the existing content if
 * that is wide, else on its right. Returns their rectangles on the page, by id.
 */
export function placeInRows(
	items: readonly (Rect & { id: string })[],
	content: Rect | null,
	gap: number,
): Map<string, Rect> {
	const space = items.reduce((sum, { w, h }) => sum + (w + gap) * (h + gap), 0)
	const width = Math.max(Math.sqrt((space * SCREEN_SPACE.w) / SCREEN_SPACE.h), ...items.map(({ w }) => w))
	const origin = originBeside(content)
	const places = new Map<string, Rect>()
	let [x, y, rowHeight] = [0, 0, 0]
	for (const { id, w, h } of items) {
		if (x > 0 && x + w > width) [x, y, rowHeight] = [0, y + rowHeight + gap, 0]
		places.set(id, { x: Math.round(origin.x + x), y: Math.round(origin.y + y), w, h })
		x += w + gap
		rowHeight = Math.max(rowHeight, h)
	}
	return places
}

function originBeside(content: Rect | null): { x: number; y: number } {
	if (!content) return START
	const isBelow = content.w > content.h
	return isBelow
		? { x: content.x, y: content.y + content.h + CONTENT_GAP }
		: { x: content.x + content.w + CONTENT_GAP, y: content.y }
}
