import {
	CARD_HEIGHT,
	CARD_WIDTH,
	type CardKind,
	type CardProps,
	type CardShape,
	cardDefaults,
	type ParticipantId,
} from '@charrette/shared'
import { createShapeId, type Editor, StateNode, type TLShape, type TLShapeId, type VecLike } from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import { canStart } from '../permissions.ts'
import { findFreeSpace, type Rect } from '../viewport/freeSpace.ts'

/** Gap between cards, in board units. */
export const CARD_GAP = 24

interface NewCard {
	/** The upper left corner, in board units. */
	at: VecLike
	props: Partial<CardProps>
}

/**
 * Creates a card, in the cluster at its position if there is one. The caller marks the undo step.
 */
export function createCard(editor: Editor, card: NewCard): TLShapeId {
	const id = createShapeId()
	createCards(editor, [{ ...card, id }])
	return id
}

/** Like `createCard`, for many cards. */
export function createCards(editor: Editor, cards: readonly (NewCard & { id: TLShapeId })[]): void {
	const author = boardUi(editor).author.current
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

/**
 * Makes a participant the author of the copies that they make of other people's records, as the
 * server does (AUTHOR1a). Returns a function that stops it.
 */
export function takeAuthorshipOfCopies(editor: Editor): () => void {
	return editor.sideEffects.registerBeforeCreateHandler('shape', (shape, source) => {
		const { id } = boardUi(editor).author.current
		return source === 'user' && id ? { ...shape, meta: metaOfCopy(shape.meta, id) } : shape
	})
}

/**
 * Returns the metadata of a participant's copy of a record. It names the creator, or no author if
 * the record names none.
 */
export function metaOfCopy(
	{ author, authorName: _, ...meta }: TLShape['meta'],
	creator: ParticipantId,
): TLShape['meta'] {
	return author === undefined ? meta : { ...meta, author: creator }
}

/** Adds an empty card centred at `centre` and starts editing it. */
export function addCard(editor: Editor, card: { centre: VecLike; kind: CardKind }): void {
	if (!canStart(editor, 'write')) return
	editor.markHistoryStoppingPoint('new card')
	boardUi(editor).nextKind.set(card.kind)
	const at = { x: card.centre.x - CARD_WIDTH / 2, y: card.centre.y - CARD_HEIGHT / 2 }
	const id = createCard(editor, { at, props: { kind: card.kind } })
	editCard(editor, id)
}

/**
 * Adds a card at the pointer if it is over the board, else in free space near the centre of the
 * viewport.
 */
export function addCardAtPointer(editor: Editor, kind: CardKind): void {
	if (editor.getInstanceState().isHoveringCanvas === true) {
		addCard(editor, { centre: editor.inputs.currentPagePoint, kind })
		return
	}
	const { center } = editor.getViewportPageBounds()
	const wanted = { x: center.x - CARD_WIDTH / 2, y: center.y - CARD_HEIGHT / 2, w: CARD_WIDTH, h: CARD_HEIGHT }
	const rect = findFreeSpace(wanted, cardRects(editor), { x: CARD_GAP, y: CARD_GAP })
	addCard(editor, { centre: { x: rect.x + rect.w / 2, y: rect.y + rect.h / 2 }, kind })
}

export type Side = 'left' | 'right' | 'above' | 'below'

/** Returns free space for a card of the default size on one side of another card. */
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

/** Adds an empty card of the same kind on one side of a card and starts editing it. */
export function addCardBeside(editor: Editor, { card, side }: { card: TLShapeId; side: Side }): void {
	const from = editor.getShape<CardShape>(card)
	if (!from || !canStart(editor, 'write')) return
	editor.markHistoryStoppingPoint('card beside')
	const at = rectBeside(editor, card, side)
	const id = createCard(editor, { at, props: { kind: from.props.kind } })
	editCard(editor, id)
}

/** Selects a card and starts editing it; `keepEditingInView` moves the camera to it. */
export function editCard(editor: Editor, card: TLShapeId): void {
	editor.select(card)
	if (editor.getEditingShapeId()) editor.setEditingShape(null)
	editor.setEditingShape(card)
}

/** Returns the bounds of all cards, in board units. */
export function cardRects(editor: Editor): Rect[] {
	return editor.getCurrentPageShapes().flatMap((shape) => {
		const bounds = shape.type === 'card' && editor.getShapePageBounds(shape)
		return bounds ? [{ x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }] : []
	})
}

/** The tool behind the kind buttons: a click on the board adds a card there. */
export class CardTool extends StateNode {
	static override id = 'card'

	override onEnter() {
		this.editor.setCursor({ type: 'cross', rotation: 0 })
	}

	override onPointerUp() {
		const { editor } = this
		addCard(editor, { centre: editor.inputs.currentPagePoint, kind: boardUi(editor).nextKind.get() })
		if (!editor.getEditingShapeId()) editor.setCurrentTool('select')
	}

	override onCancel() {
		this.editor.setCurrentTool('select')
	}
}
