import { cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { installCanvases } from '../contenders/install.mjs'
import { CANVAS_CONTENDERS_DIR, programOf, ROOT } from '../contenders/paths.mjs'

const PAGES = programOf('../canvas/pages')

/**
 * Builds the other whiteboards' pages next to their packages. Returns the folder to serve and the
 * versions.
 */
export async function buildPages() {
	const versions = installCanvases()
	cpSync(PAGES, CANVAS_CONTENDERS_DIR, { recursive: true })
	const { build } = await import(pathToFileURL(createRequire(`${ROOT}/client/package.json`).resolve('vite')))
	await build({
		root: CANVAS_CONTENDERS_DIR,
		configFile: false,
		logLevel: 'error',
		build: {
			outDir: 'dist',
			emptyOutDir: true,
			chunkSizeWarningLimit: 1e6,
			rolldownOptions: { input: ['tldraw', 'excalidraw'].map((name) => `${CANVAS_CONTENDERS_DIR}/${name}.html`) },
		},
	})
	return { folder: `${CANVAS_CONTENDERS_DIR}/dist`, versions }
}
