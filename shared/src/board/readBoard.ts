import type * as Y from 'yjs'
import type { BoardContent, ContentThread } from '../domain/BoardContent.ts'
import type { MessageAuthor } from '../domain/messageAuthor.ts'
import type { Thread, ThreadMessage } from '../domain/threads.ts'
import { BoardProjection } from './BoardProjection.ts'
import { type AuthorNameLookup, boardContent } from './boardContent.ts'
import { recordsOf } from './boardDocument.ts'
import { readThreads } from './threads.ts'

/**
 * Reads the content of a document in reading order (top to bottom, then left to right). Threads are
 * included only with `authorOf`, which returns who wrote a message.
 */
export function readBoard(
	doc: Y.Doc,
	authorName: AuthorNameLookup = () => undefined,
	authorOf?: (message: ThreadMessage) => MessageAuthor,
): BoardContent {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	const content = boardContent(projection.shown, authorName)
	const threads = authorOf ? readThreads(recordsOf(doc)).map((thread) => contentThread(thread, authorOf)) : []
	return threads.length === 0 ? content : { ...content, threads }
}

function contentThread(
	{ id, on, resolved, messages }: Thread,
	authorOf: (message: ThreadMessage) => MessageAuthor,
): ContentThread {
	return {
		id,
		...(on.id !== undefined && { on: on.id }),
		...(resolved && { isResolved: true as const }),
		messages: messages.map((message) => ({
			id: message.id,
			text: message.text,
			...authorOf(message),
			at: message.at,
			...(message.editedAt !== null && { isEdited: true as const }),
			...(message.isDeleted && { isDeleted: true as const }),
		})),
	}
}
