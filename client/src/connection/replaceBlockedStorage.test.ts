import { expect, it } from 'vitest'
import { createBrowserStorage } from './browserStorage.ts'
import { replaceBlockedStorage } from './replaceBlockedStorage.ts'

function refuse(): never {
	throw new DOMException('blocked', 'SecurityError')
}

/** Windows whose storage throws on access or on use, or does not exist. */
const BLOCKED = {
	'on access': () => Object.defineProperty({}, 'localStorage', { get: refuse, configurable: true }),
	'on use': () => ({ localStorage: { getItem: refuse, setItem: refuse } }),
	'by its absence': () => ({}),
}

it.each(Object.entries(BLOCKED))('a storage that is blocked %s reads as empty and stores nothing', (_, open) => {
	const page = open() as unknown as Window
	replaceBlockedStorage(page)
	expect(page.localStorage.getItem('key')).toBeNull()
	const store = createBrowserStorage(() => page.localStorage)
	store.write('key', 'value')
	expect([store.read('key'), store.isVolatile.get()]).toEqual(['value', true])
})

it('a blocked channel between tabs is replaced by a channel that reaches no other tab', () => {
	const page = { BroadcastChannel: refuse } as unknown as { BroadcastChannel: typeof BroadcastChannel }
	replaceBlockedStorage(page)
	const channel = new page.BroadcastChannel('preferences')
	channel.postMessage('dark')
	channel.close()
	expect(channel).toBeInstanceOf(EventTarget)
})

it('a storage that works is left unchanged', () => {
	const storage = { getItem: () => 'value' }
	const page = { localStorage: storage, sessionStorage: storage, BroadcastChannel }
	replaceBlockedStorage(page)
	expect(page).toEqual({ localStorage: storage, sessionStorage: storage, BroadcastChannel })
})
