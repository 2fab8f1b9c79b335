/**
 * A board's document and its store, kept the same (DOC3, DOC4, DOC5). The store is always the document, what others
 * have in their hands, and what is in this hand.
 *
 * From the document and from others' hands: changed records are gathered and shown once a frame, in one merge.
 * Into the document: the fields that this person changed, at most every WRITE_MS. While a gesture runs they stay in the
 * hand; they are written as one when it ends, or let go when it is bailed out of.
 *
 * What tldraw itself changes as an effect of a merge (an arrow that follows, a child that moves) is the author's to
 * write, not ours: it is put back to what the board shows.
 */
import type { BoardRecord, Fields, Records } from '@charrette/shared'
import { putRecord, writeFields } from '@charrette/shared'
import type { RecordsDiff, Signal, TLRecord, TLStore } from '@tldraw/tldraw'
import { atom } from '@tldraw/tldraw'
import type * as Y from 'yjs'
import { onNextFrame } from './followRecords.ts'
import type { LiveFields } from './pendingChanges.ts'
import { createOverlays, createPendingChanges, writeLiveFields } from './pendingChanges.ts'
import { createStoreProjection, recordInStore } from './storeProjection.ts'
import { LOCAL_ORIGIN } from './undoHistory.ts'

/** At most so often changes are written. */
const WRITE_MS = 90

export interface StoreBindingDeps {
	store: TLStore
	records: Records
	/** False while one may only look: nothing is written then. */
	canWrite(): boolean
	/** Whether this person drags, resizes, draws … at this moment. */
	isInGesture(): boolean
	/** Something waits to be written; call the result when it is. */
	markPending(): () => void
}

/** What of a gesture is in the hand alone, for others to see. */
interface LiveGesture {
	/** Changes with it. */
	readonly version: Signal<number>
	isEmpty(): boolean
	read(): Record<string, Fields> | undefined
}

export interface StoreBinding {
	/** Writes now what the person changed. */
	flush(): void
	/** Runs the editor's way back out of a gesture: what was in the hand was never done. */
	cancelGesture(run: () => void): void
	/** Lets go of what is in the hand; the board is shown without it. */
	dropPending(): void
	readonly liveGesture: LiveGesture
	/** Shows what a peer has in the hand; null when that is nothing. */
	setOverlay(client: number, live: LiveFields | null): void
	close(): void
}

/** Keeps a board's document and its store the same, until it is closed. */
export function bindStore({ store, records, canWrite, isInGesture, markPending }: StoreBindingDeps): StoreBinding {
	const doc = records.doc as Y.Doc
	const hand = createPendingChanges()
	const overlays = createOverlays()
	const board = createStoreProjection({ store, records, pending: hand, overlays })
	/** What the running gesture has touched. What else is in the hand is on its way into the document. */
	const lifted = new Set<string>()
	const unread = new Set<string>()
	const version = atom('in flight', 0)
	let isBailing = false
	let release: (() => void) | null = null
	let writeTimer: ReturnType<typeof setTimeout> | null = null
	let writtenAt = 0
	let cancelRead: (() => void) | null = null

	const isHolding = () => isInGesture() && canWrite()

	/** The diffs say where to look, not what is there. */
	function onStoreChange({ changes }: { changes: RecordsDiff<TLRecord> }): void {
		for (const { id } of Object.values(changes.added)) noteChange(id, null)
		for (const [before] of Object.values(changes.updated)) noteChange(before.id, before)
		for (const record of Object.values(changes.removed)) noteChange(record.id, record)
		if (!isBailing) onHandChange()
	}

	function noteChange(id: string, before: TLRecord | null): void {
		if (!id.startsWith('shape:') && !id.startsWith('binding:')) return
		if (board.isMerging()) board.noteSideEffect(id)
		else if (!isBailing || !lifted.has(id)) {
			const mustBeRead = hand.note(id, before as BoardRecord | null, recordInStore(store, id))
			if (!isHolding()) return
			lifted.add(id)
			board.noteMoved(id)
			if (mustBeRead) markUnread(id)
		}
	}

	function onHandChange(): void {
		if (hand.size === 0) {
			release?.()
			release = null
		} else {
			release ??= markPending()
			if (!isHolding()) writeTimer ??= setTimeout(onWriteTimer, Math.max(0, writtenAt + WRITE_MS - performance.now()))
		}
		if (lifted.size > 0) version.update((count) => count + 1)
	}

	function onWriteTimer(): void {
		writeTimer = null
		if (!isHolding()) flush()
	}

	function flush(): void {
		store._flushHistory()
		if (writeTimer) clearTimeout(writeTimer)
		writeTimer = null
		writtenAt = performance.now()
		if (hand.size > 0 && canWrite()) {
			doc.transact(() => {
				for (const id of hand.ids()) writeOne(id)
			}, LOCAL_ORIGIN)
		}
		emptyHand()
	}

	function writeOne(id: string): void {
		const own = hand.changesOf(id) ?? {}
		const now = recordInStore(store, id)
		if (own['type'] === null) records.delete(id)
		else if (!hand.isNew(id)) writeFields(records, id, own)
		else if (now) putRecord(records, now)
	}

	/** Only now do others hear that it is gone: the update was sent before. */
	function emptyHand(): void {
		for (const id of hand.ids()) {
			hand.drop(id)
			markUnread(id)
		}
		onHandChange()
		lifted.clear()
	}

	function markUnread(id: string): void {
		unread.add(id)
		cancelRead ??= onNextFrame(read)
	}

	function read(): void {
		cancelRead = null
		store._flushHistory()
		if (!isHolding()) flush()
		const ids = new Set(unread)
		unread.clear()
		board.show(ids)
	}

	function onDocumentChange(events: Y.YEvent<never>[]): void {
		for (const event of events) {
			const [id] = event.path
			if (typeof id === 'string') markUnread(id)
			else for (const key of (event as unknown as Y.YMapEvent<unknown>).keysChanged) markUnread(key)
		}
	}

	const unlisten = store.listen(onStoreChange, { source: 'user', scope: 'document' })
	records.observeDeep(onDocumentChange as never)

	return {
		flush,
		cancelGesture(run) {
			store._flushHistory()
			isBailing = true
			try {
				run()
				store._flushHistory()
			} finally {
				isBailing = false
			}
			// All of it, also what the way back did not have to touch, since the board showed it as it was already.
			for (const id of lifted) {
				hand.drop(id)
				markUnread(id)
			}
			onHandChange()
			lifted.clear()
		},
		dropPending() {
			store._flushHistory()
			emptyHand()
		},
		liveGesture: {
			version,
			isEmpty: () => hand.size === 0 || lifted.size === 0,
			read() {
				store._flushHistory()
				return lifted.size > 0 ? writeLiveFields(hand.ids().map((id) => [id, hand.changesOf(id) ?? {}])) : undefined
			},
		},
		setOverlay(client, live) {
			for (const id of overlays.set(client, live)) markUnread(id)
		},
		close() {
			if (isHolding()) emptyHand()
			else flush()
			unlisten()
			records.unobserveDeep(onDocumentChange as never)
			cancelRead?.()
			if (writeTimer) clearTimeout(writeTimer)
		},
	}
}
