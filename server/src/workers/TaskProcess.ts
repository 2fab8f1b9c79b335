import { type ChildProcess, fork } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { TaskMessage, TaskReply } from './runTasks.ts'
import { WorkerEndedError, type WorkerPoolOptions } from './WorkerPool.ts'

const RUNNER = fileURLToPath(new URL('./runTasks.js', import.meta.url))

/** One process of a pool, which runs one task at a time. */
export class TaskProcess {
	readonly #child: ChildProcess
	#hasEnded = false
	#idle: ReturnType<typeof setTimeout> | undefined

	constructor({ file, task, maxMemoryMb }: Pick<WorkerPoolOptions, 'file' | 'task' | 'maxMemoryMb'>) {
		this.#child = fork(RUNNER, [file.href, task], {
			serialization: 'advanced',
			// One thread: several of a low priority, as V8 has for its garbage, make others of the same core wait for milliseconds on Linux.
			execArgv: ['--single-threaded', `--max-old-space-size=${maxMemoryMb}`],
			env: {},
			// What V8 says of a heap that is full is no message for the host.
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		})
		lowerPriority(this.#child)
		const onEnd = () => {
			this.#hasEnded = true
		}
		this.#child.on('exit', onEnd)
		// Without a listener it would end the server.
		this.#child.on('error', onEnd)
	}

	/**
	 * Runs a task, and answers its questions. Rejects with what it threw, with what `answer` rejected with, or with a
	 * `WorkerEndedError`: a process that ends by itself ran out of memory.
	 */
	run(task: unknown, answer: (question: unknown) => Promise<unknown> = refuseToAnswer): Promise<unknown> {
		const child = this.#child
		clearTimeout(this.#idle)
		return new Promise((resolve, reject) => {
			const settle = (finish: () => void) => {
				child.off('message', onReply)
				child.off('exit', onExit)
				child.off('error', onError)
				finish()
			}
			const onReply = (reply: TaskReply) => {
				if ('question' in reply)
					answer(reply.question)
						.then((answered) => this.#send({ answer: answered }))
						.catch((cause: unknown) => {
							settle(() => reject(cause))
							this.end()
						})
				else settle(() => ('message' in reply ? reject(new Error(reply.message)) : resolve(reply.result)))
			}
			const onError = (cause: Error) => settle(() => reject(cause))
			const onExit = () => settle(() => reject(new WorkerEndedError('memory')))
			child.on('message', onReply)
			child.on('exit', onExit)
			child.on('error', onError)
			this.#send({ task })
		})
	}

	get hasEnded(): boolean {
		return this.#hasEnded
	}

	/** Ends the process after this time, unless it has another task before. */
	endAfter(ms: number): void {
		this.#idle = setTimeout(() => this.end(), ms).unref()
	}

	end(): void {
		clearTimeout(this.#idle)
		this.#hasEnded = true
		this.#child.kill('SIGKILL')
	}

	/** What cannot be sent is no error of its own: the process has ended, or could not be started. */
	#send(message: TaskMessage): void {
		this.#child.send(message, () => {})
	}
}

async function refuseToAnswer(): Promise<never> {
	throw new Error('a task asks, and nobody answers')
}

/** At once: starting Node takes longer than many a task. A process that could not be started, or has ended already, has none. */
function lowerPriority({ pid }: ChildProcess): void {
	try {
		if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW)
	} catch {
		// Its end, or its error, is reported where it is awaited.
	}
}
