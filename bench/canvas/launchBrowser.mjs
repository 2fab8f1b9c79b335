import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ROOT } from '../peers/paths.mjs'

const DEBIANS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** Starts Chromium as the tests do: the one the system has, or Playwright's own. */
export function launchBrowser() {
	const { chromium } = createRequire(`${ROOT}/e2e/package.json`)('@playwright/test')
	const executablePath = process.env.CHROMIUM ?? DEBIANS.find((path) => existsSync(path))
	return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ARGS })
}
