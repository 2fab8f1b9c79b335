import { StateNode } from '@tldraw/tldraw'
import { nextKind, startCard } from './addCards.ts'

/** The tool of the kind buttons: the next click on the board puts a card there. */
export class CardTool extends StateNode {
	static override id = 'card'

	override onEnter() {
		this.editor.setCursor({ type: 'cross', rotation: 0 })
	}

	override onPointerUp() {
		const { editor } = this
		startCard(editor, { centre: editor.inputs.currentPagePoint, kind: nextKind(editor).get() })
		if (!editor.getEditingShapeId()) editor.setCurrentTool('select')
	}

	override onCancel() {
		this.editor.setCurrentTool('select')
	}
}
