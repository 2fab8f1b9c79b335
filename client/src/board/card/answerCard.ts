import type { CardKind } from '@charrette/shared'
import type { Editor, TLShapeId } from '@tldraw/tldraw'
import { CARD_GAP, createCard, placeBeside, type Side, startWriting } from './addCards.ts'
import { createLink } from './createLink.ts'

/** The kind that answers a card of each kind best, for a card that is made by a link. `reverse`: the link leads to the first. */
const ANSWERS: Record<CardKind, { kind: CardKind; reverse: boolean }> = {
	case: { kind: 'obstacle', reverse: false },
	obstacle: { kind: 'solution', reverse: true },
	solution: { kind: 'resource', reverse: true },
	resource: { kind: 'solution', reverse: false },
	question: { kind: 'note', reverse: false },
	action: { kind: 'solution', reverse: false },
	note: { kind: 'note', reverse: false },
}

/** Puts a linked card of the kind that answers `card` on the board, and the caret in it. `at` is its middle, or the side of the card. */
export function answerCard(editor: Editor, answer: { card: TLShapeId; at: { x: number; y: number } | Side }): void {
	const card = editor.getShape(answer.card)
	if (card?.type !== 'card' || editor.getIsReadonly()) return
	const { kind, reverse } = ANSWERS[(card.props as { kind: CardKind }).kind]
	const at =
		typeof answer.at === 'string'
			? roomForLink(placeBeside(editor, card.id, answer.at), answer.at)
			: { x: answer.at.x - 100, y: answer.at.y - 56 }
	editor.run(() => {
		const made = createCard(editor, { at, props: { kind } })
		createLink(editor, reverse ? { from: made, to: card.id } : { from: card.id, to: made })
		startWriting(editor, made)
	})
}

/** Moves a place on so far that the link's word fits between the cards. */
function roomForLink(place: { x: number; y: number }, side: Side): { x: number; y: number } {
	const step = CARD_GAP * 3
	const by = { left: [-step, 0], right: [step, 0], above: [0, -CARD_GAP], below: [0, CARD_GAP] } as const
	const [x, y] = by[side]
	return { x: place.x + x, y: place.y + y }
}
