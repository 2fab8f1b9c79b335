import { FACILITATOR, type ThreadMessage } from './threads.ts'
import type { Workshop } from './Workshop.ts'

/** A person who reads threads. */
export interface ThreadReader {
	/** The author of their messages: a participant's id, or `FACILITATOR`. */
	author: string
	/** Whether the author of a message is one person, as a participant is. */
	isOnePerson: boolean
	/** The ids by which messages name them: their own, their duplicates', their groups'. */
	names: ReadonlySet<string>
}

/** Returns the ids by which messages name a person, see `ThreadReader`. */
export function namesOfReader(author: string, { participants, merged = {}, sessions }: Workshop): string[] {
	const me = participants.find(({ id }) => id === author)
	const duplicates = Object.entries(merged).flatMap(([duplicate, id]) => (id === author ? [duplicate] : []))
	const groups = sessions.flatMap(({ groups }) => groups).filter(({ seats = [] }) => seats.some((id) => id === author))
	return [author, ...duplicates, ...(me ? [me.group] : []), ...groups.map(({ id }) => id)]
}

/** Whether a message names this person, and is not their own. */
export function namesReader(message: Pick<ThreadMessage, 'author' | 'mentions'>, reader: ThreadReader): boolean {
	const isOwn = reader.isOnePerson && message.author === reader.author
	return !isOwn && message.mentions.some((id) => reader.names.has(id))
}

type ReadMessage = Pick<ThreadMessage, 'author' | 'mentions' | 'isDeleted'>

/**
 * Returns the messages of a thread that are for a person (TALK6), oldest first: those of others
 * that name them, or that follow a message of theirs. `messages` has the oldest first, too.
 */
export function messagesForReader<Message extends ReadMessage>(
	messages: readonly Message[],
	reader: ThreadReader,
): Message[] {
	const first = messages.findIndex(({ author }) => author === reader.author)
	return messages.filter((message, at) => {
		const isReply = first >= 0 && at > first && message.author !== reader.author
		return !message.isDeleted && (isReply || namesReader(message, reader))
	})
}

/** Returns a member as a reader of threads; a projector reads as nobody. */
export function threadReader(
	{ role, participant }: { role: string; participant: string | null },
	workshop: Workshop,
): ThreadReader {
	const author = participant ?? (role === 'facilitator' ? FACILITATOR : '')
	return { author, isOnePerson: role !== 'facilitator', names: new Set(namesOfReader(author, workshop)) }
}
