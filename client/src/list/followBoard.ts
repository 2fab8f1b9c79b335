import {
	authorNameLookup,
	type BoardContent,
	BoardProjection,
	type BoardRecord,
	boardContent,
	type Records,
} from '@charrette/shared'
import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { createObservable, type Observable } from '../connection/observable.ts'
import { changedRecordIds, onNextFrame } from '../sync/followRecords.ts'

/** A board's records as its views show them (DOC4), updated while the document changes. */
export interface FollowedBoard {
	/** Counts the changes, at most one a frame. */
	version: Observable<number>
	/** The records by id, with all changes up to now. */
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
	function publish(): void {
		cancel = null
		read()
		version.set(version.get() + 1)
	}
	function onChange(events: Y.YEvent<never>[]): void {
		for (const id of changedRecordIds(events)) unread.add(id)
		cancel ??= onNextFrame(publish)
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

/**
 * The board of this document, followed while the component is mounted; null until the first effect.
 */
export function useFollowedBoard(records: Records): FollowedBoard | null {
	const [board, setBoard] = useState<FollowedBoard | null>(null)
	useLayoutEffect(() => {
		const followed = followBoard(records)
		setBoard(followed)
		return followed.close
	}, [records])
	return board
}

/**
 * A board's content, updated while it changes. `names` are the display names of authors by
 * participant id.
 */
export function useContent(board: FollowedBoard, names: ReadonlyMap<string, string>): BoardContent {
	const version = useSyncExternalStore(board.version.subscribe, board.version.get)
	return useMemo(
		// `shown()` returns one map that changes in place, so the version is the dependency.
		() => (version >= 0 ? boardContent(board.shown(), authorNameLookup(names)) : EMPTY_CONTENT),
		[board, version, names],
	)
}

const EMPTY_CONTENT = boardContent(new Map(), () => undefined)
