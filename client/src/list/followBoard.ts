import type { BoardRecord, Records } from '@charrette/shared'
import { BoardProjection } from '@charrette/shared'
import type * as Y from 'yjs'
import type { Observable } from '../connection/observable.ts'
import { createObservable } from '../connection/observable.ts'
import { onNextFrame } from '../sync/followRecords.ts'

/** A board's records as the board shows them (DOC4), kept up while the document changes. */
export interface FollowedBoard {
	/** Rises with every change of what is shown, at most once a frame. */
	version: Observable<number>
	/** What the board shows now, all that was just written included. */
	shown(): ReadonlyMap<string, BoardRecord>
	close(): void
}

/** Follows a board's document without a canvas. */
export function followBoard(records: Records): FollowedBoard {
	const projection = new BoardProjection(records)
	const version = createObservable(0)
	let unread = new Set<string>()
	let cancel: (() => void) | null = null
	projection.readAll()

	function read(): void {
		if (unread.size === 0) return
		const ids = unread
		unread = new Set()
		projection.readChanged(ids)
	}
	function show(): void {
		cancel = null
		read()
		version.set(version.get() + 1)
	}
	function onChange(events: Y.YEvent<never>[]): void {
		for (const id of recordsIn(events)) unread.add(id)
		cancel ??= onNextFrame(show)
	}

	records.observeDeep(onChange as never)
	return {
		version,
		shown() {
			read()
			return projection.shown
		},
		close() {
			records.unobserveDeep(onChange as never)
			cancel?.()
		},
	}
}

/** The ids of the records that these events of `observeDeep` touched. */
export function recordsIn(events: readonly Y.YEvent<never>[]): Set<string> {
	const ids = new Set<string>()
	for (const event of events) {
		const [id] = event.path
		if (typeof id === 'string') ids.add(id)
		else for (const key of (event as unknown as Y.YMapEvent<unknown>).keysChanged) ids.add(key)
	}
	return ids
}
