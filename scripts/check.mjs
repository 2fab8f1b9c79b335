import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ROOT, run, runTool } from './run.mjs'

/*
 * node scripts/check.mjs [--changed | --staged]
 *
 * Runs the checks of a commit, all of them even if one fails, and lists those that failed. The
 * words of docs/WORDS.md are a warning here and an error in CI.
 *
 * - `--changed` checks the files that differ from the branch `main`, and runs the tests that import
 *   one of them. Tests of whole servers import the built server, so only changed ones run.
 * - `--staged` checks the staged files, without types and tests: the hook before a commit.
 */

const isChanged = process.argv.includes('--changed')
const isStaged = process.argv.includes('--staged')
/** The files to check; null for all. */
const files = isChanged || isStaged ? listFiles() : null
/** @type {string[]} */
const failures = []

if (!files || files.length > 0) {
	check('lint', runTool('biome', ['check', '--error-on-warnings', '--no-errors-on-unmatched', ...(files ?? ['.'])]))
	const areWordsFine = runScript('checkWords', files ?? [])
	if (process.env.CI) check('words', areWordsFine)
	check('prose', runScript('checkProse', files ?? []))
}
if (!isStaged) {
	check('rules', runScript('checkRules'))
	check('limits', runScript('writeLimits', ['--check']))
	check('types', runScript('checkTypes'))
	check('dead code', runTool('knip', []))
	check('tests', runTool('vitest', ['run', ...(isChanged ? ['--changed', mainCommit(), '--passWithNoTests'] : [])]))
}
for (const failure of failures) console.log(`Failed: ${failure}`)
process.exitCode = failures.length > 0 ? 1 : 0

/** Returns the files that differ from `main`, or the staged ones, that exist. */
function listFiles() {
	const listed = isStaged
		? git('diff', '--cached', '--name-only')
		: [git('diff', '--name-only', mainCommit()), git('ls-files', '--others', '--exclude-standard')].join('\n')
	return listed.split('\n').filter((file) => file && existsSync(`${ROOT}/${file}`))
}

/** Returns the commit at which this branch left `main`; on `main` itself, the last one. */
function mainCommit() {
	return git('merge-base', 'HEAD', 'main')
}

/** @param {string[]} args */
function git(...args) {
	return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim()
}

/**
 * @param {string} name
 * @param {string[]} [args]
 */
function runScript(name, args = []) {
	return run(process.execPath, [`${ROOT}/scripts/${name}.mjs`, ...args])
}

/**
 * @param {string} name
 * @param {boolean} hasPassed
 */
function check(name, hasPassed) {
	if (!hasPassed) failures.push(name)
}
