import type { Editor, TLShapeId, TLStore } from '@tldraw/tldraw'
import { bindDocument } from './bindDocument.ts'
import { bindPresence } from './bindPresence.ts'
import type { Undo } from './bindUndo.ts'
import { bindUndo } from './bindUndo.ts'
import { createBoardStore } from './createBoardStore.ts'
import { bindGesture, isInGesture } from './gesture.ts'
import type { OpenDocument } from './openDocument.ts'

/** A document as the canvas has it: its store, filled, and the ways an editor is tied to it. */
export interface OpenBoard extends Pick<OpenDocument, 'saveStatus' | 'storage' | 'takeLoss'> {
	store: TLStore
	/** How many of one's own steps can be undone and done again. */
	steps: OpenDocument['undo']['count']
	/** Ties a mounted editor to the board: undo, presence both ways, read-only by access. Returns its undo. */
	attach(editor: Editor): () => void
	/** Binds a textarea to a card's text; null if the card is gone. Returns its undo. */
	bindText(card: TLShapeId, textarea: HTMLTextAreaElement): (() => void) | null
	/** Writes what is not written yet; the document stays open. */
	close(): void
}

/** Shows an open document on a canvas, until it is closed. */
export function openBoard(document: OpenDocument): OpenBoard {
	const { records, canWrite, awareness } = document
	const store = createBoardStore()
	let editor: Editor | null = null
	let undo: Undo | null = null
	const isGesturing = () => editor !== null && isInGesture(editor)
	const binding = bindDocument({
		store,
		records,
		canWrite: canWrite.get,
		isInGesture: isGesturing,
		hold: document.hold,
	})
	function showAccess(): void {
		editor?.updateInstanceState({ isReadonly: !canWrite.get() })
		if (!canWrite.get()) editor?.setEditingShape(null)
	}
	const stopShowing = canWrite.subscribe(showAccess)

	let isClosed = false
	function close(): void {
		if (isClosed) return
		isClosed = true
		unfollow()
		stopShowing()
		binding.close()
	}
	const unfollow = document.follow({
		close,
		flush() {
			// A gesture that the page takes with it never was (DOC3).
			if (!isGesturing()) binding.flush()
		},
	})

	function attach(mounted: Editor): () => void {
		editor = mounted
		undo = bindUndo(mounted, document.undo, binding.flush)
		const unbindGesture = bindGesture(mounted, binding)
		const unbindPresence = bindPresence({ editor: mounted, awareness, binding })
		showAccess()
		return () => {
			unbindGesture()
			unbindPresence()
			undo = null
			editor = null
		}
	}

	return {
		store,
		saveStatus: document.saveStatus,
		steps: document.undo.count,
		storage: document.storage,
		takeLoss: document.takeLoss,
		attach,
		bindText(card, textarea) {
			binding.flush()
			return document.bindText(card, textarea, {
				startUndoStep: () => undo?.startStep(),
				undo: () => undo?.undo(),
				redo: () => undo?.redo(),
			})
		},
		close,
	}
}
