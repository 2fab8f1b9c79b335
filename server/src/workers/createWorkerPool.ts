import { Worker, type WorkerOptions } from 'node:worker_threads'

/** A thread that answers questions one after the other. */
export interface WorkerPool<Question, Answer> {
	/** Rejects with what the thread threw, or with a `ThreadEndedError` when it ends instead of answering. */
	run(question: Question): Promise<Answer>
	/** Ends it; what is being worked at is given up, and nothing is asked any more. */
	close(): Promise<void>
}

/** A thread ended before it had answered: it took too long, or whoever owns it closed it. */
export class WorkerEndedError extends Error {
	override name = 'ThreadEndedError'
}

interface WorkerPoolBounds {
	/** After so long without a question the thread is let go, and its memory with it. */
	idleMs: number
	/** An answer that takes longer is given up with its thread, and the next question has a new one. */
	maxMs?: number
	options?: WorkerOptions
}

/** A thread at `file` that is started when it is first asked, and answers in turn: each message with one. */
export function createWorkerPool<Question, Answer>(
	file: URL,
	{ idleMs, maxMs, options }: WorkerPoolBounds,
): WorkerPool<Question, Answer> {
	let worker: Worker | null = null
	let idle: ReturnType<typeof setTimeout> | undefined
	let last: Promise<unknown> = Promise.resolve()
	let isClosed = false

	async function end(): Promise<void> {
		clearTimeout(idle)
		const ended = worker
		worker = null
		await ended?.terminate()
	}

	function start(): Worker {
		const started = new Worker(file, options)
		started.once('exit', () => {
			if (worker === started) worker = null
		})
		started.unref()
		return started
	}

	async function turn(question: Question): Promise<Answer> {
		if (isClosed) throw new WorkerEndedError('nothing is asked any more')
		clearTimeout(idle)
		worker ??= start()
		const overdue = maxMs === undefined ? undefined : setTimeout(() => void end(), maxMs)
		try {
			return await answerOf<Question, Answer>(worker, question)
		} finally {
			clearTimeout(overdue)
			idle = setTimeout(() => void end(), idleMs).unref()
		}
	}

	return {
		run(question) {
			const answer = last.then(() => turn(question))
			last = answer.catch(() => {})
			return answer
		},
		async close() {
			isClosed = true
			await end()
			await last
			await end()
		},
	}
}

function answerOf<Question, Answer>(worker: Worker, question: Question): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const settle = (finish: () => void) => {
			worker.off('message', onAnswer)
			worker.off('error', onError)
			worker.off('exit', onExit)
			finish()
		}
		const onAnswer = (answer: Answer) => settle(() => resolve(answer))
		const onError = (cause: Error) => settle(() => reject(cause))
		const onExit = () => settle(() => reject(new WorkerEndedError('the thread ended before it had answered')))
		worker.on('message', onAnswer).on('error', onError).on('exit', onExit)
		worker.postMessage(question)
	})
}
