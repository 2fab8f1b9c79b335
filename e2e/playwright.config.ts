import { defineConfig } from '@playwright/test'
import { chromium } from './support/chromium.ts'

/** People in a real browser against the built product. Two stories at a time, each with a server of its own: half of a story is waiting for what one does to be seen by the others. */
export default defineConfig({
	testDir: 'tests',
	outputDir: '../test-results',
	workers: 2,
	// Generous: on a slow, shared machine eight browsers take their time, and no test is about the clock.
	timeout: 180_000,
	expect: { timeout: 60_000 },
	use: {
		...chromium,
		viewport: { width: 1280, height: 860 },
		actionTimeout: 60_000,
		navigationTimeout: 90_000,
		trace: 'off',
		screenshot: 'only-on-failure',
	},
})
