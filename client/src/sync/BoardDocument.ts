import type { Access, NackReason, Records, StorageState } from '@charrette/shared'
import type { Awareness } from 'y-protocols/awareness'
import type { ConnectionStatus } from '../connection/connectRoom.ts'
import type { RoomDamage } from '../connection/frames.ts'
import type { Observable } from '../connection/observable.ts'
import type { SaveStatus } from '../connection/saveStatus.ts'
import type { TextBindingDeps } from './bindText.ts'
import type { ImageUploads } from './imageUploads.ts'
import type { UndoHistory } from './undoHistory.ts'

/**
 * Why the previous document of the board was discarded, and the text that was being edited in it.
 */
export interface DocumentLoss {
	reason: 'replaced' | 'rejected'
	/** Why the server rejected it, if it did. */
	refusal: NackReason | null
	/** The text of the card that was being edited. */
	draft: string | null
}

/**
 * The open document of a room, in sync with the server; the canvas and the list are views of it.
 */
export interface BoardDocument {
	records: Records
	awareness: Awareness
	saveStatus: Observable<SaveStatus>
	/** Whether the server can store changes. */
	storage: Observable<StorageState>
	/** What the server could not read of the document; null if it read everything. */
	damage: Observable<RoomDamage | null>
	/** Whether this person may write now; the server enforces it. */
	canWrite: Observable<boolean>
	/** This person's undo history, the same in every view. */
	undo: UndoHistory
	/** This person's image uploads, the same in every view. */
	uploads: ImageUploads
	/**
	 * Marks that something typed or dragged is not in the document yet; call the result when it is.
	 */
	markPending(): () => void
	/** What happened to the previous document of the board. Only the first call returns it. */
	takeLoss(): DocumentLoss | null
	/**
	 * Binds a textarea to a card's text, and returns a function that unbinds it; null if the card is
	 * gone.
	 */
	bindText(card: string, textarea: HTMLTextAreaElement, steps: TextUndo): (() => void) | null
	/**
	 * Registers a view, which is flushed and closed with the document. Returns a function that
	 * removes it.
	 */
	registerView(view: DocumentView): () => void
}

/** A view of a document, which may have pending changes. */
export interface DocumentView {
	/** Writes what can be written: the page may be closed at any time. */
	flush(): void
	/** Writes what can be written: the document is about to be closed. */
	close(): void
}

/** The undo that the keys of a textarea use. */
export type TextUndo = Pick<TextBindingDeps, 'undo' | 'redo' | 'startUndoStep'>

/**
 * The handle of a document: it has the connection from the start, and the document once it is in
 * sync with the server, or the server cannot be reached and this device has a whole copy.
 */
export interface BoardDocumentHandle {
	status: Observable<ConnectionStatus>
	/** Why the server rejected the last edit; null if it did not. */
	refusal(): NackReason | null
	/** The text of the card that is being edited now; null if there is none. */
	draft(): string | null
	setAccess(access: Access): void
	/** Calls back once, when the document is in sync with the server, or has a whole copy while that cannot be reached. */
	onOpen(callback: (document: BoardDocument) => void): void
	/** Removes the copy of the document on this device. */
	discard(): void
	/**
	 * Closes the document. While image uploads run, it stays open without a view until their images are
	 * saved; `onLost` gets the names of the files that could not be added.
	 */
	close(onLost: (names: readonly string[]) => void): void
}
