import { StartError } from '../errors.ts'

/** The option that every command with output has. */
export const JSON_OPTION = ['--json', 'print one JSON value, for programs'] as const

/** The output of a command: lines for people, and the same as one JSON value for programs. */
export interface CommandOutput {
	lines: readonly string[]
	json: unknown
	/** Sets the exit code 1: the command failed, or found something that needs attention. */
	isFault?: boolean
}

/**
 * Prints the output of a command and sets the exit code. With `json` a `StartError` is printed as
 * `{ error }`; otherwise it is rethrown to the program.
 */
export async function printOutput(
	{ json: isJson = false }: { json?: boolean },
	run: () => Promise<CommandOutput>,
): Promise<void> {
	const { lines, json, isFault } = isJson ? await run().catch(toErrorOutput) : await run()
	process.stdout.write(`${isJson ? JSON.stringify(json, null, 2) : lines.join('\n')}\n`)
	if (isFault) process.exitCode = 1
}

/** Formats a size for people: three digits and a unit. */
export function formatBytes(bytes: number): string {
	const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
	const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
	const value = bytes / 1000 ** power
	return `${power > 0 && value < 100 ? value.toFixed(1) : Math.round(value)} ${units[power]}`
}

function toErrorOutput(cause: unknown): CommandOutput {
	if (!(cause instanceof StartError)) throw cause
	return { lines: [], json: { error: cause.message }, isFault: true }
}
