import type { Access, BoardId, Refusal, StorageState } from '@charrette/shared'
import { BOARD_SCHEMA, boardRoom, recordsOf, textOf } from '@charrette/shared'
import type { Editor, TLShapeId, TLStore } from '@tldraw/tldraw'
import * as Y from 'yjs'
import type { Readable } from '../session/cell.ts'
import { createCell } from '../session/cell.ts'
import type { ConnectionStatus } from '../session/connectRoom.ts'
import { connectRoom } from '../session/connectRoom.ts'
import type { Credentials } from '../session/credentials.ts'
import { readStorageState } from '../session/readStorageState.ts'
import type { SaveStatus } from '../session/saveStatus.ts'
import { createSaveTracker } from '../session/saveStatus.ts'
import { bindDocument } from './bindDocument.ts'
import { bindPresence } from './bindPresence.ts'
import { bindText } from './bindText.ts'
import type { Undo } from './bindUndo.ts'
import { bindUndo } from './bindUndo.ts'
import { createBoardStore } from './createBoardStore.ts'
import { bindGesture, isInGesture } from './gesture.ts'
import { guardUnload } from './guardUnload.ts'
import { keepEdits, keepNothing } from './keepEdits.ts'
import { LOCAL } from './origins.ts'

/** Why the document that was open before this one was thrown away, and the text that was being written in it. */
export interface Loss {
	reason: 'replaced' | 'rejected'
	refusal: Refusal | null
	draft: string | null
}

/** A board that is open here: its store, filled, and the ways an editor is tied to it. */
export interface OpenBoard {
	store: TLStore
	saveStatus: Readable<SaveStatus>
	/** Whether the server can store what is done here. */
	storage: Readable<StorageState>
	/** What happened to the document before this one; told once. */
	takeLoss(): Loss | null
	/** Ties a mounted editor to the board: undo, presence both ways, read-only by access. Returns its undo. */
	attach(editor: Editor): () => void
	/** Binds a textarea to a card's text; null if the card is gone. Returns its undo. */
	bindText(card: TLShapeId, textarea: HTMLTextAreaElement): (() => void) | null
}

/** A board on its way: the connection from the start, the board once it is in step with the server. */
export interface BoardSession {
	status: Readable<ConnectionStatus>
	/** Why the server refused the last edit, if it did. */
	refusal(): Refusal | null
	/** What is being written in a card now. */
	draft(): string | null
	setAccess(access: Access): void
	/** Calls back once, when the board's document is here. */
	onOpen(open: (board: OpenBoard) => void): void
	/** Removes what this device kept of the document. */
	discard(): void
	close(): void
}

export interface OpenBoardOptions {
	board: BoardId
	/** Which document of the board (REST1). */
	epoch: number
	credentials: Credentials
	access: Access
	/** What happened to the document before, so that it is told. */
	loss?: Loss | null
}

export function openBoard(options: OpenBoardOptions): BoardSession {
	const { board, epoch, credentials } = options
	const room = boardRoom(board)
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const saves = createSaveTracker({ access: options.access, refusal: options.loss?.refusal ?? undefined })
	const storage = createCell<StorageState>('ok')
	const who = credentials.participant ?? credentials.role
	const kept =
		credentials.role === 'projector' ? keepNothing() : keepEdits({ doc, room, epoch, who, onFound: saves.kept })
	let { access, loss = null } = options
	let editor: Editor | null = null
	let undo: Undo | null = null
	let binding: ReturnType<typeof bindDocument> | null = null
	let textarea: HTMLTextAreaElement | null = null

	const canWrite = () => access === 'edit' && storage.get() !== 'full'
	const isGesturing = () => editor !== null && isInGesture(editor)

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
		// A gesture that the page takes with it never was (DOC3).
		flush: () => isGesturing() || binding?.flush(),
		mayLose: () => saves.isHolding() || (saves.changes.get() > 0 && !kept.isStored()),
	})

	function showAccess(): void {
		editor?.updateInstanceState({ isReadonly: !canWrite() })
		if (!canWrite()) editor?.setEditingShape(null)
	}

	function takeStorage(now: StorageState | null): void {
		if (!now) return
		storage.set(now)
		saves.setStorage(now)
		showAccess()
		// What the server dropped while it was full is sent again by a new socket alone.
		if (now === 'ok' && saves.hasDropped()) connection.restart()
	}

	function attach(mounted: Editor): () => void {
		editor = mounted
		const bound = bindUndo(mounted, records, () => binding?.flush())
		undo = bound
		const unbindGesture = binding && bindGesture(mounted, binding)
		const unbindPresence = binding && bindPresence({ editor: mounted, awareness: connection.awareness, binding })
		showAccess()
		return () => {
			unbindGesture?.()
			unbindPresence?.()
			bound.close()
			undo = null
			editor = null
		}
	}

	function bindCardText(card: TLShapeId, field: HTMLTextAreaElement): (() => void) | null {
		binding?.flush()
		const text = textOf(records, card)
		if (!text) return null
		textarea = field
		const unbind = bindText({
			text,
			textarea: field,
			hold: saves.hold,
			startUndoStep: () => undo?.startStep(),
			undo: () => undo?.undo(),
			redo: () => undo?.redo(),
		})
		return () => {
			unbind()
			if (textarea === field) textarea = null
		}
	}

	function open(): OpenBoard {
		const store = createBoardStore()
		binding = bindDocument({
			store,
			records,
			canWrite,
			isInGesture: isGesturing,
			hold: saves.hold,
		})
		return {
			store,
			saveStatus: saves.status,
			storage,
			takeLoss() {
				const taken = loss
				loss = null
				return taken
			},
			attach,
			bindText: bindCardText,
		}
	}

	return {
		status: connection.status,
		refusal: saves.refusal,
		draft: () => textarea?.value.trim() || null,
		setAccess(now) {
			access = now
			saves.setAccess(now)
			showAccess()
		},
		onOpen(callback) {
			const unsubscribe = connection.status.subscribe(() => {
				if (connection.status.get().state !== 'live') return
				unsubscribe()
				callback(open())
			})
		},
		discard: kept.discard,
		close() {
			binding?.close()
			unguard()
			connection.close()
			kept.close()
			doc.destroy()
		},
	}
}
