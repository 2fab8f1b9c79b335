import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { testFolder } from './scripts/testFolder.mjs'

/** Node cannot load tldraw's ES modules, which import names from a CommonJS package; its CommonJS build it can. */
const tldraw = {
	...commonJs('client', ['@tldraw/tldraw']),
	...commonJs('shared', ['@tldraw/tlschema', '@tldraw/utils', '@tldraw/validate']),
}

function commonJs(workspace: string, names: string[]): Record<string, string> {
	const { resolve } = createRequire(new URL(`${workspace}/package.json`, import.meta.url))
	return Object.fromEntries(names.map((name) => [name, resolve(name)]))
}

/** In CI, a machine that is busy with others gives a test of a whole server a second chance; the log names it (`retry x1`). */
const retry = process.env['CI'] ? 1 : 0

/**
 * Unit tests stand beside their source and run it as it is, unbuilt. The files of a project share a process and the modules that it
 * has loaded: loading tldraw, Yjs and the schemas anew for each file takes two thirds of their time. A file leaves no timer, global or
 * setting changed behind.
 */
const unit = (name: string) => ({
	resolve: { alias: name === 'client' ? tldraw : {} },
	ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
	// Some units check thousands of random inputs, which takes seconds on a machine that does something else.
	test: { name, include: [`${name}/src/**/*.test.ts`], testTimeout: 30_000, isolate: false },
})

export default defineConfig({
	test: {
		// Much of a test of a server is waiting for processes and timers: a file more than there are cores, and at most four, since some start
		// several servers.
		maxWorkers: Math.min(availableParallelism() + 1, 4),
		projects: [
			unit('shared'),
			unit('server'),
			unit('client'),
			{ test: { name: 'bench', include: ['bench/**/*.test.mjs'] } },
			{
				// Whole servers, as they are built and shipped: loaded by Node itself, workers and all.
				test: {
					name: 'server/test',
					include: ['server/test/**/*.test.ts'],
					globalSetup: ['server/test/support/sharedPostgres.ts'],
					env: { TMPDIR: testFolder() },
					server: { deps: { external: [/\/dist\//] } },
					testTimeout: 60_000,
					hookTimeout: 60_000,
					retry,
				},
			},
		],
	},
})
