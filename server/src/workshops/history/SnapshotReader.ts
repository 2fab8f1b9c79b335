import { Worker } from 'node:worker_threads'
import type { AnswerMessage, Answers, Question, QuestionMessage } from './snapshotWorker.ts'

interface PendingQuestion {
	resolve(answer: Answers[keyof Answers]): void
	reject(cause: Error): void
}

/** The near side of the thread that looks at boards of the past; it is started when it is first asked. */
export class SnapshotReader {
	#worker: Worker | null = null
	#isClosed = false
	readonly #waiting = new Map<number, PendingQuestion>()
	#nextId = 1

	/** What it finds; rejects if the state cannot be read, or the thread fell over. */
	ask<Ask extends Question['ask']>(question: Extract<Question, { ask: Ask }>): Promise<Answers[Ask]> {
		if (this.#isClosed) return Promise.reject(new Error('boards of the past are no longer read'))
		this.#worker ??= this.#start()
		const id = this.#nextId++
		const answer = new Promise<Answers[keyof Answers]>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
		this.#worker.postMessage({ id, question } satisfies QuestionMessage)
		// To each question the thread has an answer of its own kind.
		return answer as Promise<Answers[Ask]>
	}

	async close(): Promise<void> {
		this.#isClosed = true
		await this.#worker?.terminate()
		this.#rejectAll('the server ends')
	}

	#start(): Worker {
		const worker = new Worker(new URL('./snapshotWorker.js', import.meta.url))
		worker.unref()
		worker.on('message', (said: AnswerMessage) => {
			const waiting = this.#waiting.get(said.id)
			this.#waiting.delete(said.id)
			if ('answer' in said) waiting?.resolve(said.answer)
			else waiting?.reject(new Error(said.error))
		})
		worker.on('error', (cause) => {
			this.#worker = null
			this.#rejectAll(String(cause))
		})
		return worker
	}

	#rejectAll(why: string): void {
		for (const { reject } of this.#waiting.values()) reject(new Error(`a board of the past could not be read: ${why}`))
		this.#waiting.clear()
	}
}
