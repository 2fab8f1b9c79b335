import { defineConfig } from '@playwright/test'
import { chromium } from './support/chromium.ts'

/** `pnpm pictures` takes the pictures of the README from the built product. */
export default defineConfig({
	testDir: 'pictures',
	testMatch: '*.pictures.ts',
	outputDir: '../test-results',
	workers: 1,
	timeout: 300_000,
	expect: { timeout: 60_000 },
	use: { ...chromium, serviceWorkers: 'block', colorScheme: 'light', locale: 'en' },
})
