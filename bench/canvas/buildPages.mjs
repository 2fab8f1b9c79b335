import { cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { installCanvases } from '../peers/install.mjs'
import { CANVAS_PEERS, programOf, ROOT } from '../peers/paths.mjs'

const PAGES = programOf('../canvas/pages')

/**
 * Builds the other whiteboards' pages next to their packages. Returns the folder to serve and the
 * versions.
 */
export async function buildPages() {
	const versions = installCanvases()
	cpSync(PAGES, CANVAS_PEERS, { recursive: true })
	const { build } = await import(pathToFileURL(createRequire(`${ROOT}/client/package.json`).resolve('vite')))
	await build({
		root: CANVAS_PEERS,
		configFile: false,
		logLevel: 'error',
		build: {
			outDir: 'dist',
			emptyOutDir: true,
			chunkSizeWarningLimit: 1e6,
			rolldownOptions: { input: ['tldraw', 'excalidraw'].map((name) => `${CANVAS_PEERS}/${name}.html`) },
		},
	})
	return { folder: `${CANVAS_PEERS}/dist`, versions }
}
