import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { chromium, headlessShell } from './support/chromium.ts'
import { CHROMIUM_STORIES } from './support/chromiumStories.ts'

/** CI runs on a machine that may be half as fast, and shared. No test measures time. */
const PATIENCE = process.env['CI'] ? 2 : 1
/** It replaces the data folder by an older copy; the data of two nodes is in PostgreSQL. */
const IGNORED = process.env['E2E_NODES'] === '2' ? ['**/waitingEdits.spec.ts'] : []

/**
 * End-to-end tests in a real browser against the built product. With `E2E_NODES=2` each server is
 * two nodes behind HAProxy, without sticky sessions.
 */
export default defineConfig({
	projects: headlessShell
		? [
				{ name: 'Chromium', testMatch: CHROMIUM_STORIES, testIgnore: IGNORED },
				{ name: 'headless shell', testIgnore: [...IGNORED, ...CHROMIUM_STORIES], use: headlessShell },
			]
		: [{ testIgnore: IGNORED }],
	globalSetup: './support/sharedServices.ts',
	testDir: 'tests',
	outputDir: '../test-results',
	// Tests often wait for timers, so one file more than there are cores runs at a time.
	workers: Math.min(availableParallelism() + 1, 4),
	// Generous, since one test may open eight browsers on a slow machine.
	timeout: PATIENCE * 180_000,
	// In CI a failed story is repeated once, since the machine may be busy; the end of the log names
	// it.
	retries: process.env['CI'] ? 1 : 0,
	expect: { timeout: PATIENCE * 60_000 },
	use: {
		...chromium,
		viewport: { width: 1280, height: 860 },
		// `page.route` does not see requests of a service worker, so only the tests of the worker allow
		// one.
		serviceWorkers: 'block',
		actionTimeout: PATIENCE * 60_000,
		navigationTimeout: PATIENCE * 90_000,
		trace: 'off',
		screenshot: 'only-on-failure',
	},
})
