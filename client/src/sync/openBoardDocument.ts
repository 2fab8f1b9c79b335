import {
	type Access,
	BOARD_SCHEMA_VERSION,
	type NackReason,
	type Records,
	type RoomId,
	recordsOf,
	type StorageState,
	textOf,
} from '@charrette/shared'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { type ConnectionStatus, connectRoom } from '../connection/connectRoom.ts'
import type { Credentials } from '../connection/credentials.ts'
import { readStorageState } from '../connection/frames.ts'
import { createObservable, type Observable } from '../connection/observable.ts'
import { createSaveTracker, type SaveStatus } from '../connection/saveStatus.ts'
import { bindText, type TextBindingDeps } from './bindText.ts'
import { noOfflineStore, openOfflineStore } from './offlineStore.ts'
import { createUndoHistory, LOCAL_ORIGIN, type UndoHistory } from './undoHistory.ts'

/** Why the document that was open before this one was thrown away, and the text that was being written in it. */
export interface DocumentLoss {
	reason: 'replaced' | 'rejected'
	refusal: NackReason | null
	draft: string | null
}

/** A room's document that is open here and in step with the server, whatever shows it: the canvas, or the list. */
export interface BoardDocument {
	records: Records
	awareness: Awareness
	saveStatus: Observable<SaveStatus>
	/** Whether the server can store what is done here. */
	storage: Observable<StorageState>
	/** Whether one may write here now; the server enforces it. */
	canWrite: Observable<boolean>
	/** One's own steps, through every change of view. */
	undo: UndoHistory
	/** Something is done that is not in the document yet; call the result when it is. */
	markPending(): () => void
	/** What happened to the document before this one; told once. */
	takeLoss(): DocumentLoss | null
	/** Binds a textarea to a card's text; null if the card is gone. Returns its undo. */
	bindText(card: string, textarea: HTMLTextAreaElement, steps: TextUndo): (() => void) | null
	/** Ties what shows the document to its life. Returns its undo. */
	registerView(view: DocumentView): () => void
}

/** Something that shows a document, and may have changes of it that are not written yet. */
interface DocumentView {
	/** The page may go at any moment: writes now what can be written. */
	flush(): void
	/** The document closes: the last moment to write in it. */
	close(): void
}

/** The undo that a text's keys go to. */
type TextUndo = Pick<TextBindingDeps, 'undo' | 'redo' | 'startUndoStep'>

/** A document on its way: the connection from the start, the document once it is in step with the server. */
export interface BoardDocumentHandle {
	status: Observable<ConnectionStatus>
	/** Why the server refused the last edit, if it did. */
	refusal(): NackReason | null
	/** What is being written in a card now. */
	draft(): string | null
	setAccess(access: Access): void
	/** Calls back once, when the document is here. */
	onOpen(open: (document: BoardDocument) => void): void
	/** Removes what this device kept of the document. */
	discard(): void
	close(): void
}

export interface BoardDocumentOptions {
	/** A board's, or one's own private one (ROOM3). */
	room: RoomId
	/** Which document of the room (REST1). */
	epoch: number
	credentials: Credentials
	access: Access
	/** What happened to the document before, so that it is told. */
	loss?: DocumentLoss | null
}

export function openBoardDocument(options: BoardDocumentOptions): BoardDocumentHandle {
	const { room, epoch, credentials } = options
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const saves = createSaveTracker({ access: options.access, refusal: options.loss?.refusal ?? undefined })
	const storage = createObservable<StorageState>('ok')
	const who = credentials.participant ?? credentials.role
	const kept =
		credentials.role === 'projector'
			? noOfflineStore()
			: openOfflineStore({ doc, room, epoch, who, onFound: saves.foundUnsaved })
	const undo = createUndoHistory(records)
	const views = new Set<DocumentView>()
	let { access, loss = null } = options
	let textarea: HTMLTextAreaElement | null = null
	const mayWrite = () => access === 'edit' && storage.get() !== 'full'
	const canWrite = createObservable(mayWrite())

	doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
		if (transaction.origin === LOCAL_ORIGIN || transaction.origin instanceof Y.UndoManager) saves.changed()
	})
	saves.changes.subscribe(() => kept.setUnsaved(saves.changes.get()))
	const connection = connectRoom({
		room,
		token: credentials.token,
		doc,
		params: { schema: String(BOARD_SCHEMA_VERSION), epoch: String(epoch) },
		ready: kept.ready,
		saves,
		onState: (json) => takeStorage(readStorageState(json)),
	})
	const unguard = guardUnload({
		flush() {
			for (const view of views) view.flush()
		},
		wouldLoseEdits: () => saves.hasPending() || (saves.changes.get() > 0 && !kept.isStored()),
	})

	function takeStorage(now: StorageState | null): void {
		if (!now) return
		storage.set(now)
		saves.setStorage(now)
		canWrite.set(mayWrite())
		// What the server dropped while it was full is sent again by a new socket alone.
		if (now === 'ok' && saves.hasDropped()) connection.restart()
	}

	function bindCardText(card: string, field: HTMLTextAreaElement, steps: TextUndo): (() => void) | null {
		const text = textOf(records, card)
		if (!text) return null
		textarea = field
		const unbind = bindText({ text, textarea: field, markPending: saves.markPending, ...steps })
		return () => {
			unbind()
			if (textarea === field) textarea = null
		}
	}

	function takeLoss(): DocumentLoss | null {
		const taken = loss
		loss = null
		return taken
	}

	const opened: BoardDocument = {
		records,
		awareness: connection.awareness,
		saveStatus: saves.status,
		storage,
		canWrite,
		undo,
		markPending: saves.markPending,
		takeLoss,
		bindText: bindCardText,
		registerView(view) {
			views.add(view)
			return () => views.delete(view)
		},
	}
	return {
		status: connection.status,
		refusal: saves.refusal,
		draft: () => textarea?.value.trim() || null,
		setAccess(now) {
			access = now
			saves.setAccess(now)
			canWrite.set(mayWrite())
		},
		onOpen(callback) {
			const unsubscribe = connection.status.subscribe(() => {
				if (connection.status.get().state !== 'live') return
				unsubscribe()
				callback(opened)
			})
		},
		discard: kept.discard,
		close() {
			for (const view of views) view.close()
			undo.close()
			unguard()
			connection.close()
			kept.close()
			doc.destroy()
		},
	}
}

export interface GuardUnloadDeps {
	/** Takes what is under way into the document. */
	flush(): void
	/** Whether something would be gone with the page: neither saved nor kept on this device. */
	wouldLoseEdits(): boolean
}

/** Warns who leaves the page while something would be lost, and only then. Returns its undo. */
function guardUnload({ flush, wouldLoseEdits }: GuardUnloadDeps): () => void {
	const onBeforeUnload = (event: BeforeUnloadEvent) => {
		flush()
		if (wouldLoseEdits()) event.preventDefault()
	}
	// A phone kills a hidden page without a word.
	const onVisibilityChange = () => {
		if (document.visibilityState === 'hidden') flush()
	}
	window.addEventListener('beforeunload', onBeforeUnload)
	document.addEventListener('visibilitychange', onVisibilityChange)
	return () => {
		window.removeEventListener('beforeunload', onBeforeUnload)
		document.removeEventListener('visibilitychange', onVisibilityChange)
	}
}
