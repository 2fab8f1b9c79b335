import { PAGE_ID } from '@charrette/shared'
import type { TldrawFile, TldrawShape } from './TldrawFile.ts'

/** Where a shape lies on a board of ours: on the page or in a frame, since there are no groups. */
export interface Place {
	x: number
	y: number
	rotation: number
	/** The page, or a frame's id. */
	parentId: string
	/** The page of the drawing. */
	page: string
}

/** Deeper nesting than this is a circle. */
const MAX_NESTING = 100

/** Where a shape lies once the groups around it are dissolved; null for one that lies nowhere. */
export function placeOf({ x, y, rotation, parentId }: TldrawShape, { shapes, pages }: TldrawFile): Place | null {
	let at = { x, y, rotation }
	let frame: string | null = null
	let holder = parentId
	for (let depth = 0; depth < MAX_NESTING; depth++) {
		const parent = shapes.get(holder)
		if (!parent) {
			const page = pages.length === 0 || pages.some(({ id }) => id === holder) ? holder : null
			return page === null ? null : { ...at, parentId: frame ?? PAGE_ID, page }
		}
		if (parent.type === 'frame') frame ??= parent.id
		if (frame === null) at = movedBy(at, parent)
		holder = parent.parentId
	}
	return null
}

function movedBy(at: { x: number; y: number; rotation: number }, { x, y, rotation }: TldrawShape) {
	const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)]
	return { x: x + at.x * cos - at.y * sin, y: y + at.x * sin + at.y * cos, rotation: at.rotation + rotation }
}
