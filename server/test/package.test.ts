import { execFile } from 'node:child_process'
import { cpSync, existsSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { FontSubsets } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { call, createWorkshop, join as joinWorkshop } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import { makeDataDir, spawnServer } from './support/startServer.ts'

const run = promisify(execFile)
const PACK = fileURLToPath(new URL('../../scripts/pack.mjs', import.meta.url))
const COMPILED = 'build/Release/better_sqlite3.node'
/** Sizes in MB: of the file, of the product in it, and of all that npm installs. */
const MAX_SIZES = { packed: 42, product: 50, installed: 92 }

let folder: string
/** What npm wrote to stderr while it installed the package. */
let warnings: string
beforeAll(async () => {
	folder = makeDataDir()
	await run(process.execPath, [PACK, folder])
	const [file = ''] = readdirSync(folder)
	// Without scripts nothing is compiled, which would take minutes. The module that the tests use is
	// copied into its place.
	const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
	const { stderr } = await run('npm', ['install', ...flags, join(folder, file)], { cwd: folder })
	warnings = stderr
	const source = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'))
	const target = join(folder, 'node_modules/better-sqlite3')
	if (existsSync(join(source, COMPILED)) && existsSync(target)) cpSync(join(source, COMPILED), join(target, COMPILED))
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('[PACKAGE1] runs in an empty folder: the pages, the sample workshop with its practices, and every typeface', async () => {
	const program = join(folder, 'node_modules/charrette/server/bin/charrette.mjs')
	const server = spawnServer({ DATA_DIR: join(folder, 'data') }, { program })
	const url = await server.url
	expect(await (await fetch(url)).text()).toContain('<div id="root"')
	const worker = await fetch(`${url}/sw.js`)
	expect([worker.status, worker.headers.get('Cache-Control')]).toEqual([200, 'no-cache'])
	const { joinCode, token } = await createWorkshop(url, { template: 'sample' })
	expect((await joinWorkshop(url, joinCode, 'Ana')).board.id).not.toBe('')
	const body = { characters: 'aع中ש한가ไবதខမአ😀⛵', weight: 700 }
	const { status, body: fonts } = await call<FontSubsets>(url, '/api/fonts', { body, token })
	expect(status).toBe(200)
	expect(fonts.lacking).toBe('')
	expect(await server.kill('SIGTERM')).toBe(0)
}, 60_000)

it('[PACKAGE1] is installed without a package that this version of Node cannot run', () => {
	expect(warnings).not.toContain('EBADENGINE')
})

it('[PACKAGE3] the installed command and the start script give V8 the same settings', async () => {
	const print = 'data:text/javascript,console.error(process.execArgv.join())'
	const env = { ...process.env, NODE_OPTIONS: `--import ${print}` }
	const { stderr } = await run(join(folder, 'node_modules/.bin/charrette'), ['--version'], { env })
	const settings = ['--max-semi-space-size=32', '--initial-old-space-size=256', '--no-allocation-site-pretenuring']
	expect(stderr.trim()).toBe(settings.join())
	const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
	expect(scripts.start).toBe(`node ${settings.join(' ')} scripts/start.mjs`)
})

it('[PACKAGE2] lists the packages from which it is built, including tldraw with its version', () => {
	const file = join(folder, 'node_modules/charrette/sbom.cdx.json')
	const { bomFormat, components } = JSON.parse(readFileSync(file, 'utf8')) as {
		bomFormat: string
		components: { name: string; group?: string; version: string; purl: string }[]
	}
	expect(bomFormat).toBe('CycloneDX')
	const purls = components.map(({ purl }) => purl)
	expect(purls).toContain('pkg:npm/%40tldraw/editor@3.15.6')
	expect(purls.some((purl) => purl.startsWith('pkg:npm/express@'))).toBe(true)
	expect(purls.some((purl) => purl.startsWith('pkg:npm/vitest@'))).toBe(false)
})

it('[PACKAGE1][BACKUP1] has the whole command line: a backup is made, restored and served', async () => {
	const program = join(folder, 'node_modules/charrette/server/bin/charrette.mjs')
	const settings = { DATA_DIR: join(folder, 'data'), MIN_FREE_MB: '0' }
	const made = await runCharrette(['backup', join(folder, 'backups'), '--create', '--json'], settings, program)
	expect(made).toMatchObject({ code: 0 })
	const { path, rows } = JSON.parse(made.stdout) as { path: string; rows: Record<string, number> }
	expect(rows['workshop']).toBe(1)
	const other = { DATA_DIR: join(folder, 'other') }
	expect(await runCharrette(['restore', path], other, program)).toMatchObject({ code: 0 })
	const server = spawnServer(other, { program })
	const url = await server.url
	expect((await fetch(`${url}/readyz`)).status).toBe(200)
	expect(await server.kill('SIGTERM')).toBe(0)
}, 60_000)

it('[PACKAGE1a] is small: the file, and what it takes when it is installed', () => {
	const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
	expect(sizeOf(join(folder, file)) / 1e6).toBeLessThan(MAX_SIZES.packed)
	expect(sizeOf(join(folder, 'node_modules/charrette')) / 1e6).toBeLessThan(MAX_SIZES.product)
	// Node 22 and later install a second release, with programs for all systems.
	const second = join(folder, 'node_modules/better-sqlite3-13')
	const installed = sizeOf(join(folder, 'node_modules')) - (existsSync(second) ? sizeOf(second) : 0)
	expect(installed / 1e6).toBeLessThan(MAX_SIZES.installed)
})

it('[PACKAGE1a] serves a script of the page to clients that accept no compression', async () => {
	const program = join(folder, 'node_modules/charrette/server/bin/charrette.mjs')
	const server = spawnServer({ DATA_DIR: join(folder, 'plain') }, { program })
	const url = await server.url
	const [, path = ''] = /<script[^>]* src="([^"]+)"/.exec(await (await fetch(url)).text()) ?? []
	const read = async (encoding: string) => {
		const response = await fetch(url + path, { headers: { 'Accept-Encoding': encoding } })
		return [response.headers.get('Content-Encoding'), await response.text()]
	}
	const [encoding, script = ''] = await read('gzip')
	expect(encoding).toBe('gzip')
	expect(script?.length).toBeGreaterThan(1000)
	expect(await read('identity')).toEqual([null, script])
	expect(await server.kill('SIGTERM')).toBe(0)
}, 60_000)

function sizeOf(path: string): number {
	const stats = lstatSync(path)
	if (!stats.isDirectory()) return stats.size
	return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}
