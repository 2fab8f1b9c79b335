import { readFileSync } from 'node:fs'
import { doWhenChanged, fingerprintOf } from './fingerprint.mjs'
import { ROOT, run, runTool } from './run.mjs'

const MANIFESTS = ['.', 'shared', 'server', 'client', 'e2e'].map((folder) => `${folder}/package.json`)
const SHARED = ['shared', 'tsconfig.base.json', 'pnpm-lock.yaml']

/** Something could not be prepared; the message is for the person who started it. */
class PrepareError extends Error {}

/**
 * Brings the checkout up to date, and does nothing if it is: installs what the lock file says, builds what is stale.
 * The stamps lie beside what they speak of, so that they go when it goes.
 * Throws a `PrepareError`.
 */
export function prepare() {
	requireNode()
	install()
	build()
}

function requireNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
	const isFit = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24
	if (!isFit) throw new PrepareError(`Charrette needs Node 20.19, 22.12, 24 or later; this is ${process.version}.`)
}

function install() {
	const current = `${fingerprintOf([...MANIFESTS, 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])} ${process.versions.modules}`
	doWhenChanged('node_modules/.charrette-install', current, () => {
		say('Installing. The first time, this takes a few minutes…')
		const { packageManager } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'))
		const args = ['--yes', packageManager, 'install', '--frozen-lockfile', '--config.confirmModulesPurge=false']
		// better-sqlite3 may have to be compiled: on all processors.
		if (!run('npx', args, { env: { JOBS: 'max' } }))
			throw new PrepareError('The packages could not be installed; see above.')
	})
}

function build() {
	doWhenChanged('server/bundle/.charrette-build', fingerprintOf([...SHARED, 'server', 'client/src/ui']), () => {
		say('Building the server…')
		const isBuilt =
			runTool('tsc', ['-b', 'shared', 'server']) &&
			runTool('vite', ['build'], { cwd: 'server' }) &&
			runTool('vite', ['build', 'viewer', '--config', 'viewer/vite.config.ts'], { cwd: 'server' })
		if (!isBuilt) throw new PrepareError('The server could not be built; see above.')
	})
	doWhenChanged('client/dist/.charrette-build', fingerprintOf([...SHARED, 'client']), () => {
		say('Building the client…')
		if (!runTool('vite', ['build'], { cwd: 'client' }))
			throw new PrepareError('The client could not be built; see above.')
	})
}

/** @param {string} sentence */
function say(sentence) {
	process.stdout.write(`${sentence}\n`)
}

/** Runs `work`; a `PrepareError` ends the process with its sentence and code 1. */
export async function orExplain(/** @type {() => void | Promise<void>} */ work) {
	try {
		await work()
	} catch (error) {
		if (!(error instanceof PrepareError)) throw error
		process.stderr.write(`${error.message}\n`)
		process.exit(1)
	}
}
