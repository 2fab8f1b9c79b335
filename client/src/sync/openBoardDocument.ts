import {
	type Access,
	BOARD_SCHEMA_VERSION,
	type BoardId,
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
import { uploadImage } from '../connection/fileTransfer.ts'
import { type RoomDamage, readRoomState } from '../connection/frames.ts'
import { createObservable, type Observable } from '../connection/observable.ts'
import { createSaveTracker, type SaveStatus, type SaveTracker } from '../connection/saveStatus.ts'
import { bindText, type TextBindingDeps } from './bindText.ts'
import { createImageUploads, type ImageUploads, type Upload } from './imageUploads.ts'
import { noOfflineStore, openOfflineStore } from './offlineStore.ts'
import { createUndoHistory, LOCAL_ORIGIN, type UndoHistory } from './undoHistory.ts'

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
interface DocumentView {
	/** Writes what can be written: the page may be closed at any time. */
	flush(): void
	/** Writes what can be written: the document is about to be closed. */
	close(): void
}

/** The undo that the keys of a textarea use. */
type TextUndo = Pick<TextBindingDeps, 'undo' | 'redo' | 'startUndoStep'>

/**
 * The handle of a document: it has the connection from the start, and the document once it is in
 * sync with the server.
 */
export interface BoardDocumentHandle {
	status: Observable<ConnectionStatus>
	/** Why the server rejected the last edit; null if it did not. */
	refusal(): NackReason | null
	/** The text of the card that is being edited now; null if there is none. */
	draft(): string | null
	setAccess(access: Access): void
	/** Calls back once, when the document is in sync with the server. */
	onOpen(callback: (document: BoardDocument) => void): void
	/** Removes the copy of the document on this device. */
	discard(): void
	/**
	 * Closes the document. While image uploads run, it stays open without a view until their images are
	 * saved; `onLost` gets the names of the files that could not be added.
	 */
	close(onLost: (names: readonly string[]) => void): void
}

interface BoardDocumentOptions {
	board: BoardId
	/** The room of a board, or this person's private room (ROOM3). */
	room: RoomId
	/** The epoch of the room's document (REST1). */
	epoch: number
	credentials: Credentials
	access: Access
	/** What happened to the previous document, for `takeLoss`. */
	loss?: DocumentLoss | null
}

/**
 * Opens a room's document with its connection, its copy on this device, the save status and the
 * undo history.
 */
export function openBoardDocument(options: BoardDocumentOptions): BoardDocumentHandle {
	const { board, room, epoch, credentials } = options
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const saves = createSaveTracker({ access: options.access, refusal: options.loss?.refusal ?? undefined })
	const storage = createObservable<StorageState>('ok')
	const damage = createObservable<RoomDamage | null>(null)
	const author = credentials.participant ?? credentials.role
	const offline =
		credentials.role === 'projector'
			? noOfflineStore()
			: openOfflineStore({ doc, room, epoch, author, onFound: saves.foundUnsaved })
	const undo = createUndoHistory(records)
	const views = new Set<DocumentView>()
	let { access, loss = null } = options
	let textarea: HTMLTextAreaElement | null = null
	const isWritable = () => access === 'edit' && storage.get() !== 'full'
	const canWrite = createObservable(isWritable())
	const uploads = createImageUploads({
		records,
		undo,
		author: credentials.participant,
		// What is written after the connection has ended would be lost.
		canWrite: () => canWrite.get() && connection.status.get().state !== 'closed',
		flush: flushViews,
		send: (image) => uploadImage(credentials, { ...image, board }),
	})

	doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
		if (transaction.origin === LOCAL_ORIGIN || transaction.origin instanceof Y.UndoManager) saves.changed()
	})
	saves.changes.subscribe(() => offline.setUnsaved(saves.changes.get()))
	const connection = connectRoom({
		room,
		token: credentials.token,
		doc,
		params: { schema: String(BOARD_SCHEMA_VERSION), epoch: String(epoch) },
		ready: offline.ready,
		saves,
		onState(json) {
			const { storage: reported, damage: found } = readRoomState(json)
			damage.set(found)
			takeStorage(reported)
		},
	})
	const unguard = guardUnload({
		flush: flushViews,
		wouldLoseEdits: () => uploads.isRunning() || saves.hasPending() || (saves.changes.get() > 0 && !offline.isStored()),
	})

	function flushViews(): void {
		for (const view of views) view.flush()
	}

	function takeStorage(now: StorageState | null): void {
		if (!now) return
		storage.set(now)
		saves.setStorage(now)
		canWrite.set(isWritable())
		// The server dropped edits while it was full: only a new socket sends them again.
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

	const boardDocument: BoardDocument = {
		records,
		awareness: connection.awareness,
		saveStatus: saves.status,
		storage,
		damage,
		canWrite,
		undo,
		uploads,
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
			canWrite.set(isWritable())
		},
		onOpen(callback) {
			const unsubscribe = connection.status.subscribe(() => {
				if (connection.status.get().state !== 'live') return
				unsubscribe()
				callback(boardDocument)
			})
		},
		discard: offline.discard,
		close(onLost) {
			for (const view of views) view.close()
			whenUploaded({ uploads, saves, status: connection.status }, (lost) => {
				uploads.close()
				undo.close()
				unguard()
				connection.close()
				offline.close()
				doc.destroy()
				if (lost.length > 0) onLost(lost.map(({ file }) => file.name))
			})
		},
	}
}

/** Refusals after which the server takes the edit later, on a new socket. */
const PASSING_REFUSALS: readonly NackReason[] = ['gap', 'storage']

interface WhenUploadedDeps {
	uploads: ImageUploads
	saves: SaveTracker
	status: Observable<ConnectionStatus>
}

/**
 * Calls back once, when no upload runs and the images are saved, or when that is no longer possible;
 * at once if no upload runs now. The callback gets the uploads whose images are not saved.
 */
function whenUploaded({ uploads, saves, status }: WhenUploadedDeps, onEnd: (lost: readonly Upload[]) => void): void {
	const started = uploads.list.get()
	const undos: (() => void)[] = []
	let hasEnded = false
	function end(lost: readonly Upload[]): void {
		if (hasEnded) return
		hasEnded = true
		for (const undo of undos) undo()
		onEnd(lost)
	}
	function check(): void {
		const refusal = saves.refusal()
		const isSaved = saves.changes.get() === 0
		if (status.get().state === 'closed') end(isSaved ? uploads.list.get() : started)
		else if (uploads.isRunning()) return
		else if (isSaved) end(uploads.list.get())
		else if (refusal && !PASSING_REFUSALS.includes(refusal)) end(started)
	}
	if (!uploads.isRunning()) {
		end(started)
		return
	}
	for (const changed of [uploads.list, saves.status, saves.changes, status]) undos.push(changed.subscribe(check))
	check()
}

interface GuardUnloadDeps {
	/** Writes pending changes into the document. */
	flush(): void
	/**
	 * Whether edits would be lost with the page: neither saved on the server nor stored on this
	 * device.
	 */
	wouldLoseEdits(): boolean
}

/**
 * Asks for a confirmation before the page is left, if edits would be lost. Returns a function that
 * stops it.
 */
function guardUnload({ flush, wouldLoseEdits }: GuardUnloadDeps): () => void {
	const onBeforeUnload = (event: BeforeUnloadEvent) => {
		flush()
		if (wouldLoseEdits()) event.preventDefault()
	}
	// A phone may close a hidden page without another event.
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
