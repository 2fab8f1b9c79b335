import type { Editor, TLShapeId } from '@tldraw/tldraw'
import { mayBegin } from '../permits.ts'
import type { Side } from './addCards.ts'
import { answerCard } from './answerCard.ts'

const SIDES: Record<string, Side> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'above', ArrowDown: 'below' }

/** The side on which Ctrl or Cmd with an arrow key asks for a linked card; null for every other key. */
export function sideOfKeys({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): Side | null {
	return (ctrlKey || metaKey) && !shiftKey && !altKey ? (SIDES[key] ?? null) : null
}

/** Puts a linked card beside this one, as a step of its own, and goes on writing there. */
export function addLinkedCard(editor: Editor, where: { of: TLShapeId; side: Side }): void {
	if (!mayBegin(editor, 'link', 'write')) return
	editor.markHistoryStoppingPoint('linked card')
	answerCard(editor, { card: where.of, at: where.side })
}
