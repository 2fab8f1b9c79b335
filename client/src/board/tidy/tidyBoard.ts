import { Box, type Editor, type TLFrameShape, type TLShapePartial } from '@tldraw/tldraw'
import { readContent } from '../contentOf.ts'
import { canStart } from '../permissions.ts'
import { zoomToRect } from '../viewport/camera.ts'
import { findFreeSpace, type Rect } from '../viewport/freeSpace.ts'
import { canTidy, collectBlocks, type TidyScope } from './collectBlocks.ts'
import { layoutMap } from './layoutMap.ts'
import {
	GROUP_GAP,
	groupByCategory,
	groupByCity,
	groupByKind,
	layoutGrid,
	layoutGroups,
	type TidyPlan,
} from './layouts.ts'
import styles from './tidy.module.css'

/** The ways to tidy a board, in the order of the menu. */
export const TIDY_LAYOUTS = ['grid', 'kind', 'city', 'category', 'map'] as const
export type TidyLayout = (typeof TIDY_LAYOUTS)[number]

/** What a cluster keeps free around its cards; above them is its title. */
const CLUSTER_PADDING = { x: 24, top: 40, bottom: 24 }

/** Tidies the board, the selection or a cluster, in one step of undo, and shows what it has become. `locale` orders the cities. */
export function tidyBoard(editor: Editor, way: TidyLayout, locale: string): void {
	if (!canStart(editor, 'arrange')) return
	if (editor.getEditingShapeId()) editor.complete()
	const scope = collectBlocks(editor, readContent(editor))
	if (scope.blocks.length === 0) return
	const plan = planFor(way, scope, new Intl.Collator(locale).compare)
	const corner = planOrigin(editor, scope, plan)
	const moves = movesFor(editor, scope, (id) => {
		const spot = plan.positions.get(id)
		return spot && { x: corner.x + spot.x, y: corner.y + spot.y }
	})
	editor.markHistoryStoppingPoint('tidy')
	animateMoves(editor, () => editor.updateShapes([...moves, ...resizeCluster(editor, scope, plan)]))
	const shown = scope.isWhole ? editor.getCurrentPageBounds() : new Box(corner.x, corner.y, plan.w, plan.h)
	if (shown) zoomToRect(editor, shown, { isAnimated: true })
}

function planFor(way: TidyLayout, { blocks, links }: TidyScope, compare: (a: string, b: string) => number): TidyPlan {
	switch (way) {
		case 'grid':
			return layoutGrid(blocks)
		case 'kind':
			return layoutGroups(groupByKind(blocks))
		case 'city':
			return layoutGroups(groupByCity(blocks, compare))
		case 'category':
			return layoutGroups(groupByCategory(blocks, links))
		case 'map':
			return layoutMap(blocks, links)
	}
}

/** Where the plan's upper left corner lies on the board: where the blocks began, moved clear of the cards that stay. */
function planOrigin(editor: Editor, { parent, blocks }: TidyScope, plan: TidyPlan): { x: number; y: number } {
	const cluster = parent === editor.getCurrentPageId() ? null : editor.getShapePageBounds(parent as TLFrameShape['id'])
	if (cluster) return { x: cluster.x + CLUSTER_PADDING.x, y: cluster.y + CLUSTER_PADDING.top }
	const { x, y } = Box.Common(blocks.map((block) => new Box(block.x, block.y, block.w, block.h)))
	const wanted = { x: Math.round(x), y: Math.round(y), w: plan.w, h: plan.h }
	return findFreeSpace(wanted, fixedRects(editor, new Set(blocks.map((block) => block.id))), { x: 0, y: GROUP_GAP })
}

function fixedRects(editor: Editor, moving: ReadonlySet<string>): Rect[] {
	const shapes = editor.getCurrentPageShapes().filter((shape) => canTidy(shape) && !moving.has(shape.id))
	const onBoard = shapes.filter((shape) => shape.parentId === editor.getCurrentPageId())
	return onBoard.flatMap((shape) => editor.getShapePageBounds(shape) ?? [])
}

/** Clusters are moved by their own corner, which may lie within the block: a card may reach over the edge. */
function movesFor(
	editor: Editor,
	{ blocks }: TidyScope,
	spotOf: (id: string) => { x: number; y: number } | undefined,
): TLShapePartial[] {
	return blocks.flatMap((block) => {
		const shape = editor.getShape(block.id as TLFrameShape['id'])
		const spot = spotOf(block.id)
		if (!shape || !spot) return []
		const [x, y] = [Math.round(shape.x + spot.x - block.x), Math.round(shape.y + spot.y - block.y)]
		return x === shape.x && y === shape.y ? [] : [{ id: shape.id, type: shape.type, x, y }]
	})
}

/** A cluster that was tidied inside becomes as large as its cards need. */
function resizeCluster(editor: Editor, { parent }: TidyScope, plan: TidyPlan): TLShapePartial<TLFrameShape>[] {
	const cluster = editor.getShape<TLFrameShape>(parent as TLFrameShape['id'])
	if (!cluster) return []
	const w = Math.max(plan.w + CLUSTER_PADDING.x * 2, 240)
	return [{ id: cluster.id, type: 'frame', props: { w, h: plan.h + CLUSTER_PADDING.top + CLUSTER_PADDING.bottom } }]
}

const ANIMATION_MS = 360
/** More than these are set down at once: so many moving boxes would stutter. */
const MAX_ANIMATED_SHAPES = 600

/**
 * Shows a change of places as a movement, on this screen alone: the document hears of it once, whole. Nothing moves for
 * those who wish so, and links come back when their cards have arrived.
 */
function animateMoves(editor: Editor, change: () => void): void {
	const duration = ANIMATION_MS * editor.user.getAnimationSpeed()
	const name = styles['animating']
	const isStill = duration === 0 || editor.getCurrentPageShapeIds().size > MAX_ANIMATED_SHAPES
	const { classList } = editor.getContainer()
	if (!isStill && name) classList.add(name)
	change()
	if (!isStill && name) editor.timers.setTimeout(() => classList.remove(name), duration)
}
