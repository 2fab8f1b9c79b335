import { writeFileSync } from 'node:fs'
import { prepare, runOrExit } from './prepare.mjs'
import { runPlaywright, runVitest } from './suites.mjs'

/*
 * node scripts/nodeVersionSuites.mjs <report>
 *
 * Runs the suites that depend on Node itself: the whole workshop in browsers, images, imports and
 * exports. Writes the result as JSON to the report.
 */
const [report] = process.argv.slice(2)
const SERVER_TESTS = [
	...['main', 'http', 'sync', 'images', 'fileImageStore', 'imports', 'importPermissions', 'socketPlacement'],
	...[
		'exports',
		'exportsXlsx',
		'archives',
		'report',
		'viewer',
		'fonts',
		'sqliteStores',
		'postgresStores',
		'databaseThread',
	],
].map((name) => `server/test/${name}.test.ts`)
const UNIT_TESTS = ['server/src/adapters/', 'server/src/import/readFile.test.ts', 'server/src/workers/']

await runOrExit(prepare)
const results = [runVitest([...SERVER_TESTS, ...UNIT_TESTS]), runPlaywright(['mainFlow.spec.ts'])]
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failures = results.flatMap((result) => result.failures)
process.stdout.write(`Node ${process.versions.node}: ${passed} passed, ${failures.length} failed\n`)
if (report) writeFileSync(report, JSON.stringify({ passed, failures }))
process.exitCode = failures.length > 0 ? 1 : 0
