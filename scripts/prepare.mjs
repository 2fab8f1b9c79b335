import { readFileSync } from 'node:fs'
import { doWhenChanged, fingerprintOf } from './fingerprint.mjs'
import { ROOT, run, runTool } from './run.mjs'

const MANIFESTS = ['.', 'shared', 'server', 'client', 'e2e'].map((folder) => `${folder}/package.json`)
/** The stamp of the built server. */
export const SERVER_STAMP = 'server/bundle/.charrette-build'
const SHARED = ['shared', 'tsconfig.base.json', 'pnpm-lock.yaml']

/** The error of a failed step; the message is for the person who started the program. */
export class PrepareError extends Error {}

/**
 * Installs the packages of the lock file and builds everything that is out of date. The stamps are
 * stored in the folders that they describe, so that they are deleted together. Throws a
 * `PrepareError`.
 */
export function prepare() {
	requireNodeVersion()
	install()
	build()
}

/**
 * Builds the script of the offline viewer, which the server embeds in files, if it is out of date.
 * All else runs from its source, and the packages are installed. Throws a `PrepareError`.
 */
export function prepareToDevelop() {
	requireNodeVersion()
	const sources = [...SHARED, 'server/viewer', 'client/src/ui']
	doWhenChanged('server/bundle/viewer/.charrette-build', fingerprintOf(sources), buildViewer)
}

function buildViewer() {
	if (!runTool('vite', ['build', 'viewer', '--config', 'viewer/vite.config.ts'], { cwd: 'server' }))
		throw new PrepareError('The viewer could not be built; see above.')
}

function requireNodeVersion() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
	const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24
	if (!isSupported)
		throw new PrepareError(`Charrette needs Node 20.19, 22.12, 24 or later; this is ${process.version}.`)
}

function install() {
	const current = `${fingerprintOf([...MANIFESTS, 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])} ${process.versions.modules}`
	doWhenChanged('node_modules/.charrette-install', current, () => {
		log('Installing. The first time, this takes a few minutes…')
		const { packageManager } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'))
		const args = ['--yes', packageManager, 'install', '--frozen-lockfile', '--config.confirmModulesPurge=false']
		// better-sqlite3 may have to be compiled; JOBS lets it use all processors.
		if (!run('npx', args, { env: { JOBS: 'max' } }))
			throw new PrepareError('The packages could not be installed; see above.')
	})
}

function build() {
	doWhenChanged(SERVER_STAMP, fingerprintOf([...SHARED, 'server', 'client/src/ui']), () => {
		log('Building the server…')
		const isBuilt = runTool('tsc', ['-b', 'shared', 'server']) && runTool('vite', ['build'], { cwd: 'server' })
		if (!isBuilt) throw new PrepareError('The server could not be built; see above.')
		buildViewer()
	})
	doWhenChanged('client/dist/.charrette-build', fingerprintOf([...SHARED, 'client']), () => {
		log('Building the client…')
		// Vite obeys a NODE_ENV of the shell or of a test, and would take React's slow build.
		if (!runTool('vite', ['build'], { cwd: 'client', env: { NODE_ENV: 'production' } }))
			throw new PrepareError('The client could not be built; see above.')
	})
}

/** @param {string} sentence */
function log(sentence) {
	process.stdout.write(`${sentence}\n`)
}

/** Runs `work`. A `PrepareError` ends the process with its message and exit code 1. */
export async function runOrExit(/** @type {() => void | Promise<void>} */ work) {
	try {
		await work()
	} catch (error) {
		if (!(error instanceof PrepareError)) throw error
		process.stderr.write(`${error.message}\n`)
		process.exit(1)
	}
}
