import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describeWhere } from './machine.ts'

/** Programs with which tests open the exported files, and proxies in front of nodes. */
export type Program =
	| 'cmark-gfm'
	| 'unzip'
	| 'xmllint'
	| 'soffice'
	| 'pdftotext'
	| 'pdffonts'
	| 'pdfinfo'
	| 'pdftoppm'
	| 'rsvg-convert'
	| 'apertium-apy'
	| 'haproxy'
	| 'caddy'

const run = promisify(execFile)
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024
const MAX_RUN_MS = 120_000

/**
 * Defines a group of tests that need these programs. Without one they are skipped, or fail in CI
 * (`describeWhere`).
 */
export function describeWith(programs: readonly Program[], name: string, tests: () => void): void {
	const missing = programs.filter((program) => !isHere(program))
	const lacking = missing.length > 0 ? `${missing.join(', ')} cannot be found` : null
	describeWhere(lacking, name, tests)
}

/** Runs a program and returns its output; throws with its error output if it fails. */
export async function runProgram(program: Program, args: readonly string[]): Promise<string> {
	const { stdout } = await run(program, args, { maxBuffer: MAX_OUTPUT_BYTES, timeout: MAX_RUN_MS })
	return stdout
}

/** The system's Python, which has the libraries that Debian packages. */
const PYTHON = '/usr/bin/python3'
const TEXTS_IN_FILE = fileURLToPath(new URL('./textsInFile.py', import.meta.url))

/**
 * Returns a description of the missing Python libraries for reading and writing files; null if none
 * is missing.
 */
export function lackingPython(): string | null {
	const isComplete = spawnSync(PYTHON, ['-c', 'import openpyxl, docx']).status === 0
	return isComplete ? null : 'python3 with openpyxl and python-docx cannot be found'
}

/**
 * Runs `textsInFile.py`; returns the texts that it read. Throws with its error output if it fails.
 */
export async function textsByPython(
	how: 'read' | 'write',
	kind: string,
	{ path, texts = [] }: { path: string; texts?: readonly string[] },
): Promise<string[]> {
	const child = spawn(PYTHON, [TEXTS_IN_FILE, how, kind, path])
	const ended = once(child, 'close')
	child.stdin.end(JSON.stringify(texts))
	const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
	const [status] = await ended
	if (status !== 0) throw new Error(`Python could not ${how} ${path}: ${errors}`)
	return how === 'read' ? JSON.parse(output) : []
}

/**
 * Converts files with LibreOffice, all in one call because it takes seconds to start. `to` is the
 * value of `--convert-to`: `pdf` or `ALL_SHEETS`. Returns the paths of the files in the folder,
 * which also contains a profile for LibreOffice.
 */
export async function convertWithOffice(files: readonly string[], to: string, folder: string): Promise<string[]> {
	const profile = `-env:UserInstallation=file://${join(folder, '.office')}`
	const before = new Set(await readdir(folder))
	await runProgram('soffice', [profile, '--headless', '--norestore', '--convert-to', to, '--outdir', folder, ...files])
	const written = (await readdir(folder)).filter((name) => !before.has(name) && name !== '.office')
	return written.sort().map((name) => join(folder, name))
}

/**
 * A format for `--convert-to`: each sheet of a workbook as a CSV file, `<file>-<sheet>.csv`, in
 * UTF-8, with commas and cells as stored.
 */
export const ALL_SHEETS = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'

function isHere(program: Program): boolean {
	return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
		try {
			accessSync(join(folder, program), constants.X_OK)
			return true
		} catch {
			// Not in this folder, but maybe in the next one.
			return false
		}
	})
}
