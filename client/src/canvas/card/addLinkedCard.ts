import { type CardKind, type CardShape, DEFAULT_BINDING_PROPS, DEFAULT_PROPS, linkDirection } from '@charrette/shared'
import type { Editor } from '../engine/editor.ts'
import { type LinkBinding, type LinkShape, newShapeId, type ShapeId } from '../engine/shapes.ts'
import { canStart } from '../permissions.ts'
import { spaceForCard } from '../viewport/placeOnBoard.ts'
import { CARD_GAP, createCard, editNewCard, rectBeside, type Side } from './addCards.ts'

const SIDES: Record<string, Side> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'above', ArrowDown: 'below' }

/** Returns the side that Ctrl/Cmd with an arrow key stands for; null for every other key. */
export function linkedCardSide({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): Side | null {
	return (ctrlKey || metaKey) && !shiftKey && !altKey ? (SIDES[key] ?? null) : null
}

/** Adds a linked card on one side of a card, as one undo step, and starts editing it. */
export function addLinkedCard(editor: Editor, { card, side }: { card: ShapeId; side: Side }): void {
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

/** The distance at which the label of a link fits between its cards. */
const LABEL_SPACE: Record<Side, number> = {
	left: CARD_GAP * 4,
	right: CARD_GAP * 4,
	above: CARD_GAP * 2,
	below: CARD_GAP * 2,
}

/**
 * Creates a card that is linked to `card`, of the kind in `LINKED_KINDS`, and starts editing it.
 * `at` is its centre in board units, or the side of `card`. The caller marks the undo step.
 */
export function createLinkedCard(
	editor: Editor,
	{ card: id, at: centreOrSide }: { card: ShapeId; at: { x: number; y: number } | Side },
): void {
	const card = editor.getShape(id)
	if (card?.type !== 'card' || editor.getIsReadonly()) return
	const { kind, isReverse } = LINKED_KINDS[(card.props as { kind: CardKind }).kind]
	const at =
		typeof centreOrSide === 'string'
			? rectBeside(editor, card.id, { side: centreOrSide, gap: LABEL_SPACE[centreOrSide] })
			: spaceForCard(editor, centreOrSide)
	editor.run(() => {
		const created = createCard(editor, { at, props: { kind } })
		createLink(editor, isReverse ? { from: created, to: card.id } : { from: card.id, to: created })
		editNewCard(editor, created)
	})
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
function createLink(editor: Editor, ends: { from: ShapeId; to: ShapeId }): void {
	const id = newShapeId()
	const props = { ...DEFAULT_PROPS.arrow } as unknown as LinkShape['props']
	// The arrow is created on the page; tldraw reparents it to the cluster that contains both cards.
	editor.createShape<LinkShape>({ id, type: 'arrow', parentId: editor.getCurrentPageId(), x: 0, y: 0, props })
	for (const terminal of ['start', 'end'] as const) {
		const bindingProps = { ...DEFAULT_BINDING_PROPS, terminal } as unknown as LinkBinding['props']
		const toId = terminal === 'start' ? ends.from : ends.to
		editor.createBinding<LinkBinding>({ type: 'arrow', fromId: id, toId, props: bindingProps })
	}
}
