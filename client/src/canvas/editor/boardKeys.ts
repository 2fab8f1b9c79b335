import { flushSync } from 'react-dom'
import { isInGesture } from '../../sync/bindCanvas.ts'
import { undoKey } from '../../sync/undoKey.ts'
import { isComposing } from '../../ui/isComposing.ts'
import { boardUi } from '../boardUi.ts'
import { isKeyboardTaken } from '../CanvasControls.tsx'
import { addCardAtPointer } from '../card/addCards.ts'
import { addLinkedCard, linkedCardSide } from '../card/addLinkedCard.ts'
import type { Editor } from '../engine/editor.ts'
import { computed, react } from '../engine/signals.ts'
import { openLinkDialog } from '../link/LinkCardDialog.tsx'
import { openLinkMenu } from '../link/LinkMenu.tsx'

/**
 * Binds the shortcuts that tldraw has no action for: Ctrl or Cmd with an arrow key adds a linked
 * card, Alt+L links to another card, Enter opens the menu of a link, Alt+F10 focuses the toolbar of
 * the selection, ? opens the help. Undo and redo are among them, since tldraw has their keys on
 * Latin layouts only. They are inactive while a person types or an input method composes. Returns a
 * function that unbinds them.
 */
export function bindBoardKeys(editor: Editor): () => void {
	let isEnterElsewhere = false
	let isEnterForMenu = false
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === 'Enter') {
			isEnterElsewhere = !isAtCanvas(editor)
			isEnterForMenu = (event.ctrlKey || event.metaKey) && event.shiftKey
		}
		if (isComposing(event) || isElsewhere(editor)) return
		if (writesCard(editor, event)) return event.stopImmediatePropagation()
		if (!runUndoKey(editor, event) && !runShortcut(editor, event)) return
		event.preventDefault()
		event.stopImmediatePropagation()
	}
	// Enter closes a dialog or menu on keydown, and Ctrl+Shift+Enter opens the context menu. The
	// keyup reaches the canvas, which would edit the selected card. tldraw ignores events with this
	// mark.
	const onKeyUp = (event: KeyboardEvent) => {
		const isTaken = isEnterForMenu || (isEnterElsewhere && isAtCanvas(editor))
		if (event.key === 'Enter' && isTaken) Object.assign(event, { isKilled: true })
	}
	document.addEventListener('keydown', onKeyDown, true)
	document.addEventListener('keyup', onKeyUp, true)
	return () => {
		document.removeEventListener('keydown', onKeyDown, true)
		document.removeEventListener('keyup', onKeyUp, true)
	}
}

/**
 * Adds a card of the kind that was chosen in the toolbar when a person begins to type instead of
 * clicking the board (TEXT4). The key itself goes to the field of the card, which has the focus by
 * then.
 */
function writesCard(editor: Editor, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
	const isLetter = [...key].length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey
	if (!isLetter || !editor.isIn('card')) return false
	flushSync(() => addCardAtPointer(editor, boardUi(editor).cards.nextKind.get()))
	return true
}

/** Undoes or redoes a step; returns false for other keys. */
function runUndoKey(editor: Editor, event: KeyboardEvent): boolean {
	const step = undoKey(event)
	if (step) editor[step]()
	return step !== null
}

/** Runs the shortcut of a key; returns false if it has none. */
function runShortcut(editor: Editor, event: KeyboardEvent): boolean {
	if (event.key === '?') {
		boardUi(editor).dialogs.isHelpOpen.set(true)
		return true
	}
	if (event.altKey && event.key === 'F10') return focusToolbar(editor)
	const selected = editor.getOnlySelectedShape()
	if (editor.getIsReadonly() || !selected || !editor.isIn('select.idle') || isAtButton()) return false
	const side = linkedCardSide(event)
	if (side && selected.type === 'card') {
		addLinkedCard(editor, { card: selected.id, side })
		return true
	}
	if (isAltL(event) && selected.type === 'card') {
		openLinkDialog(editor, selected.id)
		return true
	}
	if (event.key === 'Enter' && selected.type === 'arrow') {
		openLinkMenu(editor, selected.id)
		return true
	}
	return false
}

const isAltL = ({ code, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
	code === 'KeyL' && altKey && !ctrlKey && !metaKey && !shiftKey

/** Focuses the toolbar of the selection, else the main toolbar. */
function focusToolbar(editor: Editor): boolean {
	const toolbars = editor.getContainer().querySelectorAll<HTMLElement>('[role="toolbar"]')
	const panel = [...toolbars].find((toolbar) => toolbar.hasAttribute('data-selection-panel'))
	const button = (panel ?? [...toolbars].at(-1))?.querySelector<HTMLElement>('[tabindex="0"]')
	button?.focus()
	return button !== undefined
}

/**
 * Returns whether the canvas itself has keyboard focus, rather than a part of the interface over
 * it.
 */
function isAtCanvas(editor: Editor): boolean {
	return document.activeElement === editor.getContainer()
}

/** Returns whether a text field, a dialog or a menu has keyboard focus. */
function isElsewhere(editor: Editor): boolean {
	return editor.getEditingShapeId() !== null || editor.menus.hasAnyOpenMenus() || isKeyboardTaken()
}

/** Returns whether a toolbar button has keyboard focus, and would handle Enter. */
function isAtButton(): boolean {
	return document.activeElement?.matches('button, a') === true
}

/** Keys that cancel or modify a gesture. */
const GESTURE_KEYS = new Set(['Escape', 'Shift', 'Alt', 'Control', 'Meta', ' '])

/**
 * Defers a shortcut that is pressed during a gesture until the gesture has ended and is written, so
 * that the shortcut applies to the final state. Cancelling the gesture discards it. Returns a
 * function that stops this.
 */
export function deferKeysInGesture(editor: Editor): () => void {
	let deferred: KeyboardEvent | null = null
	const onKeyDown = (event: KeyboardEvent) => {
		if (!isInGesture(editor) || !event.isTrusted) return
		if (event.key === 'Escape') deferred = null
		if (GESTURE_KEYS.has(event.key)) return
		event.preventDefault()
		event.stopImmediatePropagation()
		deferred = event
	}
	const isGesturing = computed('is in gesture', () => isInGesture(editor))
	const stop = react('replay the deferred key', () => {
		if (isGesturing.get()) return
		const event = deferred
		deferred = null
		// The gesture is written in this tick, so the key is replayed in the next one.
		if (event) editor.timers.setTimeout(() => replayKey(event), 0)
	})
	window.addEventListener('keydown', onKeyDown, true)
	return () => {
		stop()
		window.removeEventListener('keydown', onKeyDown, true)
	}
}

function replayKey(event: KeyboardEvent): void {
	for (const type of ['keydown', 'keyup']) event.target?.dispatchEvent(new KeyboardEvent(type, event))
}
