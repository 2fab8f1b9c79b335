import { z } from 'zod'
import { LIMITS } from '../domain/limits.ts'
import {
	isThreadTarget,
	MESSAGE_ID_PATTERN,
	type MessageId,
	THREAD_ID_PATTERN,
	type ThreadId,
	type ThreadTarget,
} from '../domain/threads.ts'
import { line } from './fields.ts'

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
