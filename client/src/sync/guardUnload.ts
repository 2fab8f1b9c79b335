export interface GuardUnloadDeps {
	/** Takes what is under way into the document. */
	flush(): void
	/** Whether something would be gone with the page: neither saved nor kept on this device. */
	mayLose(): boolean
}

/** Warns who leaves the page while something would be lost, and only then. Returns its undo. */
export function guardUnload({ flush, mayLose }: GuardUnloadDeps): () => void {
	const onBeforeUnload = (event: BeforeUnloadEvent) => {
		flush()
		if (mayLose()) event.preventDefault()
	}
	// A phone kills a hidden page without a word.
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
