import { findColumns, findNearestSpace, type Rect } from '@charrette/shared'
import { readContent } from '../boardContent.ts'
import { boardUi } from '../boardUi.ts'
import type { Editor } from '../engine/editor.ts'
import { Box, type ClusterShape, type ShapeId, type ShapePartial } from '../engine/shapes.ts'
import { canStart } from '../permissions.ts'
import { zoomToRect } from '../viewport/camera.ts'
import { canTidy, collectBlocks, type TidyScope } from './collectBlocks.ts'
import { fillColumns, moveBlocks } from './fillColumns.ts'
import { layoutMap } from './layoutMap.ts'
import {
	groupByCategory,
	groupByCity,
	groupByKind,
	layoutGrid,
	layoutGroups,
	type TidyBlock,
	type TidyPlan,
} from './layouts.ts'
import { reflowZones, templateZones } from './reflowZones.ts'
import styles from './tidy.module.css'
import type { TidyLayout } from './tidyLayouts.ts'

/** Space between the edge of a cluster and its cards; the title is above them. */
const CLUSTER_PADDING = { x: 24, top: 40, bottom: 24 }

/** The layouts that put cards into the columns of their kinds if the board has them. */
const IN_COLUMNS: ReadonlySet<TidyLayout> = new Set(['kind', 'map'])

/**
 * Tidies the selection, a cluster or the board as one undo step, and shows the result. The layouts
 * by kind and as a map move cards into the columns of their kinds if the board has them; the grid
 * lays out the cards in each cluster of a template. No block is placed
 * across the border of a template's cluster. `language` determines the order of the cities.
 */
export function tidyBoard(editor: Editor, layout: TidyLayout, language: string): void {
	if (!canStart(editor, 'arrange')) return
	if (editor.getEditingShapeId()) editor.complete()
	const columns = IN_COLUMNS.has(layout) ? findColumns(editor.getCurrentPageShapes()) : new Map()
	const content = readContent(editor)
	const zones = layout === 'grid' ? templateZones(editor) : [...columns.values()].map(({ id }) => id as ShapeId)
	const scope = collectBlocks(editor, content, zones)
	if (scope.blocks.length === 0) return
	const compare = new Intl.Collator(language).compare
	// Only participants are authors, and only facilitators change the clusters of a template.
	const canChangeLocked = boardUi(editor).people.author.current.id === null
	const options = { canChangeLocked, order: planFor(layout, scope, compare) }
	editor.markHistoryStoppingPoint('tidy')
	const filled =
		layout === 'grid' && scope.isWhole
			? reflowZones(editor, scope, options)
			: fillColumns(editor, scope, { columns, ...options })
	// The columns grow first, so that the layout beside them keeps clear of them.
	editor.updateShapes(filled.sizes)
	const rest = { ...scope, blocks: filled.rest }
	const isApart = filled.rest.length < scope.blocks.length
	if (isApart) rest.parent = editor.getCurrentPageId()
	const plan = planFor(layout, rest, compare)
	const origin = planOrigin(editor, { ...rest, moving: scope.blocks }, plan)
	const moves = new Map(filled.moves)
	for (const [id, { x, y }] of plan.positions)
		moves.set(id, { parent: rest.parent, at: { x: origin.x + x, y: origin.y + y } })
	animateMoves(editor, () =>
		editor.run(() => {
			moveBlocks(editor, scope.blocks, moves)
			if (!isApart) editor.updateShapes(resizeCluster(editor, rest, plan))
		}),
	)
	const shown = scope.isWhole || isApart ? editor.getCurrentPageBounds() : new Box(origin.x, origin.y, plan.w, plan.h)
	if (shown) zoomToRect(editor, shown, { isAnimated: true })
}

function planFor(
	layout: TidyLayout,
	{ blocks, links }: TidyScope,
	compare: (a: string, b: string) => number,
): TidyPlan {
	switch (layout) {
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

/**
 * Returns the upper left corner for the plan on the board: that of the blocks, moved to free space
 * among the other shapes.
 */
function planOrigin(
	editor: Editor,
	{ parent, blocks, moving }: TidyScope & { moving: readonly TidyBlock[] },
	plan: TidyPlan,
): { x: number; y: number } {
	const cluster = parent === editor.getCurrentPageId() ? null : editor.getShapePageBounds(parent as ClusterShape['id'])
	if (cluster) return { x: cluster.x + CLUSTER_PADDING.x, y: cluster.y + CLUSTER_PADDING.top }
	if (blocks.length === 0) return { x: 0, y: 0 }
	const { x, y } = Box.Common(blocks.map((block) => new Box(block.x, block.y, block.w, block.h)))
	const wanted = { x: Math.round(x), y: Math.round(y), w: plan.w, h: plan.h }
	const fixed = fixedRects(editor, new Set(moving.map((block) => block.id)))
	return findNearestSpace(wanted, fixed)
}

function fixedRects(editor: Editor, moving: ReadonlySet<string>): Rect[] {
	const shapes = editor.getCurrentPageShapes().filter((shape) => canTidy(shape) && !moving.has(shape.id))
	const onBoard = shapes.filter((shape) => shape.parentId === editor.getCurrentPageId())
	return onBoard.flatMap((shape) => editor.getShapePageBounds(shape) ?? [])
}

/** Returns the change that fits a cluster to its tidied content. */
function resizeCluster(editor: Editor, { parent }: TidyScope, plan: TidyPlan): ShapePartial<ClusterShape>[] {
	const cluster = editor.getShape<ClusterShape>(parent as ClusterShape['id'])
	if (!cluster) return []
	const w = Math.max(plan.w + CLUSTER_PADDING.x * 2, 240)
	return [{ id: cluster.id, type: 'frame', props: { w, h: plan.h + CLUSTER_PADDING.top + CLUSTER_PADDING.bottom } }]
}

const ANIMATION_MS = 360
/** Number of shapes above which a board moves at once, since an animation would stutter. */
const MAX_ANIMATED_SHAPES = 600

/**
 * Animates a change of positions on this screen; the document changes once. There is no animation
 * for people who prefer reduced motion. Links are hidden until their cards have arrived.
 */
function animateMoves(editor: Editor, change: () => void): void {
	const duration = ANIMATION_MS * editor.user.getAnimationSpeed()
	const name = styles['animating']
	const isInstant = duration === 0 || editor.getCurrentPageShapeIds().size > MAX_ANIMATED_SHAPES
	const { classList } = editor.getContainer()
	if (!isInstant && name) classList.add(name)
	change()
	if (!isInstant && name) editor.timers.setTimeout(() => classList.remove(name), duration)
}
