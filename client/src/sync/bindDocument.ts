/**
 * A board's document and its store, kept the same (DOC4, DOC5).
 *
 * From the document: changed records are gathered and read once a frame, and go into the store in one merge.
 * Into the document: what the person changed, field by field, at most every WRITE_MS while a gesture runs.
 *
 * Before a merge the person's own changes are written, so that the store never goes back on what is in the hand. What
 * tldraw itself changes as an effect of a merge (an arrow that follows, a child that moves) is the author's to write,
 * not ours: it is put back to what the document says.
 */
import type { BoardRecord, Records } from '@charrette/shared'
import { BoardProjection, putRecord, updateRecord } from '@charrette/shared'
import type { RecordsDiff, TLRecord, TLStore } from '@tldraw/tldraw'
import { isEqual } from '@tldraw/tldraw'
import type * as Y from 'yjs'
import { LOCAL } from './origins.ts'

/** At most so often a running gesture is written. */
const WRITE_MS = 90
/** A hidden page paints no frames; it reads at this pace. */
const LATEST_READ_MS = 200

export interface BindDeps {
	store: TLStore
	records: Records
	/** False while one may only look: nothing is written then. */
	canWrite(): boolean
	/** Something waits to be written; call the result when it is. */
	hold(): () => void
}

export interface DocumentBinding {
	/** Writes now what the person changed. */
	flush(): void
	close(): void
}

function isBoardRecord(record: TLRecord | undefined): record is BoardRecord {
	return record?.typeName === 'shape' || record?.typeName === 'binding'
}

export function bindDocument({ store, records, canWrite, hold }: BindDeps): DocumentBinding {
	const projection = new BoardProjection(records)
	const doc = records.doc as Y.Doc
	/** Each record that the person changed, as it was when last written; null for one that is new. */
	const unwritten = new Map<string, BoardRecord | null>()
	const unread = new Set<string>()
	const drifted = new Set<string>()
	let isMerging = false
	let release: (() => void) | null = null
	let writeTimer: ReturnType<typeof setTimeout> | null = null
	let writtenAt = 0
	let cancelRead: (() => void) | null = null

	function noteChange(id: string, before: TLRecord | null): void {
		if (isMerging) drifted.add(id)
		else if (!unwritten.has(id)) unwritten.set(id, isBoardRecord(before ?? undefined) ? (before as BoardRecord) : null)
	}

	function onStoreChange({ changes }: { changes: RecordsDiff<TLRecord> }): void {
		for (const record of Object.values(changes.added)) if (isBoardRecord(record)) noteChange(record.id, null)
		for (const [before] of Object.values(changes.updated)) if (isBoardRecord(before)) noteChange(before.id, before)
		for (const record of Object.values(changes.removed)) if (isBoardRecord(record)) noteChange(record.id, record)
		if (unwritten.size === 0 || isMerging) return
		release ??= hold()
		writeTimer ??= setTimeout(write, Math.max(0, writtenAt + WRITE_MS - performance.now()))
	}

	/** Writes what the store holds now, whatever the diffs said: they tell where to look, not what is there. */
	function write(): void {
		if (writeTimer) clearTimeout(writeTimer)
		writeTimer = null
		writtenAt = performance.now()
		const changed = [...unwritten]
		unwritten.clear()
		if (changed.length > 0 && canWrite()) {
			doc.transact(() => {
				for (const [id, before] of changed) writeOne(id, before)
			}, LOCAL)
		} else for (const [id] of changed) markUnread(id)
		release?.()
		release = null
	}

	function writeOne(id: string, before: BoardRecord | null): void {
		const now = store.get(id as TLRecord['id'])
		if (!isBoardRecord(now)) records.delete(id)
		else if (before) updateRecord(records, before, now)
		else putRecord(records, now)
	}

	function markUnread(id: string): void {
		unread.add(id)
		cancelRead ??= onNextFrame(read)
	}

	function onDocumentChange(events: Y.YEvent<never>[]): void {
		for (const event of events) {
			const [id] = event.path
			if (typeof id === 'string') markUnread(id)
			else for (const key of (event as unknown as Y.YMapEvent<unknown>).keysChanged) markUnread(key)
		}
	}

	function flush(): void {
		store._flushHistory()
		write()
	}

	function read(): void {
		cancelRead = null
		flush()
		const ids = new Set(unread)
		unread.clear()
		const { put, remove } = projection.readChanged(ids)
		merge(new Set([...ids, ...put.map((record) => record.id), ...remove]))
		if (drifted.size > 0) merge(new Set(drifted))
		drifted.clear()
	}

	/** Brings these records, and what else their change touched, to what the document shows. */
	function merge(ids: ReadonlySet<string>): void {
		const put: BoardRecord[] = []
		const remove: TLRecord['id'][] = []
		for (const id of ids) {
			const shown = projection.shown.get(id)
			const held = store.get(id as TLRecord['id'])
			if (shown && !isEqual(shown, held)) put.push(shown)
			if (!shown && held) remove.push(held.id)
		}
		if (put.length + remove.length === 0) return
		isMerging = true
		try {
			store.mergeRemoteChanges(() => {
				store.remove(remove)
				store.put(put)
			})
			store._flushHistory()
		} finally {
			isMerging = false
		}
	}

	projection.readAll()
	store.mergeRemoteChanges(() => store.put([...projection.shown.values()]))
	const unlisten = store.listen(onStoreChange, { source: 'user', scope: 'document' })
	records.observeDeep(onDocumentChange as never)

	return {
		flush,
		close() {
			flush()
			unlisten()
			records.unobserveDeep(onDocumentChange as never)
			cancelRead?.()
			if (writeTimer) clearTimeout(writeTimer)
		},
	}
}

/** Calls back before the next paint, or soon when the page is hidden and paints nothing; returns its undo. */
function onNextFrame(call: () => void): () => void {
	const frame = requestAnimationFrame(run)
	const timer = setTimeout(run, LATEST_READ_MS)
	function cancel(): void {
		cancelAnimationFrame(frame)
		clearTimeout(timer)
	}
	function run(): void {
		cancel()
		call()
	}
	return cancel
}
