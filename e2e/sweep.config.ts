import { defineConfig } from '@playwright/test'
import { chromium } from './support/chromium.ts'

/**
 * `pnpm sweep`: measures every page in many states, at eleven sizes, in four languages and both
 * themes. It lists elements that overlap, are cut off, are too small to press, or do not fit.
 * `SWEEP_STATES`, `SWEEP_LOCALES` and `SWEEP_WIDTHS` narrow it.
 */
export default defineConfig({
	testDir: 'sweep',
	testMatch: '*.sweep.ts',
	outputDir: '../test-results',
	workers: 2,
	fullyParallel: true,
	timeout: 600_000,
	expect: { timeout: 60_000 },
	use: { ...chromium, actionTimeout: 15_000, navigationTimeout: 60_000 },
})
