import type { Editor } from '@tldraw/tldraw'
import { addLinkedCard, sideOfKeys } from '../card/linkedCard.ts'
import { helpShown } from '../help/helpShown.ts'
import { openLinkMenu } from '../link/linkMenu.ts'

/**
 * The keys of a board that tldraw knows nothing of: Ctrl or Cmd with an arrow key for a linked card, Enter for what a
 * link says, ? for help. None while an input method composes, or while one writes. Returns its undo.
 */
export function bindBoardKeys(editor: Editor): () => void {
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.isComposing || event.keyCode === 229 || isWriting(editor)) return
		if (!answerKey(editor, event)) return
		event.preventDefault()
		event.stopImmediatePropagation()
	}
	document.addEventListener('keydown', onKeyDown, true)
	return () => document.removeEventListener('keydown', onKeyDown, true)
}

function answerKey(editor: Editor, event: KeyboardEvent): boolean {
	if (event.key === '?') {
		helpShown(editor).set(true)
		return true
	}
	const selected = editor.getOnlySelectedShape()
	if (editor.getIsReadonly() || !selected || !editor.isIn('select.idle') || isAtButton()) return false
	const side = sideOfKeys(event)
	if (side && selected.type === 'card') {
		addLinkedCard(editor, { of: selected.id, side })
		return true
	}
	if (event.key === 'Enter' && selected.type === 'arrow') {
		openLinkMenu(editor, selected.id)
		return true
	}
	return false
}

/** Whether the keyboard belongs to a text, a dialog or a menu. */
function isWriting(editor: Editor): boolean {
	return (
		editor.getEditingShapeId() !== null ||
		editor.menus.hasAnyOpenMenus() ||
		document.querySelector('dialog[open]') !== null ||
		document.activeElement?.matches('input, textarea, select, [contenteditable]') === true
	)
}

/** Whether a button of the bars has the keyboard, and Enter with it. */
function isAtButton(): boolean {
	return document.activeElement?.matches('button, a') === true
}
