import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** Programs that are not ours, with which stories open what was taken home. */
export type Program = 'pdffonts' | 'pdftoppm' | 'pdftotext' | 'rsvg-convert' | 'unzip' | 'xmllint'

const run = promisify(execFile)
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024

/** Which of these programs this machine has not. */
export function missingOf(programs: readonly Program[]): Program[] {
	const folders = (process.env['PATH'] ?? '').split(delimiter)
	return programs.filter((program) => !folders.some((folder) => isHere(join(folder, program))))
}

/** Runs a program to its end and gives what it said; throws with what it complained of if it failed. */
export async function runProgram(program: Program, args: readonly string[]): Promise<Buffer> {
	const { stdout } = await run(program, args, { maxBuffer: MAX_OUTPUT_BYTES, encoding: 'buffer' })
	return stdout
}

function isHere(path: string): boolean {
	try {
		accessSync(path, constants.X_OK)
		return true
	} catch {
		// Not in this folder: perhaps in the next one.
		return false
	}
}
