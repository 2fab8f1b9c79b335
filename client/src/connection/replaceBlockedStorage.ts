/**
 * Lets libraries be loaded in a browser that blocks all storage: Yjs reads `localStorage` and tldraw
 * opens a `BroadcastChannel` while they are imported, and an exception there ends the page. A blocked
 * storage reads as empty and still takes nothing, so `localStore` keeps its values in memory. Must run
 * before any chunk of a board is imported.
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
		// The browser does not even allow this: the page works as far as it can.
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
