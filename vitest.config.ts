import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { testFolder } from './scripts/testFolder.mjs'

/**
 * Node cannot load tldraw's ES modules, which import names from a CommonJS package. It can load the
 * CommonJS build.
 */
const tldraw = {
	...commonJs('client', ['@tldraw/tldraw']),
	...commonJs('shared', ['@tldraw/tlschema', '@tldraw/utils', '@tldraw/validate']),
}

function commonJs(workspace: string, names: string[]): Record<string, string> {
	const { resolve } = createRequire(new URL(`${workspace}/package.json`, import.meta.url))
	return Object.fromEntries(names.map((name) => [name, resolve(name)]))
}

/**
 * In CI, where the machine may be busy with other work, a failed test of a whole server runs once
 * more. The log marks it (`retry x1`).
 */
const retry = process.env['CI'] ? 1 : 0
/** The time of a test of a whole server: CI may be several times as slow. */
const SERVER_TEST_MS = process.env['CI'] ? 180_000 : 60_000

/** Starts the longest files first, so that none of them runs alone at the end. */
class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const sorted = await super.sort(files)
		const isLong = ({ moduleId }: TestSpecification) =>
			/\/server\/test\/(ledger|imageSweep|loadBalancers|faults\/powerCut)/.test(moduleId)
		return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
	}
}

/**
 * Unit tests are beside their source and run it unbuilt. The files of a project share a process and
 * its loaded modules: loading tldraw, Yjs and the schemas for each file would take two thirds of
 * their time. A file leaves no timer, changed global or changed setting behind.
 */
const unit = (name: string) => ({
	resolve: { alias: name === 'client' ? tldraw : {} },
	ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
	test: {
		name,
		include: [`${name}/src/**/*.test.ts`],
		setupFiles: ['scripts/limitProperties.mjs'],
		// Some units check thousands of random inputs, which takes seconds on a busy machine.
		testTimeout: 30_000,
		isolate: false,
		// Style sheets are empty, except where a test reads their source.
		css: { include: /\?raw$/ },
	},
})

export default defineConfig({
	test: {
		// Tests of servers mostly wait for processes and timers, so one file more than there are cores
		// runs at a time. At most four run, since some start several servers.
		maxWorkers: Math.min(availableParallelism() + 1, 4),
		sequence: { sequencer: LongestFirst },
		projects: [
			unit('shared'),
			unit('server'),
			unit('client'),
			{
				// Controls, with real keys in a DOM without a layout.
				resolve: { alias: tldraw },
				test: {
					name: 'controls',
					include: ['client/src/**/*.test.tsx'],
					environment: 'happy-dom',
					setupFiles: ['client/src/ui/testControls.ts'],
					isolate: false,
					testTimeout: 30_000,
				},
			},
			{ test: { name: 'bench', include: ['bench/**/*.test.mjs'] } },
			{
				// Whole servers, as they are built and shipped: loaded by Node itself, workers and all.
				test: {
					name: 'server/test',
					include: ['server/test/**/*.test.ts'],
					globalSetup: ['server/test/support/sharedFolder.ts', 'server/test/support/sharedPostgres.ts'],
					env: { TMPDIR: testFolder() },
					server: { deps: { external: [/\/dist\//] } },
					testTimeout: SERVER_TEST_MS,
					hookTimeout: SERVER_TEST_MS,
					retry,
				},
			},
		],
	},
})
