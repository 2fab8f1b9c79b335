import { defineConfig } from '@playwright/test'
import { chromium } from './support/chromium.ts'

/**
 * End-to-end tests in a real browser against the built product, two files at a time, each with its own server; with
 * `E2E_NODES=2` with two nodes of one behind HAProxy, and nothing sticky.
 */
export default defineConfig({
	globalSetup: './support/sharedServices.ts',
	testDir: 'tests',
	outputDir: '../test-results',
	workers: 2,
	// Generous, since one test may open eight browsers on a slow machine. No test measures time.
	timeout: 180_000,
	// In CI, a machine that is busy with others gives a story a second chance; the end of the log names it.
	retries: process.env['CI'] ? 1 : 0,
	expect: { timeout: 60_000 },
	use: {
		...chromium,
		viewport: { width: 1280, height: 860 },
		// Requests of a service worker pass by `page.route`: only the tests that are about it have one.
		serviceWorkers: 'block',
		actionTimeout: 60_000,
		navigationTimeout: 90_000,
		trace: 'off',
		screenshot: 'only-on-failure',
	},
})
