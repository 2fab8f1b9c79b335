import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { ROOT } from './run.mjs'

/**
 * Reads the files of the repository, committed or not, that match `kind` and not `leftOut`.
 * @param {{ kind: RegExp, leftOut: RegExp, folders: string[] }} selection no folder means all
 * @returns {{ file: string, text: string }[]} each with its path from the root
 */
export function readSources({ kind, leftOut, folders }) {
	const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...folders], {
		cwd: ROOT,
		encoding: 'utf8',
	})
	return listed
		.split('\n')
		.filter((file) => kind.test(file) && !leftOut.test(file) && existsSync(`${ROOT}/${file}`))
		.map((file) => ({ file, text: readFileSync(`${ROOT}/${file}`, 'utf8') }))
}
