/**
 * The messages between the main thread and a database thread. The thread gets one batch of tasks at
 * a time, and answers it with one outcome for each task, in order.
 *
 *     to the thread:  { tasks }            from it:  { opened: true } or { failed }, once, first
 *                     { close: true }                { outcomes }, one for each batch
 *                                                    { closed: true }
 */
import type { MessagePort } from 'node:worker_threads'

export type Tasks = Record<string, (input: never) => unknown>

export interface TaskCall {
	name: string
	input: unknown
}

export type ThreadRequest = { tasks: readonly TaskCall[] } | { close: true }

/**
 * An error as it passes between threads. `code` is SQLite's, the system's, or one of
 * `START_FAILURES`.
 */
export interface Failure {
	message: string
	code: string | null
}

export type Outcome = { output: unknown } | { failure: Failure }

export type ThreadAnswer = { opened: true } | { failed: Failure } | { outcomes: Outcome[] } | { closed: true }

interface ThreadProgram {
	run(tasks: readonly TaskCall[]): Outcome[]
	close(): void
}

/** Opens the thread's database and answers requests until the last one closes it. */
export async function serveRequests(port: MessagePort | null, open: () => Promise<ThreadProgram>): Promise<void> {
	if (!port) throw new Error('this file runs as a worker thread')
	const answer = (message: ThreadAnswer, transferred: ArrayBuffer[] = []) => port.postMessage(message, transferred)
	let program: ThreadProgram
	try {
		program = await open()
	} catch (cause) {
		answer({ failed: failureOf(cause) })
		return
	}
	port.on('message', (request: ThreadRequest) => {
		if ('tasks' in request) {
			const outcomes = program.run(request.tasks)
			answer({ outcomes }, outcomes.flatMap(bufferOf))
			return
		}
		program.close()
		answer({ closed: true })
		port.close()
	})
	answer({ opened: true })
}

/**
 * Returns the buffer of bytes that a task returns. It is transferred to the main thread without a
 * copy.
 */
function bufferOf(outcome: Outcome): ArrayBuffer[] {
	const output = 'output' in outcome ? outcome.output : null
	if (!(output instanceof Uint8Array) || !(output.buffer instanceof ArrayBuffer)) return []
	return output.length === output.buffer.byteLength ? [output.buffer] : []
}

/** Runs one task of a batch. */
export function runTask(tasks: Tasks, { name, input }: TaskCall): Outcome {
	try {
		return { output: tasks[name]?.(input as never) }
	} catch (cause) {
		return { failure: failureOf(cause) }
	}
}

export function failureOf(cause: unknown): Failure {
	if (!(cause instanceof Error)) return { message: String(cause), code: null }
	return { message: cause.message, code: 'code' in cause && typeof cause.code === 'string' ? cause.code : null }
}
