import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './findChromium.mjs'
import { orExplain, prepare } from './prepare.mjs'
import { runTool } from './run.mjs'

/*
 * Everything that must hold, in one run: lint, types, dead code, unit and server tests, and people in a real browser.
 * Its last line is "N passed, N failed"; a check that fails counts as one failed.
 */

const folder = mkdtempSync(join(tmpdir(), 'charrette-test-'))
const counts = { passed: 0, failed: 0 }

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
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`)
process.exitCode = counts.failed > 0 ? 1 : 0

function typesHold() {
	const projects = ['client', 'e2e', 'server/test', 'server/viewer']
	const results = projects.map((project) => runTool('tsc', ['-p', project, '--noEmit']))
	return runTool('tsc', ['-b', 'shared', 'server']) && results.every(Boolean)
}

function runVitest() {
	const file = join(folder, 'vitest.json')
	const isGood = runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
	const report = readReport(file)
	const broken = (report?.testResults ?? []).filter(
		(suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
	)
	add('vitest', isGood, {
		passed: report?.numPassedTests ?? 0,
		failed: (report?.numFailedTests ?? 0) + broken.length,
	})
}

function runPlaywright() {
	const file = join(folder, 'playwright.json')
	const chromium = findChromium()
	const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...(chromium ? { CHROMIUM: chromium } : {}) }
	const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json']
	const isGood = runTool('playwright', args, { env })
	const stats = readReport(file)?.stats
	add('playwright', isGood, {
		passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
		failed: stats?.unexpected ?? 0,
	})
}

/**
 * Adds a runner's counts. One that ended badly without naming a failed test counts as one failed.
 * @param {string} name
 * @param {boolean} isGood
 * @param {{ passed: number, failed: number }} found
 */
function add(name, isGood, found) {
	counts.passed += found.passed
	counts.failed += found.failed
	if (found.failed === 0) check(name, isGood)
}

/**
 * @param {string} name
 * @param {boolean} isGood
 */
function check(name, isGood) {
	if (isGood) return
	counts.failed += 1
	process.stdout.write(`\n${name} failed; see above.\n`)
}

/** @param {string} file */
function readReport(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'))
	} catch {
		// No report: the runner fell over, which its exit code says.
		return null
	}
}
