import { CARD_KINDS } from '@charrette/shared'
import { isComposing } from '../../ui/isComposing.ts'
import { boardUi } from '../boardUi.ts'
import { isKeyboardTaken } from '../CanvasControls.tsx'
import { addCardAtPointer } from '../card/addCards.ts'
import {
	bringToFront,
	deleteSelection,
	duplicateSelection,
	removeSelectedClusters,
	selectAll,
	sendToBack,
	toggleLock,
} from '../card/changeCards.ts'
import type { Editor } from '../engine/editor.ts'
import { ALIGNMENTS, arrangeSelection, DISTRIBUTIONS } from '../panels/alignments.ts'
import { chooseTool, TOOLS } from '../toolbars/tools.ts'
import { zoomByStep, zoomTo, zoomToBoard, zoomToShapes } from '../viewport/camera.ts'
import { openContextMenu } from './BoardContextMenu.tsx'

interface Shortcut {
	/** Each as `keysOf` writes it; `mod` is Ctrl or Cmd. */
	keys: readonly string[]
	run: (editor: Editor) => void
	/** Whether people who cannot edit have the shortcut as well. */
	isForViewers?: boolean
}

/** The shortcuts of a board, except those of `bindBoardKeys`. */
export const SHORTCUTS: readonly Shortcut[] = [
	...TOOLS.map((tool) => ({
		keys: 'alias' in tool ? [tool.key, tool.alias] : [tool.key],
		run: (editor: Editor) => chooseTool(editor, tool),
		isForViewers: tool.activity === null,
	})),
	...CARD_KINDS.map((kind, index) => ({
		keys: kind === 'note' ? [String(index + 1), 't'] : [String(index + 1)],
		run: (editor: Editor) => addCardAtPointer(editor, kind),
	})),
	{ keys: ['n'], run: (editor) => addCardAtPointer(editor, boardUi(editor).cards.nextKind.get()) },
	...[...ALIGNMENTS, ...DISTRIBUTIONS].map((arrangement) => ({
		keys: [arrangement.keys],
		run: (editor: Editor) => arrangeSelection(editor, arrangement),
	})),
	{ keys: ['mod+d'], run: duplicateSelection },
	{ keys: ['backspace', 'delete'], run: deleteSelection },
	{ keys: [']'], run: bringToFront },
	{ keys: ['['], run: sendToBack },
	{ keys: ['shift+l'], run: toggleLock },
	{ keys: ['mod+shift+f'], run: removeSelectedClusters },
	{ keys: ['mod+a'], run: selectAll, isForViewers: true },
	{ keys: ['=', 'mod+='], run: (editor) => zoomByStep(editor, 1), isForViewers: true },
	{ keys: ['-', 'mod+-'], run: (editor) => zoomByStep(editor, -1), isForViewers: true },
	{ keys: ['shift+0'], run: (editor) => zoomTo(editor, 1), isForViewers: true },
	{ keys: ['shift+1'], run: (editor) => zoomToBoard(editor, { isAnimated: true }), isForViewers: true },
	{ keys: ['shift+2'], run: zoomToSelection, isForViewers: true },
	{ keys: ['mod+shift+enter'], run: openContextMenu, isForViewers: true },
]

function zoomToSelection(editor: Editor): void {
	const selected = editor.getSelectedShapeIds()
	if (editor.isIn('select') && selected.length > 0) zoomToShapes(editor, selected)
}

/**
 * Binds the shortcuts of the tools, of new cards, of the selection and of the camera. They are
 * inactive while a person writes, or has a dialog or menu open. Returns a function that unbinds
 * them.
 */
export function bindShortcuts(editor: Editor): () => void {
	const onKeyDown = (event: KeyboardEvent) => {
		if (!editor.getIsFocused() || editor.getEditingShapeId() || editor.menus.hasAnyOpenMenus()) return
		if (isComposing(event) || isKeyboardTaken()) return
		const keys = keysOf(event)
		const shortcut = SHORTCUTS.find((one) => one.keys.includes(keys))
		if (!shortcut || (editor.getIsReadonly() && !shortcut.isForViewers)) return
		event.preventDefault()
		shortcut.run(editor)
	}
	// Not before the parts of the page that the key is for have had it.
	document.body.addEventListener('keydown', onKeyDown)
	return () => document.body.removeEventListener('keydown', onKeyDown)
}

/** Keys by their codes, two of which Firefox has of its own. */
const NAMED_KEYS: Record<number, string> = {
	8: 'backspace',
	13: 'enter',
	46: 'delete',
	61: '=',
	173: '-',
	187: '=',
	189: '-',
	219: '[',
	221: ']',
}

/**
 * Returns the pressed keys, such as `mod+shift+f`. A key is named by its code, which alone is the
 * same with Shift and Alt, and on a layout without Latin letters.
 */
export function keysOf({ keyCode, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
	const character = String.fromCharCode(keyCode)
	const key = NAMED_KEYS[keyCode] ?? (/[0-9A-Z]/.test(character) ? character.toLowerCase() : '')
	const modifiers = [ctrlKey && metaKey && 'ctrl', (ctrlKey || metaKey) && 'mod', altKey && 'alt', shiftKey && 'shift']
	return [...modifiers, key].filter((part) => typeof part === 'string').join('+')
}
