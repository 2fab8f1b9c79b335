import type { Access, Records, Refusal, RoomId, StorageState } from '@charrette/shared'
import { BOARD_SCHEMA, recordsOf, textOf } from '@charrette/shared'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Readable } from '../session/cell.ts'
import { createCell } from '../session/cell.ts'
import type { ConnectionStatus } from '../session/connectRoom.ts'
import { connectRoom } from '../session/connectRoom.ts'
import type { Credentials } from '../session/credentials.ts'
import { readStorageState } from '../session/readStorageState.ts'
import type { SaveStatus } from '../session/saveStatus.ts'
import { createSaveTracker } from '../session/saveStatus.ts'
import type { BindTextDeps } from './bindText.ts'
import { bindText } from './bindText.ts'
import { guardUnload } from './guardUnload.ts'
import { keepEdits, keepNothing } from './keepEdits.ts'
import { LOCAL } from './origins.ts'
import type { UndoSteps } from './undoSteps.ts'
import { createUndoSteps } from './undoSteps.ts'

/** Why the document that was open before this one was thrown away, and the text that was being written in it. */
export interface Loss {
	reason: 'replaced' | 'rejected'
	refusal: Refusal | null
	draft: string | null
}

/** A room's document that is open here and in step with the server, whatever shows it: the canvas, or the list. */
export interface OpenDocument {
	records: Records
	awareness: Awareness
	saveStatus: Readable<SaveStatus>
	/** Whether the server can store what is done here. */
	storage: Readable<StorageState>
	/** Whether one may write here now; the server enforces it. */
	canWrite: Readable<boolean>
	/** One's own steps, through every change of view. */
	undo: UndoSteps
	/** Something is done that is not in the document yet; call the result when it is. */
	hold(): () => void
	/** What happened to the document before this one; told once. */
	takeLoss(): Loss | null
	/** Binds a textarea to a card's text; null if the card is gone. Returns its undo. */
	bindText(card: string, textarea: HTMLTextAreaElement, steps: TextSteps): (() => void) | null
	/** Ties what shows the document to its life. Returns its undo. */
	follow(view: DocumentView): () => void
}

/** Something that shows a document, and may have changes of it that are not written yet. */
interface DocumentView {
	/** The page may go at any moment: writes now what can be written. */
	flush(): void
	/** The document closes: the last moment to write in it. */
	close(): void
}

/** The undo that a text's keys go to. */
type TextSteps = Pick<BindTextDeps, 'undo' | 'redo' | 'startUndoStep'>

/** A document on its way: the connection from the start, the document once it is in step with the server. */
export interface DocumentSession {
	status: Readable<ConnectionStatus>
	/** Why the server refused the last edit, if it did. */
	refusal(): Refusal | null
	/** What is being written in a card now. */
	draft(): string | null
	setAccess(access: Access): void
	/** Calls back once, when the document is here. */
	onOpen(open: (document: OpenDocument) => void): void
	/** Removes what this device kept of the document. */
	discard(): void
	close(): void
}

export interface OpenDocumentOptions {
	/** A board's, or one's own private one (ROOM3). */
	room: RoomId
	/** Which document of the room (REST1). */
	epoch: number
	credentials: Credentials
	access: Access
	/** What happened to the document before, so that it is told. */
	loss?: Loss | null
}

export function openDocument(options: OpenDocumentOptions): DocumentSession {
	const { room, epoch, credentials } = options
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const saves = createSaveTracker({ access: options.access, refusal: options.loss?.refusal ?? undefined })
	const storage = createCell<StorageState>('ok')
	const who = credentials.participant ?? credentials.role
	const kept =
		credentials.role === 'projector' ? keepNothing() : keepEdits({ doc, room, epoch, who, onFound: saves.kept })
	const undo = createUndoSteps(records)
	const views = new Set<DocumentView>()
	let { access, loss = null } = options
	let textarea: HTMLTextAreaElement | null = null
	const mayWrite = () => access === 'edit' && storage.get() !== 'full'
	const canWrite = createCell(mayWrite())

	doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
		if (transaction.origin === LOCAL || transaction.origin instanceof Y.UndoManager) saves.changed()
	})
	saves.changes.subscribe(() => kept.note(saves.changes.get()))
	const connection = connectRoom({
		room,
		token: credentials.token,
		doc,
		params: { schema: String(BOARD_SCHEMA), epoch: String(epoch) },
		ready: kept.ready,
		saves,
		onState: (json) => takeStorage(readStorageState(json)),
	})
	const unguard = guardUnload({
		flush() {
			for (const view of views) view.flush()
		},
		mayLose: () => saves.isHolding() || (saves.changes.get() > 0 && !kept.isStored()),
	})

	function takeStorage(now: StorageState | null): void {
		if (!now) return
		storage.set(now)
		saves.setStorage(now)
		canWrite.set(mayWrite())
		// What the server dropped while it was full is sent again by a new socket alone.
		if (now === 'ok' && saves.hasDropped()) connection.restart()
	}

	function bindCardText(card: string, field: HTMLTextAreaElement, steps: TextSteps): (() => void) | null {
		const text = textOf(records, card)
		if (!text) return null
		textarea = field
		const unbind = bindText({ text, textarea: field, hold: saves.hold, ...steps })
		return () => {
			unbind()
			if (textarea === field) textarea = null
		}
	}

	function takeLoss(): Loss | null {
		const taken = loss
		loss = null
		return taken
	}

	const opened: OpenDocument = {
		records,
		awareness: connection.awareness,
		saveStatus: saves.status,
		storage,
		canWrite,
		undo,
		hold: saves.hold,
		takeLoss,
		bindText: bindCardText,
		follow(view) {
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
