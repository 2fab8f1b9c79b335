import {
	type Access,
	type BoardId,
	type CardShape,
	CLIENT_SCHEMA_VERSION,
	type PresentedPage,
	parseRoomId,
	type RoomId,
	recordsOf,
	type StorageState,
	textOf,
} from '@charrette/shared'
import * as Y from 'yjs'
import { connectRoom } from '../connection/connectRoom.ts'
import type { Credentials } from '../connection/credentials.ts'
import { type RoomDamage, readRoomState } from '../connection/frames.ts'
import { createObservable } from '../connection/observable.ts'
import { createSaveTracker } from '../connection/saveStatus.ts'
import { uploadDocument, uploadImage } from '../connection/uploadFile.ts'
import type { BoardDocument, BoardDocumentHandle, DiscardedDocument, DocumentView } from './BoardDocument.ts'
import { bindText } from './bindText.ts'
import { type FormerCards, missingCards, readFormerCards } from './formerCards.ts'
import { guardUnload } from './guardUnload.ts'
import { createImageUploads } from './imageUploads.ts'
import { noOfflineStore, openOfflineStore } from './offlineStore.ts'
import { recordsOfTransaction } from './recordEvents.ts'
import { trackDeletions } from './trackDeletions.ts'
import { trackRemovedCards } from './trackRemovedCards.ts'
import { trackWaitingEdits } from './trackWaitingEdits.ts'
import { createUndoHistory, LOCAL_ORIGIN } from './undoHistory.ts'
import { storeUnsentCards } from './unsentCards.ts'
import { whenUploaded } from './whenUploaded.ts'

interface BoardDocumentOptions {
	board: BoardId
	/** The room of a board, or this person's private room (ROOM3). */
	room: RoomId
	/** The epoch of the room's document (REST1). */
	epoch: number
	credentials: Credentials
	access: Access
	/** Whether the controls are disabled, although the server would take edits (ROOM3j). */
	isReadOnly?: boolean
	/** Called when the server has undone a change to a locked card (SETUP1). */
	onLocked?(): void
	/** The discarded previous document, for `takeDiscarded`. */
	discarded?: DiscardedDocument | null
	/** Called when the server has all values of this document, which has to be opened again. */
	onKept(): void
}

/**
 * Opens a room's document with its connection, its copy on this device, the save status and the
 * undo history.
 */
