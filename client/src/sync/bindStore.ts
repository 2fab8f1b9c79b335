/**
 * Keeps a board's document and its tldraw store in sync (DOC3, DOC4, DOC5). The store always shows
 * the document, the live fields of other people's gestures, and this person's pending changes.
 *
 * Document to store: changed records are collected and shown once a frame, in one merge.
 *
 * Store to document: the fields that this person changed are written at most every WRITE_MS. During
 * a gesture they stay pending; they are written in one transaction when it ends, and dropped when
 * it is cancelled.
 *
 * tldraw also changes records as a side effect of a merge (an arrow that follows, a child that
 * moves). The author's client writes these with the merged change, so this client does not: the
 * next merge reverts them here.
 */
import type { BoardRecord, Fields, RecordLookup, Records } from '@charrette/shared'
import { isCard, joinsOn, putRecord, writeFields } from '@charrette/shared'
import type { RecordsDiff, Signal, TLRecord, TLStore } from '@tldraw/tldraw'
import { atom } from '@tldraw/tldraw'
import type * as Y from 'yjs'
import type { LiveFields } from './pendingChanges.ts'
import { createOverlays, createPendingChanges, writeLiveFields } from './pendingChanges.ts'
import { changedRecordIds, onNextFrame } from './recordEvents.ts'
import { createStoreProjection, recordInStore } from './storeProjection.ts'
import { LOCAL_ORIGIN } from './undoHistory.ts'

/** The shortest time between two writes. */
const WRITE_MS = 90

export interface StoreBindingDeps {
	store: TLStore
	records: Records
	/** False while the board is view only: nothing is written then. */
	canWrite(): boolean
	/** Returns whether this person is in a gesture: dragging, resizing, drawing … */
	isInGesture(): boolean
	/** Marks that a change is not written yet; call the result once it is. */
	markPending(): () => void
}

/** The running gesture, for presence. */
interface LiveGesture {
	/** Changes with every change of the gesture. */
	readonly version: Signal<number>
	isEmpty(): boolean
	read(): Record<string, Fields> | undefined
}

export interface StoreBinding {
	/** Writes the pending changes now. */
	flush(): void
	/** Cancels the gesture: `run` resets the store, and nothing is written. */
	cancelGesture(run: () => void): void
	/** Drops the pending changes; the board is shown without them. */
	dropPending(): void
	readonly liveGesture: LiveGesture
	/** Returns whether a change of the store comes from the document, not from this person. */
	isMerging(): boolean
	/** Shows the live fields of a peer's gesture, or removes them if `live` is null. */
	setOverlay(client: number, live: LiveFields | null): void
	close(): void
}

