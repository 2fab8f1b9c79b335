/**
 * The service worker: it opens Charrette's pages without a connection (OFFLINE1). It stores files of the client, which
 * are the same for everybody, and nothing else: no answer of the API, no image of a board, no shared page.
 *
 * Each release has a worker of its own, whose list of files the build writes, and a cache of its own. A release is taken
 * over once its page and the files that it starts with are stored, all of one release (OFFLINE3). Files have a hash in
 * their names, so a tab of an earlier release goes on with the files of that one.
 */

/** What the build writes in place of `RELEASE`. Paths begin with `/assets/`. */
interface Release {
	id: string
	/** What every page starts with, in every language. */
	start: string[]
	/** What a board needs, as canvas and as list. */
	board: string[]
}

/** What pages send. */
type Message =
	/** Files that the page fetched before there was a worker. */
	| { type: 'store'; files: string[] }
	/** A board was opened: it is to open offline from now on. */
	| { type: 'storeBoard' }
	/** Asks whether a page that starts with these scripts is of the worker's release; answered on the port with a boolean. */
	| { type: 'isCurrent'; scripts: string[] }

declare const self: ServiceWorkerGlobalScope
declare const RELEASE: Release

const release = RELEASE
const CACHE_PREFIX = 'charrette-'
const OWN_CACHE = CACHE_PREFIX + release.id
/** The releases whose files are stored: this one, and the one of the tabs that were open before. */
const MAX_RELEASES = 2
/** In which the server must begin to send a page; after that the stored one is shown. */
const PAGE_MS = 4000
const ASSETS = '/assets/'
/** The one page of the client, under which it is stored. */
const PAGE = '/'
/** Stored once this device has opened a board, so that the next release stores the files of boards, too. */
const BOARD_MARK = '/assets/.board'
/** Every path of the client but the host's page. Others (the API, shared pages, metrics) are the server's alone. */
const PAGES = /^\/($|join$|f$|p$|w\/|exchange($|\/)|legal$)/
/** A proxy answers in place of a server that is away. */
const AWAY = [502, 503, 504]

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))

self.addEventListener('fetch', (event) => {
	const { request } = event
	const { origin, pathname } = new URL(request.url)
	if (request.method !== 'GET' || origin !== self.location.origin) return
	if (request.mode === 'navigate') {
		if (PAGES.test(pathname)) event.respondWith(openPage(event))
	} else if (pathname.startsWith(ASSETS)) event.respondWith(readFile(event))
})

self.addEventListener('message', (event) => {
	const message = event.data as Message
	if (message.type === 'store') event.waitUntil(storeEach(message.files))
	else if (message.type === 'storeBoard') event.waitUntil(storeBoard().catch(ignore))
	else event.ports[0]?.postMessage(isCurrent(message.scripts))
})

/** Stores the release. If something is missing, the browser tries again later, and the former release stays in use. */
async function install(): Promise<void> {
	await storeFiles(release.start)
	if (await caches.match(BOARD_MARK)) await storeBoard()
	const page = await fetch(PAGE, { cache: 'no-store' })
	const scripts = (await page.clone().text()).match(/\/assets\/[\w.-]+\.js/g) ?? []
	// While nodes are updated one after another, the page may come from another one than this worker.
	if (!page.ok || !isCurrent(scripts)) throw new Error('the page is of another release')
	await (await caches.open(OWN_CACHE)).put(PAGE, page)
	await self.skipWaiting()
}

async function activate(): Promise<void> {
	const caching = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX) && name !== OWN_CACHE)
	for (const name of caching.slice(0, 1 - MAX_RELEASES)) await caches.delete(name)
	// The browser asks for the page while the worker starts.
	await self.registration.navigationPreload?.enable()
	await self.clients.claim()
}

/**
 * The page from the server, else the stored one. What the server, or a proxy that asks for a password, answers is shown
 * as it is, and never stored.
 */
async function openPage(event: FetchEvent): Promise<Response> {
	const answer = (async () => ((await event.preloadResponse) as Response | undefined) ?? fetch(event.request))()
	const late = new Promise<null>((resolve) => setTimeout(resolve, PAGE_MS, null))
	const response = await Promise.race([answer, late]).catch(() => null)
	if (response && !AWAY.includes(response.status)) return response
	return (await (await caches.open(OWN_CACHE)).match(PAGE)) ?? answer
}

/** A file from this device, else from the server: it never changes. */
async function readFile(event: FetchEvent): Promise<Response> {
	const stored = await findFile(event.request)
	if (stored) return stored
	const response = await fetch(event.request)
	if (isFile(response)) event.waitUntil(putFile(event.request, response.clone()).catch(ignore))
	return response
}

/** Stores files that are not stored yet: one after another, so that pages come first. */
async function storeFiles(paths: readonly string[]): Promise<void> {
	const cache = await caches.open(OWN_CACHE)
	for (const path of paths.filter((each) => each.startsWith(ASSETS))) {
		if (await cache.match(path)) continue
		// What has not changed since the former release is there already.
		const response = (await findFile(path)) ?? (await fetch(path))
		if (!isFile(response)) throw new Error(`${path} is not on the server`)
		await cache.put(path, response)
	}
}

/** Stores of these files those that are still on the server. */
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

/** Whether a page that starts with these scripts is of this release. */
function isCurrent(scripts: readonly string[]): boolean {
	return scripts.length > 0 && scripts.every((script) => release.start.includes(script))
}

/** Whether an answer is the file that was asked for: a captive portal answers everything with a page of its own. */
function isFile(response: Response): boolean {
	const isPage = response.headers.get('content-type')?.startsWith('text/html')
	return response.ok && !response.redirected && !isPage
}

/** A full device stores no more; everything still comes from the server. */
function ignore(): void {}
