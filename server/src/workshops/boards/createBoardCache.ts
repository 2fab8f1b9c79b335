import type { Board, BoardId } from '@charrette/shared'
import { epochOf } from '@charrette/shared'
import type * as Y from 'yjs'
import type { Rooms } from '../../rooms/Rooms.ts'

/**
 * Content of boards, which is read once and kept until the board changes: searches while a person
 * types read no document twice (SEARCH3).
 */
export interface BoardCache<Content> {
	/** Returns the content of a board, at most `rereadMs` old. Throws a `StorageError`. */
	read(board: Board): Promise<Content>
	forget(board: BoardId): void
	close(): void
}

interface BoardCacheDeps {
	rooms: Pick<Rooms, 'read' | 'watch'>
	/** Shortest interval in ms in which a board that changes is read again. */
	rereadMs: number
	/** The time in ms. */
	now(): number
}

interface ContentReader<Content> {
	read(doc: Y.Doc): Content
	/** Returns the size of a content, in units of `maxSize`. */
	sizeOf(content: Content): number
	/** The size of all contents that are kept; beyond it, those that were used least recently go. */
	maxSize: number
}

interface CachedContent<Content> {
	content: Content
	epoch: number
	readAt: number
	size: number
	/** Whether the board has changed since it was read. */
	isStale: boolean
}

/** Creates the cache, which watches all boards for changes. The caller has to close it. */
export function createBoardCache<Content>(
	{ rooms, rereadMs, now }: BoardCacheDeps,
	{ read, sizeOf, maxSize }: ContentReader<Content>,
): BoardCache<Content> {
	const cached = new Map<BoardId, CachedContent<Content>>()
	let total = 0
	const close = rooms.watch(({ id }) => {
		const known = cached.get(id)
		if (known) known.isStale = true
	})

	const forget = (board: BoardId) => {
		total -= cached.get(board)?.size ?? 0
		cached.delete(board)
	}

	function keep(board: Board, content: Content): Content {
		forget(board.id)
		const size = sizeOf(content)
		cached.set(board.id, { content, epoch: epochOf(board), readAt: now(), size, isStale: false })
		total += size
		for (const id of cached.keys()) {
			if (total <= maxSize) break
			forget(id)
		}
		return content
	}

	return {
		async read(board) {
			const known = cached.get(board.id)
			const isSame = known?.epoch === epochOf(board)
			const isFresh = isSame && (now() - known.readAt < rereadMs || !known.isStale)
			if (isFresh) {
				// The newest entry is the last one of the map.
				cached.delete(board.id)
				cached.set(board.id, known)
				return known.content
			}
			return rooms.read(board, (doc) => keep(board, isSame && !known.isStale ? known.content : read(doc)))
		},
		forget,
		close,
	}
}
