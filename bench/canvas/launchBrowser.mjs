import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ROOT } from '../contenders/paths.mjs'

const DEBIANS = ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell']
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** Starts Chromium as the tests do: the system's, or else Playwright's own. */
export function launchBrowser() {
	return playwright().launch({ ...program(), args: ARGS })
}

/** Starts Chromium with a profile of its own, for a program that controls it through this port. */
export function launchProfile(folder, port) {
	const args = [...ARGS, `--remote-debugging-port=${port}`]
	return playwright().launchPersistentContext(folder, { ...program(), args, locale: 'en' })
}

function playwright() {
	return createRequire(`${ROOT}/e2e/package.json`)('@playwright/test').chromium
}

function program() {
	const executablePath = process.env.CHROMIUM ?? DEBIANS.find((path) => existsSync(path))
	return executablePath ? { executablePath } : {}
}
