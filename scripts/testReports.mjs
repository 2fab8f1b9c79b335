import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/**
 * The result of a test runner.
 * @typedef {{ passed: number, failures: string[], unstable?: string[] }} TestResult `failures`: the names of failed tests, with the
 *   first line of each message; `unstable`: those that passed at the second try
 */

/**
 * Reads Vitest's JSON report. A file that failed before its first test counts as one failure.
 * @param {string} file
 * @returns {TestResult}
 */
export function readVitestReport(file) {
	const report = readReport(file)
	const failures = (report?.testResults ?? []).flatMap((suite) => {
		const failed = suite.assertionResults.filter((test) => test.status === 'failed')
		const isBroken = suite.status === 'failed' && suite.assertionResults.length === 0
		return isBroken
			? [describe(suite.name, suite.message)]
			: failed.map((test) => describe(`${suite.name} › ${test.fullName}`, test.failureMessages[0]))
	})
	return { passed: report?.numPassedTests ?? 0, failures }
}

/**
 * Reads Playwright's JSON report.
 * @param {string} file
 * @returns {TestResult}
 */
export function readPlaywrightReport(file) {
	const report = readReport(file)
	const specs = (report?.suites ?? []).flatMap(specsOf)
	/** @param {string} status @param {(results: any[]) => any} choose */
	const withStatus = (status, choose) =>
		specs.flatMap((spec) => {
			const tests = spec.tests.filter((test) => test.status === status)
			return tests.map((test) => describe(`${spec.file} › ${spec.title}`, choose(test.results)?.error?.message))
		})
	const failures = withStatus('unexpected', (results) => results.at(-1))
	const unstable = withStatus('flaky', (results) => results[0])
	return { passed: (report?.stats?.expected ?? 0) + unstable.length, failures, unstable }
}

function specsOf(suite) {
	return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
}

/**
 * @param {string} name
 * @param {string | undefined} message
 */
function describe(name, message) {
	const [firstLine] = stripVTControlCharacters(message ?? 'no message')
		.trim()
		.split('\n')
	return `${name}: ${firstLine}`
}

/** @param {string} file */
function readReport(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'))
	} catch {
		// No report: the runner crashed, which its exit code shows.
		return null
	}
}
