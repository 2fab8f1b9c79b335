/*
 * The parts of a browser that the client's modules use outside a page: `window`, `document`,
 * `location` and IndexedDB. Each open document has a page of its own, which gets the listeners that
 * are added while it opens.
 */
import 'fake-indexeddb/auto'

/** The window and the document of one open tab. */
export class Page extends EventTarget {
	/** Runs `open` in this page: listeners and sockets that it creates belong to the page. */
	open<Opened>(browser: { origin: string; Socket: typeof globalThis.WebSocket }, open: () => Opened): Opened {
		const before = { page: current, Socket: globalThis.WebSocket }
		current = this
		origin = browser.origin
		globalThis.WebSocket = browser.Socket
		try {
			return open()
		} finally {
			current = before.page
			globalThis.WebSocket = before.Socket
		}
	}

	/** Informs the page that the network is back. */
	goOnline(): void {
		this.dispatchEvent(new Event('online'))
	}

	/** Returns whether the page asks its reader to stay, because edits would be lost. */
	asksToStay(): boolean {
		return !this.dispatchEvent(new Event('beforeunload', { cancelable: true }))
	}
}

let current: Page | null = null
let origin = ''
/** The pages of listeners, which remove them at a time when no page opens. */
const pages = new WeakMap<object, Page>()

const eventTarget = {
	addEventListener(type: string, listener: EventListener) {
		if (!current) throw new Error(`a listener of ${type} outside a page`)
		pages.set(listener, current)
		current.addEventListener(type, listener)
	},
	removeEventListener(type: string, listener: EventListener) {
		pages.get(listener)?.removeEventListener(type, listener)
	},
}

/** Installs the globals. Each provider listens for the end of the process. */
export function installBrowser(): void {
	process.setMaxListeners(0)
	const location = {
		get origin() {
			return origin
		},
	}
	for (const [name, value] of Object.entries({
		window: eventTarget,
		document: { ...eventTarget, visibilityState: 'visible', documentElement: { dataset: {} } },
		location,
		navigator: { onLine: true },
	}))
		Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}
