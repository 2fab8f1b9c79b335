import { OTHER_NODE_VERSIONS, runOnNodeVersion } from './nodeVersions.mjs'
import { prepare, runOrExit } from './prepare.mjs'
import { ROOT, run, runTool } from './run.mjs'
import { runEngines, runPlaywright, runVitest } from './suites.mjs'

/*
 * node scripts/test.mjs [--engines] [--all-nodes] [--two-nodes]
 *
 * Runs all checks: lint, types, dead code, licences, unit and server tests, and end-to-end tests in
 * a real browser. With --engines it also runs the main stories in Firefox and WebKitGTK, with
 * --all-nodes some suites again on other versions of Node, and with --two-nodes some end-to-end
 * tests again against two servers that share one PostgreSQL behind HAProxy, in turn (`E2E_NODES=2
 * pnpm e2e` runs all end-to-end tests that way). The end of the log lists which tests ran on which
 * Node and in which engine, and then the failures again. The last line is "N passed, N failed"; a
 * failed check counts as one.
 */

/** Stories in which people meet, so that their requests and sockets reach both nodes. */
const TWO_NODE_STORIES = ['access', 'history', 'presence', 'privateWriting', 'serverStates', 'votes']

/** @type {string[]} */
const failures = []
/** @type {string[]} */
const runs = []
/** @type {string[]} */
const unstable = []
let passed = 0

await runOrExit(prepare)
check('lint', runTool('biome', ['check', '--error-on-warnings', '.']))
check('words', run(process.execPath, [`${ROOT}/scripts/checkWords.mjs`]))
check('prose', run(process.execPath, [`${ROOT}/scripts/checkProse.mjs`]))
check('rules', run(process.execPath, [`${ROOT}/scripts/checkRules.mjs`]))
check('limits', run(process.execPath, [`${ROOT}/scripts/writeLimits.mjs`, '--check']))
check('types', run(process.execPath, [`${ROOT}/scripts/checkTypes.mjs`]))
check('dead code', runTool('knip', []))
check('licences', run(process.execPath, [`${ROOT}/scripts/checkDependencies.mjs`]))
add(process.versions.node, runVitest())
add(process.versions.node, runPlaywright())
if (process.argv.includes('--engines')) addEngines(runEngines())
if (process.argv.includes('--two-nodes')) {
	const stories = TWO_NODE_STORIES.map((name) => `${name}.spec.ts`)
	addPrefixed('Two nodes', runPlaywright(stories, { E2E_NODES: '2' }))
}
if (process.argv.includes('--all-nodes'))
	for (const version of OTHER_NODE_VERSIONS) add(version, runOnNodeVersion(version))
process.stdout.write(`\n${runs.join('\n')}\n`)
for (const test of unstable) process.stdout.write(`\nPassed, but not at the first try: ${test}`)
for (const failure of failures) process.stdout.write(`\nFailed: ${failure}`)
process.stdout.write(`\n${passed} passed, ${failures.length} failed\n`)
process.exitCode = failures.length > 0 ? 1 : 0

/**
 * @param {string} version of Node
 * @param {import('./testReports.mjs').TestResult} result
 */
function add(version, result) {
	passed += result.passed
	failures.push(...result.failures)
	unstable.push(...(result.unstable ?? []))
	runs.push(`On Node ${version}: ${result.passed} tests passed, ${result.failures.length} failed.`)
}

/**
 * Adds the result of tests that ran before, with a prefix.
 * @param {string} prefix prefix of each failure
 * @param {import('./testReports.mjs').TestResult} result
 */
function addPrefixed(prefix, { passed, failures, unstable = [] }) {
	const name = (/** @type {string} */ test) => `${prefix}: ${test}`
	add(`${process.versions.node}, two nodes`, { passed, failures: failures.map(name), unstable: unstable.map(name) })
}

/**
 * Adds the results of the engines. An engine that is not installed is reported; in CI, which
 * installs all of them, that is a failure.
 * @param {ReturnType<typeof runEngines>} result
 */
function addEngines({ missing, projects = [], ...result }) {
	add(`${process.versions.node}, ${projects.join(', ')}`, result)
	for (const name of missing) {
		if (process.env.CI) failures.push(`Engines: ${name} is not installed`)
		else runs.push(`${name} is not installed: the main stories did not run in it.`)
	}
}

/**
 * @param {string} name
 * @param {boolean} hasPassed
 */
function check(name, hasPassed) {
	if (!hasPassed) failures.push(`${name}: see above`)
}
