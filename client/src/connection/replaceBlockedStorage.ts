/**
 * Replaces storage that the browser blocks, so that libraries can be loaded: Yjs reads
 * `localStorage` and tldraw opens a `BroadcastChannel` while they are imported, and an exception
 * there would break the page. The replacement reads as empty and stores nothing, so `localStore`
 * keeps its values in memory. Must run before any chunk of a board is imported.
 */
export function replaceBlockedStorage(page: object): void {
	for (const name of ['localStorage', 'sessionStorage'] as const) {
		if (canRead(page, name)) continue
		replace(page, name, createEmptyStorage())
	}
	if (!canOpenChannel(page)) replace(page, 'BroadcastChannel', SilentChannel)
}

function canRead(page: object, name: 'localStorage' | 'sessionStorage'): boolean {
	try {
		;(page as Window)[name].getItem('')
		return true
	} catch {
		return false
	}
}

function canOpenChannel(page: object): boolean {
	try {
		;new (page as { BroadcastChannel: typeof BroadcastChannel }).BroadcastChannel('charrette').close()
		return true
	} catch {
		return false
	}
}

function replace(page: object, name: string, value: unknown): void {
	try {
		Object.defineProperty(page, name, { value, configurable: true })
	} catch {
		// The browser forbids the replacement too: the page continues without it.
	}
}

function createEmptyStorage(): Storage {
	return {
		length: 0,
		key: () => null,
		getItem: () => null,
		setItem() {
			throw new DOMException('storage is blocked', 'SecurityError')
		},
		removeItem() {},
		clear() {},
	}
}

/** A channel that reaches no other tab. */
class SilentChannel extends EventTarget {
	postMessage() {}
	close() {}
}
