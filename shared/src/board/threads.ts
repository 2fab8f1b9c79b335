/**
 * The threads of a document (THREAD1): what is shown of its records, and the changes that people
 * make. A thread without messages, or on a shape that no longer exists, stays in the document and
 * is not shown, as a link without its cards, so that the undo of a deletion brings it back.
 */
import * as Y from 'yjs'
import { stripInvalidXmlChars } from '../domain/characters.ts'
import { isMessageId, isThreadId, isThreadRecord, type MessageId, type ThreadId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import {
	readMessageRecord,
	readThreadRecord,
	type Thread,
	type ThreadAction,
	type ThreadMessage,
} from '../domain/threads.ts'
import type { Records } from './boardDocument.ts'
import { addTo, removeFrom } from './RecordSlots.ts'

/** The threads that a document shows, updated in time proportional to the change. */
export class ThreadProjection {
	/** The shown threads; an unchanged one stays the same object. */
	readonly threads = new Map<ThreadId, Thread>()
	readonly #records: Records
	readonly #messages = new Map<MessageId, ThreadMessage>()
	/** By thread: its messages. */
	readonly #inThread = new Map<string, Set<string>>()
	/** By id of a shape: the threads on it. */
	readonly #onShape = new Map<string, Set<string>>()
	/** By thread: the shape that it is on. */
	readonly #shapeOf = new Map<string, string>()

	constructor(records: Records) {
		this.#records = records
	}

	/** Reads the whole document. */
	readAll(): void {
		const ids = [...this.#records.keys(), ...this.threads.keys(), ...this.#messages.keys()]
		this.readChanged(new Set(ids.filter(isThreadRecord)))
	}

	/** Reads changed records again, and returns the threads that were read or are gone. */
	readChanged(ids: Iterable<string>): ReadonlySet<ThreadId> {
		const affected = new Set<string>()
		for (const id of ids) {
			if (isMessageId(id)) for (const thread of this.#readMessage(id)) affected.add(thread)
			else if (isThreadId(id)) affected.add(id)
			else for (const thread of this.#onShape.get(id) ?? []) affected.add(thread)
		}
		return new Set([...affected].filter((id): id is ThreadId => this.#readThread(id as ThreadId)))
	}

	/** Returns the shown threads on a shape, oldest first. */
	threadsOn(shape: string): Thread[] {
		return inOrder([...(this.#onShape.get(shape) ?? [])].flatMap((id) => this.threads.get(id as ThreadId) ?? []))
	}

	/** Reads a message, and returns the threads that it was and is in. */
	#readMessage(id: MessageId): Set<string> {
		const before = this.#messages.get(id)
		const record = this.#records.get(id)
		const after = record instanceof Y.Map ? readMessageRecord(id, record) : null
		const threads = new Set<string>()
		if (before) {
			removeFrom(this.#inThread, before.thread, id)
			threads.add(before.thread)
		}
		if (after) {
			addTo(this.#inThread, after.thread, id)
			this.#messages.set(id, after)
			threads.add(after.thread)
		} else this.#messages.delete(id)
		return threads
	}

	#readThread(id: ThreadId): boolean {
		const record = this.#records.get(id)
		const thread = record instanceof Y.Map ? readThreadRecord(id, record) : null
		const shape = this.#shapeOf.get(id)
		if (shape !== undefined) removeFrom(this.#onShape, shape, id)
		if (thread?.on.id !== undefined) {
			this.#shapeOf.set(id, thread.on.id)
			addTo(this.#onShape, thread.on.id, id)
		} else this.#shapeOf.delete(id)
		const isOnBoard = thread && (thread.on.id === undefined || this.#records.get(thread.on.id) instanceof Y.Map)
		const messages = [...(this.#inThread.get(id) ?? [])].flatMap(
			(message) => this.#messages.get(message as MessageId) ?? [],
		)
		if (!thread || !isOnBoard || messages.length === 0) return this.threads.delete(id)
		this.threads.set(id, { ...thread, messages: messages.sort(byTime) })
		return true
	}
}

function byTime(a: ThreadMessage, b: ThreadMessage): number {
	return a.at - b.at || (a.id < b.id ? -1 : 1)
}

function inOrder(threads: Iterable<Thread>): Thread[] {
	return [...threads].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
}

/** Returns the threads that a document shows, oldest first. */
export function readThreads(records: Records): Thread[] {
	const projection = new ThreadProjection(records)
	projection.readAll()
	return inOrder(projection.threads.values())
}

/** The person who changes threads, and the time in ms. */
export interface ThreadAuthor {
	/** A participant's id, or `FACILITATOR`. */
	author: string
	isFacilitator: boolean
	at: number
}

/**
 * What became of a change: `missing` if its thread or message is gone, `forbidden` if the message
 * is somebody else's, `full` if there is no room for another one.
 */
export type ThreadOutcome = 'changed' | 'unchanged' | 'missing' | 'forbidden' | 'full'

/**
 * Makes a change of threads, which is `unchanged` if it was made before. Call it in a transaction.
 */
export function applyThreadAction(records: Records, action: ThreadAction, by: ThreadAuthor): ThreadOutcome {
	switch (action.type) {
		case 'start':
			return startThread(records, action, by)
		case 'reply':
			return addMessage(records, action, by)
		case 'edit':
			return editMessage(records, action, by)
		case 'remove':
			return removeMessage(records, action.message, by)
		case 'removeThread':
			return removeThread(records, action.thread, by)
		case 'resolve':
		case 'reopen':
			return resolveThread(records, action, by)
	}
}

type ActionOf<Type extends ThreadAction['type']> = Extract<ThreadAction, { type: Type }>

function startThread(records: Records, action: ActionOf<'start'>, by: ThreadAuthor): ThreadOutcome {
	const { thread, on } = action
	if (on.id !== undefined && !records.has(on.id)) return 'missing'
	const isNew = !records.has(thread)
	if (isNew && [...records.keys()].filter(isThreadId).length >= LIMITS.maxThreads) return 'full'
	if (isNew) records.set(thread, new Y.Map<unknown>(Object.entries({ type: 'thread', on, createdAt: by.at })))
	return addMessage(records, action, by)
}

function addMessage(
	records: Records,
	{ thread, message, text, mentions = [] }: Pick<ActionOf<'start'>, 'thread' | 'message' | 'text' | 'mentions'>,
	{ author, at }: ThreadAuthor,
): ThreadOutcome {
	if (records.has(message)) return 'unchanged'
	if (!records.has(thread)) return 'missing'
	if ([...records.keys()].filter(isMessageId).length >= LIMITS.maxThreadMessages) return 'full'
	if (messagesOf(records, thread).length >= LIMITS.maxMessagesPerThread) return 'full'
	const fields = { type: 'note', thread, text: textOfMessage(text), at, 'meta.author': author }
	records.set(message, new Y.Map<unknown>(Object.entries({ ...fields, ...(mentions.length > 0 && { mentions }) })))
	return 'changed'
}

function editMessage(
	records: Records,
	{ message, text, mentions = [] }: ActionOf<'edit'>,
	{ author, at }: ThreadAuthor,
): ThreadOutcome {
	const record = records.get(message)
	if (!(record instanceof Y.Map) || record.get('deleted') === true) return 'missing'
	if (record.get('meta.author') !== author) return 'forbidden'
	const next = textOfMessage(text)
	if (record.get('text') === next) return 'unchanged'
	record.set('text', next)
	record.set('editedAt', at)
	if (mentions.length > 0) record.set('mentions', mentions)
	else record.delete('mentions')
	return 'changed'
}

/** Deletes a message; a stub stays while there are later messages, and the last one takes all. */
function removeMessage(records: Records, id: MessageId, { author, isFacilitator }: ThreadAuthor): ThreadOutcome {
	const record = records.get(id)
	const message = record instanceof Y.Map ? readMessageRecord(id, record) : null
	if (!message || !(record instanceof Y.Map)) return 'missing'
	if (!isFacilitator && message.author !== author) return 'forbidden'
	const all = messagesOf(records, message.thread)
	const rest = all.filter((other) => other.id !== id)
	const last = rest.findLastIndex(({ isDeleted }) => !isDeleted)
	if (all.findIndex((other) => other.id === id) <= last) {
		record.set('text', '')
		record.set('deleted', true)
		for (const key of ['mentions', 'editedAt']) record.delete(key)
	} else records.delete(id)
	for (const stub of rest.slice(last + 1)) records.delete(stub.id)
	if (last < 0) records.delete(message.thread)
	return 'changed'
}

/** Deletes a thread with all its messages, which is the facilitator's, or its only author's. */
function removeThread(records: Records, id: ThreadId, { author, isFacilitator }: ThreadAuthor): ThreadOutcome {
	if (!records.has(id)) return 'missing'
	const messages = messagesOf(records, id)
	const isOthers = (message: ThreadMessage) => !message.isDeleted && message.author !== author
	if (!isFacilitator && messages.some(isOthers)) return 'forbidden'
	for (const message of messages) records.delete(message.id)
	records.delete(id)
	return 'changed'
}

function resolveThread(
	records: Records,
	{ type, thread }: ActionOf<'resolve' | 'reopen'>,
	{ author, at }: ThreadAuthor,
): ThreadOutcome {
	const record = records.get(thread)
	if (!(record instanceof Y.Map)) return 'missing'
	if (record.has('resolved') === (type === 'resolve')) return 'unchanged'
	if (type === 'resolve') record.set('resolved', { by: author, at })
	else record.delete('resolved')
	return 'changed'
}

/** Returns the messages of a thread, oldest first. */
export function messagesOf(records: Records, thread: ThreadId): ThreadMessage[] {
	const found: ThreadMessage[] = []
	for (const [id, record] of records) {
		if (!isMessageId(id) || !(record instanceof Y.Map) || record.get('thread') !== thread) continue
		const message = readMessageRecord(id, record)
		if (message) found.push(message)
	}
	return found.sort(byTime)
}

function textOfMessage(text: string): string {
	return stripInvalidXmlChars(text).trim().slice(0, LIMITS.maxThreadTextLength)
}

/** Returns the ids of the threads on shapes, and of their messages. */
export function threadRecordsOn(records: Records, shapes: ReadonlySet<string>): string[] {
	const threads = new Set<string>()
	for (const [id, record] of records) {
		const thread = isThreadId(id) && record instanceof Y.Map ? readThreadRecord(id, record) : null
		if (thread?.on.id !== undefined && shapes.has(thread.on.id)) threads.add(id)
	}
	if (threads.size === 0) return []
	const messages = [...records].filter(([id, record]) => isMessageId(id) && threads.has(String(record.get('thread'))))
	return [...threads, ...messages.map(([id]) => id)]
}
