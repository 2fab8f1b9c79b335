/**
 * The page's side of the service worker (`client/worker`), which opens the app without a connection
 * (OFFLINE1). Browsers provide service workers on https addresses and on the server's own machine;
 * elsewhere this module has no effect.
 */
import { routePath, serverPath } from './basePath.ts'
import { pageScripts, setNewVersion } from './release.ts'

const WORKER = '/sw.js'
/** Interval of the checks of an open page for a new release. @limit offline */
const UPDATE_MS = 60 * 60_000
/** Time with an open board before its files are stored: a hall joins first. @limit offline */
const STORE_BOARD_MS = 60_000
/** A random part more, which spreads the downloads of a hall. @limit offline */
const STORE_BOARD_SPAN_MS = 240_000

/** Registers the service worker, once the page has loaded. `pnpm dev` has none. */
export function startAppShell(): void {
	if (import.meta.env.DEV || !('serviceWorker' in navigator)) return
	const { serviceWorker } = navigator
	serviceWorker.addEventListener('controllerchange', onNewWorker)
	const register = async () => {
		const registration = await serviceWorker.register(serverPath(WORKER), { updateViaCache: 'none' })
		setInterval(() => void registration.update().catch(ignore), UPDATE_MS)
	}
	// A browser that refuses the registration behaves like a browser without service workers.
	const start = () => void register().catch(ignore)
	if (document.readyState === 'complete') start()
	else addEventListener('load', start, { once: true })
}

/**
 * Asks the service worker, after a delay, to store the files of boards on this device. Does nothing
 * if the browser is set to save data; it then stores only opened files. Returns a function that
 * cancels the request.
 */
export function storeBoardFiles(): () => void {
	const { connection } = navigator as { connection?: { saveData?: boolean } }
	if (!('serviceWorker' in navigator) || connection?.saveData) return ignore
	const send = () =>
		void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ type: 'storeBoard' }))
	const timer = setTimeout(send, STORE_BOARD_MS + Math.random() * STORE_BOARD_SPAN_MS)
	return () => clearTimeout(timer)
}

let observer: PerformanceObserver | null = null

/**
 * Called when a worker takes over: the first worker of this browser, or the worker of a new
 * release.
 */
function onNewWorker(): void {
	const { controller } = navigator.serviceWorker
	// Files fetched before the worker, or being fetched now, are in the browser's cache: storing them
	// costs no traffic.
	observer?.disconnect()
	observer = new PerformanceObserver((entries) => {
		const files = filesOf(entries.getEntries())
		if (files.length > 0) controller?.postMessage({ type: 'store', files })
	})
	observer.observe({ type: 'resource', buffered: true })
	const { port1, port2 } = new MessageChannel()
	port1.onmessage = ({ data }) => setNewVersion(data === false)
	controller?.postMessage({ type: 'isCurrent', scripts: pageScripts() }, [port2])
}

function filesOf(entries: readonly PerformanceEntry[]): string[] {
	const own = entries.map(({ name }) => new URL(name)).filter(({ origin }) => origin === location.origin)
	return own.map(({ pathname }) => routePath(pathname)).filter((path) => path.startsWith('/assets/'))
}

function ignore(): void {}
