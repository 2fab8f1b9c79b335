import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { CANVAS_CONTENDERS_DIR, CONTENDERS_DIR, LIGHTHOUSE } from './paths.mjs'

/*
 * Version 0.1.5 of the stock server requires a `@y/y` that does not exist in the registry
 * (ETARGET); 0.1.1 is the newest that can be installed.
 */
const SERVERS = {
	'@y/websocket-server': '0.1.1',
	'@hocuspocus/server': '4.7.0',
	'@hocuspocus/extension-database': '4.7.0',
	'@hocuspocus/extension-redis': '4.7.0',
	node: '22.23.3',
	yjs: '13.6.33',
	'y-protocols': '1.0.7',
}
const CANVASES = {
	'@tldraw/tldraw': '3.15.6',
	'@excalidraw/excalidraw': '0.18.0',
	react: '19.3.1',
	'react-dom': '19.3.1',
}

/**
 * Installs the compared servers, unless they are already installed, and returns their versions.
 * Throws if the installation fails.
 */
export const installContenders = () => install(CONTENDERS_DIR, SERVERS)

/**
 * Installs Lighthouse, which is not a dependency of the product. Version 12 is the last that runs
 * on Node 20.
 */
export const installLighthouse = () => install(LIGHTHOUSE, { lighthouse: '12.8.2' })

/** Installs the compared whiteboards in the same way. */
export const installCanvases = () => install(CANVAS_CONTENDERS_DIR, CANVASES)

function install(folder, versions) {
	const manifest = JSON.stringify({ private: true, dependencies: versions }, null, 2)
	const [file, done] = [`${folder}/package.json`, `${folder}/node_modules/.installed`]
	if (existsSync(done) && readFileSync(done, 'utf8') === manifest) return versions
	mkdirSync(folder, { recursive: true })
	writeFileSync(file, manifest)
	console.log('Installing the contenders…')
	const args = ['install', '--no-audit', '--no-fund', '--loglevel=error']
	const isShellNeeded = process.platform === 'win32'
	const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit', shell: isShellNeeded })
	if (status !== 0) throw new Error('The contenders could not be installed; see above.')
	writeFileSync(done, manifest)
	return versions
}
