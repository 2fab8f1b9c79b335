/**
 * The child process of a process pool, which gives it a low priority: runs one function of one module, and ends with the server. It answers
 * each message with one.
 *
 *     arguments: the address of the module, the name of the function
 *     in:   { task }        out:  { result } or { message }, the message of what the function threw
 */
export type TaskAnswer = { result: unknown } | { message: string }

process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))
const [, , file = '', name = ''] = process.argv
const loading = import(file) as Promise<Record<string, (task: unknown) => unknown>>

process.on('message', async ({ task }: { task: unknown }) => {
	process.send?.(await answerTo(task))
})

async function answerTo(task: unknown): Promise<TaskAnswer> {
	try {
		const run = (await loading)[name]
		if (!run) throw new Error(`there is no function ${name}`)
		return { result: await run(task) }
	} catch (cause) {
		return { message: cause instanceof Error ? cause.message : String(cause) }
	}
}
