const RECENT_RELOAD_MS = 60_000

/** Loads the page anew, from the server: nothing of it is cached but what carries its hash in its name. */
export function reloadPage(): void {
	location.reload()
}

/** Whether this page itself was loaded anew within the last minute, so that doing it again would not help. */
export function hasJustReloaded(): boolean {
	const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
	return visit?.type === 'reload' && performance.now() < RECENT_RELOAD_MS
}

/**
 * Loads the page anew after this time and again and again, but only once the server answers: an error page of the
 * browser in its place would stay. Returns its undo.
 */
export function reloadWhenReachable(afterMs: number): () => void {
	const knocking = setInterval(() => {
		fetch('/healthz', { cache: 'no-store' }).then(
			({ ok }) => ok && reloadPage(),
			// Not there yet: it is asked again.
			() => undefined,
		)
	}, afterMs)
	return () => clearInterval(knocking)
}
