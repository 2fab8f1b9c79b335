import {
	isThreadRecord,
	messagesForReader,
	namesReader,
	type Records,
	type Thread,
	type ThreadId,
	type ThreadMessage,
	ThreadProjection,
	type ThreadReader,
	type ThreadTarget,
} from '@charrette/shared'
import type * as Y from 'yjs'
import { createObservable, type Observable } from '../connection/observable.ts'
import { changedRecordIds, onNextFrame } from '../sync/recordEvents.ts'
import type { ReadMarks } from './readMarks.ts'

/**
 * The threads on one card, cluster, image or board. Two people may begin one at the same time, so
 * the messages of all open threads are one conversation.
 */
export interface Conversation {
	key: string
	on: ThreadTarget
	/** The open threads, oldest first. */
	open: readonly Thread[]
	resolved: readonly Thread[]
	/** The messages of the open threads, oldest first. */
	messages: readonly ThreadMessage[]
	/** The number of these messages that are not deleted. */
	count: number
	/** The number of messages of others that were not read on this device. */
	unread: number
	/** The messages, of resolved threads as well, that name this person, oldest first. */
	mentions: readonly ThreadMessage[]
	/** The number of them that were not read on this device. */
	unreadMentions: number
	/** The messages that are for this person, oldest first: these, and replies to theirs (TALK6). */
	forMe: readonly ThreadMessage[]
	/** Whether this person has written here. */
	isMine: boolean
	/** The time of the latest message. */
	latestAt: number
}

/** The conversations of an open board, updated in time proportional to the change. */
export interface BoardThreads {
	/** Counts the changes of all conversations, at most one a frame. */
	version: Observable<number>
	/** Returns the conversation on a shape, or on the board; the same object until it changes. */
	of(key: string): Conversation | null
	/** Calls back when this conversation has changed. Returns a function that ends it. */
	subscribe(key: string, listener: () => void): () => void
	/** Returns all conversations, those with the latest messages first. */
	list(): readonly Conversation[]
	/** Calls back with messages that have arrived. Returns a function that ends it. */
	onNew(listener: (messages: readonly NewMessage[]) => void): () => void
	/** Marks the messages of a conversation as read on this device; of all if none is named. */
	markRead(key?: string): void
	/** What is stored on this device. */
	marks: Pick<ReadMarks, 'announced' | 'setAnnounced'>
	close(): void
}

/** A message that has arrived, and the key of its conversation. */
export interface NewMessage {
	key: string
	message: ThreadMessage
}

/** The key of the conversation on the board itself. */
export const BOARD_KEY = 'board'

export const keyOf = ({ id }: ThreadTarget): string => id ?? BOARD_KEY

interface BoardThreadsOptions {
	records: Records
	reader: ThreadReader
	marks: ReadMarks
	/** Whether there were threads when the board was opened, somewhat earlier. */
	hadThreads: boolean
}

