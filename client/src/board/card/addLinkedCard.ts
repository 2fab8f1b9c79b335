import {
	CARD_HEIGHT,
	CARD_WIDTH,
	type CardKind,
	type CardShape,
	DEFAULT_BINDING_PROPS,
	DEFAULT_PROPS,
	linkDirection,
} from '@charrette/shared'
import { createShapeId, type Editor, type TLArrowBinding, type TLArrowShape, type TLShapeId } from '@tldraw/tldraw'
import { canStart } from '../permissions.ts'
import { CARD_GAP, createCard, editCard, rectBeside, type Side } from './addCards.ts'

const SIDES: Record<string, Side> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'above', ArrowDown: 'below' }

/** Returns the side that Ctrl/Cmd with an arrow key stands for; null for every other key. */
export function linkedCardSide({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): Side | null {
	return (ctrlKey || metaKey) && !shiftKey && !altKey ? (SIDES[key] ?? null) : null
}

/** Adds a linked card on one side of a card, as one undo step, and starts editing it. */
export function addLinkedCard(editor: Editor, { card, side }: { card: TLShapeId; side: Side }): void {
	if (!canStart(editor, 'link', 'write')) return
	editor.markHistoryStoppingPoint('linked card')
	createLinkedCard(editor, { card, at: side })
}

/**
 * The kind of a new card that is linked to a card of each kind. `isReverse` is true if the link
 * starts at the new card.
 */
const LINKED_KINDS: Record<CardKind, { kind: CardKind; isReverse: boolean }> = {
	case: { kind: 'obstacle', isReverse: false },
	obstacle: { kind: 'solution', isReverse: true },
	solution: { kind: 'resource', isReverse: true },
	resource: { kind: 'solution', isReverse: false },
	question: { kind: 'note', isReverse: false },
	action: { kind: 'solution', isReverse: false },
	note: { kind: 'note', isReverse: false },
}

/**
 * Creates a card that is linked to `card`, of the kind in `LINKED_KINDS`, and starts editing it.
 * `at` is its centre in board units, or the side of `card`. The caller marks the undo step.
 */
export function createLinkedCard(
	editor: Editor,
	{ card: id, at: centreOrSide }: { card: TLShapeId; at: { x: number; y: number } | Side },
): void {
	const card = editor.getShape(id)
	if (card?.type !== 'card' || editor.getIsReadonly()) return
	const { kind, isReverse } = LINKED_KINDS[(card.props as { kind: CardKind }).kind]
	const at =
		typeof centreOrSide === 'string'
			? leaveSpaceForLabel(rectBeside(editor, card.id, centreOrSide), centreOrSide)
			: { x: centreOrSide.x - CARD_WIDTH / 2, y: centreOrSide.y - CARD_HEIGHT / 2 }
	editor.run(() => {
		const created = createCard(editor, { at, props: { kind } })
		createLink(editor, isReverse ? { from: created, to: card.id } : { from: card.id, to: created })
		editCard(editor, created)
	})
}

/** Moves a position away from the card so that the label of the link fits between the cards. */
function leaveSpaceForLabel(position: { x: number; y: number }, side: Side): { x: number; y: number } {
	const step = CARD_GAP * 3
	const by = { left: [-step, 0], right: [step, 0], above: [0, -CARD_GAP], below: [0, CARD_GAP] } as const
	const [x, y] = by[side]
	return { x: position.x + x, y: position.y + y }
}

/** Links two cards as one undo step, in the direction that has a meaning. */
export function linkCards(editor: Editor, first: CardShape, second: CardShape): void {
	if (!canStart(editor, 'link')) return
	const [one, other] = [first, second].map(({ id, props }) => ({ id, kind: props.kind }))
	if (!one || !other) return
	editor.markHistoryStoppingPoint('link')
	editor.run(() => createLink(editor, linkDirection(one, other)))
}

/** Creates a link: an arrow that is bound to both cards. */
function createLink(editor: Editor, ends: { from: TLShapeId; to: TLShapeId }): void {
	const id = createShapeId()
	const props = { ...DEFAULT_PROPS.arrow } as unknown as TLArrowShape['props']
	// The arrow is created on the page; tldraw reparents it to the cluster that contains both cards.
	editor.createShape<TLArrowShape>({ id, type: 'arrow', parentId: editor.getCurrentPageId(), x: 0, y: 0, props })
	for (const terminal of ['start', 'end'] as const) {
		const bindingProps = { ...DEFAULT_BINDING_PROPS, terminal } as unknown as TLArrowBinding['props']
		const toId = terminal === 'start' ? ends.from : ends.to
		editor.createBinding<TLArrowBinding>({ type: 'arrow', fromId: id, toId, props: bindingProps })
	}
}
