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
 * Reloads the page after `delayMs`, once the server answers; until then it tries again after each delay. A reload while the
 * server is not reachable would end in an error page of the browser. Returns a function that stops it.
 */
export function reloadWhenReachable(delayMs: number): () => void {
	const timer = setInterval(() => {
		fetch('/healthz', { cache: 'no-store' }).then(
			({ ok }) => ok && reloadPage(),
			// Not reachable yet: the next interval tries again.
			() => undefined,
		)
	}, delayMs)
	return () => clearInterval(timer)
}
