import type { MessageId, ThreadAction, ThreadReader } from '@charrette/shared'
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { BoardThreads, Conversation } from './BoardThreads.ts'

/** Opens threads beside the board. */
export interface OpenThreads {
	/** Opens the conversation on a shape or on the board, at a message if one is named. */
	open(key: string, message?: MessageId): void
	/** Opens the panel with all threads. */
	openAll(): void
}

/** The threads of the open board, as its views use them. */
export interface ThreadPlace extends OpenThreads {
	threads: BoardThreads
	reader: ThreadReader
	/** Whether this person may write messages now (THREAD4). */
	mayWrite: boolean
	/** Makes a change; shows the reason and resolves to false if it cannot be made. */
	send(action: ThreadAction): Promise<boolean>
}

/** Null where there are no threads: in private writing, and on the projector. */
export const OpenThreadsContext = createContext<OpenThreads | null>(null)

/** Null as well until the threads are read, which the board does not wait for. */
export const ThreadContext = createContext<ThreadPlace | null>(null)

export const useOpenThreads = () => useContext(OpenThreadsContext)
export const useThreads = () => useContext(ThreadContext)

const NONE = { subscribe: () => () => {}, get: () => null }

/** Returns the conversation on a shape or on the board. It renders again only when that changes. */
export function useConversation(key: string): Conversation | null {
	const threads = useThreads()?.threads
	const subscribe = useMemo(
		() => (threads ? (listener: () => void) => threads.subscribe(key, listener) : NONE.subscribe),
		[threads, key],
	)
	return useSyncExternalStore(subscribe, threads ? () => threads.of(key) : NONE.get)
}

const NO_CONVERSATIONS: readonly Conversation[] = []
const NO_LIST = () => NO_CONVERSATIONS

/** Returns all conversations of the board, those with the latest messages first. */
export function useConversations(): readonly Conversation[] {
	const threads = useThreads()?.threads
	return useSyncExternalStore(threads ? threads.version.subscribe : NONE.subscribe, threads?.list ?? NO_LIST)
}
