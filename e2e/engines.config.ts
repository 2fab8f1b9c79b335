import { defineConfig } from '@playwright/test'
import { ENGINES, findEngine } from './engines/support/installedEngines.ts'

/**
 * `pnpm engines`: the main stories in Chromium, Firefox and WebKitGTK, each driven by its own
 * protocol. An engine that is not installed has no tests.
 */
export default defineConfig<{ engineName: string }>({
	testDir: 'engines',
	testMatch: '*.engine.ts',
	outputDir: '../test-results',
	workers: 2,
	timeout: 120_000,
	retries: process.env['CI'] ? 1 : 0,
	expect: { timeout: 20_000 },
	projects: ENGINES.flatMap((name) => {
		const engine = findEngine(name)
		return engine ? [{ name: `${name} ${engine.version}`, use: { engineName: name } }] : []
	}),
})
