import { placeInRows, rowWidth } from './placeInRows.ts'
import { BOARD_RATIO, GROUP_GAP, TIDY_GAP, type TidyBlock, type TidyPlan } from './TidyBlock.ts'

/** Each group a grid of its own, about as high as the others, side by side in the order given. */
export function groupLayout(groups: readonly (readonly TidyBlock[])[]): TidyPlan {
	const filled = groups.filter((group) => group.length > 0)
	const height = rowWidth(filled.flat()) / BOARD_RATIO
	const plans = filled.map((group, index) => ({ id: String(index), ...planOfHeight(group, height) }))
	const outer = placeInRows(plans, { width: rowWidth(plans, GROUP_GAP), gap: GROUP_GAP })
	const spots: TidyPlan['spots'] = new Map()
	for (const plan of plans) {
		const corner = outer.spots.get(plan.id) ?? { x: 0, y: 0 }
		for (const [id, spot] of plan.spots) spots.set(id, { x: corner.x + spot.x, y: corner.y + spot.y })
	}
	return { spots, w: outer.w, h: outer.h }
}

/** The group in as few columns as keep it within a height. */
function planOfHeight(group: readonly TidyBlock[], height: number): TidyPlan {
	const column = Math.max(...group.map((block) => block.w))
	for (let columns = 1; ; columns++) {
		const width = columns * column + (columns - 1) * TIDY_GAP
		const plan = placeInRows(group, { width, gap: TIDY_GAP })
		if (plan.h <= height || columns >= group.length) return plan
	}
}
