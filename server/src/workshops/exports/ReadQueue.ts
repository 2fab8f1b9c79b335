import { QueueFullError } from '../../workers/WorkerPool.ts'

/** The person and workshop that a heavy read is for. */
export interface QueueOwner {
	/** A participant, or all people with the same link. */
	person: string
	/**
	 * The workshop and its lane. Facilitators have a lane of their own, so that other members cannot
	 * make them wait.
	 */
	workshop: string
}

/** Limits of heavy reads that run, wait and are sent (HEAVY1). */
export const READ_BOUNDS = {
	/** Heavy reads at a time, of different people. @limit server: others wait */
	maxRunning: 2,
	/** Heavy reads of a person, at most one running. @limit server: `busy` */
	maxPerPerson: 3,
	/** Heavy reads of a workshop, and as many of its facilitators. @limit server: `busy` */
	maxPerWorkshop: 4,
	/** Heavy reads in all. @limit server: `busy` */
	maxReads: 16,
	/** Results of a workshop that are sent, to slow clients for minutes. @limit server: `busy` */
	maxSendingPerWorkshop: 16,
	/** Results that are sent, in all. @limit server: `busy` */
	maxSending: 64,
}

export type ReadBounds = typeof READ_BOUNDS

interface Entry {
	owner: QueueOwner
	state: 'waiting' | 'running' | 'sending'
	start(): void
}

/**
 * A read, and the use of its result. While the result is in use, the read still takes a place of
 * its person, but none of the queue.
 */
interface ReadRun<Result, Done> {
	owner: QueueOwner
	signal: AbortSignal
	read(): Promise<Result>
	use(result: Result): Promise<Done>
}

/**
 * A fair queue for heavy reads (HEAVY1). The next read is the one that has waited longest among
 * those of people without a running read. Reads of workshops without a running read go first.
 */
export class ReadQueue {
	readonly #bounds: ReadBounds
	readonly #entries = new Set<Entry>()

	constructor(bounds: ReadBounds = READ_BOUNDS) {
		this.#bounds = bounds
	}

	/** Returns the number of reads that wait, run and are being sent. */
	count(): Record<Entry['state'], number> {
		const inState = (state: Entry['state']) => this.#count((entry) => entry.state === state)
		return { waiting: inState('waiting'), running: inState('running'), sending: inState('sending') }
	}

	/**
	 * Runs a read when it is its turn. Throws a `QueueFullError`, and the reason of `signal` if it
	 * aborts before.
	 */
	async run<Result, Done>({ owner, signal, read, use }: ReadRun<Result, Done>): Promise<Done> {
		signal.throwIfAborted()
		this.#admit(owner)
		const entry: Entry = { owner, state: 'waiting', start: () => {} }
		this.#entries.add(entry)
		try {
			await new Promise<void>((resolve, reject) => {
				entry.start = resolve
				signal.addEventListener('abort', () => reject(signal.reason), { once: true })
				this.#startNext()
			})
			const result = await read()
			entry.state = 'sending'
			this.#startNext()
			return await use(result)
		} finally {
			this.#entries.delete(entry)
			this.#startNext()
		}
	}

	#admit(owner: QueueOwner): void {
		const { maxPerPerson, maxPerWorkshop, maxReads, maxSending, maxSendingPerWorkshop } = this.#bounds
		const isSending = ({ state }: Entry) => state === 'sending'
		const isTheirs = (entry: Entry) => entry.owner.workshop === owner.workshop
		const isFull =
			this.#count((entry) => entry.owner.person === owner.person) >= maxPerPerson ||
			this.#count((entry) => !isSending(entry)) >= maxReads ||
			this.#count((entry) => !isSending(entry) && isTheirs(entry)) >= maxPerWorkshop ||
			this.#count(isSending) >= maxSending ||
			this.#count((entry) => isSending(entry) && isTheirs(entry)) >= maxSendingPerWorkshop
		if (isFull) throw new QueueFullError('too many heavy reads')
	}

	#startNext(): void {
		for (;;) {
			const running = [...this.#entries].filter(({ state }) => state === 'running')
			if (running.length >= this.#bounds.maxRunning) return
			const free = [...this.#entries].filter(
				({ state, owner }) => state === 'waiting' && !running.some((other) => other.owner.person === owner.person),
			)
			const next =
				free.find(({ owner }) => !running.some((other) => other.owner.workshop === owner.workshop)) ?? free[0]
			if (!next) return
			next.state = 'running'
			next.start()
		}
	}

	#count(matches: (entry: Entry) => boolean): number {
		return [...this.#entries].filter(matches).length
	}
}
