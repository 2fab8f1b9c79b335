/** A value that can be read and subscribed to; fits `useSyncExternalStore`. */
export interface Observable<T> {
	get(): T
	/** Calls `listener` after each change. Returns a function that ends the subscription. */
	subscribe(listener: () => void): () => void
}

/** An `Observable` whose owner sets the value. */
export interface MutableObservable<T> extends Observable<T> {
	set(value: T): void
}

/**
 * Creates an observable. Setting an identical value (`Object.is`) does not notify the listeners.
 */
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
