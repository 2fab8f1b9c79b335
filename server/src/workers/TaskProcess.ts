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
			// V8 may use only one thread. On Linux, several threads of low priority, such as V8's for
			// garbage collection, delay other threads on the same core for milliseconds.
			execArgv: ['--single-threaded', `--max-old-space-size=${maxMemoryMb}`],
			env: {},
			// V8's output about a full heap is not useful to the host.
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		})
		lowerPriority(this.#child)
		const onEnd = () => {
			this.#hasEnded = true
		}
		this.#child.on('exit', onEnd)
		// Without a listener, the error would end the server.
		this.#child.on('error', onEnd)
	}

	/**
	 * Runs a task, and responds to its requests. Rejects with the error of the task, with the
	 * rejection of `respond`, or with a `WorkerEndedError`: a process that ends by itself has run out
	 * of memory.
	 */
	run(task: unknown, respond: (request: unknown) => Promise<unknown> = refuseRequest): Promise<unknown> {
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
				if ('request' in reply)
					respond(reply.request)
						.then((response) => this.#send({ response }))
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

	/** Ends the process after this time, unless it gets another task before. */
	endAfter(ms: number): void {
		this.#idle = setTimeout(() => this.end(), ms).unref()
	}

	end(): void {
		clearTimeout(this.#idle)
		this.#hasEnded = true
		this.#child.kill('SIGKILL')
	}

	/**
	 * Sends a message. A failure to send is ignored: the process has ended or could not be started,
	 * which its exit or error event reports.
	 */
	#send(message: TaskMessage): void {
		this.#child.send(message, () => {})
	}
}

async function refuseRequest(): Promise<never> {
	throw new Error('a task calls its parent, which takes no requests')
}

/**
 * Lowers the priority at once, since starting Node takes longer than many tasks. A process that
 * could not be started, or has ended already, has no `pid`.
 */
function lowerPriority({ pid }: ChildProcess): void {
	try {
		if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW)
	} catch {
		// Its exit or error event reports the failure.
	}
}
