/**
 * The program of a child process in a process pool, which has a low priority. It runs one function
 * of one module, and ends with the server. It replies to each task with one result. Before that,
 * the function may call its parent, with one request after another.
 *
 *     arguments: the address of the module, the name of the function
 *     in:   { task }                  out:  { result } or { message }, that of a thrown error
 *     in:   { response }              out:  { request }
 */
import { once } from 'node:events'

export type TaskMessage = { task: unknown } | { response: unknown }
export type TaskReply = { result: unknown } | { message: string } | { request: unknown }
/**
 * Sends the server a request, and resolves with its response. If the request fails, the server ends
 * the process.
 */
export type CallParent<ParentRequest = unknown, ParentResponse = unknown> = (
	request: ParentRequest,
) => Promise<ParentResponse>

process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))
const [, , file = '', name = ''] = process.argv
const loading = import(file) as Promise<Record<string, (task: unknown, callParent: CallParent) => unknown>>

process.on('message', async (message: TaskMessage) => {
	if ('task' in message) send(await replyTo(message.task))
})

async function replyTo(task: unknown): Promise<TaskReply> {
	try {
		const run = (await loading)[name]
		if (!run) throw new Error(`there is no function ${name}`)
		return { result: await run(task, callParent) }
	} catch (cause) {
		return { message: cause instanceof Error ? cause.message : String(cause) }
	}
}

async function callParent(request: unknown): Promise<unknown> {
	const responded = once(process, 'message')
	send({ request })
	const [message] = await responded
	return message.response
}

function send(reply: TaskReply): void {
	process.send?.(reply)
}
