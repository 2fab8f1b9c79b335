import { StartError } from '../errors.ts'

/** The option that every command has which prints something. */
export const JSON_OPTION = ['--json', 'print one JSON value, for programs'] as const

/** What a command prints: lines for people, the same as one JSON value for programs. */
export interface Answer {
	lines: readonly string[]
	json: unknown
	/** Exit code 1: it failed, or found what needs attention. */
	isFault?: boolean
}

/**
 * Prints what a command answers and sets the exit code. A `StartError` is an answer, too: as `{ error }` in JSON, and otherwise left to
 * the program.
 */
export async function printAnswer(
	{ json: isJson = false }: { json?: boolean },
	run: () => Promise<Answer>,
): Promise<void> {
	const { lines, json, isFault } = isJson ? await run().catch(toErrorAnswer) : await run()
	process.stdout.write(`${isJson ? JSON.stringify(json, null, 2) : lines.join('\n')}\n`)
	if (isFault) process.exitCode = 1
}

/** A size for people. */
export function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`
}

function toErrorAnswer(cause: unknown): Answer {
	if (!(cause instanceof StartError)) throw cause
	return { lines: [], json: { error: cause.message }, isFault: true }
}
