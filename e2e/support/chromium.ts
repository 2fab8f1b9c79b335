import { existsSync } from 'node:fs'
import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test'

const DEBIAN_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell']
const executablePath = process.env['CHROMIUM'] ?? DEBIAN_PATHS.find((path) => existsSync(path))

/** Launch options: the system's Chromium, or Playwright's own, without background requests. */
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
