import type { Editor } from '@tldraw/tldraw'
import { computed, react, unsafe__withoutCapture } from '@tldraw/tldraw'
import type { DocumentBinding } from './bindDocument.ts'

/** The editor's states in which something is in the hand: moved, or in the making. */
const GESTURES = [
	'select.translating',
	'select.resizing',
	'select.rotating',
	'select.dragging_handle',
	'arrow.pointing',
	'frame.pointing',
	'draw.drawing',
] as const

/** Whether this person drags, resizes, draws … at this moment (DOC3). */
export function isInGesture(editor: Editor): boolean {
	return editor.isInAny(...GESTURES)
}

/**
 * Ties the editor's gestures to the document: one that ends is written, one that is cancelled never was. Returns its
 * undo, which lets go of what is in the hand.
 */
export function bindGesture(editor: Editor, binding: DocumentBinding): () => void {
	const isRunning = computed('is in gesture', () => isInGesture(editor))
	const stop = react('write at the end of a gesture', () => {
		if (!isRunning.get()) unsafe__withoutCapture(() => binding.flush())
	})

	// tldraw goes back to whole records as they were, which would take back what others changed meanwhile.
	const bail = editor.bail.bind(editor)
	const bailToMark = editor.bailToMark.bind(editor)
	editor.bail = () => {
		binding.bail(bail)
		return editor
	}
	editor.bailToMark = (mark) => {
		binding.bail(() => bailToMark(mark))
		return editor
	}
	// A pen stroke is not bailed out of; Esc means the same there.
	const cancel = editor.cancel.bind(editor)
	editor.cancel = () =>
		editor.run(() => {
			const wasRunning = isRunning.get()
			cancel()
			if (wasRunning) binding.drop()
		})

	return () => {
		stop()
		if (isRunning.get()) binding.drop()
	}
}
