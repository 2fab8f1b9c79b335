import { createObservable, type Observable } from './observable.ts'

/** Small texts by key, stored in this browser. */
export interface BrowserStorage {
	read(key: string): string | null
	write(key: string, value: string): void
	remove(key: string): void
	/** Returns the keys with this prefix, in no order. */
	keys(prefix: string): string[]
	/** Whether a value could not be stored, and is in memory until the page is closed. */
	isVolatile: Observable<boolean>
}

/**
 * Wraps a storage of the browser. If the storage is blocked (a private window, a policy) or full,
 * values are kept in memory instead. Nothing throws.
 */
export function createBrowserStorage(open: () => Storage): BrowserStorage {
	/** Values that the storage did not take; null for a key that was removed. */
	const unstored = new Map<string, string | null>()
	const isVolatile = createObservable(false)

	function change(key: string, value: string | null, store: (storage: Storage) => void): void {
		try {
			store(open())
			unstored.delete(key)
		} catch {
			unstored.set(key, value)
			if (value !== null) isVolatile.set(true)
		}
	}
	return {
		isVolatile,
		read(key) {
			if (unstored.has(key)) return unstored.get(key) ?? null
			try {
				return open().getItem(key)
			} catch {
				return null
			}
		},
		keys(prefix) {
			const all = new Set(unstored.keys())
			try {
				const storage = open()
				for (let index = 0; index < storage.length; index++) all.add(storage.key(index) ?? '')
			} catch {
				// The storage is blocked: only the values in memory count.
			}
			return [...all].filter((key) => key.startsWith(prefix) && unstored.get(key) !== null)
		},
		write: (key, value) => change(key, value, (storage) => storage.setItem(key, value)),
		remove: (key) => change(key, null, (storage) => storage.removeItem(key)),
	}
}

/** Values of this browser, shared by all its tabs. */
export const localStore = createBrowserStorage(() => localStorage)
/** Values of this tab, which survive a reload. */
export const tabStore = createBrowserStorage(() => sessionStorage)
