import { existsSync } from 'node:fs'
import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test'

type Options = Partial<PlaywrightTestOptions & PlaywrightWorkerOptions>

const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell'
const DEBIAN_PATHS = ['/usr/bin/chromium', HEADLESS_SHELL]
const ARGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
]

/** Launch options: the system's Chromium, or Playwright's own, without background requests. */
export const chromium: Options = optionsOf(process.env['CHROMIUM'] ?? DEBIAN_PATHS.find((path) => existsSync(path)))

/**
 * Launch options of the headless shell of Debian's Chromium, which needs two fifths less processor
 * time because it draws no window. Null if the machine has none, or if `$CHROMIUM` is another
 * browser than Debian's.
 */
export const headlessShell: Options | null = hasHeadlessShell() ? optionsOf(HEADLESS_SHELL) : null

function hasHeadlessShell(): boolean {
	const chosen = process.env['CHROMIUM']
	return existsSync(HEADLESS_SHELL) && (chosen === undefined || DEBIAN_PATHS.includes(chosen))
}

function optionsOf(executablePath: string | undefined): Options {
	return { browserName: 'chromium', launchOptions: { ...(executablePath ? { executablePath } : {}), args: ARGS } }
}
