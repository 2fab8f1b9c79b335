import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './findChromium.mjs'
import { prepare, runOrExit } from './prepare.mjs'
import { ROOT, run, runTool } from './run.mjs'
import { readPlaywrightReport, readVitestReport } from './testReports.mjs'

/*
 * All checks in one run: lint, types, dead code, unit and server tests, and end-to-end tests in a real browser. The
 * failures are listed again at the end of the log. The last line is "N passed, N failed"; a failed check counts as one.
 */

const folder = mkdtempSync(join(tmpdir(), 'charrette-test-'))
/** @type {string[]} */
const failures = []
let passed = 0

try {
	await runOrExit(prepare)
	check('lint', runTool('biome', ['check', '--error-on-warnings', '.']))
	check('words', run(process.execPath, [`${ROOT}/scripts/checkWords.mjs`]))
	check('types', checkTypes())
	check('dead code', runTool('knip', []))
	runVitest()
	runPlaywright()
} finally {
	rmSync(folder, { recursive: true, force: true })
}
for (const failure of failures) process.stdout.write(`\nFailed: ${failure}`)
process.stdout.write(`\n${passed} passed, ${failures.length} failed\n`)
process.exitCode = failures.length > 0 ? 1 : 0

function checkTypes() {
	const projects = ['client', 'e2e', 'server/test', 'server/viewer']
	const results = projects.map((project) => runTool('tsc', ['-p', project, '--noEmit']))
	return runTool('tsc', ['-b', 'shared', 'server']) && results.every(Boolean)
}

function runVitest() {
	const file = join(folder, 'vitest.json')
	const hasPassed = runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
	add('vitest', hasPassed, readVitestReport(file))
}

function runPlaywright() {
	const file = join(folder, 'playwright.json')
	const chromium = findChromium()
	const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...(chromium ? { CHROMIUM: chromium } : {}) }
	const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json']
	const hasPassed = runTool('playwright', args, { env })
	add('playwright', hasPassed, readPlaywrightReport(file))
}

/**
 * Adds the result of a runner. One that failed without a failed test counts as one failure.
 * @param {string} name
 * @param {boolean} hasPassed
 * @param {import('./testReports.mjs').TestResult} result
 */
function add(name, hasPassed, result) {
	passed += result.passed
	failures.push(...result.failures)
	if (result.failures.length === 0) check(name, hasPassed)
}

/**
 * @param {string} name
 * @param {boolean} hasPassed
 */
function check(name, hasPassed) {
	if (!hasPassed) failures.push(`${name}: see above`)
}
