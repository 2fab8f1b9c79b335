import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { ROOT } from './run.mjs'

/*
 * Charrette supports several versions of Node. Its tests run on the one that starts them. The
 * suites that depend on Node itself (`nodeVersionSuites.mjs`) run on the others too, each in a
 * copy of the tree with its own packages, because better-sqlite3 is compiled for one version of
 * Node.
 */

/**
 * The other versions of Node, as far as the npm registry has them as packages, with the headers to
 * compile for them.
 */
export const OTHER_NODE_VERSIONS = ['22.23.3', '24.21.0']

const LEFT_OUT = new Set([
	'node_modules',
	'.git',
	'data',
	'test-results',
	'playwright-report',
	'.contenders',
	'screens',
])

/**
 * Runs the suites on this version of Node.
 * @param {string} version
 * @returns {import('./testReports.mjs').TestResult}
 */
export function runOnNodeVersion(version) {
	process.stdout.write(`\nOn Node ${version}:\n`)
	const home = installNode(version)
	if (!home) return { passed: 0, failures: [`Node ${version}: it could not be installed; see above`] }
	const folder = mkdtempSync(join(tmpdir(), `charrette-node-${version}-`))
	try {
		const tree = join(folder, 'tree')
		cpSync(ROOT, tree, { recursive: true, filter: (path) => !isLeftOut(relative(ROOT, path)) })
		const report = join(folder, 'report.json')
		const node = join(home, 'bin', 'node')
		const { status } = spawnSync(node, ['scripts/nodeVersionSuites.mjs', report], {
			cwd: tree,
			env: environmentOf(home),
			stdio: 'inherit',
		})
		const { passed, failures } = readResult(report)
		const isBroken = status !== 0 && failures.length === 0
		const named = isBroken ? ['the suites did not run; see above'] : failures
		return { passed, failures: named.map((failure) => `Node ${version}: ${failure}`) }
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

/** @param {string} path relative to the root */
function isLeftOut(path) {
	return path.split(/[\\/]/).some((name) => LEFT_OUT.has(name))
}

/**
 * Returns the folder with `bin/node` and `include` of this version of Node, and installs it unless
 * it is in the cache. Returns null if the installation failed.
 * @param {string} version
 */
function installNode(version) {
	const platform = process.platform === 'win32' ? 'win' : process.platform
	const name = `node-${platform}-${process.arch}`
	const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'charrette', `node-${version}`)
	const home = join(cache, 'node_modules', name)
	if (canRun(join(home, 'bin', 'node'), version)) return home
	mkdirSync(cache, { recursive: true })
	const args = ['install', '--prefix', cache, '--no-save', '--no-audit', '--no-fund', `${name}@${version}`]
	spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' })
	return canRun(join(home, 'bin', 'node'), version) ? home : null
}

/**
 * @param {string} node
 * @param {string} version
 */
function canRun(node, version) {
	return existsSync(node) && spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${version}`
}

/**
 * Returns the environment in which `node` is this one and native modules are compiled with its
 * headers.
 * @param {string} home
 */
function environmentOf(home) {
	const path = [join(home, 'bin'), process.env.PATH ?? dirname(process.execPath)].join(delimiter)
	return { ...process.env, PATH: path, npm_config_nodedir: home }
}

/**
 * @param {string} file
 * @returns {import('./testReports.mjs').TestResult}
 */
function readResult(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failures: [] }
}
