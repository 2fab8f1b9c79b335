import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, watch, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { prepareToDevelop, runOrExit, SERVER_STAMP } from './prepare.mjs'
import { ROOT } from './run.mjs'

/*
 * node scripts/dev.mjs
 *
 * Runs the product from its source on http://localhost:4400 (or HOST and PORT), and reloads it.
 *
 * - Vite serves the client, and passes requests for the server on. A page updates when a file of
 *   `client` or `shared` changes.
 * - `shared` and `server` are transpiled into `dist`, file by file. When one of them changes, the
 *   server ends in order, as with Ctrl+C, and starts again; pages connect again by themselves.
 *   Nothing checks types here: an editor does, or `pnpm types`.
 *
 * The packages are installed before (`pnpm install`). The server has the settings of docs/HOSTING.md. Its data is in `./data`, as with `npm start`.
 */

/** Paths that the server answers, and not the client. */
const SERVER_PATHS = '^/(api|sync|s|practices|exchange/feed\\.json|healthz|readyz|metrics)([/?]|$)'
/** An editor saves a file in several steps, and may save several files at once. */
const SETTLE_MS = 30
const TRANSPILED = /\.ts$/
const NOT_TRANSPILED = /\.(test|d)\.ts$/
const { HOST = 'localhost', PORT = '4400' } = process.env

await runOrExit(prepareToDevelop)
const vite = await import(pathToFileURL(createRequire(join(ROOT, 'client/package.json')).resolve('vite')).href)
const serverPort = await findFreePort()
/** @type {import('node:child_process').ChildProcess | null} */
let server = null
let isEnding = false
let setListening = () => {}
/** Resolves when the server listens, or has failed; requests wait for it. */
let listening = listenAgain()
for (const folder of ['shared', 'server']) await transpileAll(folder)
process.on('exit', () => server?.kill('SIGTERM'))
const client = await serveClient()
// With Ctrl+C the server gets the signal, too.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end())
startServer()
await listening
for (const folder of ['shared', 'server']) watchSource(folder)
process.stdout.write(
	`\n  Charrette runs from its source: ${client.resolvedUrls?.local[0] ?? ''}\n  Ctrl+C ends it.\n\n`,
)

/** Serves the client from its source, and passes requests of the server on. */
async function serveClient() {
	const target = `http://127.0.0.1:${serverPort}`
	const logger = vite.createLogger()
	const { error } = logger
	// While the server starts again, the sockets of pages fail; the pages try again.
	logger.error = (message, options) => void (message.includes('ws proxy error') || error(message, options))
	const created = await vite.createServer({
		root: join(ROOT, 'client'),
		customLogger: logger,
		plugins: [{ name: 'charrette-wait-for-server', configureServer: waitForServer }],
		server: {
			host: HOST,
			port: Number(PORT),
			strictPort: true,
			proxy: { [SERVER_PATHS]: { target, ws: true } },
		},
	})
	return created.listen()
}

/** @param {{ middlewares: { use(handle: Function): void } }} client */
function waitForServer({ middlewares }) {
	const paths = new RegExp(SERVER_PATHS)
	middlewares.use((request, _response, next) => (paths.test(request.url) ? listening.then(() => next()) : next()))
}

function startServer() {
	const env = { ...process.env, HOST: '127.0.0.1', PORT: `${serverPort}` }
	const started = spawn(process.execPath, [join(ROOT, 'server/dist/main.js')], {
		env,
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	server = started
	started.on('exit', () => {
		if (server !== started || isEnding) return
		process.stdout.write('The server ended. It starts again after the next change.\n')
		setListening()
	})
	createInterface(started.stdout).on('line', (line) => {
		// The greeting names the server's own port, at which there are no pages.
		if (line.includes('"charrette is running"')) setListening()
		else process.stdout.write(`${line}\n`)
	})
}

/** @returns {Promise<void>} */
function listenAgain() {
	return new Promise((resolve) => {
		setListening = resolve
	})
}

async function endServer() {
	const ended = server
	server = null
	listening = listenAgain()
	if (!ended || ended.exitCode !== null || ended.signalCode !== null) return
	ended.kill('SIGTERM')
	await once(ended, 'exit')
}

async function end() {
	isEnding = true
	await Promise.all([endServer(), client.close()])
	process.exit(0)
}

/**
 * Transpiles the changed files of a package, and starts the server again if the result differs.
 * @param {string} folder
 */
function watchSource(folder) {
	/** @type {Set<string>} */
	const changed = new Set()
	let queue = Promise.resolve()
	watch(join(ROOT, folder, 'src'), { recursive: true }, (_event, name) => {
		if (!name || !isTranspiled(name)) return
		if (changed.size === 0) setTimeout(() => (queue = queue.then(update)), SETTLE_MS)
		changed.add(name)
	})
	async function update() {
		const names = [...changed]
		changed.clear()
		const results = await Promise.all(names.map((name) => transpile(folder, name)))
		if (isEnding || !results.includes(true)) return
		await endServer()
		startServer()
	}
}

/** @param {string} folder */
async function transpileAll(folder) {
	const names = readdirSync(join(ROOT, folder, 'src'), { recursive: true, encoding: 'utf8' })
	await Promise.all(
		names.filter((name) => isTranspiled(name) && isOutdated(folder, name)).map((name) => transpile(folder, name)),
	)
}

/**
 * @param {string} folder
 * @param {string} name
 */
function isOutdated(folder, name) {
	const target = targetOf(folder, name)
	return !existsSync(target) || statSync(target).mtimeMs < statSync(join(ROOT, folder, 'src', name)).mtimeMs
}

/**
 * @param {string} folder
 * @param {string} name
 */
function targetOf(folder, name) {
	return join(ROOT, folder, 'dist', name.replace(TRANSPILED, '.js'))
}

/**
 * Writes a file of `src` into `dist` without its types, or deletes what it was transpiled to.
 * Returns whether `dist` has changed. Without the
 * stamps the next build writes all files anew.
 * @param {string} folder
 * @param {string} name its path in `src`
 */
async function transpile(folder, name) {
	const source = join(ROOT, folder, 'src', name)
	const target = targetOf(folder, name)
	const before = existsSync(target) ? readFileSync(target, 'utf8') : null
	if (!existsSync(source)) {
		rmSync(target, { force: true })
		return before !== null
	}
	const code = await withoutTypes(source)
	if (code === null || code === before) return false
	mkdirSync(dirname(target), { recursive: true })
	writeFileSync(target, code)
	for (const stamp of [`${folder}/dist/.tsbuildinfo`, SERVER_STAMP]) rmSync(join(ROOT, stamp), { force: true })
	return true
}

/**
 * Returns the code of a file without its types; null, with a message, if it cannot be parsed.
 * @param {string} file
 */
async function withoutTypes(file) {
	try {
		const options = { target: 'es2022', sourcemap: false, typescript: { rewriteImportExtensions: 'rewrite' } }
		const { code } = await vite.transformWithOxc(readFileSync(file, 'utf8'), file, options)
		return code
	} catch (error) {
		process.stderr.write(`${file}: ${error instanceof Error ? error.message : error}\n`)
		return null
	}
}

/** @param {string} name */
function isTranspiled(name) {
	return TRANSPILED.test(name) && !NOT_TRANSPILED.test(name)
}

async function findFreePort() {
	const probe = createServer().listen(0, '127.0.0.1')
	await once(probe, 'listening')
	const address = probe.address()
	probe.close()
	await once(probe, 'close')
	return address && typeof address === 'object' ? address.port : 0
}
