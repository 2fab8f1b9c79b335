import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { run, runTool } from './run.mjs'

/* The headless shell comes last: stories that pass in it use it beside Chromium. */
const PATHS = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/chromium-headless-shell',
]
const APT_PACKAGES = ['chromium', 'fonts-noto-cjk']

/**
 * Returns the path of a Chromium for the tests: `$CHROMIUM`, the system's, or one that this
 * function installs now with Chinese fonts. Null means Playwright's own, which this function then
 * installs.
 */
export function findChromium() {
	return findInstalled() ?? (installFromPackages() ? findInstalled() : null) ?? installFromPlaywright()
}

function findInstalled() {
	const paths = process.env.CHROMIUM ? [process.env.CHROMIUM] : PATHS
	return paths.find((path) => existsSync(path) && spawnSync(path, ['--version']).status === 0) ?? null
}

function installFromPackages() {
	const hasApt = process.platform === 'linux' && existsSync('/usr/bin/apt-get')
	if (!hasApt || !isRoot() || !/^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))) return false
	const env = { DEBIAN_FRONTEND: 'noninteractive' }
	return run('apt-get', ['update'], { env }) && run('apt-get', ['install', '-y', ...APT_PACKAGES], { env })
}

function installFromPlaywright() {
	runTool('playwright', ['install', ...(isRoot() ? ['--with-deps'] : []), 'chromium'])
	return null
}

function isRoot() {
	return process.getuid?.() === 0
}
