import { defineConfig } from '@playwright/test'
import { chromium } from './support/chromium.ts'

/**
 * `pnpm screens`: screenshots of every page in `screens/`, wide and narrow, light and dark, in
 * English and Chinese.
 */
export default defineConfig({
	testDir: 'screens',
	testMatch: '*.screens.ts',
	outputDir: '../test-results',
	workers: 1,
	timeout: 300_000,
	use: chromium,
})
