import { ApiError, isForeignPage } from './http.ts'

const RETRY_MS = 2000
/** A chunk that fails this often while the server answers does not exist any more. */
const MAX_FAILURES = 2
const OUTDATED = 'PageOutdated'

/**
 * Fetches a chunk of the client. While the server cannot be reached, it retries for ever: on
 * conference Wi-Fi a lost packet must not end in a blank page. If the server answers but the chunk
 * fails, the server was updated under an open tab: the page is reloaded, once. If the chunk still
 * fails after that, it rejects with an error for which `isOutdated` is true.
 */
export async function fetchChunk<Chunk>(fetchOnce: () => Promise<Chunk>): Promise<Chunk> {
	for (let failures = 0; ; ) {
		try {
			return await fetchOnce()
		} catch {
			if (await isServerReachable()) failures++
			if (failures >= MAX_FAILURES) return reloadForUpdate()
			await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
		}
	}
}

/**
 * Fetches a chunk for something that a person has just asked for, who can ask again: rejects with an
 * `ApiError`, `offline` or `outdated`, instead of waiting or reloading the page.
 */
export async function fetchChunkOnce<Chunk>(fetchOnce: () => Promise<Chunk>): Promise<Chunk> {
	try {
		return await fetchOnce()
	} catch (cause) {
		// What fetches several things at once may fail with a reason of its own.
		if (cause instanceof ApiError) throw cause
		throw new ApiError((await isServerReachable()) ? 'outdated' : 'offline', String(cause))
	}
}

/** Whether this error is the one with which `fetchChunk` rejects. */
export function isOutdated(error: unknown): boolean {
	return error instanceof Error && error.name === OUTDATED
}

function reloadForUpdate(): Promise<never> {
	if (hasJustReloaded())
		return Promise.reject(Object.assign(new Error('a chunk is not on the server'), { name: OUTDATED }))
	reloadPage()
	// The page is about to unload: nothing more is rendered.
	return new Promise(() => {})
}

/** In which a server that is reachable answers a probe. */
const PROBE_MS = 5000

/** Whether the server answers now, and not a captive portal with a page of its own. */
export function isServerReachable(): Promise<boolean> {
	return fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) }).then(
		(response) => response.ok && !isForeignPage(response),
		() => false,
	)
}

const RECENT_RELOAD_MS = 60_000

/** Reloads the page from the server: only files with a hash in their names are cached. */
export function reloadPage(): void {
	location.reload()
}

/** Whether this page was reloaded within the last minute, so that another reload would not help. */
export function hasJustReloaded(): boolean {
	const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
	return visit?.type === 'reload' && performance.now() < RECENT_RELOAD_MS
}

/**
 * Reloads the page after `delayMs`, once the server answers; until then it tries again after each
 * delay. A reload while the server is not reachable would end in an error page of the browser.
 * Returns a function that stops it.
 */
export function reloadWhenReachable(delayMs: number): () => void {
	const timer = setInterval(() => {
		// If it is not reachable yet, the next interval tries again.
		void isServerReachable().then((isReachable) => isReachable && reloadPage())
	}, delayMs)
	return () => clearInterval(timer)
}
