import {
	CARD_HEIGHT,
	CARD_WIDTH,
	type CardKind,
	type CardProps,
	type CardShape,
	cardDefaults,
	findNearestSpace,
	hasDetails,
	isCard,
	joinsOf,
	type ParticipantId,
	type Point,
	type Rect,
	validateRecord,
} from '@charrette/shared'
import { boardUi } from '../boardUi.ts'
import type { Editor } from '../engine/editor.ts'
import { newShapeId, type Shape, type ShapeId } from '../engine/shapes.ts'
import { canStart } from '../permissions.ts'
import { occupiedRects, spaceForCard, spaceNear } from '../viewport/placeOnBoard.ts'

/** Gap between cards, in board units. */
export const CARD_GAP = 24

interface NewCard {
	/** The upper left corner, in board units. */
	at: Point
	props: Partial<CardProps>
}

/**
 * Creates a card, in the cluster at its position if there is one. The caller marks the undo step.
 */
export function createCard(editor: Editor, card: NewCard): ShapeId {
	const id = newShapeId()
	createCards(editor, [{ ...card, id }])
	return id
}

/** Like `createCard`, for many cards. */
export function createCards(editor: Editor, cards: readonly (NewCard & { id: ShapeId })[]): void {
	const author = boardUi(editor).people.author.current
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
		const { id } = boardUi(editor).people.author.current
		return source === 'user' && id ? { ...shape, meta: metaOfCopy(shape.meta, id) } : shape
	})
}

/**
 * Returns the metadata of a participant's copy of a record. It names the creator, or no author if
 * the record names none.
 */
export function metaOfCopy({ author, authorName: _, ...meta }: Shape['meta'], creator: ParticipantId): Shape['meta'] {
	return author === undefined ? meta : { ...meta, author: creator }
}

/**
 * Copies the cards that are joined into a card when it is copied (JOIN1c). Returns a function that
 * stops it.
 */
export function copyJoins(editor: Editor): () => void {
	return editor.sideEffects.registerBeforeCreateHandler('shape', (shape, source) =>
		source === 'user' && isCard(shape) ? withCopiedJoins(shape, boardUi(editor).people.author.current.id) : shape,
	)
}

/**
 * Returns a copied card with copies of the cards that are joined into the original, which the store
 * binding writes with it. Those that are not valid, as from another application, are left out.
 */
export function withCopiedJoins(card: CardShape, creator: ParticipantId | null): CardShape {
	const { joined: _, joins: __, ...meta } = card.meta
	const joins = joinsOf(card)
		.filter((one) => isCard(one) && typeof validateRecord({ ...one }) !== 'string')
		.map((one) => {
			const own = creator ? metaOfCopy(one.meta, creator) : one.meta
			return { ...one, id: newShapeId(), isLocked: false, meta: { ...own, joined: card.id, createdAt: Date.now() } }
		})
	return { ...card, meta: joins.length > 0 ? { ...meta, joins: joins as unknown as CardShape['meta'][string] } : meta }
}

/** Adds an empty card in the free space nearest to `point`, and starts editing it. */
export function addCard(editor: Editor, { point, kind }: { point: Point; kind: CardKind }): void {
	addCardIn(editor, kind, () => spaceForCard(editor, point))
}

/**
 * Adds a card near the pointer if it is over the board, else near the centre of the viewport: in
 * the column of its kind if that is visible.
 */
export function addCardAtPointer(editor: Editor, kind: CardKind): void {
	const isPointing = editor.getInstanceState().isHoveringCanvas === true
	const point = isPointing ? editor.inputs.currentPagePoint : editor.getViewportPageBounds().center
	addCardIn(editor, kind, () => spaceForCard(editor, point, kind))
}

function addCardIn(editor: Editor, kind: CardKind, findSpace: () => Rect): void {
	if (!canStart(editor, 'write')) return
	editor.markHistoryStoppingPoint('new card')
	boardUi(editor).cards.nextKind.set(kind)
	editNewCard(editor, createCard(editor, { at: findSpace(), props: { kind } }))
}

export type Side = 'left' | 'right' | 'above' | 'below'

interface BesideOptions {
	side: Side
	/** The distance from the card, in board units. */
	gap?: number
	/** Whether the space is in the cluster of the card, if that has room. */
	isInCluster?: boolean
}

/** Returns free space for a card of the default size near one side of another card. */
export function rectBeside(
	editor: Editor,
	card: ShapeId,
	{ side, gap = CARD_GAP, isInCluster = false }: BesideOptions,
): Rect {
	const bounds = editor.getShapePageBounds(card) ?? editor.getViewportPageBounds()
	const step = {
		left: { x: -CARD_WIDTH - gap, y: 0 },
		right: { x: bounds.w + gap, y: 0 },
		above: { x: 0, y: -CARD_HEIGHT - gap },
		below: { x: 0, y: bounds.h + gap },
	}[side]
	const wanted = { w: CARD_WIDTH, h: CARD_HEIGHT, x: bounds.x + step.x, y: bounds.y + step.y }
	const point = bounds.center
	return isInCluster ? spaceNear(editor, wanted, { point }) : findNearestSpace(wanted, occupiedRects(editor, point))
}

/** Adds an empty card of the same kind on one side of a card and starts editing it. */
export function addCardBeside(editor: Editor, { card, side }: { card: ShapeId; side: Side }): void {
	const from = editor.getShape<CardShape>(card)
	if (!from || !canStart(editor, 'write')) return
	editor.markHistoryStoppingPoint('card beside')
	const at = rectBeside(editor, card, { side, isInCluster: true })
	editNewCard(editor, createCard(editor, { at, props: { kind: from.props.kind } }))
}

/** Starts editing a card that was just created, which `endDraft` removes if it stays empty. */
export function editNewCard(editor: Editor, card: ShapeId): void {
	boardUi(editor).cards.draft.current = { card, links: countLinks(editor, card) }
	editCard(editor, card)
}

/**
 * Called when an edit of a card ends. Deletes an empty card that was created in this edit, if it
 * has nothing but what it was created with. Any other card that is left empty stays, with its
 * details, links and dots (DETAIL1b).
 */
export function endDraft(editor: Editor, card: ShapeId, isEmpty: boolean): void {
	const { draft, voteResults } = boardUi(editor).cards
	const created = draft.current?.card === card ? draft.current : null
	if (created) draft.current = null
	if (!isEmpty) return
	const shape = editor.getShape<CardShape>(card)
	if (!created || !shape || editor.getIsReadonly() || hasDetails(shape.meta)) return
	if (countLinks(editor, card) > created.links || voteResults.get().dots.has(card)) return
	editor.deleteShapes([card])
}

function countLinks(editor: Editor, card: ShapeId): number {
	return editor.getBindingsToShape(card, 'arrow').length
}

/** Selects a card and starts editing it; `keepEditingInView` moves the camera to it. */
function editCard(editor: Editor, card: ShapeId): void {
	editor.select(card)
	if (editor.getEditingShapeId()) editor.setEditingShape(null)
	editor.setEditingShape(card)
}
