import { StateNode } from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import { addCard } from './addCards.ts'

/** The tool behind the kind buttons: a click on the board adds a card there. */
export class CardTool extends StateNode {
	static override id = 'card'

	override onEnter() {
		this.editor.setCursor({ type: 'cross', rotation: 0 })
	}

	override onPointerUp() {
		const { editor } = this
		addCard(editor, { point: editor.inputs.currentPagePoint, kind: boardUi(editor).cards.nextKind.get() })
		if (!editor.getEditingShapeId()) editor.setCurrentTool('select')
	}

	override onCancel() {
		this.editor.setCurrentTool('select')
	}
}
