import { setImmediate as yieldToEvents } from 'node:timers/promises'
import {
	accessTo,
	type Board,
	type BoardId,
	findBoard,
	isPrivateWriting,
	type LastVisits,
	LIMITS,
	messageAuthor,
	messagesForReader,
	readQuote,
	readThreads,
	recordsOf,
	type Thread,
	type ThreadForMe,
	type ThreadMessage,
	type ThreadsForMe,
	threadReader,
} from '@charrette/shared'
import type * as Y from 'yjs'
import { ownerOf } from '../../rooms/gate/ClientOwners.ts'
import type { Rooms } from '../../rooms/Rooms.ts'
import type { Requester } from '../access.ts'
import type { BoardCache } from './createBoardCache.ts'
import { sessionsInOrder } from './findCards.ts'

/** Characters of threads in memory (TALK6), of all boards. @limit board: read again */
const MAX_CACHED_CHARACTERS = 8_000_000
/** The characters that a message and a board take beside texts. */
const MESSAGE_SIZE = 200
const BOARD_SIZE = 100

type ReadMessage = Pick<ThreadMessage, 'id' | 'author' | 'authorName' | 'at' | 'text' | 'mentions' | 'isDeleted'>

/** A thread, and the beginning of the text, title or description of what it is on. */
interface ReadThread extends Pick<Thread, 'id' | 'on'> {
	title: string
	isResolved: boolean
	messages: readonly ReadMessage[]
}

export type BoardThreads = BoardCache<readonly ReadThread[]>

/** Reads the threads of a board, with the beginnings of their messages. */
export const BOARD_THREADS = {
	read: threadsOf,
	sizeOf: (threads: readonly ReadThread[]) =>
		threads
			.flatMap(({ messages }) => messages)
			.reduce((size, { text }) => size + text.length + MESSAGE_SIZE, BOARD_SIZE),
	maxSize: MAX_CACHED_CHARACTERS,
}

interface Deps {
	rooms: Pick<Rooms, 'changedSince'>
	boardThreads: BoardThreads
}

/**
 * Returns the threads with messages for the requester (TALK6) on the boards that they may see,
 * those with the latest of these messages first. With `visits` it returns only those with such
 * messages since the last visit, and reads only boards that others have changed since. Boards in
 * private writing have none. Throws a `StorageError`.
 */
export async function findThreadsForMe(
	{ rooms, boardThreads }: Deps,
	requester: Requester,
	visits: LastVisits | null,
): Promise<ThreadsForMe> {
	const { identity, workshop } = requester
	const visible = sessionsInOrder(workshop)
		.flatMap((session) => session.boards)
		.filter(({ id }) => mayRead(requester, id))
	const sinceOf = ({ id }: Board) => (visits ? (visits.boards[id] ?? visits.workshop) : -1)
	const boards = visible.slice(0, LIMITS.maxSearchedBoards)
	const asked = boards.map((board) => ({ board, after: sinceOf(board) }))
	const changed = visits && new Set(await rooms.changedSince(asked, ownerOf(identity)))
	const reader = threadReader(identity, workshop)
	const found: ThreadForMe[] = []
	for (const board of boards) {
		if (changed && !changed.has(board.id)) continue
		for (const thread of await boardThreads.read(board)) {
			const messages = messagesForReader(thread.messages, reader).filter(({ at }) => at > sinceOf(board))
			const latest = messages.at(-1)
			if (latest) found.push(describe(board.id, { thread, latest, count: messages.length }))
		}
		// Fifty boards take tens of milliseconds together; no edit should wait for that.
		await yieldToEvents()
	}
	found.sort((a, b) => b.at - a.at)
	return { threads: found.slice(0, LIMITS.maxThreadsForMe), count: found.length }

	function describe(board: BoardId, { thread, latest, count }: Latest): ThreadForMe {
		const { id, text, at } = latest
		return {
			board,
			thread: thread.id,
			on: thread.on,
			title: thread.title,
			isResolved: thread.isResolved,
			message: id,
			text,
			at,
			count,
			...messageAuthor(workshop, latest),
		}
	}
}

interface Latest {
	thread: ReadThread
	latest: ReadMessage
	count: number
}

/** Whether the requester may see a board, and it has no private writing now. */
function mayRead({ identity, workshop }: Requester, id: BoardId): boolean {
	const found = findBoard(workshop, id)
	if (!found || accessTo({ type: 'board', board: id }, identity, workshop) === 'none') return false
	return identity.role === 'facilitator' || !isPrivateWriting(workshop, found)
}

function threadsOf(doc: Y.Doc): ReadThread[] {
	const records = recordsOf(doc)
	return readThreads(records).map(({ id, on, resolved, messages }) => ({
		id,
		on,
		title: on.id === undefined ? '' : readQuote(records, on.id),
		isResolved: resolved !== null,
		messages: messages.map((message) => ({
			...message,
			text: message.isDeleted ? '' : readQuote(records, message.id),
		})),
	}))
}
