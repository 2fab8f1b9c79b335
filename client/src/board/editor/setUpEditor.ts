import { type Editor, registerDefaultSideEffects, type StateNode, type TLClickEventInfo } from '@tldraw/tldraw'
import { nextKind, startCard } from '../card/addCards.ts'
import { watchSettledCards } from '../card/settledCards.ts'
import { dropOrphanLinks } from '../link/dropOrphanLinks.ts'
import { bindClipboard } from '../paste/clipboard.ts'
import { indexShapes } from '../sight/indexShapes.ts'
import { watchVisibleRoom } from '../sight/visibleRoom.ts'
import { bindBoardKeys } from './boardKeys.ts'
import { dressBoard } from './dressBoard.ts'
import { holdKeys } from './holdKeys.ts'
import { holdPhase } from './holdPhase.ts'
import { keepWritingInSight } from './keepInSight.ts'
import { keepMiddle } from './keepMiddle.ts'
import { letGoWhenClosed } from './letGoWhenClosed.ts'
import { markPicking } from './markPicking.ts'
import { refuseForeignContent } from './refuseForeignContent.ts'

/** The state of the select tool that answers a double click on the empty board; tldraw means it to be replaced. */
type IdleState = StateNode & { handleDoubleClickOnCanvas(info: TLClickEventInfo): void }

/** Makes a board's editor out of tldraw's: its gestures, its styles, what may come in. Returns its undo. */
export function setUpEditor(editor: Editor): () => void {
	const undos = [
		registerDefaultSideEffects(editor),
		dropOrphanLinks(editor),
		holdKeys(editor),
		holdPhase(editor),
		bindBoardKeys(editor),
		bindClipboard(editor),
		markPicking(editor),
		watchSettledCards(editor),
		indexShapes(editor),
		watchVisibleRoom(editor),
		keepMiddle(editor),
		keepWritingInSight(editor),
	]
	letGoWhenClosed(editor)
	refuseForeignContent(editor)
	dressBoard(editor)
	const idle = editor.getStateDescendant<IdleState>('select.idle')
	if (idle) {
		idle.handleDoubleClickOnCanvas = ({ target }) => {
			if (target !== 'canvas' || editor.getIsReadonly()) return
			startCard(editor, { centre: editor.inputs.currentPagePoint, kind: nextKind(editor).get() })
		}
	}
	return () => {
		for (const undo of undos) undo()
	}
}
