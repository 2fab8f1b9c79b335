import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Builder, Capabilities, Key, Origin, type WebDriver } from 'selenium-webdriver'
import { freePort } from '../../../server/test/support/freePort.ts'
import { type Engine, EngineEnded, type EngineWindow, type Point, receiveFile } from './EngineWindow.ts'
import type { InstalledEngine } from './installedEngines.ts'

/** Duration of one step of a drag, in ms: WebKit merges moves that arrive faster than it draws. */
const STEP_MS = 30
const RESIZE_MS = 5000

/**
 * Starts WebKitGTK's own MiniBrowser on a virtual display, driven by its WebDriver server. A
 * WebDriver server has one session, so each window has a server and a browser of its own.
 */
export async function startWebKitGtk(engine: InstalledEngine): Promise<Engine> {
	const home = mkdtempSync(join(tmpdir(), 'charrette-webkit-'))
	const downloads = join(home, 'downloads')
	mkdirSync(downloads)
	writeFileSync(join(home, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`)
	const display = await startDisplay()
	const env = {
		...process.env,
		DISPLAY: display.name,
		XDG_CONFIG_HOME: home,
		XDG_DATA_HOME: home,
		XDG_CACHE_HOME: home,
		LANGUAGE: 'en',
		LC_ALL: 'C.UTF-8',
		GDK_BACKEND: 'x11',
		// The sandbox needs user namespaces, which a container does not have.
		WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
		LIBGL_ALWAYS_SOFTWARE: '1',
	}
	const windows = new Set<EngineWindow>()
	return {
		async openWindow() {
			const window = await openWindow(engine, env, downloads)
			windows.add(window)
			return window
		},
		async close() {
			for (const window of windows) await window.close()
			await end(display.process)
			rmSync(home, { recursive: true, force: true })
		},
	}
}

/**
 * Starts an X server without a screen. It chooses a free display number, and writes it to the pipe.
 */
async function startDisplay(): Promise<{ name: string; process: ChildProcess }> {
	const args = ['-displayfd', '3', '-screen', '0', '1600x1100x24', '-nolisten', 'tcp', '-noreset']
	const process = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
	const [number] = (await once(process.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer]
	return { name: `:${number.toString().trim()}`, process }
}

async function end(process: ChildProcess): Promise<void> {
	if (process.exitCode !== null || process.signalCode !== null) return
	process.kill('SIGTERM')
	await once(process, 'exit')
}

async function openWindow(
	{ browser, driver: server = '' }: InstalledEngine,
	env: NodeJS.ProcessEnv,
	downloads: string,
): Promise<EngineWindow> {
	const port = await freePort()
	const process = spawn(server, [`--port=${port}`], { env, stdio: 'ignore' })
	const url = `http://127.0.0.1:${port}`
	await waitUntilReady(url)
	const capabilities = new Capabilities({
		browserName: 'MiniBrowser',
		'webkitgtk:browserOptions': { binary: browser, args: ['--automation', '--full-screen'] },
	})
	const driver = await new Builder().usingServer(url).withCapabilities(capabilities).build()
	await driver.manage().setTimeouts({ script: 60_000, pageLoad: 60_000 })
	const programs = programsBelow(process.pid ?? 0)
	const execute = driver.execute.bind(driver)
	driver.execute = (command) =>
		execute(command).catch((thrown: unknown) => {
			const ended = findEnded(programs)
			throw ended ? new EngineEnded(ended, { cause: thrown }) : thrown
		})
	let isOpen = true
	return {
		...windowOf(driver),
		download: (act) => receiveFile(downloads, act),
		async close() {
			if (!isOpen) return
			isOpen = false
			await driver.quit().catch((thrown: unknown) => {
				if (!(thrown instanceof EngineEnded)) throw thrown
			})
			await end(process)
		},
	}
}

/**
 * The programs of the engine that run no page: the browser, and the process that fetches for it.
 * WebKitGTK 2.54 with libsoup 3 sometimes crashes in the latter, at the start of a request, and
 * then ends the session.
 */
const ENGINE_PROGRAMS = ['MiniBrowser', 'WebKitNetworkPr']

/** Returns the engine's programs among the descendants of a process: names by process id. */
function programsBelow(root: number): Map<number, string> {
	const all = readdirSync('/proc').flatMap((name) => readProcess(Number(name)) ?? [])
	const found = new Set([root])
	// A child may have a smaller id than its parent, so one pass a generation.
	for (let known = 0; known < found.size; ) {
		known = found.size
		for (const { id, parent } of all) if (found.has(parent)) found.add(id)
	}
	const programs = all.filter(({ id, name }) => found.has(id) && ENGINE_PROGRAMS.includes(name))
	return new Map(programs.map(({ id, name }) => [id, name]))
}

/** Returns the name of a program that has ended, or null. */
function findEnded(programs: ReadonlyMap<number, string>): string | null {
	for (const [id, name] of programs) if (readProcess(id)?.name !== name) return name
	return null
}

/** Reads a process from `/proc/<id>/stat`; null if it has ended, or has not been collected yet. */
function readProcess(id: number): { id: number; name: string; parent: number } | null {
	if (!Number.isInteger(id)) return null
	try {
		const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
		const [, name = '', state = '', parent = ''] = /\((.*)\) (\S) (\d+)/s.exec(stat) ?? []
		return 'ZX'.includes(state) ? null : { id, name, parent: Number(parent) }
	} catch {
		return null
	}
}

async function waitUntilReady(url: string): Promise<void> {
	const isReady = () =>
		fetch(`${url}/status`).then(
			(answer) => answer.ok,
			() => false,
		)
	while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 30))
}

