import {
	CARD_HEIGHT,
	CARD_WIDTH,
	cleanText,
	estimateCardHeight,
	findNearestSpace,
	groupBy,
	isFullCard,
	LIMITS,
	MAX_PASTED_CARDS,
	type PastedCard,
	type Point,
	readPaste,
	splitLongText,
	widthForText,
} from '@charrette/shared'
import { packRects } from '../../boardParts/space/packRects.ts'
import { textsIn } from '../../i18n/texts.ts'
import { currentLanguage } from '../../i18n/useTranslation.ts'
import { boardUi, type PastedText } from '../boardUi.ts'
import { CARD_GAP, createCards } from '../card/addCards.ts'
import { createClusterOf } from '../cluster/createCluster.ts'
import type { Editor } from '../engine/editor.ts'
import { newShapeId, type ShapeId } from '../engine/shapes.ts'
import { can, canStart } from '../permissions.ts'
import { clearPageBounds, zoomToRect } from '../viewport/camera.ts'
import { spaceNear, widthAt } from '../viewport/placeOnBoard.ts'

/** The width of five cards, the most in a row. */
const GRID_WIDTH = 5 * (CARD_WIDTH + CARD_GAP) - CARD_GAP
/** Number of cards above which a paste asks for confirmation. */
const MANY_CARDS = 30

/**
 * Pastes a text as one card per line, or per row of a table, whose headings name the columns. A
 * table without such headings opens the import dialog, in which its columns are chosen. Asks for
 * confirmation if there are more than `MANY_CARDS`.
 */
export function pasteCards(editor: Editor, paste: { text: string; point: Point; table?: string[][] | null }): void {
	if (!canStart(editor, 'write')) return
	const { text: whole, point, table } = paste
	const read = readPaste(whole, table ?? null)
	if ('table' in read) {
		boardUi(editor).dialogs.importRequest.set({ files: [tableFile(read.table)] })
		return
	}
	const { cards } = read
	if (cards.length > MANY_CARDS) boardUi(editor).clipboard.pending.set({ cards, whole, point })
	else putCards(editor, { cards, point })
}

/** Returns a table as a file for the import dialog, which shows its name. */
function tableFile(rows: readonly (readonly string[])[]): File {
	const quote = (cell: string) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
	const lines = rows.map((cells) => cells.map(quote).join('\t'))
	const name = textsIn(currentLanguage.get(), 'board')('paste.table')
	return new File([lines.join('\n')], `${name}.tsv`, { type: 'text/tab-separated-values' })
}

/** Pastes a whole text as one card; what is too long for it goes to further cards. */
export function pasteOneCard(editor: Editor, { text, point }: { text: string; point: Point }): void {
	const texts = splitLongText(cleanText(text).trim())
	putCards(editor, { cards: texts.map((text) => ({ text })), point })
}

/**
 * Adds cards as a grid in the free space nearest to `point` (page units), at most
 * `MAX_PASTED_CARDS`, and selects them, as one undo step. Cards with the same cluster title are put
 * into one new cluster.
 */
export function putCards(editor: Editor, { cards: pasted, point }: Pick<PastedText, 'cards' | 'point'>): void {
	if (pasted.length === 0 || editor.getIsReadonly()) return
	if (pasted.length > MAX_PASTED_CARDS)
		boardUi(editor).notices.shown.set({ type: 'tooMuchPasted', count: MAX_PASTED_CARDS })
	else if (pasted.some(({ text }) => isFullCard(text)))
		boardUi(editor).notices.shown.set({ type: 'continued', most: LIMITS.maxCardTextLength })
	const groups = [...groupBy(pasted.slice(0, MAX_PASTED_CARDS), ({ cluster = '' }) => cluster)]
	const maxWidth = groups.length === 1 ? widthAt(editor, point) : null
	const grids = groups.map(([title, cards]) => gridOf(title, cards, maxWidth ?? GRID_WIDTH))
	// Space around each cluster.
	const margin = grids.some(({ title }) => title) ? CARD_GAP * 2 : 0
	const gap = margin * 2 + CARD_GAP
	const w = grids.reduce((sum, grid) => sum + grid.w, gap * (grids.length - 1)) + margin * 2
	const h = Math.max(...grids.map((grid) => grid.h)) + margin * 2
	const place = spaceNear(editor, { x: point.x - w / 2, y: point.y - h / 2, w, h }, { point })

	editor.markHistoryStoppingPoint('paste')
	editor.run(() => {
		const kind = boardUi(editor).cards.nextKind.get()
		const selected: ShapeId[] = []
		let x = place.x + margin
		for (const grid of grids) {
			const cards = grid.cards.map(({ cluster: _, ...props }, index) => {
				const { x: left, y: top } = grid.positions[index] ?? { x: 0, y: 0 }
				const at = { x: x + left, y: place.y + margin + top }
				return { id: newShapeId(), at, props: { kind, w: widthForText(props.text), ...props } }
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
	if (bounds && !clearPageBounds(editor).contains(bounds)) zoomToRect(editor, bounds, { isAnimated: true })
}

function gridOf(title: string, cards: readonly PastedCard[], maxWidth: number) {
	const sizes = cards.map(({ text }) => {
		const w = widthForText(text)
		return { x: 0, y: 0, w, h: estimateCardHeight({ w, h: CARD_HEIGHT, text }) }
	})
	return { title, cards, ...packRects(sizes, { gap: CARD_GAP, maxWidth: Math.min(maxWidth, GRID_WIDTH) }) }
}

/** Moves the selected shapes, which were just pasted, to free space. */
export function moveSelectionClear(editor: Editor): void {
	const bounds = editor.getSelectionPageBounds()
	const pasted = new Set<ShapeId>(editor.getSelectedShapeIds())
	if (!bounds) return
	const isPasted = (id: ShapeId) => pasted.has(id) || editor.findShapeAncestor(id, ({ id }) => pasted.has(id))
	const others = editor.getCurrentPageShapes().flatMap((shape) => {
		const rect = shape.type === 'arrow' || isPasted(shape.id) ? undefined : editor.getShapePageBounds(shape)
		if (!rect || (shape.type === 'frame' && rect.contains(bounds))) return []
		return [{ x: rect.x, y: rect.y, w: rect.w, h: rect.h }]
	})
	const { x, y } = findNearestSpace({ x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }, others)
	if (x === bounds.x && y === bounds.y) return
	editor.nudgeShapes([...pasted], { x: x - bounds.x, y: y - bounds.y })
}
