import { defineConfig } from 'vitest/config'

/** Unit tests stand beside their source and run it as it is, unbuilt. */
const unit = (name: string) => ({
	ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
	test: { name, include: [`${name}/src/**/*.test.ts`] },
})

export default defineConfig({
	test: {
		projects: [
			unit('shared'),
			unit('server'),
			unit('client'),
			{
				// Whole servers, as they are built and shipped: loaded by Node itself, workers and all.
				test: {
					name: 'server/test',
					include: ['server/test/**/*.test.ts'],
					server: { deps: { external: [/\/dist\//] } },
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
		],
	},
})
