/**
 * Threads (THREAD1): short messages on a card, a cluster, an image, a practice or a board. In the
 * document each thread and each message is a record of its own, so that people who write at the
 * same time lose nothing:
 *
 *     thread:<id>   {type: 'thread', on, createdAt, resolved?: {by, at}}
 *     note:<id>     {type: 'note', thread, text, at, editedAt?, mentions?, deleted?: true,
 *                    meta.author?, meta.authorName?}
 *
 * Times are in ms. The first message of a thread is its oldest one.
 */
import { hasInvalidXmlChars } from './characters.ts'
import { createId, isThreadId, type MessageId, SHAPE_ID_PATTERN, type ThreadId } from './ids.ts'
import { LIMITS } from './limits.ts'

/** The author of what a facilitator writes, and the mention of all facilitators. */
export const FACILITATOR = 'facilitator'

/** What a thread is on. A thread on a practice is in the practice's document. */
export type ThreadTarget =
	| { type: 'card' | 'cluster' | 'image'; id: string }
	| { type: 'board'; id?: never }
	| { type: 'practice'; id?: never }

/** A message of a thread. */
export interface ThreadMessage {
	id: MessageId
	thread: ThreadId
	/** Empty if it was deleted. */
	text: string
	/** A participant's id or `FACILITATOR`; null if unknown. */
	author: string | null
	/** The name of an author of another workshop. */
	authorName: string | null
	at: number
	editedAt: number | null
	/** Whether only its place is left, since there are replies. */
	isDeleted: boolean
	/** The ids of participants and groups whom it names, and `FACILITATOR`. */
	mentions: readonly string[]
}

export interface Thread {
	id: ThreadId
	on: ThreadTarget
	createdAt: number
	/** Who has resolved it; null while it is open. */
	resolved: { by: string; at: number } | null
	/** The messages, oldest first. */
	messages: readonly ThreadMessage[]
}

/** A change of threads that a person makes. */
export type ThreadAction =
	| { type: 'start'; thread: ThreadId; message: MessageId; on: ThreadTarget; text: string; mentions?: string[] }
	| { type: 'reply'; thread: ThreadId; message: MessageId; text: string; mentions?: string[] }
	| { type: 'edit'; message: MessageId; text: string; mentions?: string[] }
	| { type: 'remove'; message: MessageId }
	| { type: 'removeThread'; thread: ThreadId }
	| { type: 'resolve' | 'reopen'; thread: ThreadId }

export const THREAD_ID_PATTERN = /^thread:[A-Za-z0-9_-]{1,64}$/
export const MESSAGE_ID_PATTERN = /^note:[A-Za-z0-9_-]{1,64}$/

export const newThreadId = (): ThreadId => `thread:${createId()}` as ThreadId
export const newMessageId = (): MessageId => `note:${createId()}` as MessageId

/** The earliest time of a message: no message is older than the software. */
const FIRST_DAY = Date.UTC(2020, 0)

function isTime(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value >= FIRST_DAY
}

/** Returns a time that is valid and not after `now`. */
export function clampTime(value: unknown, now: number): number {
	return isTime(value) ? Math.min(value, now) : now
}

const isShort = (value: unknown): value is string =>
	typeof value === 'string' && value.length <= LIMITS.maxNameLength && !hasInvalidXmlChars(value)

export function isThreadTarget(value: unknown): value is ThreadTarget {
	if (typeof value !== 'object' || value === null) return false
	const { type, id, ...more } = value as Record<string, unknown>
	if (Object.keys(more).length > 0) return false
	if (type === 'board' || type === 'practice') return id === undefined
	return (
		(type === 'card' || type === 'cluster' || type === 'image') && typeof id === 'string' && SHAPE_ID_PATTERN.test(id)
	)
}

function isResolution(value: unknown): value is { by: string; at: number } {
	if (typeof value !== 'object' || value === null) return false
	const { by, at, ...more } = value as Record<string, unknown>
	return isShort(by) && isTime(at) && Object.keys(more).length === 0
}

function areMentions(value: unknown): value is string[] {
	return Array.isArray(value) && value.length <= LIMITS.maxMentions && value.every(isShort)
}

const FIELDS: Readonly<Record<'thread' | 'note', Readonly<Record<string, (value: unknown) => boolean>>>> = {
	thread: {
		type: (value) => value === 'thread',
		on: isThreadTarget,
		createdAt: isTime,
		resolved: isResolution,
	},
	note: {
		type: (value) => value === 'note',
		thread: (value) => typeof value === 'string' && THREAD_ID_PATTERN.test(value),
		text: (value) =>
			typeof value === 'string' && value.length <= LIMITS.maxThreadTextLength && !hasInvalidXmlChars(value),
		at: isTime,
		editedAt: isTime,
		mentions: areMentions,
		deleted: (value) => value === true,
		'meta.author': isShort,
		'meta.authorName': isShort,
	},
}

/** Returns the validators of the fields of a thread or message, by field. */
export function threadFields(id: string): Readonly<Record<string, (value: unknown) => boolean>> {
	return FIELDS[isThreadId(id) ? 'thread' : 'note']
}

/** The fields without which a record is no thread, or no message. */
const REQUIRED: readonly string[][] = [
	['type', 'on', 'createdAt'],
	['type', 'thread', 'text', 'at'],
]

interface FieldMap {
	get(key: string): unknown
}

/** Whether a record has what every thread, or every message, has. */
export function isWholeThreadRecord(id: string, record: FieldMap): boolean {
	const fields = threadFields(id)
	const required = REQUIRED[isThreadId(id) ? 0 : 1] ?? []
	if (!required.every((key) => fields[key]?.(record.get(key)))) return false
	return isThreadId(id) || record.get('deleted') === true || String(record.get('text')).trim() !== ''
}

/** Reads a thread's record, without its messages; null if it is invalid. */
export function readThreadRecord(id: ThreadId, record: FieldMap): Omit<Thread, 'messages'> | null {
	if (!isWholeThreadRecord(id, record)) return null
	const resolved = record.get('resolved')
	return {
		id,
		on: record.get('on') as ThreadTarget,
		createdAt: record.get('createdAt') as number,
		resolved: isResolution(resolved) ? resolved : null,
	}
}

/** Reads the record of a message; null if it is invalid. */
export function readMessageRecord(id: MessageId, record: FieldMap): ThreadMessage | null {
	if (!isWholeThreadRecord(id, record)) return null
	const valid = <Value>(key: string, fallback: Value): Value => {
		const value = record.get(key)
		return FIELDS.note[key]?.(value) ? (value as Value) : fallback
	}
	const isDeleted = record.get('deleted') === true
	return {
		id,
		thread: record.get('thread') as ThreadId,
		text: isDeleted ? '' : String(record.get('text')),
		author: valid<string | null>('meta.author', null),
		authorName: valid<string | null>('meta.authorName', null),
		at: record.get('at') as number,
		editedAt: valid<number | null>('editedAt', null),
		isDeleted,
		mentions: isDeleted ? [] : valid<string[]>('mentions', []),
	}
}
