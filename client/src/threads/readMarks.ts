import { LIMITS, type Thread, type ThreadMessage } from '@charrette/shared'

/**
 * What this person has read of the threads of a board on this device (TALK2). A message that
 * arrives late, from a device that was offline, is older than others that were read: it is unread
 * because there are more messages up to that time than there were.
 */
export interface ReadMarks {
	/** On the first visit of a board, whatever is there counts as read. */
	start(threads: readonly Thread[]): void
	/** Returns the number of messages of a thread that were not read, among those of others. */
	countUnread(thread: Thread, isOfOthers: (message: ThreadMessage) => boolean): number
	/** Whether a message is later than those of its thread that were read. */
	isUnread(message: Pick<ThreadMessage, 'thread' | 'at'>): boolean
	markRead(threads: readonly Thread[]): void
	/** The number of messages that name this person for which there was a notice (TALK4). */
	announced(): number
	setAnnounced(count: number): void
}

interface MarkStore {
	read(): string | null
	write(value: string): void
}

/**
 * For each thread: the time of the latest message that was read, and the number up to there. Under
 * `ANNOUNCED`, the number of `announced`.
 */
type Marks = Record<string, [at: number, count: number]>
const ANNOUNCED = 'announced'

export function createReadMarks(value: MarkStore): ReadMarks {
	const isFirstVisit = value.read() === null
	let marks = parseMarks(value.read())
	function store(all: Marks): void {
		marks = Object.fromEntries(Object.entries(all).slice(-LIMITS.maxThreads))
		value.write(JSON.stringify(marks))
	}
	function markRead(threads: readonly Thread[]): void {
		// Another tab may have read other threads meanwhile.
		const all: Marks = { ...parseMarks(value.read()), ...marks }
		for (const { id, messages } of threads) {
			const at = messages.at(-1)?.at
			if (at !== undefined) {
				// The last one that was read is the last one that is forgotten.
				delete all[id]
				all[id] = [at, messages.length]
			}
		}
		store(all)
	}
	return {
		start(threads) {
			if (isFirstVisit) markRead(threads)
		},
		countUnread({ id, messages }, isOfOthers) {
			const [at, count] = marks[id] ?? [0, 0]
			const isNew = (message: ThreadMessage) => message.at > at
			const late = messages.filter((message) => !isNew(message)).length - count
			const unread = messages.filter((message) => isNew(message) && !message.isDeleted && isOfOthers(message))
			return unread.length + Math.max(0, late)
		},
		isUnread: ({ thread, at }) => at > (marks[thread]?.[0] ?? 0),
		markRead,
		announced: () => marks[ANNOUNCED]?.[1] ?? 0,
		setAnnounced: (count) => store({ ...marks, [ANNOUNCED]: [0, count] }),
	}
}

function parseMarks(text: string | null): Marks {
	try {
		const stored: unknown = JSON.parse(text ?? '{}')
		const isMark = (mark: unknown) => Array.isArray(mark) && mark.length === 2 && mark.every(Number.isFinite)
		return Object.fromEntries(Object.entries(stored ?? {}).filter(([, mark]) => isMark(mark))) as Marks
	} catch {
		return {}
	}
}
