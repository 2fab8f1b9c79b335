import { BoardProjection, boardSchema, FIRST_INDEX, PAGE_ID, recordsOf } from '@charrette/shared'
import {
	atom,
	computed,
	createTLStore,
	DocumentRecordType,
	type Editor,
	PageRecordType,
	react,
	type Signal,
	TLDOCUMENT_ID,
	type TLStore,
	unsafe__withoutCapture,
} from '@tldraw/tldraw'
import * as Y from 'yjs'
import { createObservable, type Observable } from '../connection/observable.ts'
import type { SaveStatus } from '../connection/saveStatus.ts'
import type { BoardDocument, TextPlace } from './BoardDocument.ts'
import { bindPresence, type PresenceDeps } from './bindPresence.ts'
import { bindStore, type StoreBinding } from './bindStore.ts'

/** The document's part of an editor's undo, redo and cancel. */
export interface DocumentActions {
	/** Writes the pending changes and ends the undo step: the next change starts a new one. */
	startUndoStep(): void
	undo(): void
	redo(): void
	/**
	 * Discards the pending changes of a gesture. `restore` resets the store, as tldraw does by
	 * itself.
	 */
	cancelGesture(restore: () => void): void
	/**
	 * Runs tldraw's `cancel` of the current tool. If it ends a gesture, the gesture's pending changes
	 * are discarded.
	 */
	cancelTool(cancel: () => void): void
}

/** A document bound to a tldraw store, for an editor. */
export interface CanvasBinding extends Pick<BoardDocument, 'records' | 'saveStatus' | 'storage' | 'takeDiscarded'> {
	store: TLStore
	/** Null for a snapshot. */
	uploads: BoardDocument['uploads'] | null
	/** The number of this person's steps that can be undone, and redone. */
	undoCount: BoardDocument['undo']['count']
	/**
	 * The document's part of the editor's undo, redo and cancel; null for a snapshot, which is
	 * read-only.
	 */
	actions: DocumentActions | null
	/** Returns whether the store is changing because the document did, not by this person. */
	isMerging(): boolean
	/**
	 * Connects a mounted editor: gestures, presence in both directions, and read-only mode by access.
	 * Presence also sends the signals in `shown`. Returns a function that disconnects the editor.
	 */
	attach(editor: Editor, shown: Pick<PresenceDeps, 'reaction' | 'scene' | 'page'>): () => void
	/**
	 * Binds a text field to a text of a shape and returns a function that unbinds it. Null if there
	 * is no such text, and for a snapshot.
	 */
	bindText(place: TextPlace, field: HTMLTextAreaElement): (() => void) | null
	/** Writes the pending changes and ends the binding; the document stays open. */
	close(): void
}

/** Binds an open document to a new tldraw store. */
export function bindCanvas(document: BoardDocument): CanvasBinding {
	const { records, canWrite, awareness } = document
	const store = createBoardStore()
	let editor: Editor | null = null
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
	const unsubscribe = canWrite.subscribe(showAccess)

	let isClosed = false
	function close(): void {
		if (isClosed) return
		isClosed = true
		unregister()
		unsubscribe()
		binding.close()
	}
	const unregister = document.registerView({
		close,
		flush() {
			// A gesture that is running when the page closes is dropped (DOC3).
			if (!isGesturing()) binding.flush()
		},
	})

	function undoStep(step: () => void): void {
		if (!editor || editor.getIsReadonly()) return
		if (!editor.getEditingShapeId()) editor.complete()
		binding.flush()
		step()
	}
	const actions: DocumentActions = {
		startUndoStep() {
			if (!editor) return
			binding.flush()
			document.undo.startStep()
		},
		undo: () => undoStep(document.undo.undo),
		redo: () => undoStep(document.undo.redo),
		cancelGesture: binding.cancelGesture,
		cancelTool(cancel) {
			const wasGesturing = isGesturing()
			cancel()
			if (wasGesturing) binding.dropPending()
		},
	}

	function attach(mounted: Editor, shown: Pick<PresenceDeps, 'reaction' | 'scene' | 'page'>): () => void {
		editor = mounted
		const unbindGesture = bindGesture(mounted, binding)
		const [undone, unsubscribeUndone] = signalOf(document.undo.undone)
		const [deleted, unsubscribeDeleted] = signalOf(document.deletions.own)
		const [isSorting, unsubscribeSorting] = signalOf(document.isSorting)
		const [readPage, unsubscribePage] = signalOf(document.presentedPage)
		const page = computed('presented page', () => shown.page.get() ?? readPage.get())
		const own = { ...shown, page, undone, deleted, isSorting }
		const unbindPresence = bindPresence({ editor: mounted, awareness, binding, ...own })
		showAccess()
		return () => {
			unbindGesture()
			unbindPresence()
			unsubscribeUndone()
			unsubscribeDeleted()
			unsubscribeSorting()
			unsubscribePage()
			editor = null
		}
	}

	return {
		store,
		records,
		uploads: document.uploads,
		saveStatus: document.saveStatus,
		undoCount: document.undo.count,
		storage: document.storage,
		takeDiscarded: document.takeDiscarded,
		actions,
		isMerging: binding.isMerging,
		attach,
		bindText(place, field) {
			binding.flush()
			return document.bindText(place, field, {
				startUndoStep: actions.startUndoStep,
				undo: actions.undo,
				redo: actions.redo,
			})
		},
		close,
	}
}

/** The states of tldraw's tools in which a gesture moves, changes or creates a shape. */
const GESTURE_STATES = [
	'select.translating',
	'select.resizing',
	'select.rotating',
	'select.dragging_handle',
	'arrow.pointing',
	'frame.pointing',
	'draw.drawing',
] as const

/** Returns whether this person is in a gesture: dragging, resizing, drawing … (DOC3). */
export function isInGesture(editor: Pick<Editor, 'isInAny'>): boolean {
	return editor.isInAny(...GESTURE_STATES)
}

/**
 * Writes each gesture when it ends. Returns a function that stops this and drops a running gesture.
 */
function bindGesture(editor: Editor, binding: StoreBinding): () => void {
	const isRunning = computed('is in gesture', () => isInGesture(editor))
	const stop = react('write at the end of a gesture', () => {
		if (!isRunning.get()) unsafe__withoutCapture(() => binding.flush())
	})

	return () => {
		stop()
		if (isRunning.get()) binding.dropPending()
	}
}

/**
 * Creates the store of an empty board: a document record and one page, which are the same on every
 * board and are not synced.
 */
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

/**
 * Creates a read-only binding of a snapshot, given as a Yjs update. It is not connected to a room.
 */
export function bindSnapshot(update: Uint8Array): CanvasBinding {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const projection = new BoardProjection(records)
	Y.applyUpdate(doc, update)
	projection.readAll()
	const store = createBoardStore()
	store.mergeRemoteChanges(() => store.put([...projection.shown.values()]))
	return {
		store,
		records,
		uploads: null,
		saveStatus: createObservable<SaveStatus>({ state: 'saved' }),
		storage: createObservable('ok'),
		undoCount: createObservable({ undo: 0, redo: 0 }),
		takeDiscarded: () => null,
		actions: null,
		isMerging: () => false,
		attach(editor) {
			editor.updateInstanceState({ isReadonly: true })
			return () => {}
		},
		bindText: () => null,
		close: () => {},
	}
}

/** Returns an observable as a signal of tldraw, and a function that ends its updates. */
function signalOf<Value>(observable: Observable<Value>): [signal: Signal<Value>, close: () => void] {
	const signal = atom('observable', observable.get())
	return [signal, observable.subscribe(() => signal.set(observable.get()))]
}
