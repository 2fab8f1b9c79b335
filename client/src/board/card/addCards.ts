import { CARD_HEIGHT, CARD_WIDTH, type CardKind, type CardProps, type CardShape, cardDefaults } from '@charrette/shared'
import {
	type Atom,
	atom,
	createShapeId,
	type Editor,
	StateNode,
	type TLShapeId,
	type VecLike,
	WeakCache,
} from '@tldraw/tldraw'
import { authorOf } from '../author.ts'
import { canStart } from '../permissions.ts'
import { findFreeSpace, type Rect } from '../viewport/freeSpace.ts'

export const CARD_GAP = 24

const lastKinds = new WeakCache<Editor, Atom<CardKind>>()

/** The kind that the next card will have, as a signal: the one used last. */
export function nextKind(editor: Editor): Atom<CardKind> {
	return lastKinds.get(editor, () => atom<CardKind>('next kind', 'obstacle'))
}

/** What a new card holds, and where its upper left corner lies, in board units. */
interface NewCard {
	at: VecLike
	props: Partial<CardProps>
}

/** Puts a card on the board, into the cluster that lies there if there is one. One undo step is the caller's to mark. */
export function createCard(editor: Editor, card: NewCard): TLShapeId {
	const id = createShapeId()
	createCards(editor, [{ ...card, id }])
	return id
}

/** Like `createCard`, for many at once. */
export function createCards(editor: Editor, cards: readonly (NewCard & { id: TLShapeId })[]): void {
	const author = authorOf(editor).current
	editor.createShapes<CardShape>(
		cards.map(({ id, at, props }) => ({
			id,
			type: 'card',
			x: Math.round(at.x),
			y: Math.round(at.y),
			props: { ...cardDefaults, city: author.city, ...props },
			meta: author.id ? { author: author.id } : {},
		})),
	)
}

/** Puts an empty card on the board with its middle at `centre`, the caret in it. */
export function addCard(editor: Editor, card: { centre: VecLike; kind: CardKind }): void {
	if (!canStart(editor, 'write')) return
	editor.markHistoryStoppingPoint('new card')
	nextKind(editor).set(card.kind)
	const at = { x: card.centre.x - CARD_WIDTH / 2, y: card.centre.y - CARD_HEIGHT / 2 }
	const id = createCard(editor, { at, props: { kind: card.kind } })
	editCard(editor, id)
}

/** Like `startCard`, at the pointer if it is over the board, else in a free place in the middle of what is seen. */
export function addCardAtPointer(editor: Editor, kind: CardKind): void {
	if (editor.getInstanceState().isHoveringCanvas === true) {
		addCard(editor, { centre: editor.inputs.currentPagePoint, kind })
		return
	}
	const { center } = editor.getViewportPageBounds()
	const wanted = { x: center.x - CARD_WIDTH / 2, y: center.y - CARD_HEIGHT / 2, w: CARD_WIDTH, h: CARD_HEIGHT }
	const place = findFreeSpace(wanted, cardRects(editor), { x: CARD_GAP, y: CARD_GAP })
	addCard(editor, { centre: { x: place.x + place.w / 2, y: place.y + place.h / 2 }, kind })
}

export type Side = 'left' | 'right' | 'above' | 'below'

/** Where a card of the usual size lies beside another one, clear of all cards. */
export function rectBeside(editor: Editor, card: TLShapeId, side: Side): Rect {
	const bounds = editor.getShapePageBounds(card) ?? editor.getViewportPageBounds()
	const size = { w: CARD_WIDTH, h: CARD_HEIGHT }
	const step = {
		left: { x: -CARD_WIDTH - CARD_GAP, y: 0 },
		right: { x: bounds.w + CARD_GAP, y: 0 },
		above: { x: 0, y: -CARD_HEIGHT - CARD_GAP },
		below: { x: 0, y: bounds.h + CARD_GAP },
	}[side]
	const wanted = { ...size, x: bounds.x + step.x, y: bounds.y + step.y }
	return findFreeSpace(wanted, cardRects(editor), {
		x: Math.sign(step.x) * (CARD_WIDTH + CARD_GAP),
		y: Math.sign(step.y) * CARD_GAP,
	})
}

/** Puts an empty card of the same kind beside one and goes on writing there. */
export function addCardBeside(editor: Editor, where: { of: TLShapeId; side: Side }): void {
	const from = editor.getShape<CardShape>(where.of)
	if (!from || !canStart(editor, 'write')) return
	editor.markHistoryStoppingPoint('card beside')
	const at = rectBeside(editor, where.of, where.side)
	const id = createCard(editor, { at, props: { kind: from.props.kind } })
	editCard(editor, id)
}

/** Selects a card and puts the caret in it; the board sees to it that it is in sight (`keepWritingInSight`). */
export function editCard(editor: Editor, card: TLShapeId): void {
	editor.select(card)
	if (editor.getEditingShapeId()) editor.setEditingShape(null)
	editor.setEditingShape(card)
}

/** Where the cards of the board lie. */
export function cardRects(editor: Editor): Rect[] {
	return editor.getCurrentPageShapes().flatMap((shape) => {
		const bounds = shape.type === 'card' && editor.getShapePageBounds(shape)
		return bounds ? [{ x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }] : []
	})
}

/** The tool of the kind buttons: the next click on the board puts a card there. */
export class CardTool extends StateNode {
	static override id = 'card'

	override onEnter() {
		this.editor.setCursor({ type: 'cross', rotation: 0 })
	}

	override onPointerUp() {
		const { editor } = this
		addCard(editor, { centre: editor.inputs.currentPagePoint, kind: nextKind(editor).get() })
		if (!editor.getEditingShapeId()) editor.setCurrentTool('select')
	}

	override onCancel() {
		this.editor.setCurrentTool('select')
	}
}
