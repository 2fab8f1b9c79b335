import type { Access, BoardId, Refusal } from '@charrette/shared'
import { boardRoom, recordsOf, textOf } from '@charrette/shared'
import type { Editor, TLShapeId, TLStore } from '@tldraw/tldraw'
import * as Y from 'yjs'
import type { Readable } from '../session/cell.ts'
import type { ConnectionStatus } from '../session/connectRoom.ts'
import { connectRoom } from '../session/connectRoom.ts'
import type { SaveStatus } from '../session/saveStatus.ts'
import { createSaveTracker } from '../session/saveStatus.ts'
import { bindDocument } from './bindDocument.ts'
import { bindPresence } from './bindPresence.ts'
import { bindText } from './bindText.ts'
import type { Undo } from './bindUndo.ts'
import { bindUndo } from './bindUndo.ts'
import { createBoardStore } from './createBoardStore.ts'
import { bindGesture, isInGesture } from './gesture.ts'
import { LOCAL } from './origins.ts'

/** A board that is open here: its store, filled, and the ways an editor is tied to it. */
export interface OpenBoard {
	store: TLStore
	saveStatus: Readable<SaveStatus>
	/** Ties a mounted editor to the board: undo, presence both ways, read-only by access. Returns its undo. */
	attach(editor: Editor): () => void
	/** Binds a textarea to a card's text; null if the card is gone. Returns its undo. */
	bindText(card: TLShapeId, textarea: HTMLTextAreaElement): (() => void) | null
}

/** A board on its way: the connection from the start, the board once it is in step with the server. */
export interface BoardSession {
	status: Readable<ConnectionStatus>
	saveStatus: Readable<SaveStatus>
	setAccess(access: Access): void
	/** Calls back once, when the board's document is here. */
	onOpen(open: (board: OpenBoard) => void): void
	close(): void
}

export interface OpenBoardOptions {
	board: BoardId
	token: string
	access: Access
	/** What an earlier document was refused for, so that the badge goes on saying it. */
	refusal?: Refusal
}

export function openBoard({ board, token, access: accessAtFirst, refusal }: OpenBoardOptions): BoardSession {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const saves = createSaveTracker({ access: accessAtFirst, refusal })
	let access = accessAtFirst
	let editor: Editor | null = null
	let undo: Undo | null = null
	let binding: ReturnType<typeof bindDocument> | null = null
	doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
		if (transaction.origin === LOCAL || transaction.origin instanceof Y.UndoManager) saves.changed()
	})
	const connection = connectRoom({ room: boardRoom(board), token, doc, saves })

	function showAccess(): void {
		editor?.updateInstanceState({ isReadonly: access !== 'edit' })
		if (access !== 'edit') editor?.setEditingShape(null)
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

	function open(): OpenBoard {
		const store = createBoardStore()
		binding = bindDocument({
			store,
			records,
			canWrite: () => access === 'edit',
			isInGesture: () => editor !== null && isInGesture(editor),
			hold: saves.hold,
		})
		return {
			store,
			saveStatus: saves.status,
			attach,
			bindText(card, textarea) {
				binding?.flush()
				const text = textOf(records, card)
				if (!text) return null
				return bindText({
					text,
					textarea,
					hold: saves.hold,
					startUndoStep: () => undo?.startStep(),
					undo: () => undo?.undo(),
					redo: () => undo?.redo(),
				})
			},
		}
	}

	return {
		status: connection.status,
		saveStatus: saves.status,
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
		close() {
			binding?.close()
			connection.close()
			doc.destroy()
		},
	}
}
