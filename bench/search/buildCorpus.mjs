import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { programOf, ROOT } from '../contenders/paths.mjs'

const OUT = programOf('../results/corpus')

/** Builds a file with practices of the tests (`server/test/support`), and returns its functions. */
export async function buildCorpus(name) {
	mkdirSync(OUT, { recursive: true })
	const { build } = await import(pathToFileURL(createRequire(`${ROOT}/client/package.json`).resolve('vite')))
	await build({
		root: `${ROOT}/server`,
		configFile: false,
		logLevel: 'error',
		ssr: { noExternal: true },
		build: { ssr: `test/support/${name}.ts`, outDir: OUT, emptyOutDir: false },
	})
	return import(pathToFileURL(`${OUT}/${name}.js`))
}
