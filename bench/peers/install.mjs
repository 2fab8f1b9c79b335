import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { PEERS } from './paths.mjs'

/* 0.1.5 of the stock server wants a `@y/y` that does not exist in the registry (ETARGET); 0.1.1 is the newest that installs. */
const VERSIONS = {
	'@y/websocket-server': '0.1.1',
	'@hocuspocus/server': '4.7.0',
	'@hocuspocus/extension-database': '4.7.0',
	node: '22.23.3',
	yjs: '13.6.33',
	'y-protocols': '1.0.7',
}

/** Installs the peers, unless they are there; gives their versions. Throws if they can't be had. */
export function installPeers() {
	const manifest = JSON.stringify({ private: true, dependencies: VERSIONS }, null, 2)
	const [file, done] = [`${PEERS}/package.json`, `${PEERS}/node_modules/.installed`]
	if (existsSync(done) && readFileSync(done, 'utf8') === manifest) return VERSIONS
	mkdirSync(PEERS, { recursive: true })
	writeFileSync(file, manifest)
	console.log('Installing the peers…')
	const args = ['install', '--no-audit', '--no-fund', '--loglevel=error']
	const isShellNeeded = process.platform === 'win32'
	const { status } = spawnSync('npm', args, { cwd: PEERS, stdio: 'inherit', shell: isShellNeeded })
	if (status !== 0) throw new Error('The peers could not be installed; see above.')
	writeFileSync(done, manifest)
	return VERSIONS
}
