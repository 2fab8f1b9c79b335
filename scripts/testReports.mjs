import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/**
 * The result of a test runner. `failures` are the names of failed tests, with the start of each
 * message; `unstable` are the names of tests that passed at the second try, or in a second window
 * because the browser engine itself had ended; `projects` are the Playwright projects that ran.
 * @typedef {{ passed: number, failures: string[], unstable?: string[], projects?: string[] }} TestResult
 */

const MESSAGE_LINES = 6
const MESSAGE_LETTERS = 500
/** As in e2e/engines/support/engineTest.ts. */
const ENGINE_ENDED = 'engine ended'

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
			return tests.map((test) => {
				const error = choose(test.results)?.error
				const line = error?.location ? `${error.location.file.split('/').at(-1)}:${error.location.line} ` : ''
				const project = test.projectName ? `${test.projectName}: ` : ''
				return describe(`${project}${spec.file} › ${spec.title}`, error && `${line}${error.message}`)
			})
		})
	const failures = withStatus('unexpected', (results) => results.at(-1))
	const flaky = withStatus('flaky', (results) => results[0])
	const ended = specs.flatMap((spec) =>
		spec.tests.flatMap(({ projectName, annotations = [] }) =>
			annotations
				.filter(({ type }) => type === ENGINE_ENDED)
				.map(({ description }) => `${projectName}: ${spec.file} › ${spec.title}: ${description}`),
		),
	)
	const projects = (report?.config?.projects ?? []).map(({ name }) => name).filter(Boolean)
	const passed = (report?.stats?.expected ?? 0) + flaky.length
	return { passed, failures, unstable: [...flaky, ...ended], projects }
}

function specsOf(suite) {
	return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
}

/**
 * @param {string} name
 * @param {string | undefined} message
 */
function describe(name, message) {
	const lines = stripVTControlCharacters(message ?? 'no message')
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
	return `${name}: ${lines.slice(0, MESSAGE_LINES).join(' · ').slice(0, MESSAGE_LETTERS)}`
}

/** @param {string} file */
function readReport(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'))
	} catch {
		// There is no report because the runner crashed; its exit code reports that.
		return null
	}
}
