import {
	accessTo,
	BoardProjection,
	BYTES_PER_SHAPE,
	type DigestContent,
	digestBoard,
	MAX_DIGEST_SHAPES,
	recordsOf,
	type Session,
} from '@charrette/shared'
import type * as Y from 'yjs'
import { encodeDigest, encodeDigests } from '../../rooms/members/frameCodec.ts'
import type { Requester } from '../access.ts'
import type { BoardCache } from './createBoardCache.ts'

/** Bytes of the digests that are kept in memory: those of 8,000 full boards. */
const MAX_CACHED_BYTES = 8000 * MAX_DIGEST_SHAPES * BYTES_PER_SHAPE

export type BoardDigests = BoardCache<DigestContent>

/** Reads the digest of a board. */
export const BOARD_DIGESTS = {
	read: digestOf,
	sizeOf: ({ shapes }: DigestContent) => shapes.length + BYTES_PER_SHAPE,
	maxSize: MAX_CACHED_BYTES,
}

/**
 * Returns the digests of a session's boards that the requester may see, as the frame of digests
 * (123). They name no authors (HAND2). Throws a `StorageError`.
 */
export async function readDigests(
	{ boardDigests }: { boardDigests: BoardDigests },
	{ identity, workshop }: Requester,
	{ boards }: Session,
): Promise<Uint8Array> {
	const digests: Uint8Array[] = []
	for (const board of boards) {
		if (accessTo({ type: 'board', board: board.id }, identity, workshop) === 'none') continue
		const content = await boardDigests.read(board)
		digests.push(encodeDigest({ ...content, board: board.id, writers: [], fresh: 0, touchedAt: null }))
	}
	return encodeDigests(digests)
}

function digestOf(doc: Y.Doc): DigestContent {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	return digestBoard(projection.shown)
}
