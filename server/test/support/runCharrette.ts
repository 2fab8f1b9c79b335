import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * The bundled program as it is shipped. It starts in half the time of the single modules in `dist`.
 */
export const MAIN = fileURLToPath(new URL('../../bundle/main.js', import.meta.url))

/** Runs `charrette` with these arguments and settings only, until it ends. */
export function runCharrette(
	args: readonly string[],
	env: NodeJS.ProcessEnv = {},
	program = MAIN,
): Promise<{ code: number; stdout: string; stderr: string }> {
	return new Promise((resolve) => {
		execFile(
			process.execPath,
			[program, ...args],
			{ env: { PATH: process.env['PATH'], ...env } },
			(error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
		)
	})
}