/** Observes the threads of a board's document. */
export function observeThreads({ records, reader, marks, hadThreads }: BoardThreadsOptions): BoardThreads {
	const projection = new ThreadProjection(records)
	const conversations = new Map<string, Conversation>()
	/** The threads as they were last read, by conversation. */
	const threadsOf = new Map<string, Map<string, Thread>>()
	/** By thread: the key of its conversation. */
	const known = new Map<string, string>()
	const listeners = new Map<string, Set<() => void>>()
	const newsListeners = new Set<(messages: readonly NewMessage[]) => void>()
	const version = createObservable(0)
	let sorted: readonly Conversation[] | null = null
	let unread = new Set<string>()
	let cancel: (() => void) | null = null

	/** Sorts threads that were read again; returns the keys of their conversations. */
	function sortThreads(ids: Iterable<ThreadId>): Set<string> {
		const changed = new Set<string>()
		for (const id of ids) {
			const [before, after] = [known.get(id), projection.threads.get(id)]
			if (before) changed.add(before)
			if (before) threadsOf.get(before)?.delete(id)
			known.delete(id)
			if (!after) continue
			const key = keyOf(after.on)
			const threads = threadsOf.get(key) ?? new Map<string, Thread>()
			threadsOf.set(key, threads.set(id, after))
			known.set(id, key)
			changed.add(key)
		}
		return changed
	}
	function read(keys: Iterable<string>): void {
		sorted = null
		for (const key of keys) {
			const threads = [...(threadsOf.get(key)?.values() ?? [])]
			const before = conversations.get(key)
			const conversation = threads.length > 0 ? converse(key, threads, { reader, marks }) : null
			if (conversation && newsListeners.size > 0) announce(conversation, before)
			if (conversation) conversations.set(key, conversation)
			else conversations.delete(key)
			for (const listener of [...(listeners.get(key) ?? [])]) listener()
		}
		version.set(version.get() + 1)
	}
	function announce({ key, messages }: Conversation, before: Conversation | undefined): void {
		const all = [...(before?.messages ?? []), ...(before?.resolved.flatMap((thread) => thread.messages) ?? [])]
		const known = new Set(all.map(({ id }) => id))
		const news = messages.filter(({ id, isDeleted }) => !known.has(id) && !isDeleted)
		if (news.length === 0) return
		for (const listener of newsListeners) listener(news.map((message) => ({ key, message })))
	}
	function publish(): void {
		cancel = null
		const ids = unread
		unread = new Set()
		const changed = sortThreads(projection.readChanged(ids))
		if (changed.size > 0) read(changed)
	}
	function onChange(events: Y.YEvent<never>[]): void {
		// Of shapes, only their being there matters.
		const relevant = events.filter(({ path: [id] }) => id === undefined || isThreadRecord(String(id)))
		if (relevant.length === 0) return
		for (const id of changedRecordIds(relevant)) unread.add(id)
		cancel ??= onNextFrame(publish)
	}

	projection.readAll()
	const initial = sortThreads(projection.threads.keys())
	marks.start(hadThreads ? [...projection.threads.values()] : [])
	read(initial)
	records.observeDeep(onChange as never)
	return {
		version,
		marks,
		of: (key) => conversations.get(key) ?? null,
		subscribe(key, listener) {
			const ofKey = listeners.get(key) ?? new Set()
			listeners.set(key, ofKey.add(listener))
			return () => {
				ofKey.delete(listener)
				if (ofKey.size === 0 && listeners.get(key) === ofKey) listeners.delete(key)
			}
		},
		list() {
			sorted ??= [...conversations.values()].sort((a, b) => b.latestAt - a.latestAt || (a.key < b.key ? -1 : 1))
			return sorted
		},
		onNew(listener) {
			newsListeners.add(listener)
			return () => newsListeners.delete(listener)
		},
		markRead(key) {
			const named = key === undefined ? [...conversations.keys()] : [key]
			const changed = named.filter((one) => (conversations.get(one)?.unread ?? 0) > 0)
			if (changed.length === 0) return
			marks.markRead(changed.flatMap((one) => [...(threadsOf.get(one)?.values() ?? [])]))
			read(changed)
		},
		close() {
			records.unobserveDeep(onChange as never)
			cancel?.()
		},
	}
}

function converse(
	key: string,
	threads: readonly Thread[],
	{ reader, marks }: Pick<BoardThreadsOptions, 'reader' | 'marks'>,
): Conversation | null {
	const inOrder = [...threads].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
	const [first] = inOrder
	if (!first) return null
	const open = inOrder.filter(({ resolved }) => !resolved)
	const all = messagesOf(inOrder)
	const messages = messagesOf(open)
	const isOwn = ({ author }: ThreadMessage) => author === reader.author
	const isOfOthers = (message: ThreadMessage) => !(reader.isOnePerson && isOwn(message))
	const mentions = all.filter((message) => namesReader(message, reader))
	return {
		key,
		on: first.on,
		open,
		resolved: inOrder.filter(({ resolved }) => resolved),
		messages,
		count: messages.filter(({ isDeleted }) => !isDeleted).length,
		unread: open.reduce((sum, thread) => sum + marks.countUnread(thread, isOfOthers), 0),
		mentions,
		unreadMentions: mentions.filter((message) => marks.isUnread(message)).length,
		forMe: inOrder.flatMap(({ messages }) => messagesForReader(messages, reader)).sort(byTime),
		isMine: all.some(isOwn),
		latestAt: all.at(-1)?.at ?? 0,
	}
}

/** Returns the messages of threads, oldest first. */
function messagesOf(threads: readonly Thread[]): readonly ThreadMessage[] {
	const [only, ...more] = threads
	if (!only || more.length === 0) return only?.messages ?? []
	return threads.flatMap(({ messages }) => messages).sort(byTime)
}

function byTime(a: ThreadMessage, b: ThreadMessage): number {
	return a.at - b.at || (a.id < b.id ? -1 : 1)
}
