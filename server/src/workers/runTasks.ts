/**
 * The child process of a process pool, which gives it a low priority: runs one function of one module, and ends with the server. It replies
 * to each task with one result; before that, the function may ask, one question after another.
 *
 *     arguments: the address of the module, the name of the function
 *     in:   { task }                  out:  { result } or { message }, the message of what the function threw
 *     in:   { answer }                out:  { question }
 */
import { once } from 'node:events'

export type TaskMessage = { task: unknown } | { answer: unknown }
export type TaskReply = { result: unknown } | { message: string } | { question: unknown }
/** Asks the server, and resolves with its answer. It ends the process if it cannot answer. */
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
