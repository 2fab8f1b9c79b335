import { placeInRows, rowWidth, stackPlans } from './placeInRows.ts'
import { TIDY_GAP, type TidyBlock, type TidyPlan } from './TidyBlock.ts'

/** All blocks in rows, in the order given; clusters first, since a row is as high as its highest block. */
export function gridLayout(blocks: readonly TidyBlock[]): TidyPlan {
	const options = { width: rowWidth(blocks), gap: TIDY_GAP }
	const clusters = blocks.filter((block) => block.isCluster)
	const cards = blocks.filter((block) => !block.isCluster)
	return stackPlans([placeInRows(clusters, options), placeInRows(cards, options)], TIDY_GAP)
}
