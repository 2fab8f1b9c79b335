import type { Access, NackReason, PresentedPage, Records, StorageState } from '@charrette/shared'
import type { Awareness } from 'y-protocols/awareness'
import type { ConnectionStatus } from '../connection/connectRoom.ts'
import type { RoomDamage } from '../connection/frames.ts'
import type { MutableObservable, Observable } from '../connection/observable.ts'
import type { SaveStatus } from '../connection/saveStatus.ts'
import type { TextBindingDeps } from './bindText.ts'
import type { FormerCards } from './formerCards.ts'
import type { ImageUploads } from './imageUploads.ts'
import type { Deletions } from './trackDeletions.ts'
import type { UndoHistory } from './undoHistory.ts'

/**
 * Why the previous document of the board was discarded, and the text that was being edited in it.
 */
export interface DiscardedDocument {
	reason: 'replaced' | 'rejected'
	/** The reason of the server's rejection; null if the server did not reject it. */
	refusal: NackReason | null
	/** The text of the card that was being edited; null if there was none. */
	draft: string | null
}

/**
 * The open document of a room, in sync with the server; the canvas and the list are views of it.
 */
export interface BoardDocument {
	records: Records
	awareness: Awareness
	saveStatus: Observable<SaveStatus>
	/** The state of the server's storage: whether it can store changes. */
	storage: Observable<StorageState>
	/** The part of the document that the server could not read; null if it read everything. */
	damage: Observable<RoomDamage | null>
	/** Whether this person can write now; the server enforces it. */
	canWrite: Observable<boolean>
	/** This person's undo history, the same in every view. */
	undo: UndoHistory
	/** The deletions of many cards (DOC6b). */
	deletions: Deletions
	/** Whether this person sorts the cards now, which presence announces (SORT5). */
	isSorting: MutableObservable<boolean>
	/** The page of a document that this person presents in the reader (CASE7); null if none. */
	presentedPage: MutableObservable<PresentedPage | null>
	/** This person's image uploads, the same in every view. */
	uploads: ImageUploads
	/** Marks that typed text or a gesture is not in the document yet; call the result once it is. */
	markPending(): () => void
	/**
	 * Returns why the board's previous document was discarded; null if it was not. Only the first
	 * call returns it.
	 */
	takeDiscarded(): DiscardedDocument | null
	/** The cards of a former document that never arrived at the server (REST1g); null if none. */
	formerCards: MutableObservable<FormerCards | null>
	/**
	 * Binds a text field to a text and returns a function that unbinds it. Null if there is no such
	 * text. `steps` are the document's by default.
	 */
	bindText(place: TextPlace, field: HTMLTextAreaElement, steps?: TextUndo): (() => void) | null
	/**
	 * Writes the values of the edits that wait for another device again, as new edits that depend on
	 * nothing. The board is then reopened. Changes nothing if they cannot be saved.
	 */
	keepWaiting(): Promise<void>
	/**
	 * Registers a view, which is flushed and closed with the document. Returns a function that
	 * removes it.
	 */
	registerView(view: DocumentView): () => void
}

/** A view of a document, which may have pending changes. */
export interface DocumentView {
	/** Writes the changes that can be written now: the page may be closed at any time. */
	flush(): void
	/** Writes the changes that can be written now: the document is about to be closed. */
	close(): void
}

/** A text of a record: a card's text, or the one with this key (DETAIL1a). */
export interface TextPlace {
	record: string
	key?: string | undefined
}

/** The undo functions that the shortcuts of a textarea call. */
type TextUndo = Pick<TextBindingDeps, 'undo' | 'redo' | 'startUndoStep'>

/**
 * The handle of a document. It has a connection from the start. The document opens once it is in
 * sync with the server, or if the server cannot be reached and this device has a whole copy.
 */
export interface BoardDocumentHandle {
	status: Observable<ConnectionStatus>
	/** Returns why the server rejected the last edit; null if it did not. */
	refusal(): NackReason | null
	/** Returns the text of the card that is being edited now; null if there is none. */
	draft(): string | null
	/** Sets the access of the server, and whether the controls are disabled in spite of it. */
	setAccess(access: Access, isReadOnly: boolean): void
	/**
	 * Calls back once, when the document is in sync with the server, or when the server cannot be
	 * reached and this device has a whole copy.
	 */
	onOpen(callback: (document: BoardDocument) => void): void
	/** Removes the copy of the document on this device. */
	discard(): void
	/** Removes the copy unless it has edits that are not saved on the server. */
	discardSaved(): void
	/**
	 * Closes the document. While image uploads run, it stays open without a view until their images
	 * are saved. `onLost` gets the names of the files that could not be added.
	 */
	close(onLost: (names: readonly string[]) => void): void
}
