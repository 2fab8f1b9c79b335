import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { run, runTool } from './run.mjs'

/* The headless shell draws with half the work. */
const PLACES = [
	'/usr/bin/chromium-headless-shell',
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
]
const APT_PACKAGES = ['chromium', 'fonts-noto-cjk']

/**
 * The path of a Chromium for the tests: `$CHROMIUM`, or the system's, or one installed now. Null means Playwright's own,
 * which is then installed. Chinese fonts come along where the system's packages are used.
 */
export function findChromium() {
	return installed() ?? (installFromPackages() ? installed() : null) ?? installFromPlaywright()
}

function installed() {
	const places = process.env.CHROMIUM ? [process.env.CHROMIUM] : PLACES
	return places.find((path) => existsSync(path) && spawnSync(path, ['--version']).status === 0) ?? null
}

function installFromPackages() {
	const isApt = process.platform === 'linux' && existsSync('/usr/bin/apt-get')
	if (!isApt || !isRoot() || !/^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))) return false
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
