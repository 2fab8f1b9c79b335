import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { programOf, ROOT } from '../contenders/paths.mjs'

const OUT = programOf('../results/corpus')

/** Builds the seeded generator of practices that the tests use, and returns its functions. */
export async function buildCorpus() {
	mkdirSync(OUT, { recursive: true })
	const { build } = await import(pathToFileURL(createRequire(`${ROOT}/client/package.json`).resolve('vite')))
	await build({
		root: `${ROOT}/server`,
		configFile: false,
		logLevel: 'error',
		ssr: { noExternal: true },
		build: { ssr: 'test/support/practiceCorpus.ts', outDir: OUT, emptyOutDir: true },
	})
	return import(pathToFileURL(`${OUT}/practiceCorpus.js`))
}
