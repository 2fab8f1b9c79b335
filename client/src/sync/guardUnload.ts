interface GuardUnloadDeps {
	/** Writes pending changes into the document. */
	flush(): void
	/**
	 * Returns whether edits would be lost with the page: they are neither saved on the server nor
	 * stored on this device.
	 */
	wouldLoseEdits(): boolean
}

/**
 * Asks for confirmation before the page is left, if edits would be lost. Returns a function that
 * removes the guard.
 */
export function guardUnload({ flush, wouldLoseEdits }: GuardUnloadDeps): () => void {
	const onBeforeUnload = (event: BeforeUnloadEvent) => {
		flush()
		if (wouldLoseEdits()) event.preventDefault()
	}
	// A phone may close a hidden page without another event.
	const onVisibilityChange = () => {
		if (document.visibilityState === 'hidden') flush()
	}
	window.addEventListener('beforeunload', onBeforeUnload)
	document.addEventListener('visibilitychange', onVisibilityChange)
	return () => {
		window.removeEventListener('beforeunload', onBeforeUnload)
		document.removeEventListener('visibilitychange', onVisibilityChange)
	}
}
