import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './findChromium.mjs'
import { runTool } from './run.mjs'
import { testFolder } from './testFolder.mjs'
import { readPlaywrightReport, readVitestReport } from './testReports.mjs'

/** @typedef {import('./testReports.mjs').TestResult} TestResult */

/**
 * The browser engines: the names of the projects in e2e/engines.config.ts, which append the
 * version.
 */
const ENGINES = ['Chromium', 'Firefox', 'WebKitGTK']

/**
 * Runs the unit and server tests whose path contains one of these names, or all of them.
 * @param {string[]} [names]
 */
export function runVitest(names = []) {
	return withReport((file) => {
		const args = ['run', ...names, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
		const hasPassed = runTool('vitest', args)
		return resultOf('vitest', hasPassed, readVitestReport(file))
	})
}

/**
 * Runs the end-to-end tests whose path contains one of these names, or all of them.
 * @param {string[]} [names]
 * @param {Record<string, string>} [settings]
 * @param {string} [config]
 */
export function runPlaywright(names = [], settings = {}, config = 'playwright') {
	return withReport((file) => {
		const chromium = findChromium()
		const env = {
			...settings,
			TMPDIR: testFolder(),
			PLAYWRIGHT_JSON_OUTPUT_FILE: file,
			...(chromium ? { CHROMIUM: chromium } : {}),
		}
		const args = ['test', ...names, '--config', `e2e/${config}.config.ts`, '--reporter=list,json']
		const hasPassed = runTool('playwright', args, { env })
		return resultOf('playwright', hasPassed, readPlaywrightReport(file))
	})
}

/**
 * Runs the main stories in every engine that is installed.
 * @returns {TestResult & { missing: string[] }}
 */
export function runEngines() {
	const result = runPlaywright([], {}, 'engines')
	const missing = ENGINES.filter((name) => !result.projects?.some((project) => project.startsWith(name)))
	return { ...result, missing }
}

/**
 * Returns the result of a runner. A runner that failed without a failed test counts as one failure.
 * @param {string} name
 * @param {boolean} hasPassed
 * @param {TestResult} result
 * @returns {TestResult}
 */
function resultOf(name, hasPassed, result) {
	const isBroken = !hasPassed && result.failures.length === 0
	return { ...result, failures: isBroken ? [`${name}: see above`] : result.failures }
}

/**
 * @template Result
 * @param {(file: string) => Result} use
 */
function withReport(use) {
	const folder = mkdtempSync(join(tmpdir(), 'charrette-test-'))
	try {
		return use(join(folder, 'report.json'))
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}
