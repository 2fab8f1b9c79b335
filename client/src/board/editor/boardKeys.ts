import { computed, type Editor, react } from '@tldraw/tldraw'
import { isInGesture } from '../../sync/bindCanvas.ts'
import { boardUi } from '../boardUi.ts'
import { addLinkedCard, linkedCardSide } from '../card/addLinkedCard.ts'
import { openLinkMenu } from '../link/LinkMenu.tsx'

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
		boardUi(editor).isHelpOpen.set(true)
		return true
	}
	const selected = editor.getOnlySelectedShape()
	if (editor.getIsReadonly() || !selected || !editor.isIn('select.idle') || isAtButton()) return false
	const side = linkedCardSide(event)
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

/** Keys that belong to a gesture: they end it, or bend it. */
const GESTURE_KEYS = new Set(['Escape', 'Shift', 'Alt', 'Control', 'Meta', ' '])

/**
 * A key that would do something waits until the hand opens: what is dragged is not written half-way, and the key finds
 * it where it was dropped. A gesture that is cancelled takes the key with it. Returns its undo.
 */
export function deferKeysInGesture(editor: Editor): () => void {
	let waiting: KeyboardEvent | null = null
	const onKeyDown = (event: KeyboardEvent) => {
		if (!isInGesture(editor) || !event.isTrusted) return
		if (event.key === 'Escape') waiting = null
		if (GESTURE_KEYS.has(event.key)) return
		event.preventDefault()
		event.stopImmediatePropagation()
		waiting = event
	}
	const isRunning = computed('is in gesture', () => isInGesture(editor))
	const stop = react('press what waits', () => {
		if (isRunning.get()) return
		const event = waiting
		waiting = null
		// Once the gesture is written.
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
