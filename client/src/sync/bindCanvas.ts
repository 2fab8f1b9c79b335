import { BoardProjection, boardSchema, FIRST_INDEX, PAGE_ID, recordsOf } from '@charrette/shared'
import {
	computed,
	createTLStore,
	DocumentRecordType,
	type Editor,
	PageRecordType,
	react,
	TLDOCUMENT_ID,
	type TLShapeId,
	type TLStore,
	unsafe__withoutCapture,
} from '@tldraw/tldraw'
import * as Y from 'yjs'
import { createObservable } from '../connection/observable.ts'
import type { SaveStatus } from '../connection/saveStatus.ts'
import { bindPresence } from './bindPresence.ts'
import { bindStore, type StoreBinding } from './bindStore.ts'
import type { BoardDocument } from './openBoardDocument.ts'
import type { UndoHistory } from './undoHistory.ts'

/** A document as the canvas has it: its store, filled, and the ways an editor is tied to it. */
export interface CanvasBinding extends Pick<BoardDocument, 'saveStatus' | 'storage' | 'takeLoss'> {
	store: TLStore
	/** How many of one's own steps can be undone and done again. */
	undoCount: BoardDocument['undo']['count']
	/** Ties a mounted editor to the board: undo, presence both ways, read-only by access. Returns its undo. */
	attach(editor: Editor): () => void
	/** Binds a textarea to a card's text; null if the card is gone. Returns its undo. */
	bindText(card: TLShapeId, textarea: HTMLTextAreaElement): (() => void) | null
	/** Writes what is not written yet; the document stays open. */
	close(): void
}

/** Shows an open document on a canvas, until it is closed. */
export function bindCanvas(document: BoardDocument): CanvasBinding {
	const { records, canWrite, awareness } = document
	const store = createBoardStore()
	let editor: Editor | null = null
	let undo: EditorUndo | null = null
	const isGesturing = () => editor !== null && isInGesture(editor)
	const binding = bindStore({
		store,
		records,
		canWrite: canWrite.get,
		isInGesture: isGesturing,
		markPending: document.markPending,
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
	const unfollow = document.registerView({
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
		undoCount: document.undo.count,
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

/** A document's undo as an editor uses it: what is in the hand goes into the document first. */
interface EditorUndo {
	undo(): void
	redo(): void
	/** What comes next is a new step. */
	startStep(): void
}

/**
 * Puts the document's own undo (DOC6) behind the editor's undo and redo, so that keys, menus and buttons all go through
 * it. tldraw's history stays for its marks.
 */
function bindUndo(editor: Editor, steps: UndoHistory, flush: () => void): EditorUndo {
	const mark = editor.markHistoryStoppingPoint.bind(editor)
	editor.markHistoryStoppingPoint = (name) => {
		startStep()
		return mark(name)
	}
	editor.undo = () => step(steps.undo)
	editor.redo = () => step(steps.redo)

	function startStep(): void {
		flush()
		steps.startStep()
	}

	function step(move: () => void): Editor {
		if (editor.getIsReadonly()) return editor
		if (!editor.getEditingShapeId()) editor.complete()
		flush()
		move()
		return editor
	}

	return { undo: () => editor.undo(), redo: () => editor.redo(), startStep }
}

/** The editor's states in which something is in the hand: moved, or in the making. */
const GESTURE_STATES = [
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
	return editor.isInAny(...GESTURE_STATES)
}

/**
 * Ties the editor's gestures to the document: one that ends is written, one that is cancelled never was. Returns its
 * undo, which lets go of what is in the hand.
 */
function bindGesture(editor: Editor, binding: StoreBinding): () => void {
	const isRunning = computed('is in gesture', () => isInGesture(editor))
	const stop = react('write at the end of a gesture', () => {
		if (!isRunning.get()) unsafe__withoutCapture(() => binding.flush())
	})

	// tldraw goes back to whole records as they were, which would take back what others changed meanwhile.
	const bail = editor.bail.bind(editor)
	const bailToMark = editor.bailToMark.bind(editor)
	editor.bail = () => {
		binding.cancelGesture(bail)
		return editor
	}
	editor.bailToMark = (mark) => {
		binding.cancelGesture(() => bailToMark(mark))
		return editor
	}
	// A pen stroke is not bailed out of; Esc means the same there.
	const cancel = editor.cancel.bind(editor)
	editor.cancel = () =>
		editor.run(() => {
			const wasRunning = isRunning.get()
			cancel()
			if (wasRunning) binding.dropPending()
		})

	return () => {
		stop()
		if (isRunning.get()) binding.dropPending()
	}
}

/** An empty board's store: the document record and the one page, which are the same on every board and are not synced. */
export function createBoardStore(): TLStore {
	const store = createTLStore({ schema: boardSchema })
	store.mergeRemoteChanges(() => {
		store.put([
			DocumentRecordType.create({ id: TLDOCUMENT_ID }),
			PageRecordType.create({ id: PAGE_ID, name: '', index: FIRST_INDEX }),
		])
	})
	return store
}

/** An earlier moment of a board as the canvas has it: filled once, to be looked at, and tied to no room. */
export function bindSnapshot(update: Uint8Array): CanvasBinding {
	const doc = new Y.Doc()
	const projection = new BoardProjection(recordsOf(doc))
	Y.applyUpdate(doc, update)
	projection.readAll()
	const store = createBoardStore()
	store.mergeRemoteChanges(() => store.put([...projection.shown.values()]))
	doc.destroy()
	return {
		store,
		saveStatus: createObservable<SaveStatus>({ state: 'saved' }),
		storage: createObservable('ok'),
		undoCount: createObservable({ undo: 0, redo: 0 }),
		takeLoss: () => null,
		attach(editor) {
			editor.updateInstanceState({ isReadonly: true })
			return () => {}
		},
		bindText: () => null,
		close: () => {},
	}
}
