/** A value that can be read and watched; fits `useSyncExternalStore`. */
export interface Observable<T> {
	get(): T
	/** Calls `listener` after each change; returns its undo. */
	subscribe(listener: () => void): () => void
}

/** A `Readable` that its owner sets. */
export interface MutableObservable<T> extends Observable<T> {
	set(value: T): void
}

export function createObservable<T>(initial: T): MutableObservable<T> {
	let current = initial
	const listeners = new Set<() => void>()
	return {
		get: () => current,
		set(value) {
			if (Object.is(current, value)) return
			current = value
			for (const listener of [...listeners]) listener()
		},
		subscribe(listener) {
			listeners.add(listener)
			return () => listeners.delete(listener)
		},
	}
}