export function bindStore({ store, records, canWrite, isInGesture, markPending }: StoreBindingDeps): StoreBinding {
	const doc = records.doc as Y.Doc
	const around: RecordLookup = { get: (id) => recordInStore(store, id) ?? undefined }
	const pending = createPendingChanges(around)
	const overlays = createOverlays()
	const board = createStoreProjection({ store, records, pending, overlays })
	/**
	 * Ids of the records that the running gesture changed. Other pending changes are written without
	 * waiting for its end.
	 */
	const gestureIds = new Set<string>()
	const unread = new Set<string>()
	const version = atom('live gesture', 0)
	let isCancelling = false
	let release: (() => void) | null = null
	let writeTimer: ReturnType<typeof setTimeout> | null = null
	let writtenAt = 0
	let cancelRead: (() => void) | null = null
	let cancelNote: (() => void) | null = null

	const isGesturing = () => isInGesture() && canWrite()

	/**
	 * The store calls its listeners a frame after a change. Until then the change counts as pending,
	 * so that the badge never shows a board as saved that has changed (ACK3).
	 */
	function onRecordChange(source: 'remote' | 'user'): void {
		if (cancelNote || source === 'remote' || board.isMerging()) return
		release ??= markPending()
		cancelNote = onNextFrame(noteChanges)
	}
	/** Notes the changes that the store has not reported yet. */
	function noteChanges(): void {
		cancelNote?.()
		cancelNote = null
		store._flushHistory()
		releaseIfWritten()
	}

	function releaseIfWritten(): void {
		if (pending.size > 0 || cancelNote) return
		release?.()
		release = null
	}

	/** The diffs say which records changed; their state is read from the store. */
	function onStoreChange({ changes }: { changes: RecordsDiff<TLRecord> }): void {
		for (const { id } of Object.values(changes.added)) noteChange(id, null)
		for (const [before] of Object.values(changes.updated)) noteChange(before.id, before)
		for (const record of Object.values(changes.removed)) noteChange(record.id, record)
		if (!isCancelling) onPendingChange()
	}

	function noteChange(id: string, before: TLRecord | null): void {
		if (!id.startsWith('shape:') && !id.startsWith('binding:')) return
		if (board.isMerging()) board.noteSideEffect(id)
		else if (!isCancelling || !gestureIds.has(id)) {
			const mustBeRead = pending.note(id, before as BoardRecord | null, recordInStore(store, id))
			// If a gesture created and removed the record, the projection may still show it.
			if (!pending.has(id)) markUnread(id)
			if (!isGesturing()) return
			gestureIds.add(id)
			board.noteMoved(id)
			if (mustBeRead) markUnread(id)
		}
	}

	function onPendingChange(): void {
		releaseIfWritten()
		if (pending.size > 0) {
			release ??= markPending()
			if (!isGesturing()) writeTimer ??= setTimeout(onWriteTimer, Math.max(0, writtenAt + WRITE_MS - performance.now()))
		}
		if (gestureIds.size > 0) version.update((count) => count + 1)
	}

	function onWriteTimer(): void {
		writeTimer = null
		if (!isGesturing()) flush()
	}

	function flush(): void {
		noteChanges()
		if (writeTimer) clearTimeout(writeTimer)
		writeTimer = null
		writtenAt = performance.now()
		if (pending.size > 0 && canWrite()) {
			doc.transact(() => {
				for (const id of pending.ids()) writeOne(id)
			}, LOCAL_ORIGIN)
		}
		dropAll()
	}

	function writeOne(id: string): void {
		const changes = pending.changesOf(id) ?? {}
		const now = recordInStore(store, id)
		if (changes['type'] === null) for (const gone of [...pending.joinsOf(id), id]) records.delete(gone)
		else if (!pending.isNew(id)) writeFields(records, id, changes)
		else if (now) for (const record of [now, ...(isCard(now) ? joinsOn(now) : [])]) putRecord(records, record, around)
	}

	/**
	 * Drops the pending changes. Called after the update was sent, so presence announces the
	 * gesture's end last.
	 */
	function dropAll(): void {
		for (const id of pending.ids()) {
			pending.drop(id)
			markUnread(id)
		}
		onPendingChange()
		gestureIds.clear()
	}

	function markUnread(id: string): void {
		unread.add(id)
		cancelRead ??= onNextFrame(read)
	}

	function read(): void {
		cancelRead = null
		noteChanges()
		if (!isGesturing()) flush()
		const ids = new Set(unread)
		unread.clear()
		board.show(ids)
	}

	function onDocumentChange(events: Y.YEvent<never>[]): void {
		for (const id of changedRecordIds(events)) markUnread(id)
	}

	const unlisten = store.listen(onStoreChange, { source: 'user', scope: 'document' })
	const unregister = (['shape', 'binding'] as const).flatMap((type) => [
		store.sideEffects.registerAfterCreateHandler(type, (_record, source) => onRecordChange(source)),
		store.sideEffects.registerAfterChangeHandler(type, (_before, _after, source) => onRecordChange(source)),
		store.sideEffects.registerAfterDeleteHandler(type, (_record, source) => onRecordChange(source)),
	])
	records.observeDeep(onDocumentChange as never)

	return {
		flush,
		cancelGesture(run) {
			noteChanges()
			isCancelling = true
			try {
				run()
				noteChanges()
			} finally {
				isCancelling = false
			}
			// Includes records that `run` did not change because they already looked as before the
			// gesture.
			for (const id of gestureIds) {
				pending.drop(id)
				markUnread(id)
			}
			onPendingChange()
			gestureIds.clear()
		},
		dropPending() {
			noteChanges()
			dropAll()
		},
		liveGesture: {
			version,
			isEmpty: () => pending.size === 0 || gestureIds.size === 0,
			read() {
				noteChanges()
				if (gestureIds.size === 0) return undefined
				return writeLiveFields(pending.ids().map((id) => [id, pending.changesOf(id) ?? {}]))
			},
		},
		isMerging: board.isMerging,
		setOverlay(client, live) {
			for (const id of overlays.set(client, live)) markUnread(id)
		},
		close() {
			if (isGesturing()) {
				noteChanges()
				dropAll()
			} else flush()
			for (const stop of unregister) stop()
			unlisten()
			records.unobserveDeep(onDocumentChange as never)
			cancelRead?.()
			if (writeTimer) clearTimeout(writeTimer)
		},
	}
}
