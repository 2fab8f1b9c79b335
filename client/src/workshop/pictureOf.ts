export interface Size {
	w: number
	h: number
}

const MARGIN_PX = 10
/** A board with little on it is not blown up beyond this. */
const MOST_SCALE = 0.25

/** Where a board's box lies in a picture of this size: whole, in its proportions, in the middle. */
export function pictureOf(box: Size, size: Size): Size & { x: number; y: number } {
	const room = { w: Math.max(1, size.w - 2 * MARGIN_PX), h: Math.max(1, size.h - 2 * MARGIN_PX) }
	const most = MOST_SCALE * Math.max(1, room.w / 320)
	const scale = Math.min(room.w / Math.max(1, box.w), room.h / Math.max(1, box.h), most)
	const [w, h] = [box.w * scale, box.h * scale]
	return { x: (size.w - w) / 2, y: (size.h - h) / 2, w, h }
}
