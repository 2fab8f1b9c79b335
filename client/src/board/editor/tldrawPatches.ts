import type { Editor } from '@tldraw/tldraw'

/** What tldraw’s listeners on the page ask of an editor, answered by none. */
const NO_EDITOR = {
	getContainer: () => document.createElement('div'),
	getSelectedShapeIds: () => [],
	isIn: () => true,
	complete: () => {},
}

/** As much of it as holds the editor. */
interface FocusManager {
	editor: unknown
	disposeSideEffectListener?: (() => void) | undefined
}

/**
 * Lets a closed editor go, with its board: tldraw 3.15.6 leaves two listeners of its focus on the page for good, as it takes
 * off others than it put on, and through them every board that was ever open would stay in memory.
 */
export function releaseClosedEditor(editor: Editor): void {
	const { focusManager } = editor as unknown as { focusManager: FocusManager }
	// After its own end, which was asked for first.
	editor.disposables.add(() => {
		focusManager.editor = NO_EDITOR
		focusManager.disposeSideEffectListener = undefined
	})
}