export function openBoardDocument(options: BoardDocumentOptions): BoardDocumentHandle {
	const { board, room, epoch, credentials } = options
	const place = parseRoomId(room)
	const practice = place?.type === 'practice' ? place.practice : null
	const isPrivate = place?.type === 'private'
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const refusal = options.discarded?.refusal ?? undefined
	const saves = createSaveTracker({ access: options.access, refusal, isPrivate, hasCopy: true })
	const storage = createObservable<StorageState>('ok')
	const damage = createObservable<RoomDamage | null>(null)
	const author = credentials.participant ?? credentials.role
	const copy = { workshop: credentials.workshop, room, epoch, author }
	const offline =
		credentials.role === 'projector'
			? noOfflineStore()
			: // A step 2 has to carry the edits: some updates with them would be refused (GATE1, GATE7).
				openOfflineStore({ doc, ...copy, onFound: saves.foundUnsaved, onLate: () => connection.restart() })
	const undo = createUndoHistory(records)
	const deletions = trackDeletions(records, credentials.participant)
	const views = new Set<DocumentView>()
	const server = {
		room,
		token: credentials.token,
		params: {
			schema: String(CLIENT_SCHEMA_VERSION),
			epoch: String(epoch),
			workshop: credentials.workshop,
		},
	}
	const waiting = trackWaitingEdits({
		server,
		doc,
		saves,
		flush: flushViews,
		onKeeping: () => canWrite.set(isWritable()),
		onKept: options.onKept,
	})
	let { access, isReadOnly = false, discarded = null } = options
	/** The text field that had the focus last. */
	let textarea: HTMLTextAreaElement | null = null
	const isWritable = () => access === 'edit' && !isReadOnly && storage.get() !== 'full' && !waiting.isKeeping()
	const canWrite = createObservable(isWritable())
	const to = practice ? { practice } : { board }
	const uploads = createImageUploads({
		records,
		undo,
		author: credentials.participant,
		// Changes written after the connection has ended would be lost.
		canWrite: () => canWrite.get() && connection.status.get().state !== 'closed',
		flush: flushViews,
		send: (image) => uploadImage(credentials, { ...image, to }),
		sendDocument: (file) => uploadDocument(credentials, { ...file, to }),
	})

	doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
		const isOwn = transaction.origin === LOCAL_ORIGIN || transaction.origin instanceof Y.UndoManager
		if (isOwn) saves.changed(recordsOfTransaction(transaction, records))
	})
	saves.changes.subscribe(() => {
		offline.setUnsaved(saves.unsavedRecords())
		if (isPrivate) storeUnsentCards(room, saves.changedRecords())
	})
	void offline.isRead.then((isRead) => {
		saves.copyRead()
		// The number that was stored may be out of date: another tab may have sent the cards.
		if (isPrivate && isRead) storeUnsentCards(room, saves.changedRecords())
	})
	const connection = connectRoom({
		...server,
		doc,
		ready: offline.ready,
		saves,
		onWaiting: (structs) => waiting.take(structs, connection.renewClientId),
		onLocked: () => options.onLocked?.(),
		onState(json) {
			const { storage: reported, damage: found } = readRoomState(json)
			damage.set(found)
			takeStorage(reported)
		},
	})
	const formerCards = createObservable<FormerCards | null>(null)
	let former = credentials.role === 'projector' ? null : readFormerCards(copy)
	const takeRemoved = trackRemovedCards({
		records,
		unsaved: saves.unsavedRecords,
		isLive: () => connection.status.get().state === 'live',
	})
	connection.status.subscribe(() => {
		if (connection.status.get().state !== 'live') return
		offline.markWhole()
		const removed = takeRemoved()
		// The copies are read once: when the connection returns, their cards may have been added.
		void former?.then((found) => offerCards(found, removed))
		if (!former && removed.length > 0) offerCards(formerCards.get(), removed)
		former = null
	})
	const unguard = guardUnload({
		flush: flushViews,
		wouldLoseEdits: () => uploads.isRunning() || saves.hasPending() || (saves.changes.get() > 0 && !offline.isStored()),
	})

	function offerCards(found: FormerCards | null, removed: readonly CardShape[]): void {
		const cards = [...(found?.cards ?? []), ...removed]
		formerCards.set(missingCards({ cards, forget: () => found?.forget() }, records))
	}

	function flushViews(): void {
		for (const view of views) view.flush()
	}

	function takeStorage(now: StorageState | null): void {
		if (!now) return
		storage.set(now)
		saves.setStorage(now)
		canWrite.set(isWritable())
		// The server dropped edits while its storage was full: they are sent again only on a new
		// socket.
		if (now === 'ok' && saves.hasDropped()) connection.restart()
	}

	const bindTextField: BoardDocument['bindText'] = ({ record, key }, field, steps) => {
		const text = textOf(records, record, key)
		if (!text) return null
		const onFocus = () => {
			textarea = field
		}
		if (field === document.activeElement) onFocus()
		field.addEventListener('focus', onFocus)
		const own = { startUndoStep: undo.startStep, undo: undo.undo, redo: undo.redo }
		const { flush, unbind } = bindText({ text, textarea: field, markPending: saves.markPending, ...(steps ?? own) })
		const view = { flush, close: flush }
		views.add(view)
		return () => {
			views.delete(view)
			unbind()
			field.removeEventListener('focus', onFocus)
			if (textarea === field) textarea = null
		}
	}

	function takeDiscarded(): DiscardedDocument | null {
		const taken = discarded
		discarded = null
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
		deletions,
		isSorting: createObservable(false),
		presentedPage: createObservable<PresentedPage | null>(null),
		uploads,
		markPending: saves.markPending,
		takeDiscarded,
		formerCards,
		bindText: bindTextField,
		keepWaiting: waiting.keep,
		registerView(view) {
			views.add(view)
			return () => views.delete(view)
		},
	}
	return {
		status: connection.status,
		refusal: saves.refusal,
		draft: () => textarea?.value.trim() || null,
		setAccess(now, readOnly) {
			access = now
			isReadOnly = readOnly
			saves.setAccess(now)
			canWrite.set(isWritable())
		},
		onOpen(callback) {
			const open = () => {
				const { state } = connection.status.get()
				if (state !== 'live' && !(state === 'offline' && offline.isWhole.get())) return
				for (const unsubscribe of undos.splice(0)) unsubscribe()
				callback(boardDocument)
			}
			const undos = [connection.status, offline.isWhole].map((changed) => changed.subscribe(open))
		},
		discard() {
			offline.discard()
			if (isPrivate) storeUnsentCards(room, 0)
		},
		discardSaved() {
			if (saves.changes.get() === 0) offline.discard()
		},
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
