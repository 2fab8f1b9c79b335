import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, vi } from 'vitest'
import { localStore, tabStore } from '../connection/browserStorage.ts'

// Controls are rendered as in development, where effects run twice. On a busy machine, what a test
// waits for takes longer than the second that is usual.
configure({ reactStrictMode: true, asyncUtilTimeout: 20_000 })

// Browsers queue the event of a closed dialog, and a dialog that has left the page by then has no
// listener; happy-dom would dispatch it at once.
HTMLDialogElement.prototype.close = function close() {
	this.open = false
}

// Each test starts with an empty page.
afterEach(cleanup)

// The next file shares this page and its loaded modules.
afterAll(() => {
	vi.useRealTimers()
	vi.unstubAllGlobals()
	vi.restoreAllMocks()
	for (const store of [localStore, tabStore]) for (const key of store.keys('')) store.remove(key)
	document.head.replaceChildren()
	document.body.replaceChildren()
	for (const { name } of [...document.documentElement.attributes]) document.documentElement.removeAttribute(name)
	history.replaceState(null, '', '/')
})
