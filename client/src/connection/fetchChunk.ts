import { serverPath } from './basePath.ts'
import { ApiError, isForeignPage } from './http.ts'
import { createObservable, type Observable } from './observable.ts'
import { checkRelease } from './release.ts'

const updating = createObservable(false)
/** Whether the page is being reloaded because the server was updated. */
export const isUpdating: Observable<boolean> = updating

const RETRY_MS = 2000
/** The number of failures, while the server answers, after which a chunk counts as removed. */
const MAX_FAILURES = 2
const OUTDATED = 'PageOutdated'
/** The time in which a reload that is not cancelled leaves the page. */
const RELOAD_MS = 30_000

/**
 * Fetches a chunk of the client. While the server cannot be reached, it retries without limit: on
 * conference Wi-Fi a lost packet must not end in a blank page. If the server has another release,
 * or answers but the chunk fails, the server was updated under an open tab: the page is reloaded,
 * once. If the chunk still fails after that, it rejects with an error for which `isOutdated` is
 * true.
 */
export async function fetchChunk<Chunk>(fetchOnce: () => Promise<Chunk>): Promise<Chunk> {
	for (let failures = 0; ; ) {
		try {
			return await fetchOnce()
		} catch {
			const isOther = await checkRelease()
			if (isOther || (await isServerReachable())) failures++
			if (isOther || failures >= MAX_FAILURES) return reloadForUpdate()
			await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
		}
	}
}

/**
 * Fetches a chunk for an action that a person has just requested and can request again. Instead of
 * waiting or reloading the page, it rejects with an `ApiError`: `offline` or `outdated`.
 */
export async function fetchChunkOnce<Chunk>(fetchOnce: () => Promise<Chunk>): Promise<Chunk> {
	try {
		return await fetchOnce()
	} catch (cause) {
		// A `fetchOnce` that also makes other calls may fail with an `ApiError` of its own.
		if (cause instanceof ApiError) throw cause
		throw new ApiError((await isServerReachable()) ? 'outdated' : 'offline', String(cause))
	}
}

/** Returns whether this is the error with which `fetchChunk` rejects. */
export function isOutdated(error: unknown): boolean {
	return error instanceof Error && error.name === OUTDATED
}

async function reloadForUpdate(): Promise<never> {
	if (!hasJustReloaded()) {
		updating.set(true)
		reloadPage()
		await new Promise((resolve) => setTimeout(resolve, RELOAD_MS))
		// The person has chosen to stay, because edits would be lost.
		updating.set(false)
	}
	throw Object.assign(new Error('a chunk is not on the server'), { name: OUTDATED })
}

/** The time in which a reachable server answers a probe. */
const PROBE_MS = 5000

/**
 * Returns whether the server answers now. A captive portal's own page does not count as an answer.
 */
export function isServerReachable(): Promise<boolean> {
	return fetch(serverPath('/healthz'), { cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) }).then(
		(response) => response.ok && !isForeignPage(response),
		() => false,
	)
}

const RECENT_RELOAD_MS = 60_000

/** Reloads the page from the server: only files with a hash in their names are cached. */
export function reloadPage(): void {
	location.reload()
}

/** Returns whether this page was reloaded within the last minute: another reload would not help. */
export function hasJustReloaded(): boolean {
	const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
	return visit?.type === 'reload' && performance.now() < RECENT_RELOAD_MS
}

/**
 * Reloads the page after `delayMs` if the server answers; if not, tries again after each further
 * `delayMs`. A reload while the server is unreachable would end in an error page of the browser.
 * Returns a function that stops it.
 */
export function reloadWhenReachable(delayMs: number): () => void {
	const timer = setInterval(() => {
		// If the server is not reachable yet, the next interval tries again.
		void isServerReachable().then((isReachable) => isReachable && reloadPage())
	}, delayMs)
	return () => clearInterval(timer)
}
