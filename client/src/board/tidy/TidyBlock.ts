import type { CardKind, ObstacleCategory } from '@charrette/shared'
import type { Place } from '../sight/freePlace.ts'

/** What is tidied as one piece: a card, or a cluster with all that is in it. A cluster counts as what most of its cards are. */
export interface TidyBlock extends Place {
	id: string
	kind: CardKind
	city: string
	category: ObstacleCategory | null
	isCluster: boolean
}

/** That two blocks belong together; `isCause` if the first is what causes the second. */
export interface TidyLink {
	from: string
	to: string
	isCause: boolean
}

/** Where each block's upper left corner goes, and how much room all of them take, in board units from 0, 0 on. */
export interface TidyPlan {
	spots: Map<string, { x: number; y: number }>
	w: number
	h: number
}

/** Space between blocks, and between groups of them. */
export const TIDY_GAP = 24
export const GROUP_GAP = 72
/** Boards are wider than they are high, as screens are. */
export const BOARD_RATIO = 1.6
