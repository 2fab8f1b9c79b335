import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './findChromium.mjs'
import { orExplain, prepare } from './prepare.mjs'
import { runTool } from './run.mjs'
import { readPlaywrightReport, readVitestReport } from './testReports.mjs'

/*
 * Everything that must hold, in one run: lint, types, dead code, unit and server tests, and people in a real browser.
 * What failed is named once more at the end, where whoever reads only the end of a long log finds it. The last line is
 * "N passed, N failed"; a check that fails counts as one failed.
 */

const folder = mkdtempSync(join(tmpdir(), 'charrette-test-'))
/** @type {string[]} */
const failures = []
let passed = 0

try {
	await orExplain(prepare)
	check('lint', runTool('biome', ['check', '--error-on-warnings', '.']))
	check('types', typesHold())
	check('dead code', runTool('knip', []))
	runVitest()
	runPlaywright()
} finally {
	rmSync(folder, { recursive: true, force: true })
}
for (const failure of failures) process.stdout.write(`\nFailed: ${failure}`)
process.stdout.write(`\n${passed} passed, ${failures.length} failed\n`)
process.exitCode = failures.length > 0 ? 1 : 0

function typesHold() {
	const projects = ['client', 'e2e', 'server/test', 'server/viewer']
	const results = projects.map((project) => runTool('tsc', ['-p', project, '--noEmit']))
	return runTool('tsc', ['-b', 'shared', 'server']) && results.every(Boolean)
}

function runVitest() {
	const file = join(folder, 'vitest.json')
	const isGood = runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
	add('vitest', isGood, readVitestReport(file))
}

function runPlaywright() {
	const file = join(folder, 'playwright.json')
	const chromium = findChromium()
	const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...(chromium ? { CHROMIUM: chromium } : {}) }
	const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json']
	const isGood = runTool('playwright', args, { env })
	add('playwright', isGood, readPlaywrightReport(file))
}

/**
 * Adds a runner's counts. One that ended badly without naming a failed test counts as one failed.
 * @param {string} name
 * @param {boolean} isGood
 * @param {import('./testReports.mjs').Counted} found
 */
function add(name, isGood, found) {
	passed += found.passed
	failures.push(...found.failures)
	if (found.failures.length === 0) check(name, isGood)
}

/**
 * @param {string} name
 * @param {boolean} isGood
 */
function check(name, isGood) {
	if (!isGood) failures.push(`${name}: see above`)
}
