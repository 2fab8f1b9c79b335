import {
	type BoardRecord,
	buildCluster,
	createId,
	indicesOnTop,
	LIMITS,
	overlaps,
	PAGE_ID,
	putRecord,
	type Records,
	type Rect,
	writeFields,
} from '@charrette/shared'
import { clusterRectOf, placeBelow } from '../boardParts/space/placeCards.ts'
import { mergeTexts } from '../sync/mergeTexts.ts'

type Shown = ReadonlyMap<string, BoardRecord>

/** The size of a new cluster, as on the canvas. */
const NEW_SIZE = { w: 480, h: 320 }
const GAP = 24

/** Adds an empty cluster below everything else; returns its id. */
export function addCluster(records: Records, shown: Shown, title: string): string | null {
	const [index] = indicesOnTop(shown.values(), PAGE_ID, 1)
	if (!index) return null
	const { x, y } = placeBelow(shown)
	const name = title.trim().slice(0, LIMITS.maxClusterTitleLength)
	const cluster = buildCluster(createId(), { x, y, index }, { title: name, ...NEW_SIZE })
	putRecord(records, cluster)
	return cluster.id
}

/**
 * Renames a cluster. `before` is the title when this person began to edit it; other people may have
 * changed it since.
 */
export function renameCluster(records: Records, shown: Shown, { id, before, title }: Renaming): void {
	const current = titleOf(shown.get(id))
	if (current === null || title.trim() === before) return
	const merged = mergeTexts(before, title.trim(), current) ?? title.trim()
	writeFields(records, id, { 'props.name': merged.slice(0, LIMITS.maxClusterTitleLength) })
}

export interface Renaming {
	id: string
	before: string
	title: string
}

/** Deletes a cluster. Its content keeps its position. */
export function removeCluster(records: Records, shown: Shown, id: string): void {
	const frame = shown.get(id)
	if (frame?.typeName !== 'shape' || frame.type !== 'frame') return
	const members = [...shown.values()].filter((record) => record.typeName === 'shape' && record.parentId === id)
	const indices = indicesOnTop(shown.values(), frame.parentId, members.length)
	members.forEach((member, at) => {
		const index = indices[at]
		if (member.typeName !== 'shape' || !index) return
		const xy = [Math.round(frame.x + member.x), Math.round(frame.y + member.y)]
		writeFields(records, member.id, { parentId: frame.parentId, index, xy })
	})
	for (const record of shown.values())
		if (record.typeName === 'binding' && record.toId === id) records.delete(record.id)
	records.delete(id)
}

/**
 * Returns the cluster before or after this one in the list with which it can be swapped; null if
 * there is none. Only a facilitator can move a locked cluster.
 */
export function neighbourOf(
	shown: Shown,
	order: readonly string[],
	{ id, step, canMoveLocked }: ClusterStep,
): string | null {
	const movable = order.filter((each) => {
		const rect = clusterRectOf(shown.get(each))
		return rect !== null && (canMoveLocked || !rect.isLocked)
	})
	const at = movable.indexOf(id)
	return at < 0 ? null : (movable[at + step] ?? null)
}

export interface ClusterStep {
	id: string
	step: 1 | -1
	canMoveLocked: boolean
}

/**
 * Swaps two clusters on the board, so that the second comes before the first in reading order.
 * Together they take the same space as before, even if their sizes differ, unless other clusters
 * are in the way.
 */
export function swapClusters(records: Records, shown: Shown, first: string, second: string): void {
	const [one, other] = [clusterRectOf(shown.get(first)), clusterRectOf(shown.get(second))]
	if (!one || !other) return
	const isBeside = one.y < other.y + other.h && other.y < one.y + one.h
	const moved = {
		...one,
		x: isBeside && one.x < other.x ? other.x + other.w - one.w : other.x,
		y: isBeside ? Math.max(one.y, other.y) : Math.max(one.y, other.y + other.h - one.h),
	}
	const placed = clear({ ...other, x: one.x, y: one.y }, rectsBut(shown, first, second))
	const follows = clear(moved, [...rectsBut(shown, first, second), placed])
	writeFields(records, second, { xy: [Math.round(placed.x), Math.round(placed.y)] })
	writeFields(records, first, { xy: [Math.round(follows.x), Math.round(follows.y)] })
}

/**
 * Moves a rectangle down until it overlaps no other one. After as many tries as there are
 * rectangles, it may still overlap.
 */
function clear(rect: Rect, others: readonly Rect[]): Rect {
	let placed = rect
	for (let tries = 0; tries < others.length; tries++) {
		const hit = others.filter((other) => overlaps(placed, other))
		if (hit.length === 0) return placed
		placed = { ...placed, y: Math.max(...hit.map(({ y, h }) => y + h)) + GAP }
	}
	return placed
}

function rectsBut(shown: Shown, ...ids: readonly string[]): Rect[] {
	return [...shown.values()].flatMap((record) => {
		const rect = record.typeName === 'shape' && record.parentId === PAGE_ID ? clusterRectOf(record) : null
		return rect && !ids.includes(record.id) ? [rect] : []
	})
}

function titleOf(record: BoardRecord | undefined): string | null {
	return record?.typeName === 'shape' && record.type === 'frame' ? (record.props as { name: string }).name : null
}
