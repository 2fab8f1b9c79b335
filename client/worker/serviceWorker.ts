/**
 * The service worker: it opens Charrette's pages without a connection (OFFLINE1). It stores files
 * of the client, which are the same for everyone, and nothing else: no answer of the API, no image
 * of a board, no shared page.
 *
 * Each release has a worker of its own, whose list of files the build writes, and a cache of its
 * own. A worker takes over once its release's page and the files that the page starts with are
 * stored, all of one release (OFFLINE3). Files have a hash in their names, so a tab of an earlier
 * release continues with the files of that release.
 */

/** The value with which the build replaces `RELEASE`. Paths begin with `/assets/`, below `BASE`. */
interface Release {
	id: string
	/** The files that every page starts with, in every language. */
	start: string[]
	/** The files that a board needs, as canvas and as list. */
	board: string[]
}

/** A message from a page. */
type Message =
	/** The files that the page fetched before there was a worker. */
	| { type: 'store'; files: string[] }
	/** Reports that a board was opened, so that boards can be opened offline from now on. */
	| { type: 'storeBoard' }
	/**
	 * Asks whether a page that starts with these scripts is of the worker's release. The answer, on
	 * the port, is a boolean.
	 */
	| { type: 'isCurrent'; scripts: string[] }

declare const self: ServiceWorkerGlobalScope
declare const RELEASE: Release

const release = RELEASE
/** The path of the server's address, without a trailing slash; empty for none (PATH1). */
const BASE = self.location.pathname.replace(/\/sw\.js$/, '')
/** Servers below several paths of one origin share its caches. */
const CACHE_PREFIX = `charrette${BASE}-`
const OWN_CACHE = CACHE_PREFIX + release.id
/** Stored releases, 2 MB each: this one, and that of open tabs. @limit offline: the oldest goes */
const MAX_RELEASES = 2
/** A page, until it begins. @limit browser: the stored page is shown */
const PAGE_MS = 4000
const ASSETS = `${BASE}/assets/`
/** The cache key of the client's only page. */
const PAGE = `${BASE}/`
/**
 * Stored once this device has opened a board, so that the next release stores the files of boards
 * too.
 */
const BOARD_MARK = `${BASE}/assets/.board`
/**
 * Every path of the client except the host's page. Only the server answers all other paths (the
 * API, shared pages, metrics).
 */
const PAGES = /^\/($|join$|f$|p$|w\/|exchange($|\/)|legal$)/
/** Statuses of a proxy that answers in place of an unreachable server. */
const AWAY = [502, 503, 504]

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))

self.addEventListener('fetch', (event) => {
	const { request } = event
	const { origin, pathname } = new URL(request.url)
	if (request.method !== 'GET' || origin !== self.location.origin) return
	if (request.mode === 'navigate') {
		event.respondWith(PAGES.test(pathname.slice(BASE.length)) ? openPage(event) : answerOf(event))
	} else if (pathname.startsWith(ASSETS)) event.respondWith(readFile(event))
})

self.addEventListener('message', (event) => {
	const message = event.data as Message
	if (message.type === 'store') event.waitUntil(storeEach(message.files))
	else if (message.type === 'storeBoard') event.waitUntil(storeBoard().catch(ignore))
	else event.ports[0]?.postMessage(isCurrent(message.scripts))
})

/**
 * Stores the release. If a file is missing, the browser tries again later, and the former release
 * stays in use.
 */
async function install(): Promise<void> {
	await storeFiles(release.start)
	if (await caches.match(BOARD_MARK)) await storeBoard()
	const page = await fetch(PAGE, { cache: 'no-store' })
	const scripts = (await page.clone().text()).match(/\/assets\/[\w.-]+\.js/g) ?? []
	// During a rolling update, the page may come from a node of another release than this worker's.
	if (!page.ok || !isCurrent(scripts)) throw new Error('the page is of another release')
	await (await caches.open(OWN_CACHE)).put(PAGE, page)
	await self.skipWaiting()
}

async function activate(): Promise<void> {
	const caching = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX) && name !== OWN_CACHE)
	for (const name of caching.slice(0, 1 - MAX_RELEASES)) await caches.delete(name)
	// The browser requests the page while the worker starts.
	await self.registration.navigationPreload?.enable()
	await self.clients.claim()
}

/**
 * Returns the page from the server, or else the stored page. An answer of the server, or of a proxy
 * that asks for a password, is shown unchanged and never stored.
 */
async function openPage(event: FetchEvent): Promise<Response> {
	const answer = answerOf(event)
	const late = new Promise<null>((resolve) => setTimeout(resolve, PAGE_MS, null))
	const response = await Promise.race([answer, late]).catch(() => null)
	if (response && !AWAY.includes(response.status)) return response
	return (await (await caches.open(OWN_CACHE)).match(PAGE)) ?? answer
}

/**
 * Returns the answer of the server. Every navigation uses the request that the browser has begun:
 * if the worker left one to the browser, it would be sent twice, and the second callback of a
 * sign-in fails (OIDC3).
 */
async function answerOf(event: FetchEvent): Promise<Response> {
	return ((await event.preloadResponse) as Response | undefined) ?? fetch(event.request)
}

/** Returns a file from this device, or else from the server. A file never changes. */
async function readFile(event: FetchEvent): Promise<Response> {
	const stored = await findFile(event.request)
	if (stored) return stored
	const response = await fetch(event.request)
	if (isFile(response)) event.waitUntil(putFile(event.request, response.clone()).catch(ignore))
	return response
}

/** Stores files that are not stored yet, one after another, so that pages take precedence. */
async function storeFiles(paths: readonly string[]): Promise<void> {
	const cache = await caches.open(OWN_CACHE)
	for (const path of paths.map((each) => BASE + each).filter((each) => each.startsWith(ASSETS))) {
		if (await cache.match(path)) continue
		// A file that has not changed since the former release is in that release's cache.
		const response = (await findFile(path)) ?? (await fetch(path))
		if (!isFile(response)) throw new Error(`${path} is not on the server`)
		await cache.put(path, response)
	}
}

/** Stores those of these files that are still on the server. */
async function storeEach(paths: readonly string[]): Promise<void> {
	await Promise.all(paths.map((path) => storeFiles([path]).catch(ignore)))
}

async function storeBoard(): Promise<void> {
	await storeFiles(release.board)
	await putFile(BOARD_MARK, new Response(''))
}

const findFile = (file: RequestInfo) => caches.match(file, { ignoreVary: true })

async function putFile(file: RequestInfo, response: Response): Promise<void> {
	await (await caches.open(OWN_CACHE)).put(file, response)
}

/** Returns whether a page that starts with these scripts is of this release. */
function isCurrent(scripts: readonly string[]): boolean {
	return scripts.length > 0 && scripts.every((script) => release.start.includes(script))
}

/**
 * Returns whether an answer is the requested file. A captive portal answers every request with a
 * page of its own.
 */
function isFile(response: Response): boolean {
	const isPage = response.headers.get('content-type')?.startsWith('text/html')
	return response.ok && !response.redirected && !isPage
}

/** Ignores an error: a full device stores no more files, and the server still sends them. */
function ignore(): void {}
