import type { LocalText } from '@charrette/shared'
import type { SetUp, SetUpCluster } from './Template.ts'

/** Between clusters; their titles stand above them. */
const GAP = 100

interface Size {
	w: number
	h: number
}

/** Nothing set up. */
export const EMPTY_BOARD: SetUp = { clusters: [], lines: [] }

/** Clusters beside each other, so many in a row. */
export function inRows(titles: readonly LocalText[], perRow: number, { w, h }: Size): SetUpCluster[] {
	return titles.map((title, index) => ({
		title,
		x: (index % perRow) * (w + GAP),
		y: Math.floor(index / perRow) * (h + GAP),
		w,
		h,
	}))
}

/** A board of clusters beside each other. */
export function columns(titles: readonly LocalText[], size: Size): SetUp {
	return { clusters: inRows(titles, titles.length, size), lines: [] }
}

/** A board of clusters under each other. */
export function bands(titles: readonly LocalText[], size: Size): SetUp {
	return { clusters: inRows(titles, 1, size), lines: [] }
}
