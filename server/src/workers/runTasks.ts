/**
 * The program of a child process in a process pool, which has a low priority. It runs one function
 * of one module, and ends with the server. It replies to each task with one result. Before that,
 * the function may ask questions, one after another.
 *
 *     arguments: the address of the module, the name of the function
 *     in:   { task }                  out:  { result } or { message }, that of a thrown error
 *     in:   { answer }                out:  { question }
 */
import { once } from 'node:events'

export type TaskMessage = { task: unknown } | { answer: unknown }
export type TaskReply = { result: unknown } | { message: string } | { question: unknown }
/**
 * Asks the server a question, and resolves with the answer. If the server cannot answer, it ends
 * the process.
 */
export type Ask<Question = unknown, Answer = unknown> = (question: Question) => Promise<Answer>

process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))
const [, , file = '', name = ''] = process.argv
const loading = import(file) as Promise<Record<string, (task: unknown, ask: Ask) => unknown>>

process.on('message', async (message: TaskMessage) => {
	if ('task' in message) send(await replyTo(message.task))
})

async function replyTo(task: unknown): Promise<TaskReply> {
	try {
		const run = (await loading)[name]
		if (!run) throw new Error(`there is no function ${name}`)
		return { result: await run(task, ask) }
	} catch (cause) {
		return { message: cause instanceof Error ? cause.message : String(cause) }
	}
}

async function ask(question: unknown): Promise<unknown> {
	const answered = once(process, 'message')
	send({ question })
	const [message] = await answered
	return message.answer
}

function send(reply: TaskReply): void {
	process.send?.(reply)
}
