/** A value that can be read and watched; fits `useSyncExternalStore`. */
export interface Readable<T> {
	get(): T
	/** Calls `listener` after each change; returns its undo. */
	subscribe(listener: () => void): () => void
}

/** A `Readable` that its owner sets. */
export interface Cell<T> extends Readable<T> {
	set(value: T): void
}

export function createCell<T>(initial: T): Cell<T> {
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
