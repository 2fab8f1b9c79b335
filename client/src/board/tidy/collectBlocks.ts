import { type BoardContent, type Card, isCard } from '@charrette/shared'
import { Box, type Editor, type TLParentId, type TLShape } from '@tldraw/tldraw'
import type { Rect } from '../viewport/freeSpace.ts'
import type { TidyBlock, TidyLink } from './layouts.ts'

/** What is to be tidied: all in one parent, the board itself or a cluster. */
export interface TidyScope {
	parent: TLParentId
	/** Nothing was singled out: it is the whole board. */
	isWhole: boolean
	blocks: TidyBlock[]
	links: TidyLink[]
}

/**
 * What tidying is about now: the selected cards and clusters; if they all lie in one cluster, or are one, then all that
 * is in it; with less than two selected, the whole board. What is locked, and what is drawn by hand, stays where it is.
 */
export function collectBlocks(editor: Editor, content: BoardContent): TidyScope {
	const page = editor.getCurrentPageId()
	const selected = editor.getSelectedShapes().filter(canTidy)
	const only = selected.length === 1 && selected[0]?.type === 'frame' ? selected[0].id : null
	const parents = new Set(selected.map((shape) => shape.parentId))
	const [shared] = parents.size === 1 && selected.length > 1 ? parents : [null]
	const parent = only ?? shared ?? page
	const tops = new Set(selected.map((shape) => topLevelAncestor(editor, shape).id))
	const isWhole = parent === page && tops.size < 2
	const isChosen = (shape: TLShape) => parent !== page || isWhole || tops.has(shape.id)

	const shapes = editor
		.getSortedChildIdsForParent(parent)
		.flatMap((id) => editor.getShape(id) ?? [])
		.filter((shape) => canTidy(shape) && isChosen(shape) && !editor.isShapeOrAncestorLocked(shape))
	const cards = new Map(content.cards.map((card) => [card.id, card]))
	const blocks = sortInReadingOrder(shapes.flatMap((shape) => blockOf(editor, shape, cards) ?? []))
	return { parent, isWhole, blocks, links: linksOf(editor, content, blocks) }
}

/** Links follow their cards, and a stroke of the pen stays where it was drawn. */
export const canTidy = (shape: TLShape) => shape.type !== 'arrow' && shape.type !== 'draw'

/** The shape itself, or the cluster on the board that holds it. */
function topLevelAncestor(editor: Editor, shape: TLShape): TLShape {
	const parent = editor.getShape(shape.parentId as TLShape['id'])
	return parent ? topLevelAncestor(editor, parent) : shape
}

function blockOf(editor: Editor, shape: TLShape, cards: ReadonlyMap<string, Card>): TidyBlock | null {
	const inside = [...editor.getShapeAndDescendantIds([shape.id])]
	const bounds = inside.flatMap((id) => editor.getShapePageBounds(id) ?? [])
	if (bounds.length === 0) return null
	const { x, y, w, h } = Box.Common(bounds)
	const isCluster = shape.type === 'frame'
	const held = isCluster ? inside.flatMap((id) => cards.get(id) ?? []) : []
	const own = isCard(shape) ? shape.props : null
	return {
		id: shape.id,
		x,
		y,
		w,
		h,
		kind: own?.kind ?? mostFrequent(held.map((card) => card.kind)) ?? 'note',
		city: own?.city ?? mostFrequent(held.map((card) => card.city)) ?? '',
		category: own ? own.category : (mostFrequent(held.map((card) => card.category)) ?? null),
		isCluster,
	}
}

/** What comes most often; of several the first. */
function mostFrequent<Value>(values: readonly Value[]): Value | undefined {
	const counts = new Map<Value, number>()
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
	return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

/** The board's links as links between blocks: a link of a card in a cluster is the cluster's. */
function linksOf(editor: Editor, content: BoardContent, blocks: readonly TidyBlock[]): TidyLink[] {
	const blockOfCard = new Map<string, string>()
	for (const { id } of blocks) {
		for (const inside of editor.getShapeAndDescendantIds([id as TLShape['id']])) blockOfCard.set(inside, id)
	}
	return content.links.flatMap((link) => {
		const [from, to] = [blockOfCard.get(link.from), blockOfCard.get(link.to)]
		return from && to ? [{ from, to, isCause: link.meaning === 'causes' }] : []
	})
}

/** Places in the order in which one reads them: row by row, where what begins above the middle of a row's first place is in that row. */
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
