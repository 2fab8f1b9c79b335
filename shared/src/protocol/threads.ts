import { z } from 'zod'
import type { BoardId, MessageId, ThreadId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import type { MessageAuthor } from '../domain/messageAuthor.ts'
import { isThreadTarget, MESSAGE_ID_PATTERN, THREAD_ID_PATTERN, type ThreadTarget } from '../domain/threads.ts'
import { line } from './fields.ts'
import { lastVisits } from './visits.ts'

const thread = z
	.string()
	.regex(THREAD_ID_PATTERN)
	.transform((id) => id as ThreadId)
const message = z
	.string()
	.regex(MESSAGE_ID_PATTERN)
	.transform((id) => id as MessageId)
const text = z.string().trim().min(1).max(LIMITS.maxThreadTextLength)
const mentions = z.array(line(LIMITS.maxNameLength)).max(LIMITS.maxMentions).exactOptional()

/**
 * `POST /api/boards/:id/threads`: a change of threads by a person who may not edit the board
 * (THREAD4). The client chooses the ids, so a repeated request changes nothing.
 */
export const threadActionBody = z.discriminatedUnion('type', [
	z.object({ type: z.literal('start'), thread, message, on: z.custom<ThreadTarget>(isThreadTarget), text, mentions }),
	z.object({ type: z.literal('reply'), thread, message, text, mentions }),
	z.object({ type: z.literal('edit'), message, text, mentions }),
	z.object({ type: z.literal('remove'), message }),
	z.object({ type: z.literal('removeThread'), thread }),
	z.object({ type: z.literal('resolve'), thread }),
	z.object({ type: z.literal('reopen'), thread }),
])

/**
 * `POST /api/workshops/:id/my-threads`: the threads for the sender (TALK6), with `visits` those
 * with new messages since.
 */
export const threadsForMeBody = z.object({ visits: lastVisits.exactOptional() })

/** A thread with messages for a person, and the latest of these. Texts may be cut. */
export interface ThreadForMe extends MessageAuthor {
	board: BoardId
	thread: ThreadId
	on: ThreadTarget
	/** The text of the card, the title of the cluster or the description of the image. */
	title: string
	isResolved: boolean
	message: MessageId
	text: string
	at: number
	/** The number of messages for the person. */
	count: number
}

/** The threads with the latest messages, and the number of all. */
export interface ThreadsForMe {
	threads: ThreadForMe[]
	count: number
}
