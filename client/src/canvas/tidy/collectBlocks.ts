import { type BoardContent, type Card, isCard, type Rect } from '@charrette/shared'
import type { Editor } from '../engine/editor.ts'
import { Box, type ParentId, type Shape } from '../engine/shapes.ts'
import type { TidyBlock, TidyLink } from './layouts.ts'

/** The blocks of one parent that a layout moves, with the links between them. */
export interface TidyScope {
	/** The page or a cluster. */
	parent: ParentId
	/** Whether the scope is the whole board rather than a selection. */
	isWhole: boolean
	blocks: TidyBlock[]
	links: TidyLink[]
}

/**
 * Returns the scope for the current selection: the selected cards and clusters; the content of a
 * cluster if it is the only selected shape, or if all selected shapes are in it; the whole board if
 * fewer than two blocks are selected. The whole board includes the cards in `columns`. The columns
 * themselves are not in the scope; neither are locked shapes, those of a template and drawings.
 */
export function collectBlocks(editor: Editor, content: BoardContent, columns: readonly ParentId[] = []): TidyScope {
	const page = editor.getCurrentPageId()
	const selected = editor.getSelectedShapes().filter(canTidy)
	const onlyCluster = selected.length === 1 && selected[0]?.type === 'frame' ? selected[0].id : null
	const parents = new Set(selected.map((shape) => shape.parentId))
	const [commonParent] = parents.size === 1 && selected.length > 1 ? parents : [null]
	const parent = onlyCluster ?? commonParent ?? page
	const topLevelIds = new Set(selected.map((shape) => topLevelAncestor(editor, shape).id))
	const isWhole = parent === page && topLevelIds.size < 2
	const isInScope = (shape: Shape) => parent !== page || isWhole || topLevelIds.has(shape.id)

	const scopes = isWhole ? [parent, ...columns] : [parent]
	const isColumn = (shape: Shape) => isWhole && columns.some((id) => id === shape.id)
	const shapes = scopes
		.flatMap((each) => editor.getSortedChildIdsForParent(each))
		.flatMap((id) => editor.getShape(id) ?? [])
		.filter((shape) => canTidy(shape) && isInScope(shape) && !isColumn(shape) && !isFixed(editor, shape))
	const cards = new Map(content.cards.map((card) => [card.id, card]))
	const blocks = sortInReadingOrder(shapes.flatMap((shape) => blockOf(editor, shape, cards) ?? []))
	return { parent, isWhole, blocks, links: linksOf(editor, content, blocks) }
}

/**
 * Returns whether a layout may move the shape. Links follow their cards, and drawings do not move.
 */
export const canTidy = (shape: Shape) => shape.type !== 'arrow' && shape.type !== 'draw'

const isFixed = (editor: Editor, shape: Shape) =>
	shape.meta['isSetUp'] === true || editor.isShapeOrAncestorLocked(shape)

/** Returns the shape itself, or its topmost ancestor. */
function topLevelAncestor(editor: Editor, shape: Shape): Shape {
	const parent = editor.getShape(shape.parentId as Shape['id'])
	return parent ? topLevelAncestor(editor, parent) : shape
}

function blockOf(editor: Editor, shape: Shape, cards: ReadonlyMap<string, Card>): TidyBlock | null {
	const contentIds = [...editor.getShapeAndDescendantIds([shape.id])]
	const bounds = contentIds.flatMap((id) => editor.getShapePageBounds(id) ?? [])
	if (bounds.length === 0) return null
	const { x, y, w, h } = Box.Common(bounds)
	const isCluster = shape.type === 'frame'
	const contained = isCluster ? contentIds.flatMap((id) => cards.get(id) ?? []) : []
	const own = isCard(shape) ? shape.props : null
	return {
		id: shape.id,
		x,
		y,
		w,
		h,
		kind: own?.kind ?? mostFrequent(contained.map((card) => card.kind)) ?? 'note',
		city: own?.city ?? mostFrequent(contained.map((card) => card.city)) ?? '',
		category: own ? own.category : (mostFrequent(contained.map((card) => card.category)) ?? null),
		isCluster,
	}
}

/** Returns the most frequent value; the first one if several are equally frequent. */
function mostFrequent<Value>(values: readonly Value[]): Value | undefined {
	const counts = new Map<Value, number>()
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
	return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

/**
 * Returns the links of the board as links between blocks: a link of a card counts for the cluster
 * that contains it.
 */
function linksOf(editor: Editor, content: BoardContent, blocks: readonly TidyBlock[]): TidyLink[] {
	const blockOfCard = new Map<string, string>()
	for (const { id } of blocks) {
		for (const contained of editor.getShapeAndDescendantIds([id as Shape['id']])) blockOfCard.set(contained, id)
	}
	return content.links.flatMap((link) => {
		const [from, to] = [blockOfCard.get(link.from), blockOfCard.get(link.to)]
		return from && to ? [{ from, to, isCause: link.meaning === 'causes' }] : []
	})
}

/**
 * Sorts by rows, then from left to right. An item is in a row if it begins above the middle of the
 * row's first item.
 */
export function sortInReadingOrder<Item extends Rect>(items: readonly Item[]): Item[] {
	const rows: Item[][] = []
	for (const item of [...items].sort((a, b) => a.y - b.y)) {
		const row = rows.at(-1)
		const first = row?.[0]
		if (row && first && item.y < first.y + first.h / 2) row.push(item)
		else rows.push([item])
	}
	return rows.flatMap((row) => row.sort((a, b) => a.x - b.x))
}
