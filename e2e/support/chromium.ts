import { existsSync } from 'node:fs'
import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test'

const DEBIANS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']
const executablePath = process.env['CHROMIUM'] ?? DEBIANS.find((path) => existsSync(path))

/** How the tests start Chromium: the one the system has, or Playwright's own; it calls nobody. */
export const chromium: Partial<PlaywrightTestOptions & PlaywrightWorkerOptions> = {
	browserName: 'chromium',
	launchOptions: {
		...(executablePath ? { executablePath } : {}),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	},
}
