import { type CardKind, fillColumn, type KindColumn, type Point, type Rect } from '@charrette/shared'
import type { Editor } from '../engine/editor.ts'
import type { ClusterShape, ParentId, ShapeId, ShapePartial } from '../engine/shapes.ts'
import { canTidy, type TidyScope } from './collectBlocks.ts'
import type { TidyBlock, TidyPlan } from './layouts.ts'

/** The target of a block: its parent, and its upper left corner on the page. */
export interface BlockMove {
	parent: ParentId
	at: Point
}

/** The places of cards that go into clusters which keep their place among others. */
export interface FilledColumns {
	moves: Map<string, BlockMove>
	/** The new sizes of clusters that grew, and the places of shapes that moved aside. */
	sizes: ShapePartial[]
	/** The blocks that have no column, or for which their column has no room. */
	rest: TidyBlock[]
}

interface FillOptions {
	columns: ReadonlyMap<CardKind, KindColumn>
	/** Whether this person may change the clusters of a template. */
	canChangeLocked: boolean
	/**
	 * The layout whose order the cards keep, if they are tidied within one cluster of the template.
	 */
	order: TidyPlan
}

/**
 * Puts cards into clusters that keep their position and width. Of the whole board, cards go into
 * the columns of their kinds; otherwise into the template's cluster that is being tidied.
 */
export function fillColumns(editor: Editor, scope: TidyScope, options: FillOptions): FilledColumns {
	const { columns, canChangeLocked, order } = options
	const moving = new Set(scope.blocks.map(({ id }) => id))
	const filled: FilledColumns = { moves: new Map(), sizes: [], rest: [] }
	const placed = new Set<string>()
	const fill = (column: KindColumn, blocks: readonly TidyBlock[]) => {
		const id = column.id as ClusterShape['id']
		const canGrow = canChangeLocked || editor.getShape(id)?.meta['isSetUp'] !== true
		const plan = fillColumn(column, blocks, { taken: takenAround(editor, id, moving), canGrow })
		if (plan.h > column.h) filled.sizes.push({ id, type: 'frame', props: { h: plan.h } })
		for (const [card, { x, y }] of plan.positions) {
			placed.add(card)
			filled.moves.set(card, { parent: id, at: { x: column.x + x, y: column.y + y } })
		}
	}
	if (scope.isWhole)
		for (const [kind, column] of columns)
			fill(
				column,
				inOrder(scope.blocks, order).filter((block) => block.kind === kind && !block.isCluster),
			)
	else {
		const column = templateCluster(editor, scope.parent)
		if (column) fill(column, inOrder(scope.blocks, order))
	}
	filled.rest = scope.blocks.filter(({ id }) => !placed.has(id))
	return filled
}

/** Returns the cluster of a template with this id, on the page; null for any other id. */
function templateCluster(editor: Editor, id: ParentId): KindColumn | null {
	const cluster = editor.getShape<ClusterShape>(id as ClusterShape['id'])
	const bounds = cluster?.meta['isSetUp'] === true ? editor.getShapePageBounds(cluster) : undefined
	return cluster && bounds ? { id, x: bounds.x, y: bounds.y, w: cluster.props.w, h: cluster.props.h } : null
}

const inOrder = (blocks: readonly TidyBlock[], { positions }: TidyPlan) => {
	const at = ({ id }: TidyBlock) => positions.get(id) ?? { x: 0, y: 0 }
	return [...blocks].sort((a, b) => at(a).y - at(b).y || at(a).x - at(b).x)
}

/**
 * Returns the rectangles, on the page, of the shapes that do not move: those on the page and those
 * in a column.
 */
function takenAround(editor: Editor, column: ShapeId, moving: ReadonlySet<string>): Rect[] {
	const shapes = [editor.getCurrentPageId(), column].flatMap((parent) => editor.getSortedChildIdsForParent(parent))
	return shapes.flatMap((id) => {
		const shape = editor.getShape(id)
		if (!shape || id === column || moving.has(id) || !canTidy(shape)) return []
		return editor.getShapePageBounds(shape) ?? []
	})
}

/** Moves blocks. A cluster may be smaller than its block, since a card can extend over its edge. */
export function moveBlocks(editor: Editor, blocks: readonly TidyBlock[], moves: ReadonlyMap<string, BlockMove>): void {
	for (const parent of new Set([...moves.values()].map((move) => move.parent))) {
		const ids = blocks.flatMap((block) => (moves.get(block.id)?.parent === parent ? [block.id as ShapeId] : []))
		const strangers = ids.filter((id) => editor.getShape(id)?.parentId !== parent)
		if (strangers.length > 0) editor.reparentShapes(strangers, parent)
	}
	editor.updateShapes(
		blocks.flatMap((block): ShapePartial[] => {
			const shape = editor.getShape(block.id as ShapeId)
			const move = moves.get(block.id)
			if (!shape || !move) return []
			const [x, y] = [Math.round(shape.x + move.at.x - block.x), Math.round(shape.y + move.at.y - block.y)]
			return x === shape.x && y === shape.y ? [] : [{ id: shape.id, type: shape.type, x, y }]
		}),
	)
}
