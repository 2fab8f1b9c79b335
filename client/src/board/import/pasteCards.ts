import {
	CARD_HEIGHT,
	CARD_WIDTH,
	cleanText,
	groupBy,
	LIMITS,
	MAX_PASTED_CARDS,
	type PastedCard,
	rowTexts,
	splitList,
	tableCards,
	tableRows,
} from '@charrette/shared'
import { createShapeId, type Editor, type TLShapeId, type VecLike } from '@tldraw/tldraw'
import { boardUi, type PastedText } from '../boardUi.ts'
import { CARD_GAP, createCards } from '../card/addCards.ts'
import { createClusterOf } from '../cluster/createCluster.ts'
import { can, canStart } from '../permissions.ts'
import { findNearestSpace, type Rect } from '../viewport/freeSpace.ts'

const MAX_COLUMNS = 5
/** Number of cards above which a paste asks for confirmation. */
const MANY_CARDS = 30
const [STEP_X, STEP_Y] = [CARD_WIDTH + CARD_GAP, CARD_HEIGHT + CARD_GAP * 2]

/**
 * Pastes a text as one card per line, or per row of a table, whose headings name the columns. Asks
 * for confirmation if there are more than `MANY_CARDS`.
 */
export function pasteCards(editor: Editor, paste: { text: string; point: VecLike; table?: string[][] | null }): void {
	if (!canStart(editor, 'write')) return
	const { text: whole, point, table } = paste
	const rows = table ?? tableRows(whole)
	const texts = table ? rowTexts(table) : splitList(whole)
	const cards = (rows && tableCards(rows)) ?? texts.map((text): PastedCard => ({ text }))
	if (cards.length > MANY_CARDS) boardUi(editor).pendingPaste.set({ cards, whole, point })
	else putCards(editor, { cards, point })
}

/** Pastes a whole text as one card. */
export function pasteOneCard(editor: Editor, { text, point }: { text: string; point: VecLike }): void {
	const whole = cleanText(text).trim().slice(0, LIMITS.maxCardTextLength)
	if (whole !== '') putCards(editor, { cards: [{ text: whole }], point })
}

/**
 * Adds cards as a grid in the free space nearest to `point` (page units), at most
 * `MAX_PASTED_CARDS`, and selects them, as one undo step. Cards with the same cluster title are put
 * into one new cluster.
 */
export function putCards(editor: Editor, { cards: pasted, point }: Pick<PastedText, 'cards' | 'point'>): void {
	if (pasted.length === 0 || editor.getIsReadonly()) return
	if (pasted.length > MAX_PASTED_CARDS) boardUi(editor).notice.set({ type: 'tooMuchPasted', count: MAX_PASTED_CARDS })
	const groups = [...groupBy(pasted.slice(0, MAX_PASTED_CARDS), ({ cluster = '' }) => cluster)]
	const grids = groups.map(([title, cards]) => gridOf(title, cards))
	// Space around each cluster.
	const margin = grids.some(({ title }) => title) ? CARD_GAP * 2 : 0
	const gap = margin * 2 + CARD_GAP
	const w = grids.reduce((sum, grid) => sum + grid.w, gap * (grids.length - 1)) + margin * 2
	const h = Math.max(...grids.map((grid) => grid.h)) + margin * 2
	const place = findNearestSpace({ x: point.x - w / 2, y: point.y - h / 2, w, h }, occupiedRects(editor, point))

	editor.markHistoryStoppingPoint('paste')
	editor.run(() => {
		const kind = boardUi(editor).nextKind.get()
		const selected: TLShapeId[] = []
		let x = place.x + margin
		for (const grid of grids) {
			const cards = grid.cards.map(({ cluster: _, ...props }, index) => {
				const at = {
					x: x + (index % grid.columns) * STEP_X,
					y: place.y + margin + Math.floor(index / grid.columns) * STEP_Y,
				}
				return { id: createShapeId(), at, props: { kind, ...props } }
			})
			createCards(editor, cards)
			selected.push(...cards.map(({ id }) => id))
			if (grid.title && can(editor, 'arrange'))
				createClusterOf(editor, { title: grid.title, content: cards.map(({ id }) => id) })
			x += grid.w + gap
		}
		editor.select(...selected)
	})
	const bounds = editor.getSelectionPageBounds()
	if (bounds && !editor.getViewportPageBounds().contains(bounds)) {
		editor.zoomToBounds(bounds, { inset: 120, targetZoom: 1, animation: { duration: 250 } })
	}
}

function gridOf(title: string, cards: readonly PastedCard[]) {
	const columns = Math.min(MAX_COLUMNS, Math.ceil(Math.sqrt(cards.length)))
	const rows = Math.ceil(cards.length / columns)
	return { title, cards, columns, w: columns * STEP_X - CARD_GAP, h: rows * STEP_Y - CARD_GAP * 2 }
}

/**
 * Returns the rectangles that a paste at a point must not cover: all shapes except links and a
 * cluster around the point, which receives the cards.
 */
function occupiedRects(editor: Editor, point: VecLike): Rect[] {
	return editor.getCurrentPageShapes().flatMap((shape) => {
		const bounds = shape.type === 'arrow' ? undefined : editor.getShapePageBounds(shape)
		if (!bounds || (shape.type === 'frame' && bounds.containsPoint(point))) return []
		return [{ x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }]
	})
}

/** Moves the selected shapes, which were just pasted, to free space. */
export function moveSelectionClear(editor: Editor): void {
	const bounds = editor.getSelectionPageBounds()
	const pasted = new Set<TLShapeId>(editor.getSelectedShapeIds())
	if (!bounds) return
	const isPasted = (id: TLShapeId) => pasted.has(id) || editor.findShapeAncestor(id, ({ id }) => pasted.has(id))
	const others = editor.getCurrentPageShapes().flatMap((shape) => {
		const rect = shape.type === 'arrow' || isPasted(shape.id) ? undefined : editor.getShapePageBounds(shape)
		if (!rect || (shape.type === 'frame' && rect.contains(bounds))) return []
		return [{ x: rect.x, y: rect.y, w: rect.w, h: rect.h }]
	})
	const { x, y } = findNearestSpace({ x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }, others)
	if (x === bounds.x && y === bounds.y) return
	editor.nudgeShapes([...pasted], { x: x - bounds.x, y: y - bounds.y })
}
