import { Box, type Editor, type TLFrameShape, type TLShapePartial } from '@tldraw/tldraw'
import { readContent } from '../contentOf.ts'
import { mayBegin } from '../permits.ts'
import { showPlace } from '../sight/fitBoard.ts'
import { freePlace, type Place } from '../sight/freePlace.ts'
import { collectBlocks, isTidied, type TidyScope } from './collectBlocks.ts'
import { glide } from './glide.ts'
import { gridLayout } from './gridLayout.ts'
import { groupByCategory, groupByCity, groupByKind } from './groupBlocks.ts'
import { groupLayout } from './groupLayout.ts'
import { mapLayout } from './mapLayout.ts'
import { GROUP_GAP, type TidyPlan } from './TidyBlock.ts'

/** The ways to tidy a board, in the order of the menu. */
export const TIDY_WAYS = ['grid', 'kind', 'city', 'category', 'map'] as const
export type TidyWay = (typeof TIDY_WAYS)[number]

/** What a cluster keeps free around its cards; above them is its title. */
const CLUSTER_PAD = { x: 24, top: 40, bottom: 24 }

/** Tidies the board, the selection or a cluster, in one step of undo, and shows what it has become. `locale` orders the cities. */
export function tidyBoard(editor: Editor, way: TidyWay, locale: string): void {
	if (!mayBegin(editor, 'arrange')) return
	if (editor.getEditingShapeId()) editor.complete()
	const scope = collectBlocks(editor, readContent(editor))
	if (scope.blocks.length === 0) return
	const plan = planFor(way, scope, new Intl.Collator(locale).compare)
	const corner = cornerFor(editor, scope, plan)
	const moves = movesTo(editor, scope, (id) => {
		const spot = plan.spots.get(id)
		return spot && { x: corner.x + spot.x, y: corner.y + spot.y }
	})
	editor.markHistoryStoppingPoint('tidy')
	glide(editor, () => editor.updateShapes([...moves, ...clusterSize(editor, scope, plan)]))
	const shown = scope.isWhole ? editor.getCurrentPageBounds() : new Box(corner.x, corner.y, plan.w, plan.h)
	if (shown) showPlace(editor, shown, { isAnimated: true })
}

function planFor(way: TidyWay, { blocks, links }: TidyScope, compare: (a: string, b: string) => number): TidyPlan {
	switch (way) {
		case 'grid':
			return gridLayout(blocks)
		case 'kind':
			return groupLayout(groupByKind(blocks))
		case 'city':
			return groupLayout(groupByCity(blocks, compare))
		case 'category':
			return groupLayout(groupByCategory(blocks, links))
		case 'map':
			return mapLayout(blocks, links)
	}
}

/** Where the plan's upper left corner lies on the board: where the blocks began, moved clear of the cards that stay. */
function cornerFor(editor: Editor, { parent, blocks }: TidyScope, plan: TidyPlan): { x: number; y: number } {
	const cluster = parent === editor.getCurrentPageId() ? null : editor.getShapePageBounds(parent as TLFrameShape['id'])
	if (cluster) return { x: cluster.x + CLUSTER_PAD.x, y: cluster.y + CLUSTER_PAD.top }
	const { x, y } = Box.Common(blocks.map((block) => new Box(block.x, block.y, block.w, block.h)))
	const wanted = { x: Math.round(x), y: Math.round(y), w: plan.w, h: plan.h }
	return freePlace(wanted, placesThatStay(editor, new Set(blocks.map((block) => block.id))), { x: 0, y: GROUP_GAP })
}

function placesThatStay(editor: Editor, moving: ReadonlySet<string>): Place[] {
	const shapes = editor.getCurrentPageShapes().filter((shape) => isTidied(shape) && !moving.has(shape.id))
	const onBoard = shapes.filter((shape) => shape.parentId === editor.getCurrentPageId())
	return onBoard.flatMap((shape) => editor.getShapePageBounds(shape) ?? [])
}

/** Clusters are moved by their own corner, which may lie within the block: a card may reach over the edge. */
function movesTo(
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
function clusterSize(editor: Editor, { parent }: TidyScope, plan: TidyPlan): TLShapePartial<TLFrameShape>[] {
	const cluster = editor.getShape<TLFrameShape>(parent as TLFrameShape['id'])
	if (!cluster) return []
	const w = Math.max(plan.w + CLUSTER_PAD.x * 2, 240)
	return [{ id: cluster.id, type: 'frame', props: { w, h: plan.h + CLUSTER_PAD.top + CLUSTER_PAD.bottom } }]
}
