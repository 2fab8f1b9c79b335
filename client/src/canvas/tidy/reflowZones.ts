import { BoardPage, type BoardRecord, growColumn } from '@charrette/shared'
import type { Editor } from '../engine/editor.ts'
import type { ClusterShape, ShapeId, ShapePartial } from '../engine/shapes.ts'
import type { TidyScope } from './collectBlocks.ts'
import { type FilledColumns, fillColumns } from './fillColumns.ts'
import type { TidyPlan } from './layouts.ts'

/** Returns the ids of the clusters of a template on the page. */
export function templateZones(editor: Editor): ShapeId[] {
	const page = editor.getCurrentPageId()
	const zones = editor
		.getCurrentPageShapes()
		.filter(({ type, meta, parentId }) => type === 'frame' && meta['isSetUp'] === true && parentId === page)
	return zones.map(({ id }) => id)
}

interface ReflowOptions {
	/** Whether this person may change the clusters of a template. */
	canChangeLocked: boolean
	/** The layout whose order the cards keep. */
	order: TidyPlan
}

/**
 * Lays out the cards in each cluster of a template again. For a facilitator a cluster grows towards
 * the form of a screen and moves its neighbours aside, as in a reveal (ROOM3d). For others it keeps
 * its size, since the locked layer stays.
 */
export function reflowZones(editor: Editor, scope: TidyScope, options: ReflowOptions): FilledColumns {
	const zones = templateZones(editor).map((id) => ({
		id,
		blocks: scope.blocks.filter((block) => editor.getShape(block.id as ShapeId)?.parentId === id),
	}))
	const filled = zones.filter(({ blocks }) => blocks.length > 0)
	const moves: FilledColumns['moves'] = new Map()
	const sizes: FilledColumns['sizes'] = []
	if (options.canChangeLocked) {
		const tidied = new Set(scope.blocks.map(({ id }) => id))
		sizes.push(...growZones(editor, filled, moves).filter(({ id }) => !tidied.has(id)))
	} else
		for (const { id, blocks } of filled) {
			const own = { ...scope, parent: id, isWhole: false, blocks }
			for (const [card, move] of fillColumns(editor, own, { columns: new Map(), ...options }).moves)
				moves.set(card, move)
		}
	return { moves, sizes, rest: scope.blocks.filter(({ id }) => !moves.has(id)) }
}

/** Adds the places of the cards to `moves`; returns the changes of the clusters and neighbours. */
function growZones(
	editor: Editor,
	zones: readonly { id: ShapeId; blocks: TidyScope['blocks'] }[],
	moves: FilledColumns['moves'],
): ShapePartial[] {
	const shapes = editor.getCurrentPageShapes().map((shape) => [shape.id, shape as BoardRecord] as const)
	const page = new BoardPage(new Map<string, BoardRecord>(shapes))
	const moving = new Set(zones.flatMap(({ blocks }) => blocks.map(({ id }) => id)))
	for (const { id, blocks } of zones) {
		const plan = growColumn({ id, ...page.rectOf(id) }, blocks, page.rectsOn(id, moving))
		page.grow(id, plan)
		const before = editor.getShapePageBounds(id) ?? { x: 0, y: 0 }
		// Relative to the former place of the cluster, with which its cards move.
		for (const [card, { x, y }] of plan.positions)
			moves.set(card, { parent: id, at: { x: before.x + x, y: before.y + y } })
	}
	const grown = zones.flatMap(({ id }): ShapePartial<ClusterShape>[] => {
		const shape = editor.getShape<ClusterShape>(id as ClusterShape['id'])
		const { w, h } = page.rectOf(id)
		return shape ? [{ id: shape.id, type: 'frame', props: { w, h } }] : []
	})
	const aside = [...page.moved()].flatMap(([id, [x, y]]): ShapePartial[] => {
		const shape = editor.getShape(id as ShapeId)
		return shape ? [{ id: shape.id, type: shape.type, x, y }] : []
	})
	return [...grown, ...aside]
}
