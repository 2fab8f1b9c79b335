/**
 * The page's side of the service worker (`client/worker`), which opens the app without a connection (OFFLINE1). Browsers
 * have it on https addresses and on the machine of the server; elsewhere nothing here has an effect.
 */
import { createObservable, type Observable } from './observable.ts'

const WORKER = '/sw.js'
/** How often a page that stays open asks whether there is a new release. */
const UPDATE_MS = 60 * 60_000
/**
 * The files of a board are stored this long after it was opened, so that a hall of people who all join at once can work
 * first; and at random within the span, so that they do not fetch them all at once.
 */
const STORE_BOARD_MS = 60_000
const STORE_BOARD_SPAN_MS = 240_000

const newVersion = createObservable(false)
/** Whether the server has a newer release than this page, which a reload opens. */
export const hasNewVersion: Observable<boolean> = newVersion

/** Registers the service worker, once the page has loaded. */
export function startAppShell(): void {
	if (!('serviceWorker' in navigator)) return
	const { serviceWorker } = navigator
	serviceWorker.addEventListener('controllerchange', onNewWorker)
	const register = async () => {
		const registration = await serviceWorker.register(WORKER, { updateViaCache: 'none' })
		setInterval(() => void registration.update().catch(ignore), UPDATE_MS)
	}
	// A browser that refuses works as one that has no service workers.
	const start = () => void register().catch(ignore)
	if (document.readyState === 'complete') start()
	else addEventListener('load', start, { once: true })
}

/**
 * Has the files of boards stored on this device, after a while. Returns a function that gives it up; a person who asks
 * their browser to save data keeps what they have opened.
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

/** A worker has taken over, the first one or that of a new release. */
function onNewWorker(): void {
	const { controller } = navigator.serviceWorker
	// What was fetched before the worker, or is on its way now, is in the browser's cache: storing it costs no traffic.
	observer?.disconnect()
	observer = new PerformanceObserver((entries) => {
		const files = filesOf(entries.getEntries())
		if (files.length > 0) controller?.postMessage({ type: 'store', files })
	})
	observer.observe({ type: 'resource', buffered: true })
	const { port1, port2 } = new MessageChannel()
	port1.onmessage = ({ data }) => newVersion.set(data === false)
	controller?.postMessage({ type: 'isCurrent', scripts: pageScripts() }, [port2])
}

function filesOf(entries: readonly PerformanceEntry[]): string[] {
	const urls = entries.map(({ name }) => new URL(name))
	const own = urls.filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
	return own.map(({ pathname }) => pathname)
}

/** The scripts that the page began with: their names have a hash, so each release has others. */
function pageScripts(): string[] {
	const scripts = document.querySelectorAll<HTMLScriptElement>('head script[src]')
	return [...scripts].map(({ src }) => new URL(src).pathname)
}

function ignore(): void {}
