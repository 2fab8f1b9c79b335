import { type CardKind, DEFAULT_BINDING_PROPS, DEFAULT_PROPS } from '@charrette/shared'
import { createShapeId, type Editor, type TLArrowBinding, type TLArrowShape, type TLShapeId } from '@tldraw/tldraw'
import { canStart } from '../permissions.ts'
import { CARD_GAP, createCard, editCard, rectBeside, type Side } from './addCards.ts'

const SIDES: Record<string, Side> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'above', ArrowDown: 'below' }

/** The side on which Ctrl or Cmd with an arrow key asks for a linked card; null for every other key. */
export function linkedCardSide({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): Side | null {
	return (ctrlKey || metaKey) && !shiftKey && !altKey ? (SIDES[key] ?? null) : null
}

/** Puts a linked card beside this one, as a step of its own, and goes on writing there. */
export function addLinkedCard(editor: Editor, where: { of: TLShapeId; side: Side }): void {
	if (!canStart(editor, 'link', 'write')) return
	editor.markHistoryStoppingPoint('linked card')
	createLinkedCard(editor, { card: where.of, at: where.side })
}

/** The kind that answers a card of each kind best, for a card that is made by a link. `reverse`: the link leads to the first. */
const LINKED_KINDS: Record<CardKind, { kind: CardKind; reverse: boolean }> = {
	case: { kind: 'obstacle', reverse: false },
	obstacle: { kind: 'solution', reverse: true },
	solution: { kind: 'resource', reverse: true },
	resource: { kind: 'solution', reverse: false },
	question: { kind: 'note', reverse: false },
	action: { kind: 'solution', reverse: false },
	note: { kind: 'note', reverse: false },
}

/** Puts a linked card of the kind that answers `card` on the board, and the caret in it. `at` is its middle, or the side of the card. */
export function createLinkedCard(
	editor: Editor,
	answer: { card: TLShapeId; at: { x: number; y: number } | Side },
): void {
	const card = editor.getShape(answer.card)
	if (card?.type !== 'card' || editor.getIsReadonly()) return
	const { kind, reverse } = LINKED_KINDS[(card.props as { kind: CardKind }).kind]
	const at =
		typeof answer.at === 'string'
			? spaceForLabel(rectBeside(editor, card.id, answer.at), answer.at)
			: { x: answer.at.x - 100, y: answer.at.y - 56 }
	editor.run(() => {
		const made = createCard(editor, { at, props: { kind } })
		createLink(editor, reverse ? { from: made, to: card.id } : { from: card.id, to: made })
		editCard(editor, made)
	})
}

/** Moves a place on so far that the link's word fits between the cards. */
function spaceForLabel(place: { x: number; y: number }, side: Side): { x: number; y: number } {
	const step = CARD_GAP * 3
	const by = { left: [-step, 0], right: [step, 0], above: [0, -CARD_GAP], below: [0, CARD_GAP] } as const
	const [x, y] = by[side]
	return { x: place.x + x, y: place.y + y }
}

/** Links two cards: an arrow bound to both. */
function createLink(editor: Editor, ends: { from: TLShapeId; to: TLShapeId }): TLShapeId {
	const id = createShapeId()
	const props = { ...DEFAULT_PROPS.arrow } as unknown as TLArrowShape['props']
	// The page is its parent to begin with; the arrow's own rules move it into the cluster that holds both cards.
	editor.createShape<TLArrowShape>({ id, type: 'arrow', parentId: editor.getCurrentPageId(), x: 0, y: 0, props })
	for (const terminal of ['start', 'end'] as const) {
		const bindingProps = { ...DEFAULT_BINDING_PROPS, terminal } as unknown as TLArrowBinding['props']
		const toId = terminal === 'start' ? ends.from : ends.to
		editor.createBinding<TLArrowBinding>({ type: 'arrow', fromId: id, toId, props: bindingProps })
	}
	return id
}