function windowOf(driver: WebDriver): Omit<EngineWindow, 'close' | 'download'> {
	const actions = () => driver.actions({ async: true })
	const at = ({ x, y }: Point) => ({ origin: Origin.VIEWPORT, x: Math.round(x), y: Math.round(y) })
	return {
		goto: (url) => driver.get(url),
		evaluate: (run, ...values) => driver.executeScript(`return (${run}).apply(null, arguments)`, ...values),
		addScript: (source) => driver.executeScript(source),
		async drag(first, ...others) {
			let drag = actions()
				.move({ ...at(first), duration: 0 })
				.press()
			let from = first
			for (const to of others) {
				for (const share of [0.25, 0.5, 0.75, 1]) {
					const point = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
					drag = drag.move({ ...at(point), duration: STEP_MS })
				}
				from = to
			}
			await drag.release().perform()
		},
		doubleClick: (point) =>
			actions()
				.move({ ...at(point), duration: 0 })
				.press()
				.release()
				.press()
				.release()
				.perform(),
		async press(keys) {
			const names = keys.split('+').map((name) => (name.length === 1 ? name : keyOf(name)))
			let pressed = actions()
			for (const name of names) pressed = pressed.keyDown(name)
			for (const name of names.reverse()) pressed = pressed.keyUp(name)
			await pressed.perform()
		},
		type: (text) => actions().sendKeys(text).perform(),
		async resize(width, height) {
			// In full screen the window has no toolbar, so it equals the viewport; it can still have any
			// size.
			await driver.manage().window().setRect({ x: 0, y: 0, width, height })
			await driver.wait(async () => {
				const [x, y] = await driver.executeScript<number[]>('return [innerWidth, innerHeight]')
				return x === width && y === height
			}, RESIZE_MS)
		},
		screenshot: async () => Buffer.from(await driver.takeScreenshot(), 'base64'),
	}
}

const KEYS: Record<string, string> = {
	Alt: Key.ALT,
	Control: Key.CONTROL,
	Delete: Key.DELETE,
	Enter: Key.ENTER,
	Escape: Key.ESCAPE,
	Shift: Key.SHIFT,
	Tab: Key.TAB,
}

function keyOf(name: string): string {
	const key = KEYS[name]
	if (!key) throw new Error(`no key is called ${name}`)
	return key
}
