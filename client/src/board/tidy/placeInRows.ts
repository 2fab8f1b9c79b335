import { BOARD_RATIO, TIDY_GAP, type TidyPlan } from './TidyBlock.ts'

interface Box {
	id: string
	w: number
	h: number
}

/** Sets boxes in rows like words: from left to right, and a new row where `width` is full. A row is as high as its highest box. */
export function placeInRows(boxes: readonly Box[], { width, gap }: { width: number; gap: number }): TidyPlan {
	const spots: TidyPlan['spots'] = new Map()
	let [x, y, rowHeight, widest] = [0, 0, 0, 0]
	for (const box of boxes) {
		if (x > 0 && x + box.w > width) {
			x = 0
			y += rowHeight + gap
			rowHeight = 0
		}
		spots.set(box.id, { x, y })
		widest = Math.max(widest, x + box.w)
		rowHeight = Math.max(rowHeight, box.h)
		x += box.w + gap
	}
	return { spots, w: widest, h: boxes.length === 0 ? 0 : y + rowHeight }
}

/** The width at which boxes set in rows come out about as wide as a screen is for its height. */
export function rowWidth(boxes: readonly Box[], gap = TIDY_GAP): number {
	const area = boxes.reduce((sum, box) => sum + (box.w + gap) * (box.h + gap), 0)
	return Math.max(Math.sqrt(area * BOARD_RATIO), ...boxes.map((box) => box.w))
}

/** Puts plans one below another. */
export function stackPlans(plans: readonly TidyPlan[], gap: number): TidyPlan {
	const spots: TidyPlan['spots'] = new Map()
	let [y, w] = [0, 0]
	for (const plan of plans.filter((candidate) => candidate.spots.size > 0)) {
		for (const [id, spot] of plan.spots) spots.set(id, { x: spot.x, y: y + spot.y })
		w = Math.max(w, plan.w)
		y += plan.h + gap
	}
	return { spots, w, h: Math.max(0, y - gap) }
}
