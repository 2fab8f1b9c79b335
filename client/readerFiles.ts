import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { READER_FOLDER } from './src/paperNotes/readerFolder.ts'

/*
 * Copies what reads text in pictures into the build: the worker of tesseract.js, its WebAssembly,
 * and the data of four languages. They find each other by their names, so they have no hash.
 */

const { resolve } = createRequire(import.meta.url)
const folderOf = (name: string) => dirname(resolve(`${name}/package.json`))
const CORE = 'tesseract-core-simd-lstm'
/** The packages with the data of the languages. Of two sizes, this is the smaller one. */
const LANGUAGES = ['eng', 'chi_sim', 'spa', 'fra']
const SIZE = '4.0.0_best_int'

/** Returns the files by their names in the folder. */
function readerFiles(): Map<string, string> {
	const program = folderOf('tesseract.js')
	const { version } = JSON.parse(readFileSync(join(program, 'package.json'), 'utf8')) as { version: string }
	if (!READER_FOLDER.endsWith(`-${version}`)) throw new Error(`READER_FOLDER is not of version ${version}`)
	return new Map([
		['worker.min.js', join(program, 'dist/worker.min.js')],
		...['js', 'wasm'].map((ending) => {
			const name = `${CORE}.${ending}`
			return [name, join(folderOf('tesseract.js-core'), name)] as const
		}),
		...LANGUAGES.map((language) => {
			const name = `${language}.traineddata.gz`
			return [name, join(folderOf(`@tesseract.js-data/${language}`), SIZE, name)] as const
		}),
	])
}

/** Adds the files to the build, and serves them in development. */
export function copyReader(): Plugin {
	return {
		name: 'charrette-reader',
		generateBundle() {
			for (const [name, path] of readerFiles())
				this.emitFile({ type: 'asset', fileName: `${READER_FOLDER.slice(1)}/${name}`, source: readFileSync(path) })
		},
		configureServer({ middlewares }) {
			const files = readerFiles()
			middlewares.use(READER_FOLDER, ({ url = '' }, response, next) => {
				const path = files.get(url.slice(1))
				if (!path) return next()
				const type = path.endsWith('.js') ? 'text/javascript' : path.endsWith('.wasm') ? 'application/wasm' : ''
				if (type) response.setHeader('Content-Type', type)
				response.end(readFileSync(path))
			})
		},
	}
}
