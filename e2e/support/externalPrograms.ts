import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** Independent programs that read exported files. */
export type Program =
	| 'apertium-apy'
	| 'pdffonts'
	| 'pdfimages'
	| 'pdfinfo'
	| 'pdftohtml'
	| 'pdftoppm'
	| 'pdftotext'
	| 'qpdf'
	| 'rsvg-convert'
	| 'soffice'
	| 'unzip'
	| 'xmllint'

const run = promisify(execFile)
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024

/** Returns the programs that are not installed. */
export function missingPrograms(programs: readonly Program[]): Program[] {
	const folders = (process.env['PATH'] ?? '').split(delimiter)
	return programs.filter((program) => !folders.some((folder) => isExecutable(join(folder, program))))
}

/** Runs a program and returns its output; throws with its error output if it fails. */
export async function runProgram(program: Program, args: readonly string[]): Promise<Buffer> {
	const { stdout } = await run(program, args, { maxBuffer: MAX_OUTPUT_BYTES, encoding: 'buffer' })
	return stdout
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK)
		return true
	} catch {
		// Not in this folder.
		return false
	}
}
